/** What a recogniser is given: 16 kHz, 16 bits, little endian, mono. */
export const captionRateHz = 16_000;
/** One piece of it: what the FunASR documentation calls 600 ms over `chunk_interval` 10. */
export const pieceMs = 60;
export const pieceSamples = (captionRateHz * pieceMs) / 1_000;
export const pieceBytes = pieceSamples * 2;
