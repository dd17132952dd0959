/** Words that are wrong for a caller with a flag, and what to say instead. Content: part `wrong` of a care card. */
export interface WrongWords {
  readonly id: string;
  readonly zh: readonly string[];
  readonly en: readonly string[];
  readonly instead: { readonly zh: string; readonly en: string };
}

export interface FoundWrong {
  readonly id: string;
  /** As it stands in the sentence. */
  readonly words: string;
  readonly instead: { readonly zh: string; readonly en: string };
}

/** A phrase of a card: `(a|b)` is one of these, `…` up to twelve characters that end no sentence. Nothing else is special. */
const part = /\(([^()]*)\)|…/g;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

function patternOf(phrase: string, isEnglish: boolean): string {
  let pattern = '';
  let from = 0;
  for (const match of phrase.matchAll(part)) {
    pattern += escaped(phrase.slice(from, match.index));
    pattern +=
      match[1] === undefined ? '[^。！？；.!?;]{0,12}?' : `(?:${match[1].split('|').map(escaped).join('|')})`;
    from = match.index + match[0].length;
  }
  pattern += escaped(phrase.slice(from));
  return isEnglish ? String.raw`(?<![A-Za-z])${pattern}(?![A-Za-z])` : pattern;
}

/** In front of it, in the same clause, these turn it into its opposite: 不要下载 App is good advice. */
const denied = {
  zh: /(别|不要|不用|不必|不能|不会|不让|不是|不|没|勿|莫|未|从不|绝不|凡是|删|卸载|退出)[^，。！？；、：]{0,8}$/,
  en: /\b(don't|don’t|do not|never|not|no|without|won't|won’t|cannot|can't|delete|remove|leave|anyone who|whoever)\b[^.,!?;:]{0,24}$/i,
};

const compiled = new Map<string, RegExp>();
function regexOf(phrase: string, language: 'zh' | 'en'): RegExp {
  const key = `${language} ${phrase}`;
  const known = compiled.get(key);
  if (known) return known;
  const made = new RegExp(patternOf(phrase, language === 'en'), language === 'en' ? 'gi' : 'g');
  compiled.set(key, made);
  return made;
}

/** Everything in this sentence that is wrong for the caller; each kind once. Pure; patterns are kept once made. */
export function wrongIn(
  sentence: string,
  language: 'zh' | 'en',
  rules: readonly WrongWords[],
): readonly FoundWrong[] {
  return rules.flatMap((rule): readonly FoundWrong[] => {
    for (const phrase of rule[language])
      for (const match of sentence.matchAll(regexOf(phrase, language)))
        if (match[0] !== '' && !denied[language].test(sentence.slice(0, match.index)))
          return [{ id: rule.id, words: match[0], instead: rule.instead }];
    return [];
  });
}
