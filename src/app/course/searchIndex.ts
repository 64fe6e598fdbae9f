import answers from '../../../lessons/course.yaml?answers';
import glossary from '../../../lessons/glossary.yaml?glossary';
import type { AnswerPage } from '../../lesson/answerPages.ts';
import { plainText } from '../../lesson/plainText.ts';
import { termSlug } from '../../lesson/termSlug.ts';
import { routeHash } from '../route.ts';
import { cardOf, lessonCards } from './catalog.ts';
import type { Findable } from './search.ts';

const textOf = ({ answer, values }: AnswerPage): string =>
  plainText(answer, (words) => values[words] ?? '');

/** Everything of the course that can be found: questions with their lessons and answers, what else the lessons answer, terms. */
export const INDEX: readonly Findable[] = [
  ...lessonCards().map(({ id, kind, title, question, minutes }): Findable => {
    const own = answers.find((each) => each.id === id);
    return {
      kind: 'lesson',
      title: question,
      names: [title],
      text: own ? textOf(own) : '',
      note: `${title}, ${minutes} min${kind === 'challenge' ? ', a challenge' : ''}`,
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
        note: `from ${page.title}`,
        href: routeHash({ page: 'answers', answer: page.id }),
      }),
    ),
  ...glossary.terms.map(
    ({ term, means, also, lesson }): Findable => ({
      kind: 'term',
      title: term,
      names: also,
      text: plainText([{ kind: 'paragraph', children: means }], String),
      note: cardOf(lesson) ? `shown in ${cardOf(lesson)?.title}` : '',
      href: routeHash({ page: 'glossary', term: termSlug(term) }),
    }),
  ),
];

/** Every word that could have been meant, for whoever slips. */
export const WORDS: readonly string[] = [
  ...new Set(
    INDEX.flatMap(({ title, names }) => [title, ...names])
      .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}_]+/u))
      .filter((word) => word.length > 3),
  ),
];
