/**
 * One SIP message, read and written without any code of the product: an error of ours in either is not shared here.
 * Headers keep their order and the letters they came in.
 */
export interface Heard {
  readonly raw: string;
  readonly start: string;
  /** Empty for a response. */
  readonly method: string;
  /** 0 for a request. */
  readonly status: number;
  readonly lines: readonly (readonly [string, string])[];
  readonly body: string;
}

export function read(raw: string): Heard {
  const end = raw.indexOf('\r\n\r\n');
  const [start = '', ...rest] = (end === -1 ? raw : raw.slice(0, end)).split('\r\n');
  const lines = rest.map((line): readonly [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
  const status = Number(/^SIP\/2\.0 (\d{3})/.exec(start)?.[1] ?? 0);
  const method = status === 0 ? (start.split(' ')[0] ?? '') : '';
  return { raw, start, method, status, lines, body: end === -1 ? '' : raw.slice(end + 4) };
}

export const all = (message: Heard, name: string): string[] =>
  message.lines.filter(([one]) => one.toLowerCase() === name.toLowerCase()).map(([, value]) => value);

export const one = (message: Heard, name: string): string => all(message, name)[0] ?? '';

export const tagOf = (value: string): string => /;\s*tag=([^;\s>]+)/.exec(value)?.[1] ?? '';

export const uriOf = (value: string): string => /<([^>]+)>/.exec(value)?.[1] ?? value.split(';')[0] ?? '';

/** `CSeq` number and method. */
export const sequenceOf = (message: Heard): { readonly number: number; readonly method: string } => {
  const [number = '0', method = ''] = one(message, 'CSeq').split(/\s+/);
  return { number: Number(number), method };
};

export function write(start: string, lines: readonly string[], body = ''): string {
  const length = lines.some((line) => /^(content-length|l)\s*:/i.test(line))
    ? []
    : [`Content-Length: ${Buffer.byteLength(body)}`];
  return [start, ...lines, ...length, '', body].join('\r\n');
}
