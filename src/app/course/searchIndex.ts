import answers from '../../../lessons/course.yaml?answers';
import { t } from '../../language/t.ts';
import type { AnswerPage } from '../../lesson/answerPages.ts';
import type { GlossaryTerm } from '../../lesson/library.ts';
import { plainText } from '../../lesson/plainText.ts';
import { termSlug } from '../../lesson/termSlug.ts';
import { routeHash } from '../route.ts';
import { cardOf, lessonCards } from './catalog.ts';
import { minutesText } from './courseProgress.ts';
import type { Findable } from './search.ts';

const textOf = ({ answer, values }: AnswerPage): string =>
  plainText(answer, (words) => values[words] ?? '');

/** Everything of the course that can be found: questions with their lessons and answers, what else the lessons answer, terms. */
const makeIndex = (terms: readonly GlossaryTerm[]): readonly Findable[] => [
  ...lessonCards().map(({ id, kind, title, question, minutes }): Findable => {
    const own = answers.find((each) => each.id === id);
    return {
      kind: 'lesson',
      title: question,
      names: [title],
      text: own ? textOf(own) : '',
      note:
        kind === 'challenge'
          ? t('{title}, {time}, a challenge', { title, time: minutesText(minutes) })
          : t('{title}, {time}', { title, time: minutesText(minutes) }),
      href: routeHash({ page: 'lesson', lesson: id, step: null, moment: null }),
    };
  }),
  ...answers
    .filter(({ isDriving }) => !isDriving)
    .map(
      (page): Findable => ({
        kind: 'answer',
        title: page.question,
        names: [],
        text: textOf(page),
        note: t('from {lesson}', { lesson: page.title }),
        href: routeHash({ page: 'answers', answer: page.id }),
      }),
    ),
  ...terms.map(
    ({ term, shown, means, also, lesson }): Findable => ({
      kind: 'term',
      title: shown ?? term,
      names: shown === undefined ? also : [term, ...also],
      text: plainText([{ kind: 'paragraph', children: means }], String),
      note: cardOf(lesson) ? t('shown in {lesson}', { lesson: cardOf(lesson)?.title ?? '' }) : '',
      href: routeHash({ page: 'glossary', term: termSlug(term) }),
    }),
  ),
];

/** Every word that could have been meant, for whoever slips. */
const wordsIn = (index: readonly Findable[]): readonly string[] => [
  ...new Set(
    index
      .flatMap(({ title, names }) => [title, ...names])
      .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}_]+/u))
      .filter((word) => word.length > 3),
  ),
];

interface SearchIndex {
  readonly all: readonly Findable[];
  readonly words: readonly string[];
}
let made: (SearchIndex & { readonly key: unknown }) | null = null;

/** What can be found, in the language that is spoken; made once for each. */
export function searchIndex(terms: readonly GlossaryTerm[]): SearchIndex {
  if (made?.key === terms) return made;
  const all = makeIndex(terms);
  made = { key: terms, all, words: wordsIn(all) };
  return made;
}
