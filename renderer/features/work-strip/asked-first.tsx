import { commandById } from '#renderer/commands/registry.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import type { Asking } from '#renderer/stores/view.ts';
import { Button } from '#renderer/ui/button.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

/** Not done by one press to this caller: why, what the same key does now, and the way back (Esc). Calm, and on every page. */
export function AskedFirst({ asking }: { readonly asking: Asking }) {
  const { t, maybe } = useI18n();
  const desk = useDesk();
  const command = commandById(asking.by);
  const flag = maybe(`care.flag.${asking.flag}`) ?? asking.flag;
  return (
    <div className="strip-notice near" role="alert" data-asking={asking.act}>
      <Icon name="warn" size="s" />
      <span className="text">{t(`care.asked.why.${asking.act}`, { flag })}</span>
      <Button kind="quiet" keys="Escape" onClick={() => desk.setView({ asking: null })}>
        {t('care.asked.stay')}
      </Button>
      {command ? <CommandButton command={command} kind="quiet" /> : null}
    </div>
  );
}
