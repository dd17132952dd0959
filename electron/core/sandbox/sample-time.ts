const units = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Sample data says `44m`, `3h`, `24d`: how long ago or ahead, so that a sample caller's day is always today. */
export const spanPattern = /^\d{1,4}[mhd]$/;

export function spanMs(span: string): number {
  const unit = units[span.slice(-1) as keyof typeof units];
  if (!spanPattern.test(span) || unit === undefined) throw new Error(`not a span: ${span}`);
  return Number(span.slice(0, -1)) * unit;
}

export const isoAt = (at: number): string => new Date(at).toISOString();
