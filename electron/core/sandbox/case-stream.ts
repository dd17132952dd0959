import type { ServerResponse } from 'node:http';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import type { CaseDesk } from './case-desk.ts';

/** The feed as server-sent events (WHATWG HTML §9.2), with resumption by `Last-Event-ID`. */
export interface CaseStream {
  open(response: ServerResponse, lastEventId: string | null): void;
  /** Cuts every desk off; for tests and drills. */
  drop(): void;
  readonly listeners: number;
  dispose(): void;
}

const aliveEveryMs = 15_000;
/** So far back a desk may have been away and still be told only what is new. */
const remembered = 500;

export function createCaseStream(clock: Clock, desk: CaseDesk, epoch: string): CaseStream {
  const open = new Set<ServerResponse>();
  let seq = 0;
  let past: { readonly seq: number; readonly text: string }[] = [];
  const idOf = (at: number): string => `${epoch}-${at}`;
  const event = (name: string, at: number, data: unknown): string =>
    `id: ${idOf(at)}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

  const undoDesk = desk.onChange((changed) => {
    seq += 1;
    const text = event('case', seq, changed);
    past = [...past, { seq, text }].slice(-remembered);
    for (const response of open) response.write(text);
  });
  let undoAlive: Undo = () => undefined;
  const alive = (): void => {
    for (const response of open) response.write(': here\n\n');
    undoAlive = clock.after(aliveEveryMs, alive);
  };
  alive();

  /** What a desk with this id has missed; null when that is not known any more. */
  const missed = (lastEventId: string | null): string | null => {
    const last =
      lastEventId?.startsWith(`${epoch}-`) === true ? Number(lastEventId.slice(epoch.length + 1)) : NaN;
    const oldest = past[0]?.seq ?? seq + 1;
    if (!Number.isInteger(last) || last > seq || last < oldest - 1) return null;
    return past
      .filter((one) => one.seq > last)
      .map(({ text }) => text)
      .join('');
  };
  return {
    open(response, lastEventId) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(missed(lastEventId) ?? event('all', seq, desk.cases()));
      // So that a desk with nothing missed hears at once that it is heard.
      response.write(': here\n\n');
      open.add(response);
      response.once('close', () => open.delete(response));
    },
    drop() {
      for (const response of open) response.destroy();
      open.clear();
    },
    get listeners() {
      return open.size;
    },
    dispose() {
      undoDesk();
      undoAlive();
      for (const response of open) response.destroy();
      open.clear();
    },
  };
}
