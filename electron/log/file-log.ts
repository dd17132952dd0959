import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#shared/lib/clock.ts';
import type { Log } from './log.ts';
import { redactFields } from './redact-fields.ts';
import { redactText } from './redact.ts';

export interface FileLogDeps {
  /** Made when missing. */
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  /** Least grave level written; `debug` only where somebody looks for a fault. */
  readonly level?: Level;
  /** A file that reached this size is turned to `guardline.1.log`. */
  readonly maxBytes?: number;
  /** How many files are kept in all. */
  readonly keep?: number;
  /** Told once when the disk refuses: the log never stops the program, but its silence must be known. */
  readonly onFault?: (error: unknown) => void;
}

export type Level = 'debug' | 'info' | 'warn' | 'error';
const levels: readonly Level[] = ['debug', 'info', 'warn', 'error'];

export interface FileLog extends Log {
  /** Newest first; the present file is the first. */
  files(): readonly string[];
  dispose(): void;
}

/**
 * The log's only sink: JSON lines in `guardline.log`, appended synchronously so that the last line before a crash is there,
 * readable by the owner only. Redaction happens here, for everyone, and fails closed: an entry that cannot be redacted
 * is written as its level and time alone.
 */
export function createFileLog(deps: FileLogDeps): FileLog {
  const { folder, clock, level = 'info', maxBytes = 5 * 1024 * 1024, keep = 5, onFault } = deps;
  const least = levels.indexOf(level);
  const fileAt = (age: number): string => join(folder, age === 0 ? 'guardline.log' : `guardline.${age}.log`);
  let handle: number | null = null;
  let size = 0;
  let faultTold = false;
  let closed = false;

  function open(): number {
    if (handle !== null) return handle;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    handle = openSync(fileAt(0), 'a', 0o600);
    size = fstatSync(handle).size;
    return handle;
  }
  function turn(): void {
    if (handle !== null) closeSync(handle);
    handle = null;
    rmSync(fileAt(keep - 1), { force: true });
    for (let at = keep - 2; at >= 0; at--) {
      try {
        renameSync(fileAt(at), fileAt(at + 1));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      }
    }
  }
  function write(line: string): void {
    if (closed) return;
    try {
      const bytes = Buffer.from(line, 'utf8');
      open();
      if (size > 0 && size + bytes.length > maxBytes) turn();
      size += writeSync(open(), bytes);
      faultTold = false;
    } catch (error) {
      if (!faultTold) onFault?.(error);
      faultTold = true;
    }
  }
  const at =
    (own: Level): Log[Level] =>
    (event, fields) => {
      if (levels.indexOf(own) >= least) write(logLine(clock.now(), own, event, fields));
    };

  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    files: () => Array.from({ length: keep }, (_, age) => fileAt(age)),
    dispose() {
      closed = true;
      if (handle !== null) closeSync(handle);
      handle = null;
    },
  };
}

function logLine(now: number, level: Level, event: unknown, fields: unknown): string {
  const head = { at: new Date(now).toISOString(), level };
  try {
    const said = typeof event === 'string' ? redactText(event).slice(0, 200) : '[dropped event]';
    const entries = typeof fields === 'object' && fields !== null ? redactFields({ ...fields }) : {};
    return `${JSON.stringify({ ...head, event: said, ...(Object.keys(entries).length > 0 ? { fields: entries } : {}) })}\n`;
  } catch {
    return `${JSON.stringify({ ...head, event: '[not redactable]' })}\n`;
  }
}
