import type { CaptionLine, CaptionSide, CaptionsState } from '#shared/captions/contract.ts';
import { foldCaptions } from '#renderer/commands/caption-commands.ts';
import { useI18n } from '#renderer/i18n/use-i18n.tsx';
import { captionsUp } from '#renderer/stores/select/captions.ts';
import { useDeskState, useView } from '#renderer/stores/use-desk.tsx';
import { CommandButton } from '#renderer/ui/command-button.tsx';
import { Icon } from '#renderer/ui/icon.tsx';
import { useNow } from '#renderer/ui/now.tsx';

/** It scrolls and holds no control (WCAG 2.1.1). */
const scrolled = { tabIndex: 0 };

/** Sentences of one side that can be read back; what is older has been talked about. */
const mostShown = 20;

/**
 * What is being said, as the recogniser understands it: the caller on the left, the agent on the right, the last words below. Its height
 * is fixed: nothing on the desk moves when words come. Not announced to a screen reader, which would talk over the caller; each side can be
 * gone to and read.
 */
export function CaptionsStrip() {
  const { t } = useI18n();
  const captions = useDeskState(captionsUp);
  const folded = useView((view) => view.captionsFolded);
  if (captions === null) return null;
  return (
    <section
      className={folded ? 'captions folded' : 'captions'}
      aria-label={t('call.captions.title')}
      data-captions={captions.status}
    >
      {folded ? null : (
        <>
          <Lane side="caller" lines={captions.lines} />
          <Lane side="agent" lines={captions.lines} />
        </>
      )}
      <div className="captions-foot">
        <Status captions={captions} />
        <CommandButton command={foldCaptions} kind="quiet" flush>
          {t(folded ? 'call.captions.openShort' : 'call.captions.foldShort')}
        </CommandButton>
      </div>
    </section>
  );
}

function Lane({ side, lines }: { readonly side: CaptionSide; readonly lines: readonly CaptionLine[] }) {
  const { t } = useI18n();
  const own = lines.filter((line) => line.side === side).slice(-mostShown);
  const label = t(`call.captions.side.${side}`);
  return (
    <div className="caption-lane" data-side={side}>
      <span className="who" aria-hidden="true">
        {label}
      </span>
      {/* Turned over, so that its end stays in sight by itself; Tab reaches it, so that what has gone by can be read without a mouse. */}
      <div className="caption-scroll" role="log" aria-live="off" aria-label={label} {...scrolled}>
        <p>
          {own.map((line) => (
            <Sentence key={line.id} line={line} />
          ))}
        </p>
      </div>
    </div>
  );
}

function Sentence({ line }: { readonly line: CaptionLine }) {
  const { t } = useI18n();
  return (
    <>
      {line.afterGap ? (
        <span className="gap" title={t('call.captions.gap')}>
          ⋯<span className="unseen">{t('call.captions.gap')}</span>
        </span>
      ) : null}
      <span className={line.isFinal ? undefined : 'unsure'} data-final={line.isFinal}>
        {line.text}
      </span>{' '}
    </>
  );
}

/** What comes and goes by itself; everything else is for somebody to mend, and a count would only promise. */
const passing: ReadonlySet<string> = new Set(['refused', 'timeout', 'hungUp', 'failed']);

/** How it goes, in words; what went wrong with what to do. Said politely: a recogniser that is gone is news, its words are not. */
function Status({ captions }: { readonly captions: CaptionsState }) {
  const { t } = useI18n();
  const { status, why, problem, nextTryAt } = captions;
  const troubled = status === 'away' || status === 'behind';
  const words =
    status === 'paused'
      ? t(`call.captions.paused.${why ?? 'notTalking'}`)
      : status === 'away'
        ? t(`call.captions.problem.${problem ?? 'failed'}`)
        : t(`call.captions.status.${status}`);
  return (
    <span className={troubled ? 'captions-status near' : 'captions-status'} title={words}>
      <Icon name={troubled ? 'warn' : 'captions'} size="s" />
      <span className="words">
        <span role="status">{words}</span>{' '}
        {status === 'away' && passing.has(problem ?? '') ? <NextTry at={nextTryAt} /> : null}
      </span>
    </span>
  );
}

/** Outside of what is announced: a count would be read out every second. */
function NextTry({ at }: { readonly at: number | null }) {
  const { t } = useI18n();
  const now = useNow();
  if (at === null) return <span>{t('call.captions.trying')}</span>;
  return (
    <span className="nowrap">
      {t('call.captions.next', { seconds: Math.max(1, Math.ceil((at - now) / 1_000)) })}
    </span>
  );
}
