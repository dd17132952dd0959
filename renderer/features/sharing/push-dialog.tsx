import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SharedThing, SharedWay } from '#shared/sharing/item.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { talkingCall } from '#renderer/stores/select/call.ts';
import { sharingCallId, sharingLanguage, sharingWay } from '#renderer/stores/select/sharing.ts';
import { share } from '#renderer/commands/sharing-commands.ts';
import { useDesk, useDeskState, useTopic } from '#renderer/stores/use-desk.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { matches } from '#renderer/ui/matches.ts';
import { Overlay } from '#renderer/ui/overlay.tsx';
import { PickerField } from '#renderer/ui/picker-field.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { Empty } from '#renderer/ui/states.tsx';
import { useListKeys } from '#renderer/ui/use-list-keys.ts';

interface Choice {
  readonly thing: SharedThing;
  readonly label: { readonly zh: string; readonly en: string };
  /** Of an address: whole, so that the agent can read it out. */
  readonly url: string | null;
}

/** Templates and addresses for the caller's phone; what goes out is shown word for word before it does. */
export function PushDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, pick } = useI18n();
  const desk = useDesk();
  const [words, setWords] = useState('');
  const [way, setWay] = useState<SharedWay>(() => sharingWay(desk.state()));
  const choices = useChoices(words);
  const preview = usePreview();
  const talks = useDeskState((state) => talkingCall(state) !== null);
  const send = (index: number): void => {
    const choice = choices[index];
    const state = desk.state();
    if (!choice || sharingCallId(state) === null || preview.gap !== null) return;
    onClose();
    void share(desk, state, choice.thing, way);
  };
  const keys = useListKeys(choices.length, send);
  const active = choices[keys.active]?.thing ?? null;
  const { of } = preview;
  useEffect(() => of(active), [active, of]);
  const ways = (['sms', 'app', 'text'] as const).filter((one) => talks || one !== 'text');
  return (
    <Overlay onClose={onClose}>
      <div className="palette branches push" role="dialog" aria-label={t('sharing.push.title')}>
        <PickerField
          label={t('sharing.push.title')}
          placeholder={t('sharing.push.placeholder')}
          words={words}
          onWords={setWords}
          keys={keys}
        />
        <div className="branch-filter">
          <Segmented
            label={t('sharing.push.way')}
            value={way}
            options={ways.map((value) => ({ value, label: t(`sharing.via.${value}`) }))}
            onChange={setWay}
          />
        </div>
        {choices.length === 0 ? (
          <Empty icon="send" title={t('sharing.push.empty', { query: words })}>
            {null}
          </Empty>
        ) : (
          <div className="palette-list" role="listbox" id={keys.listId} aria-label={t('sharing.push.title')}>
            {choices.map((choice, index) => (
              <div key={keyOf(choice)} data-push={keyOf(choice)} {...keys.optionProps(index)}>
                <span className="fill clip">{pick(choice.label)}</span>
                <span className="xs ink-2 nowrap">{choice.url ?? t('sharing.push.template')}</span>
              </div>
            ))}
          </div>
        )}
        <Preview text={preview.text} gap={preview.gap} />
        <PushFoot />
      </div>
    </Overlay>
  );
}

const keyOf = ({ thing }: Choice): string =>
  thing.kind === 'template' ? thing.templateId : thing.kind === 'link' ? thing.linkId : '';

function useChoices(words: string): readonly Choice[] {
  const library = useTopic('sharing/library', (state) => state);
  return useMemo(() => {
    const templates = (library?.templates ?? []).map(({ id, label }): Choice => ({
      thing: { kind: 'template', templateId: id },
      label,
      url: null,
    }));
    const links = (library?.links ?? []).map(({ id, label, url }): Choice => ({
      thing: { kind: 'link', linkId: id },
      label,
      url,
    }));
    return [...templates, ...links].filter(({ label, url }) =>
      matches(words, [label.zh, label.en, url ?? '']),
    );
  }, [library, words]);
}

interface PreviewState {
  readonly text: string | null;
  readonly gap: string | null;
  readonly of: (thing: SharedThing | null) => void;
}

/** Asks main for the very words. */
function usePreview(): PreviewState {
  const desk = useDesk();
  const [shown, setShown] = useState<{ readonly text: string | null; readonly gap: string | null }>({
    text: null,
    gap: null,
  });
  const turn = useRef(0);
  const of = useCallback(
    (thing: SharedThing | null): void => {
      turn.current += 1;
      const own = turn.current;
      const state = desk.state();
      const callId = sharingCallId(state);
      if (thing === null || callId === null) return setShown({ text: null, gap: null });
      const language = sharingLanguage(state);
      void desk.bridge.send('sharing/preview', { callId, thing, language }).then((answer) => {
        if (own !== turn.current) return;
        if (answer.ok) return setShown({ text: answer.value.text, gap: null });
        const { error } = answer;
        setShown({ text: null, gap: error.code === 'sharing/gap' ? error.params.gap : '' });
      });
    },
    [desk],
  );
  return { ...shown, of };
}

function Preview({ text, gap }: { readonly text: string | null; readonly gap: string | null }) {
  const { t, maybe } = useI18n();
  if (gap !== null)
    return (
      <p className="push-preview near" role="status">
        {t('sharing.push.missing', { gap: maybe(`sharing.push.gap.${gap}`) ?? gap })}
      </p>
    );
  return (
    <p className="push-preview" role="status">
      {text ?? t('sharing.push.noCall')}
    </p>
  );
}

function PushFoot() {
  const { t } = useI18n();
  const refused = useTopic('sharing/library', (state) => state?.refused.length ?? 0);
  const language = useDeskState(sharingLanguage);
  return (
    <div className="palette-foot">
      <span>
        <KeyCap keys="Enter" />
        {t('sharing.push.hint')}
      </span>
      <span>{t(`sharing.push.language.${language}`)}</span>
      <span className="fill" />
      {refused > 0 ? <span className="near">{t('sharing.push.refused', { count: refused })}</span> : null}
      <span className="ink-3">{t('sharing.push.sample')}</span>
    </div>
  );
}
