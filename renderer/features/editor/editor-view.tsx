import { useRef, type ReactNode } from 'react';
import type { CheckedText, Preview } from '#shared/editor/version.ts';
import {
  compareContent,
  contentPrimary,
  discardContent,
  giveBackContent,
  withdrawContent,
} from '#renderer/commands/content-commands.ts';
import { primary } from '#renderer/commands/guidance-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDeskState, useTopic, useView } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Column } from '#renderer/ui/column.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Empty, Skeleton } from '#renderer/ui/states.tsx';
import { Changes } from './changes.tsx';
import { ContentList, StateTag } from './content-list.tsx';
import { History } from './history.tsx';
import { DaysForm, ReasonForm } from './step-form.tsx';
import { TextField, type LineGoer } from './text-field.tsx';
import { Transfers } from './transfers.tsx';
import { useSheet, type Sheet, type SheetAtHand } from './use-sheet.ts';

export interface EditorViewProps {
  /** The switch between the halves of the workspace. */
  readonly tabs: ReactNode;
  /** A text as the agent sees it, by the feature that shows it there. */
  readonly preview: (preview: Preview) => ReactNode;
}

/** 内容: what the desk says, written by one and approved by another. */
export function EditorView({ tabs, preview }: EditorViewProps) {
  const { t } = useI18n();
  const at = useView((view) => view.content.at);
  const waiting = useTopic('editor/state', (state) => state?.waiting ?? 0);
  const hand = useSheet();
  return (
    <main className="columns editor">
      <Column
        place="left"
        focusable={false}
        title={t('editor.title')}
        note={waiting > 0 ? t('editor.waiting', { count: waiting }) : null}
        keys="Ctrl+J"
      >
        {tabs}
        <Transfers />
        <ContentList />
      </Column>
      <Column
        place="middle"
        middle
        focusable={hand.sheet === null}
        title={t('editor.work')}
        note={hand.sheet?.contentId ?? ''}
        keys="Ctrl+K"
      >
        {at === null ? (
          <Empty icon="book" title={t('editor.choose')}>
            {t('editor.chooseHint')}
          </Empty>
        ) : hand.sheet === null ? (
          <Skeleton lines={10} />
        ) : (
          <Work hand={hand} sheet={hand.sheet} />
        )}
      </Column>
      <Column place="right" title={t('editor.preview')} keys="Ctrl+L">
        {hand.sheet === null ? null : (
          <>
            {hand.checked?.preview ? (
              <div className="editor-preview">{preview(hand.checked.preview)}</div>
            ) : (
              <p className="ink-2">{t('editor.noPreview')}</p>
            )}
            <History sheet={hand.sheet} />
          </>
        )}
      </Column>
    </main>
  );
}

function Work({ hand, sheet }: { readonly hand: SheetAtHand; readonly sheet: Sheet }) {
  const { t, pick } = useI18n();
  const ask = useView((view) => view.content.ask);
  const show = useView((view) => view.content.show);
  const goer = useRef<LineGoer>(null);
  const { version, inForce } = sheet;
  const state = version?.state ?? null;
  const comparing = show === 'changes' && version !== null && inForce !== null;
  return (
    <div className="stack editor-work" data-state={state ?? 'file'}>
      <div className="row">
        <h3 className="fill clip">{pick(sheet.title)}</h3>
        <StateTag state={state} />
      </div>
      <Standing hand={hand} sheet={sheet} />
      <Actions />
      {ask !== null && version ? <ReasonForm key={ask} ask={ask} versionId={version.versionId} /> : null}
      {version?.state === 'approved' ? <DaysForm key={version.versionId} version={version} /> : null}
      {hand.checked ? (
        <Faults
          checked={hand.checked}
          draft={state === 'draft'}
          onLine={(line) => goer.current?.toLine(line)}
        />
      ) : null}
      {comparing ? (
        <Changes before={inForce.text} after={hand.text} />
      ) : (
        <TextField
          ref={goer}
          label={t('editor.textLabel')}
          text={hand.text}
          faults={hand.checked?.faults ?? []}
          onType={state === 'draft' ? hand.type : undefined}
        />
      )}
    </div>
  );
}

/** Where it stands, in one line: what is in force, who wrote it, and what the next person should know. */
function Standing({ hand, sheet }: { readonly hand: SheetAtHand; readonly sheet: Sheet }) {
  const { t } = useI18n();
  const own = useView((view) => view.content.sheet?.own ?? false);
  const { version, inForce } = sheet;
  const parts = [
    inForce ? t(`editor.source.${inForce.source}`) : t('editor.notInForce'),
    inForce?.since ? t('editor.since', { day: inForce.since }) : null,
    version ? t('editor.by', { names: version.authors.map(({ name }) => name).join('、') }) : null,
    version?.state === 'published' && version.reviewer
      ? t('editor.reviewer', { name: version.reviewer.name })
      : null,
    version?.state === 'draft' ? t(hand.pending ? 'editor.saving' : 'editor.saved') : null,
  ];
  const hint =
    version?.state === 'inReview'
      ? t(own ? 'editor.ownReview' : 'editor.forReview')
      : version?.state === 'approved'
        ? t('editor.readyToPublish', { name: version.reviewer?.name ?? '' })
        : null;
  return (
    <>
      <p className="xs ink-2" role="status">
        {parts.filter(Boolean).join(' · ')}
      </p>
      {hint ? <p className="well">{hint}</p> : null}
    </>
  );
}

/** One filled button for what stands next; the others beside it as far as they can be done. */
function Actions() {
  const others = [compareContent, giveBackContent, withdrawContent, discardContent];
  const shown = useDeskState((state) => others.map((one) => (one.isEnabled(state) ? '1' : '0')).join(''));
  const enabledNext = useDeskState((state) => contentPrimary.isEnabled(state));
  const ownReview = useView((view) => view.content.sheet?.state === 'inReview' && view.content.sheet.own);
  return (
    <div className="row wrap" data-next={enabledNext}>
      <CommandButton command={primary} kind={ownReview ? 'plain' : 'primary'} />
      {others.map((one, index) =>
        shown[index] === '1' ? <CommandButton key={one.id} command={one} /> : null,
      )}
    </div>
  );
}

interface FaultsProps {
  readonly checked: CheckedText;
  readonly draft: boolean;
  readonly onLine: (line: number) => void;
}

/** What the checker says, each with its line: a press goes there. */
function Faults({ checked, draft, onLine }: FaultsProps) {
  const { t } = useI18n();
  const { faults } = checked;
  if (faults.length === 0)
    return draft ? (
      <p className="xs good row">
        <Icon name="check" size="s" />
        {t('editor.noFaults')}
      </p>
    ) : null;
  return (
    <Section title={t('editor.faults', { count: faults.length })}>
      <ul className="editor-faults" role="alert">
        {faults.map(({ line, reason }) => (
          <li key={`${line} ${reason}`}>
            <Button kind="quiet" onClick={() => onLine(line)}>
              {line === 0 ? t('editor.whole') : t('editor.line', { line })}
            </Button>
            <span className="selectable" lang="en">
              {reason}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
