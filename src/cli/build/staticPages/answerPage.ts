import type { AnswerPage } from '../../../lesson/answerPages.ts';
import { LESSON_PICTURE } from '../../../lesson/lessonPicture.ts';
import { plainText } from '../../../lesson/plainText.ts';
import { type CourseWords, pictureOf } from './coursePages.ts';
import { linkList, termLink } from './lessonPage.ts';
import { html } from './markup.ts';
import { pictureMarkup, type StaticPage, shortened, toRoot } from './pageFrame.ts';
import { blocksMarkup } from './proseMarkup.ts';

/** A question, its answer with measured numbers, and the way to the moment that proves it. */
export function answerPage(answer: AnswerPage, course: CourseWords): StaticPage {
  const file = `answers/${answer.id}/index.html`;
  const root = toRoot(file);
  const { lesson, title, step, question, values } = answer;
  const picture = pictureOf(lesson, answer.picture);
  const others = course.answers.filter((each) => each.lesson === lesson && each.id !== answer.id);
  const next = course.lessons[course.lessons.findIndex(({ id }) => id === lesson) + 1];
  const link = (id: string): string => `${root}answers/${id}/index.html`;
  const body = html`      <p class="kind"><a href="${root}answers/index.html">All answers</a></p>
      <h1>${question}</h1>
      <section class="answer">
${blocksMarkup(answer.answer, {
  valueOf: (words) => values[words] ?? '?',
  termLink: (term) => termLink(course, root, term),
})}      </section>
      <p class="ways">
        <a class="primary" href="${root}index.html#/lesson/${lesson}/step-${step}?proof=yes">See it happen</a>
        <a href="${root}lesson/${lesson}/index.html">The lesson: ${title}</a>
      </p>
${pictureMarkup({ file, picture }, LESSON_PICTURE)}${linkList(
  'The same lesson also answers',
  others,
  (each) => [link(each.id), each.question],
)}${linkList('The next question', next ? [next] : [], (each) => [link(each.id), each.question])}`;
  const words = plainText(answer.answer, (measure) => values[measure] ?? '');
  return { file, title: question, description: shortened(words), picture, body };
}

/** All questions with an answer, module by module. */
export function answerListPage(course: CourseWords): StaticPage {
  const file = 'answers/index.html';
  const root = toRoot(file);
  const modules = course.folder.course?.modules ?? [];
  const named = new Set(modules.flatMap(({ lessons }) => lessons));
  const rest = course.lessons.filter(({ id }) => !named.has(id)).map(({ id }) => id);
  const lists = [...modules, { title: 'More questions', lessons: rest }].map(({ title, lessons }) =>
    linkList(
      title,
      lessons.flatMap((lesson) => course.answers.filter((each) => each.lesson === lesson)),
      (each) => [`${root}answers/${each.id}/index.html`, each.question],
    ),
  );
  const description =
    'Questions people ask about web servers, Gunicorn, nginx, Django and databases, each answered in a few sentences with numbers from a simulation.';
  return {
    file,
    title: 'Answers',
    description,
    picture: null,
    body: html`      <h1>Answers</h1>
      <p>Every question of the course, answered in a few sentences. The numbers are read off simulated runs, and each answer leads to the moment that proves it.</p>
${lists}`,
  };
}
