import { Clauses } from './clauses.tsx';
import { Reading } from './reading.tsx';
import { WrongWords } from './wrong-words.tsx';
import type { Spoken } from '#renderer/stores/select/spoken.ts';

/** A line in the caller's language, and small under it the same in the agent's. */
export function SpokenWords({ spoken }: { readonly spoken: Spoken }) {
  return (
    <>
      <p className="words selectable" lang={spoken.lang}>
        <Clauses words={spoken.words} lang={spoken.lang} />
      </p>
      <Reading spoken={spoken} />
      {spoken.beside ? (
        <p className="other-words selectable" lang={spoken.beside.lang}>
          {spoken.beside.words}
        </p>
      ) : null}
      <WrongWords words={spoken.words} lang={spoken.lang} />
    </>
  );
}
