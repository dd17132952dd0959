import { z } from 'zod';
import { instantSchema } from '#shared/lib/ids.ts';
import { deskEventKinds } from './contract.ts';

/**
 * Something the trainee did, as the rooms of the desk report it. Param keys are part of the agreement with the rubrics:
 *
 *   playbookChosen {playbookId}   cueTicked {cueId}   questionAsked {playbookId, questionId}   lineSaid {playbookId, lineId}
 *   cardHoldAsked, cardHoldConfirmed {cardId}   textSent {}   slateShown {text}   flagSet {flag}   verified {method}   wrapUpSaved {disposition}
 */
export const deskEventSchema = z.strictObject({
  kind: z.enum(deskEventKinds),
  at: instantSchema,
  params: z.record(z.string().max(40), z.string().max(300)),
});
export type DeskEvent = z.infer<typeof deskEventSchema>;

type Wanted = Readonly<Record<string, string | readonly string[]>>;

/** Whether an event has, for every wanted key, one of the wanted values. */
export const paramsFit = (event: DeskEvent, wanted: Wanted | undefined): boolean =>
  Object.entries(wanted ?? {}).every(([key, values]) => {
    const given = event.params[key];
    return given !== undefined && (typeof values === 'string' ? values === given : values.includes(given));
  });

/** How many different things were done: the same question asked twice is one question. What has no params cannot be the same. */
export function countDistinct(events: readonly DeskEvent[]): number {
  const bare = events.filter(({ params }) => Object.keys(params).length === 0).length;
  const told = events.filter(({ params }) => Object.keys(params).length > 0);
  return (
    bare +
    new Set(
      told.map(({ params }) =>
        JSON.stringify(Object.entries(params).toSorted(([a], [b]) => a.localeCompare(b))),
      ),
    ).size
  );
}
