import type { ToldLanguage, ToldLine } from './told-lines.ts';

/** How the Japanese of `toldWords` is read, in kana. */
export const toldKana: Readonly<Record<ToldLine, string>> = {
  stops: 'ただいまから、このカードでのひきだし、ふりこみ、あたらしいおしはらいはとまります。',
  mayPass:
    'いぜんにとうろくされたじどうひきおとしや、オフラインのしょうがくけっさいはとおるばあいがあります。',
  credits: 'きゅうよやねんきんなどのにゅうきんはこれまでどおりとどきます。',
  undo: 'ふたたびおつかいになるには、せきにんしゃのかくにん、またはごほんにんがみぶんしょうをおもちのうえまどぐちでのおてつづきがひつようです。',
};

/** What the agent reads aloud, in the caller's language whatever the desk speaks: content, not words of the desk. */
export const toldWords: Readonly<Record<ToldLanguage, Readonly<Record<ToldLine, string>>>> = {
  zh: {
    stops: '从现在起，这张卡取现、转账和新的消费都停了。',
    mayPass: '早先签过的自动扣款，还有不联网的小额支付，可能还会扣几笔。',
    credits: '工资、养老金这些打进来的钱照常到账。',
    undo: '要恢复用卡，得由我们班长核实，或您本人带证件到网点。',
  },
  en: {
    stops: 'From now on, cash withdrawals, transfers and new purchases with this card are stopped.',
    mayPass: 'Payments you agreed to earlier and small offline payments may still go through.',
    credits: 'Money coming in, such as salary or pension, still arrives.',
    undo: 'To use the card again, our team lead has to check with you, or you come to a branch with your ID.',
  },
  ja: {
    stops: 'ただいまから、このカードでの引き出し、振込、新しいお支払いは止まります。',
    mayPass: '以前に登録された自動引き落としや、オフラインの少額決済は通る場合があります。',
    credits: '給与や年金などの入金はこれまでどおり届きます。',
    undo: '再びお使いになるには、責任者の確認、またはご本人が身分証をお持ちのうえ窓口でのお手続きが必要です。',
  },
  ko: {
    stops: '지금부터 이 카드로는 출금, 이체, 새 결제가 모두 중지됩니다.',
    mayPass: '전에 등록하신 자동이체나 오프라인 소액 결제는 처리될 수 있습니다.',
    credits: '급여나 연금 등 들어오는 돈은 그대로 입금됩니다.',
    undo: '다시 사용하시려면 저희 팀장의 확인을 받거나, 본인이 신분증을 가지고 지점에 오셔야 합니다.',
  },
};
