import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import { msg, t } from '../../language/t.ts';
import { nearest } from '../../scenario/problems.ts';
import { rich } from '../../stage/rich.ts';
import { useGlossaryTerms } from '../glossary/glossaryTerms.ts';
import { routeHash } from '../route.ts';
import { type Found, find, type Part, wordsOf } from './search.ts';
import { searchIndex } from './searchIndex.ts';
import './found.css';

/** Worth a try for whoever found nothing. */
const TRY_THESE = [
  msg('slow##word to look for'),
  msg('workers##word to look for'),
  '502',
  msg('timeout##word to look for'),
  msg('queue##word to look for'),
  'nginx',
  msg('database##word to look for'),
];

const KIND: Record<Found['kind'], string> = {
  lesson: msg('Lesson'),
  answer: msg('Answer'),
  term: msg('Term'),
};

/** What the course has about what is looked for, best first. Arrows walk through it, and up from the first leads back. */
export function SearchResults({ search }: { search: string }) {
  const index = searchIndex(useGlossaryTerms());
  const found = useMemo(() => find(index.all, search), [index, search]);
  return (
    <section className="app-found" aria-label={t('What was found')}>
      <p role="status" className="app-foundCount">
        {t(
          '{count, plural, =0 {Nothing about “{search}”.} one {# place} other {# places}}##found by searching',
          { count: found.length, search: search.trim() },
        )}
      </p>
      {found.length === 0 ? (
        <NothingFound search={search} index={index} />
      ) : (
        <ul onKeyDown={walk}>
          {found.map((each) => (
            <li key={each.href}>
              <a className="app-lessonLink" href={each.href}>
                <span className="app-foundTitle">
                  <span className="app-foundKind" data-kind={each.kind}>
                    {t(KIND[each.kind])}
                  </span>
                  <strong>
                    <Marked parts={each.titleParts} />
                  </strong>
                </span>
                {each.textParts.length > 0 && (
                  <span className="app-foundText">
                    <Marked parts={each.textParts} />
                  </span>
                )}
                {each.note !== '' && <span className="app-lessonNotes">{each.note}</span>}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Marked({ parts }: { parts: readonly Part[] }) {
  return parts.map(({ text, isHit }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts are what they are
    isHit ? <mark key={index}>{text}</mark> : text,
  );
}

/** Perhaps a slip; else words that do lead somewhere. */
function NothingFound({
  search,
  index,
}: {
  search: string;
  index: ReturnType<typeof searchIndex>;
}) {
  const meant = wordsOf(search).map((word) => nearest(word, index.words) ?? word);
  const corrected = meant.join(' ');
  const helps = find(index.all, corrected).length > 0;
  const single = wordsOf(search).filter((word) => find(index.all, word).length > 0);
  const tries = helps ? [corrected] : single.length > 0 ? single : TRY_THESE.map((word) => t(word));
  const parts = {
    words: tries.map((word, index) => (
      <span key={word}>
        {index > 0 && ', '}
        <a href={routeHash({ page: 'course', search: word })}>{word}</a>
      </span>
    )),
    answers: (words: ReactNode) => (
      <a href={routeHash({ page: 'answers', answer: null })}>{words}</a>
    ),
    terms: (words: ReactNode) => <a href={routeHash({ page: 'glossary', term: null })}>{words}</a>,
  };
  return (
    <p>
      {helps
        ? rich(
            'Did you mean {words}? Or look through <answers>all answers</answers> and <terms>all terms</terms>.',
            parts,
          )
        : single.length > 0
          ? rich(
              'There is something about {words}. Or look through <answers>all answers</answers> and <terms>all terms</terms>.',
              parts,
            )
          : rich(
              'Try {words}. Or look through <answers>all answers</answers> and <terms>all terms</terms>.',
              parts,
            )}
    </p>
  );
}

function walk(event: KeyboardEvent<HTMLUListElement>) {
  const links = [...event.currentTarget.querySelectorAll('a')];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const field = document.querySelector<HTMLInputElement>('.app-searchField');
  const goals: Record<string, HTMLElement | null | undefined> = {
    ArrowDown: links[Math.min(at + 1, links.length - 1)],
    ArrowUp: at <= 0 ? field : links[at - 1],
    Home: links[0],
    End: links[links.length - 1],
    Escape: field,
  };
  const goal = goals[event.key];
  if (!goal) return;
  event.preventDefault();
  goal.focus();
}
