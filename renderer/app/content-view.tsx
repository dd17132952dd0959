import '#renderer/styles/parts/documents.css';
import '#renderer/styles/parts/editor.css';
import { useMemo } from 'react';
import type { Preview } from '#shared/editor/version.ts';
import type { Playbook } from '#shared/guidance/playbook.ts';
import { lookAt, turnContent } from '#renderer/commands/content-commands.ts';
import { DocumentGuideView } from '#renderer/features/documents/document-guide.tsx';
import { EditorView } from '#renderer/features/editor/editor-view.tsx';
import { FeedbackView } from '#renderer/features/feedback/feedback-view.tsx';
import { FlowOutline } from '#renderer/features/flows/flow-outline.tsx';
import { PlaybookView } from '#renderer/features/guidance/playbook-view.tsx';
import { ArticlePreview } from '#renderer/features/knowledge/article-preview.tsx';
import { NoticePreview } from '#renderer/features/notices/notice-preview.tsx';
import { enLate, zhLate } from '#renderer/i18n/late-resources.ts';
import { useI18n, useMoreWords } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic, useView } from '#renderer/stores/use-desk.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { PreviewDesk, type Snapshots } from './preview-desk.tsx';

const words = { 'zh-CN': zhLate, 'en-US': enLate };

/** 内容: what the desk says, and what agents and callers say of it, for those who answer for it. */
export function ContentView() {
  useMoreWords(words);
  const tab = useView((view) => view.content.tab);
  const tabs = <Tabs />;
  return tab === 'texts' ? <EditorView tabs={tabs} preview={asSeen} /> : <FeedbackView tabs={tabs} />;
}

function Tabs() {
  const { t } = useI18n();
  const desk = useDesk();
  const tab = useView((view) => view.content.tab);
  return (
    <div className="row content-tabs">
      <Segmented
        label={t('editor.title')}
        value={tab}
        options={[
          { value: 'texts', label: t('editor.tab.texts') },
          { value: 'feedback', label: t('editor.tab.feedback') },
        ]}
        onChange={(value) => lookAt(desk, { tab: value, ask: null })}
      />
      <span className="fill" />
      {turnContent.shortcut ? <KeyCap keys={turnContent.shortcut} /> : null}
    </div>
  );
}

const asSeen = (preview: Preview) => <AsSeen preview={preview} />;

function AsSeen({ preview }: { readonly preview: Preview }) {
  switch (preview.kind) {
    case 'article':
      return <ArticlePreview article={preview.article} />;
    case 'flow':
      return <FlowOutline flow={preview.flow} figures={preview.figures} />;
    case 'playbook':
      return <PlaybookAsSeen playbook={preview.playbook} />;
    case 'document':
      return <DocumentGuideView document={preview.document} check={false} />;
    case 'notice':
      return <NoticePreview notice={preview.notice} />;
  }
}

/** The playbook's own view over a desk on which it is open. */
function PlaybookAsSeen({ playbook }: { readonly playbook: Playbook }) {
  const library = useTopic('guidance/library', (all) => all);
  const state = useTopic('guidance/state', (all) => all);
  const given = useMemo<Snapshots>(
    () => ({
      ...(library ? { 'guidance/library': { ...library, playbooks: [playbook] } } : {}),
      ...(state
        ? {
            'guidance/state': {
              ...state,
              callId: null,
              mode: 'guiding',
              playbookId: playbook.id,
              playbookVersion: playbook.version,
              ticked: [],
              asked: [],
              said: [],
            },
          }
        : {}),
    }),
    [library, state, playbook],
  );
  return (
    <PreviewDesk given={given}>
      <PlaybookView />
    </PreviewDesk>
  );
}
