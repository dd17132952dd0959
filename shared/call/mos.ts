/** What the E-model is fed with: one-way figures of the receiving side. */
export interface QualityInput {
  readonly lossPercent: number;
  readonly jitterMs: number;
  /** Round trip, milliseconds; null before the first RTCP report. */
  readonly roundTripMs: number | null;
  /** WebRTC name of the codec: PCMU, PCMA, opus … */
  readonly codec: string;
}

/** Equipment impairment and packet-loss robustness (ITU-T G.113 appendix I); Opus as commonly taken for wideband. */
const codecs: Readonly<Record<string, { ie: number; bpl: number }>> = {
  pcmu: { ie: 0, bpl: 25.1 },
  pcma: { ie: 0, bpl: 25.1 },
  g722: { ie: 0, bpl: 25.1 },
  opus: { ie: 0, bpl: 20 },
};
const unknownCodec = { ie: 5, bpl: 15 };

/**
 * Estimated mean opinion score, 1–4.5, by the E-model (ITU-T G.107): R = 93.2 − Id − Ie,eff. Delay is half the
 * round trip plus a jitter buffer of twice the jitter.
 */
export function estimateMos(input: QualityInput): number {
  const delayMs = (input.roundTripMs ?? 40) / 2 + 2 * input.jitterMs + 20;
  const id = 0.024 * delayMs + (delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0);
  const { ie, bpl } = codecs[input.codec.toLowerCase()] ?? unknownCodec;
  const ieEffective = ie + ((95 - ie) * input.lossPercent) / (input.lossPercent + bpl);
  const r = Math.min(100, Math.max(0, 93.2 - id - ieEffective));
  const mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6;
  return Math.round(Math.min(4.5, Math.max(1, mos)) * 10) / 10;
}
