import type { Log } from '#electron/log/log.ts';
import type { SecretBox } from '#electron/secrets/ports.ts';
import type { Settings } from '#electron/settings/ports.ts';
import type { Line } from '#electron/sip/ports.ts';
import type { Person } from '#shared/access/people.ts';
import type { Source } from '#shared/lib/publisher.ts';
import { chooseLine, lineFingerprint } from './line-choice.ts';
import type { Sandbox } from './sandbox.ts';

/** Registers whoever is signed in, and anew when the exchange, its password or the person changes. */
export function followLine(deps: {
  readonly line: Line;
  readonly settings: Settings;
  readonly secrets: SecretBox;
  readonly person: Source<Person | null>;
  readonly sandbox: Sandbox;
  readonly instanceId: string;
  readonly log: Log;
}): void {
  const { line, settings, secrets, person, sandbox, log } = deps;
  let standing = '';

  const settle = async (): Promise<void> => {
    const who = person.get();
    const values = settings.values.get();
    const embedded = values['exchange.mode'] === 'embedded' ? await sandbox.exchange() : null;
    if (who !== person.get()) return;
    const password = (): string | null => (secrets.unlocked() ? secrets.get('exchange.password') : null);
    const clientKey = (): string | null => (secrets.unlocked() ? secrets.get('exchange.clientKey') : null);
    const wanted =
      who === null
        ? null
        : chooseLine(values, who, embedded, { password, clientKey, instanceId: deps.instanceId });
    // The password takes part in the comparison, and nowhere else.
    const mark = wanted === null ? '' : JSON.stringify([lineFingerprint(values), wanted]);
    if (mark === standing) return;
    standing = mark;
    if (wanted === null) {
      log.info('line off', { signedIn: who !== null });
      await line.stop();
    } else line.start(wanted);
  };
  const again = (): void =>
    void settle().catch((error: unknown) => log.error('line not chosen', { reason: String(error) }));
  person.subscribe(again);
  settings.values.subscribe(again);
  secrets.status.subscribe(again);
  sandbox.onRestart(again);
}
