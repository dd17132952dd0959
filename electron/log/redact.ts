/**
 * Makes a text fit for the log. Fails closed: what might be a card, an ID, a phone number, a password or a key goes, also
 * when it was harmless. The order matters: whole lines and pairs first, then digits.
 */
export function redactText(given: string): string {
  let text = given.length > maxLength ? `${given.slice(0, maxLength)}…[cut]` : given;
  for (const [pattern, replacement] of rules) text = text.replace(pattern, replacement);
  return redactDigits(text);
}

const maxLength = 2000;

const secretWord =
  '(?:pass(?:word|phrase|wd|code)?|pwd|secret|token|api[-_]?key|private[-_]?key|cookie|otp|pin|cvv2?|cvc|密码|口令|验证码|动态码)';

const rules: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END [A-Z ]+-----|$)/g, '[pem]'],
  // Headers of SIP and HTTP that carry credentials, to the end of the line and its continuation lines.
  [/\b(?:proxy-)?authorization\s*["']?\s*[:=][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gi, '[authorization]'],
  [/\b(?:proxy|www)-authenticate\s*["']?\s*[:=][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gi, '[authenticate]'],
  [/\b(?:set-)?cookie\s*:[^\r\n]*/gi, '[cookie]'],
  [/\b(?:bearer|basic|digest)\s+[A-Za-z0-9+/=._~"-]{6,}[^\r\n]*/gi, '[credentials]'],
  [/\b(?:response|cnonce|nonce|opaque|ha1)\s*=\s*(?:"[^"]*"|[^\s,;]+)/gi, '[digest]'],
  [
    new RegExp(`(${secretWord})(["']?\\s*[:=：是为]\\s*)("[^"]*"|'[^']*'|[^\\s,;&}\\]]+)`, 'gi'),
    '$1$2[secret]',
  ],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1[credentials]@'],
  [/\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g, '[address]'],
  // SDP carries addresses and keys; one line of it is not worth the risk.
  [/\ba=(?:crypto|fingerprint|ice-pwd|ice-ufrag|candidate):[^\r\n]*/g, '[sdp]'],
  // A home folder names its owner.
  [/(\/home\/|\/Users\/|[A-Za-z]:\\Users\\)[^\s/\\:"']+/g, '$1[person]'],
];

/** Digits of any width, single separators between them, and a closing X as ID numbers have. */
const digitRun = /[0-9０-９](?:[\s\-‐-―_.·*/()+]{0,3}[0-9０-９]){5,}(?:[\s-]?[Xx](?![A-Za-z0-9]))?/g;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const blob = /[A-Za-z0-9+/_=-]{32,}/g;

function redactDigits(text: string): string {
  const ids: string[] = [];
  // An id of ours is set aside under a letter of the private use area while the digits of everything else go.
  const shield = (id: string): string => String.fromCharCode(0xe000 + ids.push(id) - 1);
  return text
    .replace(privateUse, '')
    .replace(blob, (found) =>
      isOwnId(found) && ids.length < 1000 ? shield(found) : isWords(found) ? found : '[blob]',
    )
    .replace(digitRun, (found) => (isAddress(found) ? found : '[digits]'))
    .replace(privateUse, (letter) => ids[letter.charCodeAt(0) - 0xe000] ?? '');
}

const privateUse = /[\ue000-\uf8ff]/g;

/** A UUID with letters in it: nobody's account number. */
function isOwnId(found: string): boolean {
  return uuid.test(found) && /[a-f]/i.test(found);
}

/** A path or a hyphenated name: short pieces, few capitals and digits. Keys and tokens have many of both. */
function isWords(found: string): boolean {
  const pieces = found.split(/[/_-]/);
  const odd = found.replace(/[^A-Z0-9+=]/g, '').length;
  return pieces.length > 1 && pieces.every((piece) => piece.length <= 24) && odd <= found.length * 0.3;
}

/** Dotted network addresses say where a fault is and belong to no caller. */
function isAddress(found: string): boolean {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(found);
  return parts !== null && parts.slice(1).every((part) => Number(part) <= 255);
}
