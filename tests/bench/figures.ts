/** A distribution in one line. Percentiles are nearest-rank: each is a value that was really measured. */
export interface Summary {
  readonly n: number;
  /** What it comes to when nothing else wants the machine. */
  readonly best: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export type Unit = 'ms' | 'MB' | '%' | '';

/** One line of the table: what was measured, against what, and what the product aims at. */
export interface Figure {
  readonly what: string;
  readonly unit: Unit;
  readonly values: Summary;
  /** Measured in the same run: the machine's own share. `ratio` is median against median. */
  readonly reference: { readonly what: string; readonly p50: number } | null;
  readonly ratio: number | null;
  /** The aim of the product, in words; the main lines of the measure have one, parts of the way have none. */
  readonly aim: string | null;
  readonly samples: readonly number[];
}

export interface FigureOptions {
  readonly unit?: Unit;
  readonly aim?: string;
  readonly reference?: Figure;
}

/** Null where nothing was measured: the run then says that this is missing. */
export function figure(what: string, samples: readonly number[], options: FigureOptions = {}): Figure | null {
  if (samples.length === 0) return null;
  const values = summarise(samples);
  const against = options.reference ?? null;
  return {
    what,
    unit: options.unit ?? 'ms',
    values,
    reference: against === null ? null : { what: against.what, p50: against.values.p50 },
    ratio: against === null || against.values.p50 === 0 ? null : values.p50 / against.values.p50,
    aim: options.aim ?? null,
    samples,
  };
}

export function summarise(samples: readonly number[]): Summary {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return {
    n: sorted.length,
    best: sorted[0] ?? Number.NaN,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    max: at(1),
  };
}
