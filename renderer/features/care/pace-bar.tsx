interface PaceBarProps {
  /** Syllables a second. */
  readonly rate: number;
  readonly aim: number;
  readonly label: string;
  readonly title: string;
}

/** Wide enough for the corner of the eye: a bar against a line, and a word; the colour comes third. */
export function PaceBar({ rate, aim, label, title }: PaceBarProps) {
  const scale = aim * 2;
  return (
    <div
      className={rate > aim ? 'pace fast' : 'pace'}
      role="meter"
      aria-label={title}
      aria-valuenow={Math.round(rate * 10) / 10}
      aria-valuemin={0}
      aria-valuemax={Math.round(scale * 10) / 10}
      title={title}
    >
      <span className="pace-track" aria-hidden="true">
        <progress max={scale} value={Math.min(scale, rate)} />
        <b />
      </span>
      <span>{label}</span>
    </div>
  );
}
