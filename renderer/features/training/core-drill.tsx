import { nextCoreDrill, setCoreDrill } from '#renderer/commands/training-commands.ts';
import { coreDrills } from '#renderer/stores/select/core-drills.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { mayDrill } from '#renderer/stores/select/training.ts';
import { useDesk, useDeskState } from '#renderer/stores/use-desk.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Section } from '#renderer/ui/section.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';

/** How the sandbox core behaves: what a trainee should have seen once before it happens for real. */
export function CoreDrill() {
  const { t } = useI18n();
  const desk = useDesk();
  const may = useDeskState(mayDrill);
  const drill = useDeskState((state) => state.coreDrill?.drill ?? 'off');
  const byScenario = useDeskState((state) => state.coreDrill?.by === 'scenario');
  if (!may) return null;
  return (
    <Section title={t('training.core.title')} aside={<KeyCap keys={nextCoreDrill.shortcut ?? ''} />}>
      <Segmented
        label={t('training.core.title')}
        value={drill}
        options={coreDrills.map((value) => ({ value, label: t(`training.core.name.${value}`) }))}
        onChange={(value) => void setCoreDrill(desk, value)}
      />
      <p className="field-note" data-core-drill={drill}>
        {t(`training.core.what.${drill}`)}
        {byScenario ? ` ${t('training.core.byScenario')}` : null}
      </p>
    </Section>
  );
}
