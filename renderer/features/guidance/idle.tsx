import type { ReactNode } from 'react';
import { dialPad } from '#renderer/commands/call-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { useTopic } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Elapsed } from '#renderer/ui/clock.tsx';

/** Between calls: the state in one word, what happens next, and nothing that asks for attention. */
export function Idle({ children }: { readonly children?: ReactNode }) {
  const { t } = useI18n();
  const seat = useTopic('seat/state', (state) => state);
  const registered = useTopic('line/state', (line) => line?.state === 'registered');
  const ready = seat?.work === 'ready';
  const word =
    ready || !seat?.reason ? t(`seat.work.${seat?.work ?? 'notReady'}`) : t(`seat.reason.${seat.reason}`);
  const hint = !registered ? 'seat.idle.noLine' : ready ? 'seat.idle.readyHint' : 'seat.idle.notReadyHint';
  return (
    <div className="idle grow">
      <div className="state">
        <i className={ready && registered ? 'dot' : 'dot dot-hollow'} />
        {!ready ? word : t(registered ? 'seat.idle.ready' : 'call.lineDown')}
      </div>
      <p className={registered ? 'ink-2' : 'near'}>{t(hint)}</p>
      {seat ? (
        <dl className="figures">
          <div className="figure-box">
            <dt>{t('seat.idle.inState')}</dt>
            <dd>
              <Elapsed since={seat.since} />
            </dd>
          </div>
          <div className="figure-box">
            <dt>{t('seat.idle.handled')}</dt>
            <dd>{seat.handledToday}</dd>
          </div>
        </dl>
      ) : null}
      <CommandButton command={dialPad} withIcon />
      {children}
    </div>
  );
}
