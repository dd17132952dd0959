import type { Playbook } from '#shared/guidance/playbook.ts';
import { lineSaid } from '#renderer/commands/guidance-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { callerLanguage } from '#renderer/stores/select/caller.ts';
import { lineVariant, nextLine, wordingFor } from '#renderer/stores/select/guidance.ts';
import { useDeskState } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { SpokenWords } from '#renderer/ui/spoken-words.tsx';
import { useSpoken } from './use-spoken.ts';

/** The line to say now: one at a time, in the wording this caller needs, and what not to say. */
export function SayLine({ playbook }: { readonly playbook: Playbook }) {
  const { t, pick } = useI18n();
  const spoken = useSpoken();
  const line = useDeskState(nextLine);
  const wanted = useDeskState(lineVariant);
  const caller = useDeskState(callerLanguage);
  if (!line) return null;
  const variant = wordingFor(line, wanted, caller);
  const dont = playbook.whatNotToSay.slice(0, 2).map((one) => pick(one));
  return (
    <div className="say" data-line={line.id}>
      <div className="label">
        {t(`guidance.line.${variant}`)} · {pick(line.when)}
        <span className="aside">
          <CommandButton command={lineSaid} kind="quiet" flush />
        </span>
      </div>
      <SpokenWords spoken={spoken(line[variant])} />
      {dont.map((words) => (
        <p className="dont" key={words}>
          <Icon name="x" size="s" />
          <span>{words}</span>
        </p>
      ))}
    </div>
  );
}
