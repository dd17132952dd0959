const withheld = /^(anonymous|unavailable|unknown|restricted|private|withheld)$/i;

/**
 * The number of a caller as the core knows it: E.164 with + where the country is certain, otherwise the bare digits
 * (extensions, service lines, local numbers). Takes what exchanges really send: `sip:` and `tel:` URIs, 00 and 0 prefixes,
 * separators. null when the caller withheld it.
 */
export function normalizeNumber(raw: string, homeCountry = '86'): string | null {
  const user =
    raw
      .trim()
      .replace(/^<|>$/g, '')
      .replace(/^(sips?|tel):/i, '')
      .split(/[@;]/)[0] ?? '';
  if (withheld.test(user)) return null;
  const plus = user.startsWith('+');
  const digits = user.replace(/\D/g, '');
  if (digits === '') return null;
  if (plus) return `+${digits}`;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  if (homeCountry === '86') return chinese(digits);
  if (digits.startsWith('0')) return `+${homeCountry}${digits.slice(1)}`;
  return digits;
}

function chinese(digits: string): string {
  if (/^1[3-9]\d{9}$/.test(digits)) return `+86${digits}`;
  if (/^01[3-9]\d{9}$/.test(digits)) return `+86${digits.slice(1)}`;
  if (/^861[3-9]\d{9}$/.test(digits)) return `+${digits}`;
  if (/^0[1-9]\d{8,10}$/.test(digits)) return `+86${digits.slice(1)}`;
  return digits;
}
