import type { CareFlag } from '#shared/care/care-flag-ids.ts';
import { flagToKeep } from '#renderer/stores/select/caller.ts';
import type { Desk } from '#renderer/stores/desk.ts';

export type FlagSource = 'heardByAgent' | 'saidByCaller' | 'saidByThirdParty' | 'seenOnVideo';

/** `turn`: set it, or lift it where it stands. `keep`, `forget`: what the caller said about the next call. */
export type FlagChange = 'turn' | 'confirm' | 'keep' | 'forget';

/** Sends one change. `flag` null: the one whose keeping the caller has still to be asked about. */
export async function changeFlag(
  desk: Desk,
  flag: CareFlag | null,
  what: FlagChange,
  source: FlagSource,
  language: string,
): Promise<void> {
  const state = desk.state();
  const callId = state.caller?.callId;
  const meant = flag ?? flagToKeep(state);
  if (!callId || !meant) return;
  const known = state.caller?.flags.find((one) => one.flag === meant) ?? null;
  const active = known !== null && known.lifted === null;
  if (what === 'keep' || what === 'forget')
    await desk.send('caller/keep-flag', { callId, flag: meant, agreed: what === 'keep' });
  else if (what === 'confirm') {
    if (active && known.confirmed === null) await desk.send('caller/confirm-flag', { callId, flag: meant });
  } else if (active) await desk.send('caller/lift-flag', { callId, flag: meant });
  else
    await desk.send('caller/set-flag', {
      callId,
      flag: meant,
      source,
      ...(meant === 'foreignLanguage' ? { language } : {}),
    });
}
