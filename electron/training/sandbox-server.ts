import type { ProcessPort } from './ports.ts';
import {
  requestSchema,
  sandboxMethods,
  startSchema,
  type FromProcess,
  type SandboxInput,
  type SandboxMethod,
  type SandboxOutput,
  type SandboxReady,
  type SandboxStart,
} from './sandbox-protocol.ts';

export type SandboxHandlers = {
  readonly [M in SandboxMethod]: (input: SandboxInput<M>) => SandboxOutput<M>;
};

/** What the process is made of once it has been told how to start. */
export interface SandboxBody {
  readonly ready: SandboxReady;
  readonly handlers: SandboxHandlers;
  dispose(): Promise<void>;
}

export interface SandboxServerDeps {
  readonly port: ProcessPort;
  build(start: SandboxStart, tell: (message: FromProcess) => void): Promise<SandboxBody>;
  /** Ends the process; called when main is gone or the start failed. */
  exit(code: number): void;
}

/** The process's side of the protocol: one start, then requests; dies with main. */
export function serveSandbox(deps: SandboxServerDeps): void {
  const { port } = deps;
  let body: SandboxBody | null = null;
  let starting = false;
  const tell = (message: FromProcess): void => port.post(message);

  async function start(message: SandboxStart): Promise<void> {
    starting = true;
    try {
      body = await deps.build(message, tell);
      tell(body.ready);
    } catch (error) {
      tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
      deps.exit(1);
    }
  }

  function answer(id: number, method: SandboxMethod, input: unknown): void {
    const parsed = sandboxMethods[method].input.safeParse(input);
    if (!parsed.success || !body) {
      return tell({
        type: 'answer',
        id,
        ok: false,
        value: parsed.success ? 'not started' : parsed.error.message,
      });
    }
    const handle = body.handlers[method] as (input: unknown) => unknown;
    tell({ type: 'answer', id, ok: true, value: handle(parsed.data) });
  }

  port.onMessage((message) => {
    const begin = startSchema.safeParse(message);
    if (begin.success) return void (starting || start(begin.data));
    const request = requestSchema.safeParse(message);
    // What is neither is a fault of ours: the process may not go on half understood.
    if (!request.success) throw new Error('unknown message from main');
    answer(request.data.id, request.data.method, request.data.input);
  });
  port.onClose(() => {
    const gone = (): void => deps.exit(0);
    if (body) void body.dispose().then(gone, gone);
    else gone();
  });
}
