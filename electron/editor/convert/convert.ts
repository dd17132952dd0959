import { extname } from 'node:path';
import mammoth from 'mammoth';
import sanitizeHtml from 'sanitize-html';
import TurndownService from 'turndown';
import { idIn, type ContentKind } from '#shared/editor/kinds.ts';
import { structured } from './structure.ts';

export interface Converted {
  readonly kind: ContentKind;
  readonly contentId: string;
  readonly text: string;
  /** What was left out or has to be looked at. */
  readonly remarks: readonly string[];
}

/** A file that cannot be read. The message is the reason, in plain words. */
export class ConvertError extends Error {}

const readable = ['.md', '.markdown', '.html', '.htm', '.docx', '.yaml', '.yml'] as const;
const isReadable = (name: string): boolean =>
  readable.some((ending) => ending === extname(name).toLowerCase());

/** UTF-8, else the bank's old GB 18030. */
function decoded(bytes: Uint8Array): string {
  for (const label of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes);
    } catch {
      // The next one.
    }
  throw new ConvertError('neither UTF-8 nor GB 18030');
}

/** What may come through: words and their order. No script, no style, no picture, no address but https. */
const allowed: sanitizeHtml.IOptions = {
  allowedTags: [
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'p',
    'br',
    'ul',
    'ol',
    'li',
    'strong',
    'b',
    'em',
    'i',
    'a',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'blockquote',
    'div',
    'span',
    'section',
    'article',
    'main',
    'pre',
  ],
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['https'],
  allowProtocolRelative: false,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'template',
    'title',
    'head',
    'iframe',
    'object',
    'svg',
  ],
};

function markdownOf(html: string): string {
  const service = new TurndownService({ headingStyle: 'atx', bulletListMarker: '-', emDelimiter: '*' });
  service.addRule('row', {
    filter: 'tr',
    replacement: (_content, node) => {
      const cells = [
        ...(node as unknown as { readonly childNodes: Iterable<{ readonly textContent: string | null }> })
          .childNodes,
      ]
        .map(({ textContent }) => (textContent ?? '').trim().replaceAll('|', '/'))
        .filter(Boolean);
      return cells.length > 0 ? `\n| ${cells.join(' | ')} |\n` : '';
    },
  });
  return service.turndown(sanitizeHtml(html, allowed));
}

/** YAML tells what it is by what only one kind has. */
function yamlKind(text: string): ContentKind {
  if (/^steps:/m.test(text) && /^when:/m.test(text)) return 'flow';
  if (/^cues:/m.test(text)) return 'playbook';
  if (/^kind:[ \t]*['"]?(notice|greeting)/m.test(text)) return 'notice';
  if (/^byPhone:/m.test(text) && /^number:/m.test(text)) return 'document';
  throw new ConvertError('YAML that is neither a flow nor a playbook nor a notice nor a kind of document');
}

const own = (kind: ContentKind, text: string): Converted => {
  const contentId = idIn(text);
  if (contentId === null) throw new ConvertError('has no id');
  return { kind, contentId, text, remarks: [] };
};

/** One file as a text of ours. `name` without its folder. Rejects with a `ConvertError` that says why not. */
export async function convertFile(name: string, bytes: Uint8Array, day: string): Promise<Converted> {
  const ending = extname(name).toLowerCase();
  if (!isReadable(name)) throw new ConvertError(`${ending || 'a file without an ending'} is not read`);
  if (bytes.length === 0) throw new ConvertError('is empty');
  if (ending === '.docx') return fromWord(name, bytes, day);
  const text = decoded(bytes).replace(/^\uFEFF/, '');
  if (ending === '.yaml' || ending === '.yml') return own(yamlKind(text), text);
  // One of ours: not a letter is touched.
  if (ending.startsWith('.m') && /^---\s*$/m.test(text.split('\n')[0] ?? '') && idIn(text) !== null)
    return own('article', text);
  const markdown = ending.startsWith('.m') ? text : markdownOf(text);
  return { kind: 'article', ...structured(markdown, name, day) };
}

async function fromWord(name: string, bytes: Uint8Array, day: string): Promise<Converted> {
  let pictures = 0;
  const options = {
    convertImage: mammoth.images.imgElement(async () => {
      pictures += 1;
      return { src: '' };
    }),
  };
  const read = await mammoth
    .convertToHtml({ buffer: Buffer.from(bytes) }, options)
    .catch((error: unknown) => {
      throw new ConvertError(
        `no Word document: ${error instanceof Error ? error.message.split('\n')[0] : ''}`.slice(0, 300),
      );
    });
  const made = structured(markdownOf(read.value), name, day);
  const lost = read.messages.filter(({ type }) => type === 'error').length;
  return {
    kind: 'article',
    ...made,
    remarks: [
      ...made.remarks,
      ...(pictures > 0 ? [`${pictures} pictures left out`] : []),
      ...(lost > 0 ? [`${lost} parts could not be read`] : []),
    ],
  };
}
