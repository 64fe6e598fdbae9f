import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { replaceRoute } from '../shell/useRoute.ts';
import { LaterSearchResults } from './LaterSearchResults.tsx';

/** Longer than any question. */
const MOST_CHARACTERS = 120;

/** Where to type what one looks for. What is typed stands in the address, so Back returns to what was found; the down arrow leads to it. */
export function CourseSearch({ search }: { search: string }) {
  const id = useId();
  const [text, setText] = useState(search);
  const written = useRef(search);
  useEffect(() => {
    if (search === written.current) return; // the echo of what was typed
    written.current = search;
    setText(search);
  }, [search]);

  function look(next: string) {
    const kept = next.slice(0, MOST_CHARACTERS);
    setText(kept);
    written.current = kept;
    replaceRoute(kept === '' ? { page: 'course' } : { page: 'course', search: kept });
  }

  function walk(event: KeyboardEvent) {
    if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      look('');
    }
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    const first = document.querySelector<HTMLAnchorElement>('.app-found a');
    if (!first) return;
    event.preventDefault();
    if (event.key === 'Enter') first.click();
    else first.focus();
  }

  return (
    <search className="app-search">
      <label htmlFor={id} className="app-hidden">
        {t('Search questions, answers and terms')}
      </label>
      <input
        id={id}
        className="app-searchField"
        type="search"
        value={text}
        maxLength={MOST_CHARACTERS}
        placeholder={t('What do you want to know? 502, workers, slow …')}
        autoComplete="off"
        spellCheck={false}
        onFocus={() => LaterSearchResults.load().catch(() => {})}
        onChange={(event) => look(event.target.value)}
        onKeyDown={walk}
      />
    </search>
  );
}
