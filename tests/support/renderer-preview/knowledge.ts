import type { Article } from '#shared/knowledge/article.ts';
import type { KnowledgeHit } from '#shared/knowledge/contract.ts';

const marked = (text: string, mark = '挂失'): KnowledgeHit['snippet'] => {
  const start = text.indexOf(mark);
  return { text, highlights: start < 0 ? [] : [{ start, end: start + mark.length }] };
};

const hit = (
  articleId: string,
  kind: KnowledgeHit['kind'],
  zh: string,
  en: string,
  snippet: string,
): KnowledgeHit => ({
  articleId,
  kind,
  title: { zh: marked(zh), en: marked(en, 'hold') },
  snippet: marked(snippet),
  matchedBy: 'initials',
});

export const hits: readonly KnowledgeHit[] = [
  {
    ...hit(
      'temporary-card-hold',
      'flow',
      '临时挂失（卡片保护）：怎样办、怎样解',
      'Temporary hold: how to set and lift it',
      '挂失后只停付款，入账照常',
    ),
    answer: {
      zh: '临时挂失马上停掉这张卡的所有支出，卡不作废。找到卡以后，本人到网点或由班长核实后可以解除。',
      en: 'A temporary hold stops every payment from the card at once; the card itself stays valid. Once it is found, the holder at a branch, or a team lead after checking, can lift it.',
    },
  },
  hit(
    'verbal-loss',
    'answer',
    '口头挂失与临时挂失的区别',
    'Verbal loss report or temporary hold',
    '口头挂失后旧卡作废',
  ),
  hit(
    'passbook-loss',
    'checklist',
    '存折、存单挂失要带什么',
    'Passbook loss: what to bring',
    '本人身份证原件',
  ),
  hit(
    'pension-after-hold',
    'answer',
    '挂失后养老金是否照常入账',
    'Does a pension still arrive after a hold?',
    '照常入账',
  ),
  hit('statement', 'steps', '公司账户对账单补打', 'Reprinting a company statement', '持预留印鉴'),
];

export const article: Article = {
  articleId: 'temporary-card-hold',
  kind: 'flow',
  title: { zh: '临时挂失（卡片保护）', en: 'Temporary hold' },
  keywords: ['挂失'],
  tags: [],
  playbooks: [],
  careFlags: [],
  reviewedAt: '2026-11-12',
  validFrom: '2026-01-01',
  sample: true,
  blocks: [
    {
      type: 'answer',
      text: {
        zh: '可以马上停付，进账不受影响；要解除由班长核实，或本人到网点。',
        en: 'Payments stop at once; credits still arrive.',
      },
    },
    {
      type: 'steps',
      items: [
        { zh: '核对卡尾号，按 Alt 加序号。', en: 'Check the last digits, press Alt and the number.' },
        { zh: '看到“已确认”再告诉来电人。', en: 'Tell the caller only once it says confirmed.' },
      ],
    },
    {
      type: 'avoid',
      items: [{ zh: '没有确认前，不说已经挂好', en: 'Never say it is done before it is confirmed' }],
    },
  ],
};
