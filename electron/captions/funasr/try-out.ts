import type { CaptionProblem } from '#shared/captions/contract.ts';
import { pieceBytes } from '#shared/captions/sound.ts';
import type { Clock, Undo } from '#shared/lib/clock.ts';
import { type FunAsrDeps, type FunAsrOptions, isNoSubprotocol, openSocket, socketProblem } from './funasr.ts';
import { goodbyeMessage, helloMessage, readAnswer } from './messages.ts';

/** `quiet`: connected, and not a word about a second of silence; older servers are like that. */
export type TryOut =
  | { readonly code: 'answered' | 'quiet'; readonly tookMs: number; readonly detail: string }
  | { readonly code: CaptionProblem; readonly tookMs: number; readonly detail: string };

const answersWithinMs = 4_000;
const silentPieces = 17;

/** One short stream without a word in it: whether a recogniser answers there, and how soon. Never throws. */
export async function tryFunAsr(
  options: FunAsrOptions,
  deps: Pick<FunAsrDeps, 'networkProblem'> & { readonly clock: Clock },
): Promise<TryOut> {
  const first = await tryOnce(options, deps, true);
  return isNoSubprotocol(first.detail) ? tryOnce(options, deps, false) : first;
}

function tryOnce(
  options: FunAsrOptions,
  { clock, networkProblem }: Pick<FunAsrDeps, 'networkProblem'> & { readonly clock: Clock },
  asksForBinary: boolean,
): Promise<TryOut> {
  return new Promise((settle) => {
    const socket = openSocket(options, asksForBinary);
    let beganMs = clock.monotonicMs();
    let undo: Undo = () => undefined;
    const done = (code: TryOut['code'], detail = ''): void => {
      undo();
      settle({ code, detail: detail.slice(0, 200), tookMs: clock.monotonicMs() - beganMs });
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.terminate();
    };
    socket.on('open', () => {
      beganMs = clock.monotonicMs();
      socket.send(helloMessage({ name: 'guardline-try', hotwords: options.hotwords }));
      for (let piece = 0; piece < silentPieces; piece += 1) socket.send(new Uint8Array(pieceBytes));
      socket.send(goodbyeMessage);
      undo = clock.after(answersWithinMs, () => done('quiet'));
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      const answer = isBinary ? null : readAnswer(data.toString('utf8'));
      if (answer === null) return done('notRecogniser');
      if (answer.error !== null) return done('failed', answer.error);
      done('answered');
    });
    socket.on('error', (error) => done(networkProblem(error) ?? socketProblem(error), error.message));
    socket.on('close', (_code, reason) => done('hungUp', reason.toString('utf8')));
  });
}
