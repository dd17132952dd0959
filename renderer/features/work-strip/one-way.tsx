import { callBack, text } from '#renderer/commands/call-commands.ts';
import { slateOpen } from '#renderer/commands/video-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import type { Soundless } from '#renderer/stores/select/sound.ts';
import { useDesk } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';

/**
 * One of the two is not heard: what can be done at once instead of talking, each with its key. Where nothing goes either way the
 * slate would not arrive either: text may (its way is another), and ringing back does.
 */
export function OneWay({ how }: { readonly how: Soundless }) {
  const { t } = useI18n();
  const desk = useDesk();
  return (
    <div className="strip-notice failed" role="alert" data-sound={how}>
      <Icon name="warn" size="s" />
      <span className="text" title={t(`call.sound.${how}Hint`)}>
        {t(`call.sound.${how}`)}
      </span>
      {how === 'silent' ? null : (
        <CommandButton command={slateOpen} kind="quiet" flush>
          {t('call.sound.slate')}
        </CommandButton>
      )}
      <CommandButton command={text} kind="quiet" flush>
        {t('call.sound.text')}
      </CommandButton>
      <CommandButton command={callBack} kind="quiet" flush>
        {t('call.sound.ringBack')}
      </CommandButton>
      {how === 'saidNotHeard' ? (
        <button
          type="button"
          className="strip-link"
          aria-label={t('strip.notice.dismiss')}
          onClick={() => desk.setView({ notHeardFor: null })}
        >
          <Icon name="x" size="s" />
        </button>
      ) : null}
    </div>
  );
}
