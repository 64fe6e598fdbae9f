import { t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';

/** What is found in the course: it comes, with all the words to look in, when somebody begins to look. */
export const LaterSearchResults = later(
  () => import('./SearchResults.tsx').then((m) => m.SearchResults),
  <WordsToCome />,
);

function WordsToCome() {
  return <p role="status">{t('The words are coming …')}</p>;
}
