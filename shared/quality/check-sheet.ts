import { isQualityFact, type QualitySheet } from './sheet.ts';

export interface SheetFault {
  readonly path: readonly (string | number)[];
  readonly reason: string;
}

function unknownFact(path: readonly (string | number)[], facts: readonly string[]): SheetFault | null {
  const at = facts.findIndex((fact) => !isQualityFact(fact));
  return at < 0 ? null : { path: [...path, at], reason: `“${facts[at]}” is no fact the desk delivers` };
}

/** What a schema cannot see: facts nobody delivers, an id that stands twice, a sentence without words. */
export function faultOfSheet(sheet: QualitySheet, file: string): SheetFault | null {
  if (`${sheet.id}.yaml` !== file) return { path: ['id'], reason: `id “${sheet.id}” is not the file's name` };
  if (sheet.effectiveTo !== undefined && sheet.effectiveTo < sheet.effectiveFrom)
    return { path: ['effectiveTo'], reason: 'ends before it begins' };
  const when = unknownFact(['when'], sheet.when);
  if (when) return when;
  for (const [index, item] of sheet.items.entries()) {
    const path = ['items', index];
    if (sheet.items.findIndex(({ id }) => id === item.id) < index)
      return { path: [...path, 'id'], reason: `“${item.id}” stands here twice` };
    if (item.kind === 'say' && item.say === undefined)
      return { path, reason: `“${item.id}” is a sentence without its words` };
    const fault =
      unknownFact([...path, 'onlyIf'], item.onlyIf) ?? unknownFact([...path, 'doneBy'], item.doneBy);
    if (fault) return fault;
  }
  return null;
}
