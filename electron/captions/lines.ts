import { type CaptionLine, type CaptionSide, mostLines } from '#shared/captions/contract.ts';
import { maskLines } from '#shared/captions/mask.ts';
import type { Heard } from './ports.ts';

/** The lines of one call, in the order their sentences began to be heard. */
export interface Lines {
  take(side: CaptionSide, stream: number, heard: Heard, at: number): void;
  /** Something is missed from here on: the next line that begins says so. */
  gap(): void;
  /** As they may be shown: numbers masked. */
  shown(): CaptionLine[];
}

export function createLines(): Lines {
  let lines: CaptionLine[] = [];
  let hasGap = false;

  return {
    take(side, stream, { sentence, text, isFinal }, at) {
      const id = `${side}-${stream}-${sentence}`;
      const index = lines.findIndex((line) => line.id === id);
      const known = lines[index];
      if (known === undefined) {
        if (text.trim() === '') return;
        lines.push({ id, side, text, isFinal, at, afterGap: hasGap && lines.length > 0 });
        hasGap = false;
        lines = lines.slice(-mostLines);
        return;
      }
      if (isFinal && text === '') lines.splice(index, 1);
      else lines[index] = { ...known, text, isFinal };
    },
    gap() {
      hasGap = true;
    },
    shown: () => maskLines(lines),
  };
}
