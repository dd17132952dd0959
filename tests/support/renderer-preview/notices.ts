import type { NoticesState } from '#shared/notices/contract.ts';

/** Two notices, one of them to be confirmed, and a greeting of the season. */
export const notices: NoticesState = {
  notices: [
    {
      noticeId: 'year-end-scams',
      version: '1.0',
      from: '2026-11-15',
      to: '2027-02-20',
      sample: true,
      title: { zh: '年底高发：假客服和“安全账户”', en: 'Year end: fake support and “safe accounts”' },
      body: [
        {
          zh: '年底转账多，冒充平台客服、让人下载会议软件共享屏幕的电话明显变多。',
          en: 'Many transfers at year end, and many more calls from fake platform support who have people share their screen.',
        },
        {
          zh: '长者的大额转账，问清收款人见没见过；不确定就先停卡，再请班长。',
          en: 'For a large transfer by an elderly caller ask whether they ever met the payee. If unsure, hold the card and call the team lead.',
        },
      ],
      mustConfirm: true,
      confirmedAt: null,
    },
    {
      noticeId: 'branch-hours-new-year',
      version: '1.0',
      from: '2026-11-20',
      to: '2027-01-04',
      sample: true,
      title: { zh: '元旦网点营业时间', en: 'Branch hours at New Year' },
      body: [
        { zh: '2027 年 1 月 1 日按假日时间营业。', en: 'On 1 January 2027 branches keep holiday hours.' },
      ],
      mustConfirm: false,
      confirmedAt: null,
    },
  ],
  greeting: { zh: '天冷了，您注意保暖。', en: 'It has turned cold, please keep warm.' },
  refused: [],
};
