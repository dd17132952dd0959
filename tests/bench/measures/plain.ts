import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron as electron, type Page } from '@playwright/test';
import { build } from 'vite';
import type { SimCall } from '#electron/training/caller/call.ts';
import { mulawTone } from '#electron/training/caller/mulaw.ts';
import { agentToneHz } from '#tests/support/desk-app.ts';
import { secretOf, until } from '#tests/support/embedded-exchange.ts';
import { writeToneFile } from '#tests/support/tone-file.ts';
import { figure } from '../figures.ts';
import type { Bench, Measure } from '../measure.ts';
import type { Rig } from '../rig.ts';
import { listenIn, watchWindow } from '../window.ts';
import { answer, heardByCaller, patienceMs } from './answer.ts';
import { pop } from './screen-pop.ts';

const source = resolve(import.meta.dirname, '../plain');
const built = resolve(import.meta.dirname, '../../../out/bench/plain');
const user = '1002';

interface Plain {
  readonly page: Page;
  close(): Promise<void>;
}

/** The page in the same Electron as the desk, registered at the same exchange. */
async function startPlain(rig: Rig): Promise<Plain> {
  await build({
    root: source,
    logLevel: 'error',
    build: {
      outDir: built,
      emptyOutDir: true,
      target: 'chrome130',
      // One plain script: a page from a file may load no module.
      lib: { entry: join(source, 'page.ts'), formats: ['iife'], name: 'plain', fileName: () => 'page.js' },
    },
  });
  copyFileSync(join(source, 'index.html'), join(built, 'index.html'));
  const folder = mkdtempSync(join(tmpdir(), 'guardline-plain-'));
  const voice = join(folder, 'voice.wav');
  writeToneFile(voice, agentToneHz);
  const executablePath = process.env['ELECTRON_BIN'];
  const app = await electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      source,
      `--user-data-dir=${folder}`,
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-audio-capture=${voice}`,
      join(built, 'index.html'),
    ],
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  const { url, domain } = rig.floor.exchange;
  await page.evaluate(
    ([server, where, who, secret]) =>
      (
        window as never as { startPlain(...given: readonly (string | undefined)[]): Promise<void> }
      ).startPlain(server, where, who, secret),
    [url, domain, user, secretOf(user)],
  );
  await page.locator('.state', { hasText: 'registered' }).waitFor();
  return {
    page,
    async close() {
      await app.close().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const some = (values: readonly (number | null)[]): number[] => values.filter((value) => value !== null);

async function run(bench: Bench) {
  const rig = await bench.rig();
  const plain = await startPlain(rig);
  try {
    const windows = { desk: await watchWindow(rig.desk.page), plain: await watchWindow(plain.page) };
    // Window and media are one page here: each of the two scripts has a name of its own.
    const ears = {
      desk: await listenIn(rig.media),
      plain: await listenIn(plain.page, 'guardlineEar'),
    };
    const ring = (number: string): SimCall => {
      const caller = rig.floor.call(rig.carrier, { to: user, from: { number, name: '' } });
      caller.mouth.loop(mulawTone(440, 1_000));
      return caller;
    };
    const rests = (): Promise<void> =>
      plain.page.locator('.state', { hasText: /registered|Terminated/ }).waitFor();
    const plainPop = async (): Promise<number | null> => {
      const { number, tail } = rig.nextCustomer();
      await windows.plain.watch({ ring: [{ selector: '.bar-who', text: `****${tail}` }] });
      await new Promise((done) => setTimeout(done, 150 + Math.random() * 50));
      const caller = ring(number);
      const { ring: seen } = await windows.plain.seen();
      const invitedAt = rig.wire.lastInviteAt();
      caller.hangUp();
      await until(() => caller.phase === 'ended', 'the end at the caller');
      await rests();
      return seen == null ? null : seen.next - invitedAt;
    };
    const plainAnswer = async (): Promise<number | null> => {
      const { number, tail } = rig.nextCustomer();
      const caller = ring(number);
      await plain.page.locator('.bar-who', { hasText: `****${tail}` }).waitFor();
      await windows.plain.watch({});
      await ears.plain.listen(patienceMs);
      await new Promise((done) => setTimeout(done, 300 + Math.random() * 50));
      const heard = heardByCaller(caller);
      await plain.page.keyboard.press('F2');
      const [there, here, pressed] = [
        await heard,
        await ears.plain.heardAt(),
        await windows.plain.pressedAt(),
      ];
      caller.hangUp();
      await until(() => caller.phase === 'ended', 'the end at the caller');
      await rests();
      return there === null || here === null || pressed === null ? null : Math.max(there, here) - pressed;
    };
    const pops = { desk: [] as number[], plain: [] as (number | null)[] };
    const answers = { desk: [] as (number | null)[], plain: [] as (number | null)[] };
    await plainPop();
    await pop(rig, windows.desk);
    // In turn, so that whatever else the machine does is done to both.
    for (let turn = 0; turn < bench.size.calls; turn += 1) {
      pops.desk.push(...(await pop(rig, windows.desk)).panel);
      pops.plain.push(await plainPop());
      answers.desk.push((await answer(rig, windows.desk, ears.desk))?.both ?? null);
      answers.plain.push(await plainAnswer());
    }
    bench.note(
      'SIP.js as its guide shows it, in a page of the same Electron, at the same exchange, in turn with the desk. The page shows a number and nothing else: no customer is looked up, no care flag, no panel.',
    );
    const pagePop = figure('plain page', some(pops.plain));
    const pageAnswer = figure('plain page', some(answers.plain));
    if (pagePop === null || pageAnswer === null) return [null];
    return [
      figure('desk: INVITE → name, number, care flag in bar and panel', pops.desk, { reference: pagePop }),
      figure('plain page: INVITE → number painted', some(pops.plain)),
      figure('desk: answer pressed → audio in both directions', some(answers.desk), {
        reference: pageAnswer,
      }),
      figure('plain page: answer pressed → audio in both directions', some(answers.plain)),
    ];
  } finally {
    await plain.close();
  }
}

export const plainMeasure: Measure = { id: 'plain', title: 'Beside a plain SIP.js page', run };
