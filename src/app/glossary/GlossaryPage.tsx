import { useEffect, useId, useMemo, useState } from 'react';
import { localeTag } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import type { GlossaryTerm } from '../../lesson/library.ts';
import { plainText } from '../../lesson/plainText.ts';
import { termSlug } from '../../lesson/termSlug.ts';
import { rich } from '../../stage/rich.ts';
import { routeHash } from '../route.ts';
import { useGlossaryTerms } from './glossaryTerms.ts';
import { Meaning, ShownIn } from './TermWord.tsx';
import './glossary.css';

const nameOf = ({ shown, term }: GlossaryTerm): string => shown ?? term;

function sorted(terms: readonly GlossaryTerm[]): GlossaryTerm[] {
  const byName = new Intl.Collator(localeTag(), { sensitivity: 'base', numeric: true });
  return [...terms].sort((a, b) => byName.compare(nameOf(a), nameOf(b)));
}

/** The words of the field in plain words, each with its address, the lesson that shows it and the terms it uses. */
export function GlossaryPage({ term }: { term: string | null }) {
  const id = useId();
  const [filter, setFilter] = useState('');
  const glossary = useGlossaryTerms();
  const terms = useMemo(() => sorted(glossary), [glossary]);
  const meant = useMemo(() => spellingsOf(terms), [terms]);
  const asked = useMemo(() => terms.find((each) => termSlug(each.term) === term), [terms, term]);
  const shown = useMemo(() => terms.filter((each) => fits(each, filter)), [terms, filter]);

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
        <h1>{t('Glossary')}</h1>
        <p className="app-quiet">
          {t(
            'The words of the field in plain words, each with the lesson that shows the thing itself.',
          )}
        </p>
        {term !== null && !asked && (
          <p role="alert">
            {rich('There is no term {term} here. Perhaps one of these is meant.', {
              term: <code translate="no">{term}</code>,
            })}
          </p>
        )}
        <label htmlFor={id} className="app-hidden">
          {t('Show only terms with')}
        </label>
        <input
          id={id}
          type="search"
          className="app-searchField"
          placeholder={t('Show only …')}
          autoComplete="off"
          spellCheck={false}
          value={filter}
          maxLength={80}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setFilter('')}
        />
        <p role="status" className="app-quiet app-glossaryCount">
          {shown.length === terms.length
            ? t('{count, plural, one {# terms} other {# terms}}', { count: terms.length })
            : shown.length === 0
              ? t('No term with “{filter}”.', { filter })
              : t('{count} of {all} terms', { count: shown.length, all: terms.length })}
        </p>
      </header>
      <dl className="app-terms">
        {shown.map((each) => (
          <Entry key={each.term} entry={each} isAsked={each === asked} meant={meant} />
        ))}
      </dl>
    </main>
  );
}

function Entry({
  entry,
  isAsked,
  meant,
}: {
  entry: GlossaryTerm;
  isAsked: boolean;
  meant: ReadonlyMap<string, string>;
}) {
  const slug = termSlug(entry.term);
  const nodes = entry.means.map((node) =>
    node.kind === 'term'
      ? { ...node, term: meant.get(node.term.toLowerCase()) ?? node.term }
      : node,
  );
  return (
    <div id={slug} tabIndex={-1} data-asked={isAsked || undefined}>
      <dt>
        <a href={routeHash({ page: 'glossary', term: slug })}>{nameOf(entry)}</a>
      </dt>
      <dd>
        <Meaning nodes={nodes} isInGlossary={(name) => meant.has(name.toLowerCase())} />
        <ShownIn lesson={entry.lesson} />
      </dd>
    </div>
  );
}

/** Every spelling in small letters, and the term that it means. */
const spellingsOf = (terms: readonly GlossaryTerm[]): ReadonlyMap<string, string> =>
  new Map(
    terms.flatMap(({ term, also }) => [term, ...also].map((name) => [name.toLowerCase(), term])),
  );

/** A term fits by its names first, and by its meaning from three letters on. */
function fits(entry: GlossaryTerm, filter: string): boolean {
  const { term, also, means } = entry;
  const wanted = filter.trim().toLowerCase().replace(/'/g, '’');
  if (wanted === '') return true;
  if ([nameOf(entry), term, ...also].some((name) => name.toLowerCase().includes(wanted)))
    return true;
  const text = plainText([{ kind: 'paragraph', children: means }], String);
  return wanted.length > 2 && text.toLowerCase().includes(wanted);
}
