import { readFileSync } from 'node:fs';
import { createHttpClient } from '#electron/core/http.ts';
import { fixedLogin } from '#electron/core/login.ts';
import { createEmbed, type Embed } from '#electron/knowledge/meaning/embeddings.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { SettingValues } from '#shared/settings/values.ts';

/** Longer, and the endpoint has nothing to say to this query: the words have answered long ago. */
const timeoutMs = 3_000;

/** The bank's embedding endpoint, where one is set; trusted by the authority of the core. A file that cannot be read: no meaning. */
export function composeEmbed(values: SettingValues, clock: Clock): Embed | undefined {
  const address = values['knowledge.embeddings.url'];
  if (address === '') return undefined;
  const authority = authorityOf(values['core.caFile']);
  if (authority === null) return undefined;
  const url = new URL(address);
  const path = url.pathname.replace(/^\//, '');
  const http = createHttpClient({
    baseUrl: new URL('/', url),
    trust: { ca: authority, identity: undefined },
    login: fixedLogin(() => null),
    clock,
    connections: 2,
  });
  return createEmbed(values['knowledge.embeddings.model'], async (body) => {
    const answer = await http.send({ method: 'POST', path, body, timeoutMs, repeatable: true });
    return answer.kind === 'answer' && answer.status === 200 ? answer.body : null;
  });
}

/** null: there should be one and it cannot be read. */
function authorityOf(file: string): string | undefined | null {
  if (file === '') return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
