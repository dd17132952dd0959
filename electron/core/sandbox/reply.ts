import type { WireError } from '#shared/core/wire-common.ts';

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export const reply = (status: number, body: unknown): Reply => ({ status, body });

export const refusal = (status: number, code: string, message: string): Reply =>
  reply(status, { code, message } satisfies WireError);
