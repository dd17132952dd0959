import { readFileSync } from 'node:fs';
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import type { z } from 'zod';
import type { PolicyProblem } from '#shared/access/contract.ts';
import { checkSetting, checkTogether } from '#shared/settings/check-setting.ts';
import { secretNameSchema } from '#shared/settings/contract.ts';
import {
  settingDefaults,
  settingKeys,
  settingValuesSchema,
  type SettingKey,
} from '#shared/settings/values.ts';
import { existingPolicyFiles, type PolicyPlace } from './policy-file.ts';
import type { CertificateCheck } from './ports.ts';

const partialValues = settingValuesSchema.partial();
export type PolicyValues = Readonly<z.infer<typeof partialValues>>;

/** The administrator's settings of this machine. They win over the person's and cannot be changed at the desk. */
export interface Policy {
  readonly file: string;
  readonly values: PolicyValues;
}

export type PolicyOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'problem'; readonly problem: PolicyProblem };

/** Finds and loads the policy of this machine. A `problem` has to stop the start (issue: nothing is silently ignored). */
export function findPolicy(place: PolicyPlace, checkCertificate: CertificateCheck): PolicyOutcome {
  const [file, other] = existingPolicyFiles(place);
  if (file === undefined) return { kind: 'none' };
  if (other !== undefined)
    return { kind: 'problem', problem: { ...nowhere(file), reason: 'twoFiles', detail: other } };
  return loadPolicy(file, checkCertificate);
}

/** Reads one policy file. YAML 1.2, of which JSON is a part, so one parser gives both line and column. */
export function loadPolicy(file: string, checkCertificate: CertificateCheck): PolicyOutcome {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { kind: 'problem', problem: { ...nowhere(file), reason: 'unreadable', detail: code } };
  }
  const reader = createReader(file, text);
  const values = reader.read(checkCertificate);
  return reader.problem
    ? { kind: 'problem', problem: reader.problem }
    : { kind: 'policy', policy: { file, values } };
}

const nowhere = (file: string) => ({ file, line: 0, column: 0, key: '', detail: '', limit: null });
const isKey = (text: string): text is SettingKey => (settingKeys as readonly string[]).includes(text);
const isGroup = (text: string): boolean => settingKeys.some((key) => key.startsWith(`${text}.`));
const isSecret = (text: string): boolean => (secretNameSchema.options as readonly string[]).includes(text);

const nodeOf = (found: unknown): Node | null => (isNode(found) ? found : null);

/** Walks the document once; the first problem stops it. Nested groups and dotted keys mean the same. */
function createReader(file: string, text: string) {
  const lines = new LineCounter();
  const document: Document.Parsed = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    stringKeys: true,
  });
  const values: Partial<Record<SettingKey, unknown>> = {};
  const seenAt = new Map<SettingKey, number>();
  const reader = { problem: null as PolicyProblem | null, read };

  function stop(
    offset: number,
    reason: PolicyProblem['reason'],
    key = '',
    detail = '',
    limit: string | number | null = null,
  ): void {
    const { line, col } = lines.linePos(offset);
    reader.problem ??= {
      file,
      line,
      column: col,
      reason,
      key: key.slice(0, 100),
      detail: detail.slice(0, 300),
      limit,
    };
  }

  function read(checkCertificate: CertificateCheck): PolicyValues {
    const fault = document.errors[0] ?? document.warnings[0];
    if (fault) {
      const words = fault.message.split('\n')[0] ?? '';
      stop(
        fault.pos[0],
        fault.code === 'DUPLICATE_KEY' ? 'duplicateKey' : 'syntax',
        '',
        words.replace(/ at line .*$/, ''),
      );
    } else if (isMap(document.contents)) readMap(document.contents, '', checkCertificate);
    else if (document.contents !== null) stop(document.contents.range[0], 'notAMapping');
    if (!reader.problem) readTogether();
    return partialValues.parse(values);
  }

  function readMap(map: YAMLMap, prefix: string, checkCertificate: CertificateCheck): void {
    for (const pair of map.items) {
      const [keyNode, value] = [nodeOf(pair.key), nodeOf(pair.value)];
      const key = `${prefix}${isScalar(keyNode) ? String(keyNode.value) : '?'}`;
      const at = keyNode?.range?.[0] ?? 0;
      if (isSecret(key)) stop(at, 'secretNotAllowed', key);
      else if (isKey(key)) readValue(key, at, value, checkCertificate);
      else if (isGroup(key) && isMap(value)) readMap(value, `${key}.`, checkCertificate);
      else if (isGroup(key)) stop(value?.range?.[0] ?? at, 'notAMapping', key);
      else stop(at, 'unknownKey', key);
      if (reader.problem) return;
    }
  }

  function readValue(
    key: SettingKey,
    keyAt: number,
    node: Node | null,
    checkCertificate: CertificateCheck,
  ): void {
    const at = node?.range?.[0] ?? keyAt;
    if (seenAt.has(key)) return stop(keyAt, 'duplicateKey', key);
    const checked = checkSetting(key, isAlias(node) ? undefined : (node?.toJS(document) ?? null));
    if (!checked.ok) return stop(at, 'badValue', key, checked.problem.reason, checked.problem.limit);
    const refused =
      /\.(caFile|clientCertFile)$/.test(key) && checked.value
        ? checkCertificate(String(checked.value))
        : null;
    if (refused) return stop(at, 'badValue', key, refused);
    values[key] = checked.value;
    seenAt.set(key, at);
  }

  function readTogether(): void {
    const all = settingValuesSchema.parse({ ...settingDefaults, ...values });
    for (const [key, at] of seenAt) {
      const problem = checkTogether(key, all);
      if (problem) return stop(at, 'badValue', key, problem.reason, problem.limit);
    }
  }

  return reader;
}
