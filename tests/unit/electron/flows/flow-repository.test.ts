import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FlowRepository } from '#electron/flows/ports.ts';
import type { Db } from '#electron/store/db.ts';
import { createFlowRepository } from '#electron/store/flow-repository.ts';
import { flowMigrations } from '#electron/store/migrations/flows.ts';
import type { FlowEvent } from '#shared/flows/event.ts';
import type { CallId } from '#shared/lib/ids.ts';
import { openTestDb, testDbFile } from '#tests/support/test-db.ts';
import { callId, end, flow, policies, say } from '../../shared/flows/support.ts';

const tree = flow([say('hello', 'z'), end('z')]);
const other = flow([say('hello', 'z'), end('z')], { version: '1.1' });
const at = { at: 1_000_000, callOffsetMs: 5 };
const started: FlowEvent = { kind: 'started', ...at, passed: [], to: 'hello' };
const stopped: FlowEvent = { kind: 'stopped', ...at };

let file: string;
let db: Db;
let repository: FlowRepository;
const reopen = (): void => {
  db.close();
  db = openTestDb(flowMigrations, file);
  repository = createFlowRepository(db);
};
beforeEach(() => {
  file = testDbFile();
  db = openTestDb(flowMigrations, file);
  repository = createFlowRepository(db);
});
afterEach(() => db.close());

describe('runs of a call', () => {
  it('come back in their order with the flow as its words were, after the file was closed', () => {
    repository.begin({ runId: 'a', callId, flow: tree }, started);
    repository.append('a', stopped);
    repository.begin({ runId: 'b', callId, flow: other }, started);
    repository.begin({ runId: 'c', callId: 'call-ma' as CallId, flow: tree }, started);
    reopen();
    expect(repository.runs(callId)).toEqual([
      { runId: 'a', flow: tree, events: [started, stopped] },
      { runId: 'b', flow: other, events: [started] },
    ]);
    expect(repository.runs('call-none' as CallId)).toEqual([]);
  });

  it('one text is kept once, however often it is run', () => {
    for (const runId of ['a', 'b', 'c']) repository.begin({ runId, callId, flow: tree }, started);
    expect(db.prepare('SELECT count(*) AS n FROM flow_text').get()).toEqual({ n: 1 });
  });

  it('a run that cannot be begun leaves nothing behind', () => {
    repository.begin({ runId: 'a', callId, flow: tree }, started);
    expect(() => repository.begin({ runId: 'a', callId, flow: other }, started)).toThrow();
    expect(repository.runs(callId)).toEqual([{ runId: 'a', flow: tree, events: [started] }]);
    expect(db.prepare('SELECT count(*) AS n FROM flow_text').get()).toEqual({ n: 1 });
  });

  it('a row that is no event is not passed on', () => {
    repository.begin({ runId: 'a', callId, flow: tree }, started);
    db.prepare("INSERT INTO flow_event VALUES ('a', 2, 0, 'stopped', '{\"kind\":\"danced\"}')").run();
    expect(() => repository.runs(callId)).toThrow();
  });
});

describe('the shelf', () => {
  it('keeps the last good content, replaced as a whole', () => {
    repository.shelve({ flows: [{ file: 'lost.yaml', flow: tree }], policies });
    repository.shelve({ flows: [{ file: 'lost.yaml', flow: other }], policies });
    reopen();
    expect(repository.shelf()).toEqual({ flows: [{ file: 'lost.yaml', flow: other }], policies });
  });

  it('forgets texts that no run and no file speaks of, and no others', () => {
    repository.begin({ runId: 'a', callId, flow: tree }, started);
    repository.shelve({ flows: [{ file: 'lost.yaml', flow: other }], policies });
    repository.shelve({ flows: [], policies: {} });
    expect(db.prepare('SELECT count(*) AS n FROM flow_text').get()).toEqual({ n: 1 });
    expect(repository.runs(callId)[0]?.flow).toEqual(tree);
  });

  it('a flow of an older program that no longer fits is left out', () => {
    repository.shelve({ flows: [{ file: 'lost.yaml', flow: tree }], policies: {} });
    db.prepare('UPDATE flow_text SET flow = \'{"id":"lost"}\'').run();
    expect(repository.shelf().flows).toEqual([]);
  });
});
