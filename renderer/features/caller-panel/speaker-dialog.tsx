import { useState } from 'react';
import type { Relation } from '#shared/caller/identity.ts';
import { errorWords } from '#renderer/i18n/error-words.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk, useTopic } from '#renderer/stores/use-desk.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Field, SelectField } from '#renderer/ui/field.tsx';
import { Dialog } from '#renderer/ui/overlay.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';

export const thirdPartyRelations = [
  'spouse',
  'child',
  'grandchild',
  'parent',
  'guardian',
  'otherRelative',
  'colleague',
  'treasurer',
  'hotelStaff',
  'communityWorker',
  'bankStaff',
  'police',
  'other',
] as const satisfies readonly Exclude<Relation, 'unknown' | 'assumedHolder' | 'holder'>[];
type ThirdParty = (typeof thirdPartyRelations)[number];

const isThirdParty = (relation: string | undefined): relation is ThirdParty =>
  thirdPartyRelations.some((one) => one === relation);

/** The holder or somebody else; somebody else changes what may be said, so the rule stands here in words. */
export function SpeakerDialog({ onClose }: { readonly onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const desk = useDesk();
  const callId = useTopic('caller/state', (caller) => caller?.callId ?? null);
  const present = useTopic('caller/state', (caller) => caller?.caller?.relation);
  const [who, setWho] = useState<'holder' | 'thirdParty'>(isThirdParty(present) ? 'thirdParty' : 'holder');
  const [relation, setRelation] = useState<ThirdParty>(isThirdParty(present) ? present : 'child');
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  if (!callId) return null;
  const save = async (): Promise<void> => {
    const input = who === 'holder' ? ({ who, callId } as const) : ({ who, callId, relation, name } as const);
    const result = await desk.bridge.send('caller/set-caller', input);
    if (result.ok) onClose();
    else setWrong(errorWords(i18n, result.error));
  };
  return (
    <Dialog
      title={t('caller.speakerDialog.title')}
      onClose={onClose}
      foot={
        <>
          <Button kind="big" onClick={() => void save()}>
            {t('caller.speakerDialog.save')}
          </Button>
          <Button kind="quiet" keys="Escape" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <Segmented
        label={t('caller.speakerDialog.title')}
        value={who}
        options={[
          { value: 'holder', label: t('caller.speakerDialog.holder') },
          { value: 'thirdParty', label: t('caller.speakerDialog.thirdParty') },
        ]}
        onChange={setWho}
      />
      {who === 'thirdParty' ? (
        <>
          <SelectField
            label={t('caller.speakerDialog.relation')}
            value={relation}
            onChange={(event) => setRelation(isThirdParty(event.target.value) ? event.target.value : 'other')}
          >
            {thirdPartyRelations.map((one) => (
              <option key={one} value={one}>
                {t(`caller.relation.${one}`)}
              </option>
            ))}
          </SelectField>
          <Field
            label={t('caller.speakerDialog.name')}
            placeholder={t('caller.speakerDialog.nameHint')}
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
          />
          <p className="well">{t('caller.speakerDialog.rule')}</p>
        </>
      ) : null}
      {wrong ? <p className="field-note wrong">{wrong}</p> : null}
    </Dialog>
  );
}
