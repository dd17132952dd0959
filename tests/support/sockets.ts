import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { processTree } from './desk-life.ts';

/**
 * Where a program and its children listen and whom they speak to by TCP, as `address:port` of the kernel's table.
 * Linux only.
 */
export function tcpOf(pid: number): { readonly listens: string[]; readonly speaksTo: string[] } {
  const own = new Set(processTree(pid).flatMap(socketsOf));
  const rows = ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => own.has(fields[9] ?? ''));
  const listening = (fields: readonly string[]): boolean => fields[3] === '0A';
  return {
    listens: rows.filter(listening).map((fields) => readable(fields[1] ?? '')),
    speaksTo: rows.filter((fields) => !listening(fields)).map((fields) => readable(fields[2] ?? '')),
  };
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const target = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`));
      return target?.[1] === undefined ? [] : [target[1]];
    });
  } catch {
    return [];
  }
}

/** `0100007F:1F90` is 127.0.0.1:8080; IPv6 stays as the kernel writes it. */
function readable(field: string): string {
  const [address = '', port = ''] = field.split(':');
  const number = Number.parseInt(port, 16);
  if (address.length !== 8) return `${address}:${number}`;
  const parts = address.match(/../g) ?? [];
  return `${parts
    .toReversed()
    .map((part) => Number.parseInt(part, 16))
    .join('.')}:${number}`;
}

/** This machine, in the three ways the kernel writes it. */
export const isLoopback = (end: string): boolean =>
  end.startsWith('127.') ||
  end.startsWith('00000000000000000000000001000000:') ||
  /^0000000000000000FFFF0000[0-9A-F]{6}7F:/.test(end);
