import { useEffect, useId, useMemo, useState } from 'react';
import glossary from '../../../lessons/glossary.yaml?glossary';
import type { GlossaryTerm } from '../../lesson/library.ts';
import { plainText } from '../../lesson/plainText.ts';
import { termSlug } from '../../lesson/termSlug.ts';
import { routeHash } from '../route.ts';
import { Meaning, ShownIn } from './TermWord.tsx';
import './glossary.css';

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
const TERMS = [...glossary.terms].sort((a, b) => byName.compare(a.term, b.term));
/** Every spelling in small letters, and the term that it means. */
const SPELLINGS = new Map(
  TERMS.flatMap(({ term, also }) => [term, ...also].map((name) => [name.toLowerCase(), term])),
);

/** The words of the field in plain words, each with its address, the lesson that shows it and the terms it uses. */
export function GlossaryPage({ term }: { term: string | null }) {
  const id = useId();
  const [filter, setFilter] = useState('');
  const asked = useMemo(() => TERMS.find((each) => termSlug(each.term) === term), [term]);
  const shown = useMemo(() => TERMS.filter((each) => fits(each, filter)), [filter]);

  // The term that the address names: also one that a filter has just hidden.
  useEffect(() => {
    if (!asked) return;
    setFilter('');
    const frame = requestAnimationFrame(() => {
      const place = document.getElementById(termSlug(asked.term));
      place?.scrollIntoView({ block: 'start' });
      place?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [asked]);

  return (
    <main className="app-glossary">
      <header>
        <h1>Glossary</h1>
        <p className="app-quiet">
          The words of the field in plain words, each with the lesson that shows the thing itself.
        </p>
        {term !== null && !asked && (
          <p role="alert">
            There is no term <code>{term}</code> here. Perhaps one of these is meant.
          </p>
        )}
        <label htmlFor={id} className="app-hidden">
          Show only terms with
        </label>
        <input
          id={id}
          type="search"
          className="app-searchField"
          placeholder="Show only …"
          autoComplete="off"
          spellCheck={false}
          value={filter}
          maxLength={80}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setFilter('')}
        />
        <p role="status" className="app-quiet app-glossaryCount">
          {shown.length === TERMS.length
            ? `${TERMS.length} terms`
            : shown.length === 0
              ? `No term with “${filter}”.`
              : `${shown.length} of ${TERMS.length} terms`}
        </p>
      </header>
      <dl className="app-terms">
        {shown.map((each) => (
          <Entry key={each.term} entry={each} isAsked={each === asked} />
        ))}
      </dl>
    </main>
  );
}

function Entry({ entry, isAsked }: { entry: GlossaryTerm; isAsked: boolean }) {
  const slug = termSlug(entry.term);
  const nodes = entry.means.map((node) =>
    node.kind === 'term' ? { ...node, term: meant(node.term) ?? node.term } : node,
  );
  return (
    <div id={slug} tabIndex={-1} data-asked={isAsked || undefined}>
      <dt>
        <a href={routeHash({ page: 'glossary', term: slug })}>{entry.term}</a>
      </dt>
      <dd>
        <Meaning nodes={nodes} isInGlossary={(name) => meant(name) !== undefined} />
        <ShownIn lesson={entry.lesson} />
      </dd>
    </div>
  );
}

const meant = (name: string): string | undefined => SPELLINGS.get(name.toLowerCase());

/** A term fits by its names first, and by its meaning from three letters on. */
function fits({ term, also, means }: GlossaryTerm, filter: string): boolean {
  const wanted = filter.trim().toLowerCase().replace(/'/g, '’');
  if (wanted === '') return true;
  if ([term, ...also].some((name) => name.toLowerCase().includes(wanted))) return true;
  const text = plainText([{ kind: 'paragraph', children: means }], String);
  return wanted.length > 2 && text.toLowerCase().includes(wanted);
}
