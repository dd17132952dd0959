import type { Desk } from '#renderer/stores/desk.ts';
import type { DeskState } from '#renderer/stores/desk-state.ts';
import type { ContentLook } from '#renderer/stores/view.ts';
import { currentWorkspace } from '#renderer/stores/select/workspace.ts';
import type { DeskCommand } from './command.ts';

export const atContent = (state: DeskState): boolean =>
  currentWorkspace(state) === 'content' && state.view.content.tab === 'texts';

const sheetOf = (state: DeskState): NonNullable<ContentLook['sheet']> | null =>
  atContent(state) ? state.view.content.sheet : null;

/** Changes what the content workspace looks at. */
export const lookAt = (desk: Desk, change: Partial<ContentLook>): void =>
  desk.setView({ content: { ...desk.state().view.content, ...change } });

const mayBegin = ({ state }: NonNullable<ContentLook['sheet']>): boolean =>
  state === null || state === 'published' || state === 'withdrawn' || state === 'discarded';

async function begin(desk: Desk, state: DeskState): Promise<void> {
  const { at } = state.view.content;
  if (at === null) return;
  const begun = await desk.send('editor/begin', { kind: at.kind, contentId: at.contentId, query: '' });
  if (begun) lookAt(desk, { at: { ...at, versionId: begun.versionId }, show: 'text', ask: null });
}

async function publish(desk: Desk, state: DeskState, versionId: string): Promise<void> {
  const { from, to } = state.view.content;
  const done = await desk.send('editor/publish', {
    versionId,
    from: from === '' ? null : from,
    to: to === '' ? null : to,
  });
  if (done === null) return;
  lookAt(desk, { from: '', to: '', show: 'text' });
  desk.notices.done(from === '' ? 'content.published' : 'content.scheduled', { from });
}

/** What stands next for whoever is here: write, send for review, approve, publish. Ctrl ↵ by way of the primary of the middle. */
export const contentPrimary: DeskCommand = {
  id: 'content.primary',
  group: 'content',
  icon: 'check',
  shortcut: null,
  hidden: true,
  label(state) {
    const sheet = sheetOf(state);
    if (sheet?.state === 'draft') return { key: 'content.submit' };
    if (sheet?.state === 'inReview') return { key: sheet.own ? 'content.takeBack' : 'content.approve' };
    if (sheet?.state === 'approved') return { key: 'content.publish' };
    return { key: 'content.begin' };
  },
  isEnabled(state) {
    const sheet = sheetOf(state);
    if (sheet === null) return false;
    return sheet.state === 'draft' ? !sheet.pending && sheet.faults === 0 : true;
  },
  whyDisabled: (state) => ((sheetOf(state)?.faults ?? 0) > 0 ? 'content.hasFaults' : null),
  async run(desk, state) {
    const sheet = sheetOf(state);
    if (sheet === null) return;
    const { versionId } = sheet;
    if (versionId === null || mayBegin(sheet)) return begin(desk, state);
    if (sheet.state === 'approved') return publish(desk, state, versionId);
    if (sheet.state === 'draft') {
      if (await desk.send('editor/submit', { versionId, note: '' })) desk.notices.done('content.submitted');
    } else if (sheet.own) await desk.send('editor/take-back', { versionId });
    else if (await desk.send('editor/approve', { versionId, hash: sheet.hash }))
      desk.notices.done('content.approved');
  },
};

export const compareContent: DeskCommand = {
  id: 'content.compare',
  group: 'content',
  icon: 'swap',
  shortcut: 'Alt+Shift+G',
  label: (state) => ({ key: state.view.content.show === 'text' ? 'content.compare' : 'content.toText' }),
  isEnabled: (state) => {
    const sheet = sheetOf(state);
    return sheet !== null && sheet.versionId !== null && sheet.comparable;
  },
  run: (desk, state) => lookAt(desk, { show: state.view.content.show === 'text' ? 'changes' : 'text' }),
};

/** Opens the field for the reason; the step is taken from there. */
const asking = (
  ask: NonNullable<ContentLook['ask']>,
  shortcut: string,
  may: (sheet: NonNullable<ContentLook['sheet']>) => boolean,
): DeskCommand => ({
  id: `content.${ask}`,
  group: 'content',
  icon: ask === 'giveBack' ? 'back' : 'x',
  shortcut,
  label: () => ({ key: `content.${ask}` }),
  isEnabled: (state) => {
    const sheet = sheetOf(state);
    return sheet !== null && may(sheet);
  },
  run: (desk, state) => lookAt(desk, { ask: state.view.content.ask === ask ? null : ask }),
});

export const giveBackContent = asking(
  'giveBack',
  'Alt+Shift+B',
  ({ state, own }) => state === 'approved' || (state === 'inReview' && !own),
);
export const withdrawContent = asking('withdraw', 'Alt+Shift+W', ({ state }) => state === 'published');

export const discardContent: DeskCommand = {
  id: 'content.discard',
  group: 'content',
  icon: 'x',
  shortcut: null,
  label: (state) => ({ key: isArmed(state) ? 'content.discardAgain' : 'content.discard' }),
  isEnabled: (state) => sheetOf(state)?.state === 'draft',
  async run(desk, state) {
    const versionId = sheetOf(state)?.versionId ?? null;
    if (versionId === null) return;
    const pressed = isArmed(state);
    desk.setView({ armed: pressed ? null : `discard ${versionId}` });
    const { at } = state.view.content;
    if (pressed && (await desk.send('editor/discard', { versionId })) && at)
      lookAt(desk, { at: { ...at, versionId: null }, show: 'text' });
  },
};
const isArmed = (state: DeskState): boolean =>
  state.view.armed === `discard ${sheetOf(state)?.versionId ?? ''}`;

/** The other half of the workspace: texts, or what agents and callers say of them. */
export const turnContent: DeskCommand = {
  id: 'content.turn',
  group: 'content',
  icon: 'list',
  shortcut: 'Alt+Shift+T',
  label: (state) => ({
    key: state.view.content.tab === 'texts' ? 'content.toFeedback' : 'content.toTexts',
  }),
  isEnabled: (state) => currentWorkspace(state) === 'content',
  run: (desk, state) =>
    lookAt(desk, { tab: state.view.content.tab === 'texts' ? 'feedback' : 'texts', ask: null }),
};

/** Something new of the kind that is looked at; an article where none is. */
export const newContent: DeskCommand = {
  id: 'content.new',
  group: 'content',
  icon: 'note',
  shortcut: 'Alt+Shift+N',
  label: () => ({ key: 'content.new' }),
  isEnabled: atContent,
  run: (desk, state) => writeNew(desk, state.view.content.at?.kind ?? 'article', ''),
};

/** A new draft, on the screen at once. `query`: what was searched in vain. */
export async function writeNew(
  desk: Desk,
  kind: NonNullable<ContentLook['at']>['kind'],
  query: string,
): Promise<void> {
  const begun = await desk.send('editor/begin', { kind, contentId: null, query });
  if (begun)
    lookAt(desk, {
      tab: 'texts',
      at: { kind, contentId: begun.contentId, versionId: begun.versionId },
      show: 'text',
      ask: null,
    });
}

const importRuns = (state: DeskState): boolean => state.editor?.import?.phase === 'running';

/** A folder of Markdown, Word or HTML, or one of our exports: everything becomes a draft. While one runs: stops it. */
export const importContent: DeskCommand = {
  id: 'content.import',
  group: 'content',
  icon: 'doc',
  shortcut: 'Ctrl+Shift+O',
  label: (state) => ({ key: importRuns(state) ? 'content.cancelImport' : 'content.import' }),
  isEnabled: atContent,
  run: async (desk, state) => {
    await (importRuns(state) ? desk.send('editor/cancel-import', {}) : desk.send('editor/import', {}));
  },
};

export const exportContent: DeskCommand = {
  id: 'content.export',
  group: 'content',
  icon: 'send',
  shortcut: 'Ctrl+Shift+E',
  label: () => ({ key: 'content.export' }),
  isEnabled: atContent,
  run: async (desk) => {
    const done = await desk.send('editor/export', {});
    if (done?.folder) desk.notices.done('content.exported', { folder: done.folder, files: done.files });
  },
};

export const syncContent: DeskCommand = {
  id: 'content.sync',
  group: 'content',
  icon: 'again',
  shortcut: 'Ctrl+Shift+L',
  label: () => ({ key: 'content.sync' }),
  isEnabled: (state) => atContent(state) && (state.settings?.values['content.url'] ?? '') !== '',
  run: async (desk) => void (await desk.send('editor/sync', {})),
};

export const contentCommands: readonly DeskCommand[] = [
  importContent,
  exportContent,
  syncContent,
  contentPrimary,
  compareContent,
  giveBackContent,
  withdrawContent,
  discardContent,
  newContent,
  turnContent,
];
