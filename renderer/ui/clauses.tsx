/** A clause with the mark that ends it, and with what closes a quotation. */
const clause = /[^，。？！；：]*(?:[，。？！；：]+[”’）」』]*)+|[^，。？！；：]+$/gu;

/** Clauses of a Chinese sentence, each with its mark; everything else is one. */
export const clausesOf = (words: string): readonly string[] => {
  const found = words.match(clause);
  return found !== null && found.join('') === words ? found : [words];
};

interface ClausesProps {
  readonly words: string;
  readonly lang: string | undefined;
}

/**
 * Chinese that is read aloud from the screen: a line ends where a clause ends, because no browser knows where a Chinese word
 * does. Other languages break at their spaces.
 */
export function Clauses({ words, lang }: ClausesProps) {
  const clauses = lang === 'zh' ? clausesOf(words) : [words];
  if (clauses.length === 1) return words;
  return clauses.map((one, index) => (
    <span key={index} className="clause">
      {one}
    </span>
  ));
}
