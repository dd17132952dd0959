import { z } from 'zod';
import { command, topic } from '#shared/contract/define.ts';
import { callIdSchema } from '#shared/lib/ids.ts';
import { cueIdSchema } from './cue.ts';
import { guidanceLibrarySchema } from './library.ts';
import { itemIdSchema, playbookIdSchema } from './playbook.ts';
import { answerMarkSchema, guidanceStateSchema } from './state.ts';

/** Whoever has a caller on the line: a trainer and a team lead take calls too. */
const onTheLine = { roles: ['agent', 'trainer'] } as const;
const done = z.strictObject({});

/** Every command names its call, so that a late key press never lands in the next caller's record. */
export const guidanceCommands = {
  'guidance/choose-playbook': command(
    z.strictObject({ callId: callIdSchema, playbookId: playbookIdSchema }),
    done,
    onTheLine,
  ),
  'guidance/clear-playbook': command(z.strictObject({ callId: callIdSchema }), done, onTheLine),
  'guidance/tick-cue': command(
    z.strictObject({ callId: callIdSchema, cueId: cueIdSchema, ticked: z.boolean() }),
    done,
    onTheLine,
  ),
  'guidance/ask-question': command(
    z.strictObject({ callId: callIdSchema, playbookId: playbookIdSchema, questionId: itemIdSchema }),
    done,
    onTheLine,
  ),
  /** The answer begins: stops the clock that 'asked' started. A second press changes nothing. */
  'guidance/answer-began': command(
    z.strictObject({ callId: callIdSchema, playbookId: playbookIdSchema, questionId: itemIdSchema }),
    done,
    onTheLine,
  ),
  'guidance/mark-answer': command(
    z.strictObject({
      callId: callIdSchema,
      playbookId: playbookIdSchema,
      questionId: itemIdSchema,
      /** null takes the mark back. */
      mark: answerMarkSchema.nullable(),
      note: z.string().max(500).optional(),
    }),
    done,
    onTheLine,
  ),
  'guidance/mark-said': command(
    z.strictObject({ callId: callIdSchema, playbookId: playbookIdSchema, lineId: itemIdSchema }),
    done,
    onTheLine,
  ),
} as const;

export const guidanceTopics = {
  'guidance/state': topic(guidanceStateSchema),
  'guidance/library': topic(guidanceLibrarySchema),
} as const;
