import { useMemo, useState } from 'react';
import type { Branch, BranchService } from '#shared/branches/branch.ts';
import { findBranches, type Found } from '#shared/branches/find.ts';
import { localTimeOf, openState } from '#shared/branches/hours.ts';
import { noBranches } from '#shared/branches/none.ts';
import { share, switchWay } from '#renderer/commands/sharing-commands.ts';
import { useI18n, useWords } from '#renderer/i18n/use-i18n.tsx';
import { sharingCallId, sharingWay } from '#renderer/stores/select/sharing.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { useNow } from '#renderer/ui/now.tsx';
import { Overlay } from '#renderer/ui/overlay.tsx';
import { PickerField } from '#renderer/ui/picker-field.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { useListKeys } from '#renderer/ui/use-list-keys.ts';
import { BranchRow } from './branch-row.tsx';
import { PlaceField } from './place-field.tsx';

const minuteMs = 60_000;

/** Alt O: which branch, open until when, how far; Enter sends it to the caller. */
export function BranchFinder({ onClose }: { readonly onClose: () => void }) {
  const { t } = useI18n();
  const desk = useDesk();
  const [words, setWords] = useState('');
  const [placeId, setPlaceId] = useState('');
  const [openOnly, setOpenOnly] = useState(false);
  const found = useFound(words, placeId, openOnly);
  const library = useTopic('branches/library', (state) => state) ?? noBranches;
  const send = (index: number): void => {
    const branch = found[index]?.branch;
    const state = desk.state();
    if (!branch || sharingCallId(state) === null) return;
    onClose();
    void share(desk, state, { kind: 'branch', branchId: branch.id });
  };
  const keys = useListKeys(found.length, send);
  return (
    <Overlay onClose={onClose}>
      <div className="palette branches" role="dialog" aria-label={t('branches.title')}>
        <PickerField
          label={t('branches.title')}
          placeholder={t('branches.placeholder')}
          words={words}
          onWords={setWords}
          keys={keys}
        />
        <div className="branch-filter">
          <PlaceField places={library.places} value={placeId} onChange={setPlaceId} />
          <label className="cue">
            <input
              type="checkbox"
              className="check"
              checked={openOnly}
              onChange={(event) => setOpenOnly(event.target.checked)}
            />
            {t('branches.openOnly')}
          </label>
        </div>
        {found.length === 0 ? (
          <Empty icon="building" title={t('branches.empty', { query: words })}>
            {t('branches.emptyHint')}
          </Empty>
        ) : (
          <div className="palette-list" role="listbox" id={keys.listId} aria-label={t('branches.title')}>
            {found.map((one, index) => (
              <div key={one.branch.id} data-branch={one.branch.id} {...keys.optionProps(index)}>
                <BranchRow found={one} active={index === keys.active} />
              </div>
            ))}
          </div>
        )}
        <Foot sample={found.some(({ branch }) => branch.sample)} refused={library.refused.length} />
      </div>
    </Overlay>
  );
}

function Foot({ sample, refused }: { readonly sample: boolean; readonly refused: number }) {
  const { t } = useI18n();
  const way = useDeskState(sharingWay);
  const inCall = useDeskState((state) => sharingCallId(state) !== null);
  return (
    <div className="palette-foot">
      {inCall ? (
        <span>
          <KeyCap keys="Enter" />
          {t(way === 'text' ? 'branches.sendText' : 'branches.sendSms')}
        </span>
      ) : (
        <span>{t('branches.noCall')}</span>
      )}
      {inCall ? <CommandButton command={switchWay} kind="quiet" /> : null}
      <span className="fill" />
      {refused > 0 ? <span className="near">{t('branches.refused', { count: refused })}</span> : null}
      {sample ? <span className="ink-3">{t('branches.sample')}</span> : null}
    </div>
  );
}

/** Anew only when something typed, chosen or the minute changes. */
function useFound(words: string, placeId: string, openOnly: boolean): readonly Found[] {
  const library = useTopic('branches/library', (state) => state) ?? noBranches;
  const both = useWords();
  const minute = Math.floor(useNow() / minuteMs);
  return useMemo(() => {
    const now = localTimeOf(minute * minuteMs);
    const service = (id: BranchService): readonly string[] =>
      both.map(({ t }) => t(`branches.service.${id}`));
    return findBranches(library.branches, {
      words,
      from: library.places.find(({ id }) => id === placeId)?.at ?? null,
      openOnly,
      isOpen: (branch: Branch) => openState(branch.hours, library.calendar, now).open,
      servicesOf: (branch: Branch) => branch.services.flatMap(service),
    });
  }, [library, both, minute, words, placeId, openOnly]);
}
