import answers from '../../../lessons/course.yaml?answers';
import glossary from '../../../lessons/glossary.yaml?glossary';
import { plainText } from '../../lesson/plainText.ts';
import { termSlug } from '../../lesson/termSlug.ts';
import { routeHash } from '../route.ts';
import { cardOf, lessonCards } from './catalog.ts';
import type { Findable } from './search.ts';

/** Everything of the course that can be found: questions with their lessons, answers, terms. */
export const INDEX: readonly Findable[] = [
  ...lessonCards().map(
    ({ id, kind, title, question, minutes }): Findable => ({
      kind: 'lesson',
      title: question,
      names: [title],
      text: '',
      note: `${title}, ${minutes} min${kind === 'challenge' ? ', a challenge' : ''}`,
      href: routeHash({ page: 'lesson', lesson: id, step: null, moment: null }),
    }),
  ),
  ...answers.map(
    ({ id, question, answer, values, title }): Findable => ({
      kind: 'answer',
      title: question,
      names: [],
      text: plainText(answer, (words) => values[words] ?? ''),
      note: `from ${title}`,
      href: routeHash({ page: 'answers', answer: id }),
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
