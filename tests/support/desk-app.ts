import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron as electron, type ElectronApplication, expect, type Page } from '@playwright/test';
import { type DeskHand, deskHand } from './desk-hand.ts';
import { holdAnswers } from './held-answers.ts';
import { writeToneFile } from './tone-file.ts';

/** The agent's voice in tests, Hz: what the far end listens for. */
export const agentToneHz = 1000;
export const passphrase = 'correct horse 护线';

export interface DeskOptions {
  readonly language?: 'zh-CN' | 'en-US';
  readonly theme?: 'light' | 'dark';
  readonly size?: { readonly width: number; readonly height: number };
  /** A folder of an earlier run: the desk then starts as it was left. */
  readonly dataFolder?: string;
  readonly switches?: readonly string[];
  /** Something that starts Electron in other surroundings; left out: Electron itself. */
  readonly executable?: string;
  /** false: a machine without microphone. */
  readonly microphone?: boolean;
  /** Where Electron finds the app; default: this repository. The bench starts it with another knowledge base. */
  readonly appFolder?: string;
  /** true: when it is killed it starts again by itself, as at a bank. Tests that kill it for other reasons want it dead. */
  readonly standby?: boolean;
  /** Text of the administrator's policy file; left out: one that says nothing. */
  readonly policy?: string;
}

export interface Desk extends DeskHand {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataFolder: string;
  close(options?: { keepData?: boolean }): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');
const isRoot = process.getuid?.() === 0;

/** Switches that stand in for hardware. Only as root the sandbox cannot be had; the product itself never goes without. */
export function deskSwitches(dataFolder: string, options: DeskOptions): string[] {
  const voice = join(dataFolder, 'agent-tone.wav');
  if (options.microphone !== false) writeToneFile(voice, agentToneHz);
  return [
    ...(isRoot ? ['--no-sandbox'] : []),
    options.appFolder ?? root,
    `--user-data-dir=${dataFolder}`,
    `--lang=${options.language ?? 'zh-CN'}`,
    `--policy-file=${policyFile(dataFolder, options.policy)}`,
    ...(options.microphone === false
      ? []
      : ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${voice}`]),
    ...(options.standby === true ? [] : ['--no-standby']),
    ...(options.switches ?? []),
  ];
}

/** Always a policy of the test's own, so that none depends on the machine's. */
function policyFile(dataFolder: string, policy = '{}\n'): string {
  const file = join(dataFolder, 'policy.yaml');
  writeFileSync(file, policy);
  return file;
}

/** The real app in a data folder of its own. Ready when the desk window shows its first screen. */
export async function startDesk(options: DeskOptions = {}): Promise<Desk> {
  const dataFolder = options.dataFolder ?? mkdtempSync(join(tmpdir(), 'guardline-desk-'));
  const executablePath = options.executable ?? process.env.ELECTRON_BIN;
  const app = await electron.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: deskSwitches(dataFolder, options),
    // Playwright would switch the sandbox off on its own.
    chromiumSandbox: !isRoot,
    env: {
      ...process.env,
      LANGUAGE: '',
      LANG: options.language === 'en-US' ? 'en_US.UTF-8' : 'zh_CN.UTF-8',
    } as Record<string, string>,
  });
  holdAnswers(app);
  const page = await deskPage(app);
  if (options.size !== undefined) await resize(app, options.size);
  const desk: Desk = {
    app,
    page,
    dataFolder,
    ...deskHand(page),
    async close({ keepData = false } = {}) {
      await app.close().catch(() => undefined);
      if (!keepData) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return desk;
}

/** The desk's window among the app's windows; the media window is the other. */
export async function deskPage(app: ElectronApplication): Promise<Page> {
  const isDesk = (page: Page): boolean =>
    page.url().endsWith('/index.html') && !page.url().includes('/media/');
  await expect.poll(() => app.windows().some(isDesk), { timeout: 30_000 }).toBe(true);
  const page = app.windows().find(isDesk);
  if (page === undefined) throw new Error('no desk window');
  await page.waitForLoadState('domcontentloaded');
  return page;
}

export async function resize(
  app: ElectronApplication,
  size: { width: number; height: number },
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    const desk = BrowserWindow.getAllWindows().find(
      (one) => one.isVisible() || !one.webContents.getURL().includes('/media/'),
    );
    desk?.setContentSize(width, height);
  }, size);
}

interface AccessView {
  readonly phase: string;
  readonly people: readonly { readonly id: string; readonly role: string }[];
}

/** Opens the store as a person would have to: by passphrase where there is no key store. By the bridge, for tests of other things. */
export async function unlock(desk: Desk): Promise<void> {
  const phase = async (): Promise<string> => (await desk.ask<AccessView>('access/state')).phase;
  await expect.poll(phase, { timeout: 30_000 }).not.toBe('starting');
  const now = await phase();
  if (now === 'choosePassphrase') await desk.send('access/choose-passphrase', { passphrase });
  if (now === 'enterPassphrase') await desk.send('access/unlock', { passphrase });
  await expect.poll(phase, { timeout: 30_000 }).toMatch(/^sign/);
}

/** Unlocks and signs in the sample person of this role. */
export async function signIn(desk: Desk, role: 'agent' | 'teamLead' | 'trainer' = 'agent'): Promise<void> {
  await unlock(desk);
  const { people, phase } = await desk.ask<AccessView>('access/state');
  if (phase === 'signedIn') return;
  const person = people.find((one) => one.role === role);
  if (person === undefined) throw new Error(`nobody is ${role}`);
  await desk.send('access/sign-in', { personId: person.id });
  await expect.poll(async () => (await desk.ask<AccessView>('access/state')).phase).toBe('signedIn');
}
