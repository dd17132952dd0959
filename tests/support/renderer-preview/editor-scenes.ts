import type { CommandInput, CommandOutput } from '#shared/contract/index.ts';
import type { Version } from '#shared/editor/version.ts';
import { noEditorState, type ContentRow, type EditorState } from '#shared/editor/contract.ts';
import type { Scene } from './fake-bridge.ts';
import { signedIn } from './fixtures.ts';
import { article } from './knowledge.ts';

type Scenes = Readonly<Record<string, (now: number) => Scene>>;
const lead = { personId: 'sample-lead', name: '周敏' };
const other = { personId: 'sample-trainer', name: '吴桐' };

const before = `---
id: temporary-card-hold
title:
  zh: 临时挂失（卡片保护）
  en: Temporary hold
kind: steps
keywords: [挂失, 冻结卡, 临时挂失]
reviewedAt: 2026-11-12
validFrom: 2026-01-01
sample: true
---

## 答案

可以马上停付，进账不受影响；要解除由班长核实，或本人到网点。

## 步骤

1. 核对卡尾号，按 Alt 加序号
2. 看到“已确认”再告诉来电人

## 不要

- 没有确认前，不说已经挂好
`;
const after = before
  .replace('reviewedAt: 2026-11-12', 'reviewedAt: 2026-11-28')
  .replace('要解除由班长核实，或本人到网点', '要解除由班长核实，或本人带身份证到任一网点')
  .replace('- 没有确认前，不说已经挂好', '- 没有确认前，不说已经挂好\n- 不替来电人决定要不要补卡');

const version = (now: number, more: Partial<Version>): Version => ({
  versionId: 'v-2',
  kind: 'article',
  contentId: 'temporary-card-hold',
  title: article.title,
  state: 'draft',
  origin: 'desk',
  revision: 4,
  hash: 'a'.repeat(64),
  authors: [lead],
  reviewer: null,
  changedAt: now - 60_000,
  from: null,
  to: null,
  publishedAt: null,
  ...more,
});

/** What main would answer to `editor/list`. */
export function editorRows(now: number): readonly ContentRow[] {
  const row = (contentId: string, zh: string, en: string, more: Partial<ContentRow>): ContentRow => ({
    kind: 'article',
    contentId,
    title: { zh, en },
    state: null,
    scheduledFrom: null,
    changedAt: null,
    by: '',
    ...more,
  });
  return [
    row('temporary-card-hold', '临时挂失（卡片保护）', 'Temporary hold', {
      state: 'draft',
      changedAt: now,
      by: '周敏',
    }),
    row('card-loss', '挂失', 'Loss report', { kind: 'flow', state: 'inReview', changedAt: now, by: '吴桐' }),
    row('remote-nfc', '远程 NFC 盗刷', 'Remote NFC theft', {
      kind: 'playbook',
      state: 'approved',
      changedAt: now,
    }),
    row('branch-hours-new-year', '元旦网点营业安排', 'Branches at New Year', {
      kind: 'notice',
      state: 'published',
      scheduledFrom: '2026-12-20',
      changedAt: now,
    }),
    row(
      'account-frozen',
      '账户冻结、卡被冻结：先看是谁冻的，再说怎么解冻',
      'Account frozen: who froze it, and how it is lifted',
      {},
    ),
    row('passbook-loss', '存折、存单挂失要带什么', 'Passbook loss: what to bring', {}),
    row('pension-after-hold', '挂失后养老金是否照常入账', 'Does a pension still arrive after a hold?', {}),
  ];
}

/** What main would answer to `editor/read`: the scene is chosen by the row. */
export function editorSheet(
  now: number,
  { contentId }: CommandInput<'editor/read'>,
): CommandOutput<'editor/read'> {
  const state = contentId === 'card-loss' ? 'inReview' : contentId === 'remote-nfc' ? 'approved' : 'draft';
  const own = version(now, {
    state,
    authors: state === 'draft' ? [lead] : [other],
    reviewer: state === 'approved' ? lead : null,
  });
  const broken = contentId === 'account-frozen';
  return {
    kind: 'article',
    contentId,
    title: article.title,
    inForce: { text: before, hash: 'b'.repeat(64), source: 'file', versionId: null, since: null },
    version: own,
    text: broken ? after.replace('## 步骤', '## 歩骤') : after,
    checked: broken
      ? {
          faults: [
            {
              line: 17,
              reason:
                'unknown section "歩骤"; the sections are 答案, Answer, 步骤, Steps, 可以这样说, Say, 核对, Check, 不要, Avoid, 链接',
            },
          ],
          preview: null,
        }
      : { faults: [], preview: { kind: 'article', article: { ...article, kind: 'steps' } } },
    steps: [
      { at: now - 900_000, act: 'begin', by: own.authors[0] ?? lead, note: '' },
      ...(state === 'draft'
        ? []
        : [{ at: now - 60_000, act: 'submit' as const, by: other, note: '柜面规定改了，任一网点都能解' }]),
    ],
    versions: [own, version(now, { versionId: 'v-1', state: 'withdrawn', changedAt: now - 90_000_000 })],
  };
}

const imported = (now: number): EditorState => ({
  ...noEditorState,
  changedAt: now,
  import: {
    phase: 'running',
    folder: '网点业务手册',
    total: 212,
    done: 148,
    drafts: 131,
    same: 12,
    refused: [
      { file: '柜面/对公开户.docx', line: 0, reason: 'no Word document: Corrupted zip' },
      { file: '柜面/旧版.pdf', line: 0, reason: '.pdf is not read' },
    ],
    remarks: [
      { file: '卡/补卡.docx', line: 4, reason: 'title.en: Invalid input: expected string, received null' },
    ],
  },
  sync: {
    phase: 'idle',
    askedAt: now,
    heardAt: now - 120_000,
    trouble: null,
    items: 214,
    refused: [
      {
        file: 'flows/card-loss.yaml',
        line: 88,
        reason: 'step “hold” leads to “nowhere”, which is not there',
      },
    ],
  },
});

export const editorScenes = (base: (now: number) => Scene): Scenes => ({
  'content-import': (now) => ({
    ...base(now),
    'access/state': signedIn(1),
    'editor/state': imported(now),
  }),
  content: (now) => ({
    ...base(now),
    'access/state': signedIn(1),
    'editor/state': { ...noEditorState, changedAt: now, waiting: 1 },
  }),
});
