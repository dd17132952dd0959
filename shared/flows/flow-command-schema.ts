import { z } from 'zod';
import { flowCommandOf } from './flow-command.ts';

export const flowCommandSchema = z
  .string()
  .max(90)
  .refine((written) => flowCommandOf(written) !== null, 'is no command of the desk');
