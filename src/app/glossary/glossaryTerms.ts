import { useEffect, useReducer } from 'react';
import english from '../../../lessons/glossary.yaml?glossary';
import { language } from '../../language/t.ts';
import type { Glossary, GlossaryTerm } from '../../lesson/library.ts';

const sources = import.meta.glob<Glossary>('../../../languages/*/glossary.yaml', {
  import: 'default',
  query: '?glossary',
});
const known = new Map<string, Glossary>();

/** The words of the field in the language that is spoken; in English until they have been fetched. */
export function glossaryTerms(): readonly GlossaryTerm[] {
  return (known.get(language()) ?? english).terms;
}

/** Fetches the glossary of the language that is spoken; whether it has just come. Where that fails it is read in English. */
async function loadGlossary(): Promise<boolean> {
  const code = language();
  const source = sources[`../../../languages/${code}/glossary.yaml`];
  if (!source || known.has(code)) return false;
  try {
    known.set(code, await source());
    return true;
  } catch {
    return false; // English is better than no meaning at all
  }
}

/** {@link glossaryTerms} for a component, which is drawn again when they have come. */
export function useGlossaryTerms(): readonly GlossaryTerm[] {
  const [, drawAgain] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    let isGone = false;
    loadGlossary().then((hasCome) => {
      if (hasCome && !isGone) drawAgain();
    });
    return () => {
      isGone = true;
    };
  }, []);
  return glossaryTerms();
}
