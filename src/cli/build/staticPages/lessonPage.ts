import { valuesOf } from '../../../lesson/answerPages.ts';
import type { Lesson, Source } from '../../../lesson/lesson.ts';
import { LESSON_PICTURE } from '../../../lesson/lessonPicture.ts';
import { type Inline, inlinesOf } from '../../../lesson/markdown.ts';
import { plainText } from '../../../lesson/plainText.ts';
import { lessonSource } from '../../lessonSource.ts';
import { type CourseWords, pictureOf } from './coursePages.ts';
import { doingsMarkup, type PlaceOf } from './doings.ts';
import { html, type Markup } from './markup.ts';
import { pictureMarkup, type StaticPage, shortened, toRoot } from './pageFrame.ts';
import { blocksMarkup, lineMarkup, outsideLink, type ProsePlace } from './proseMarkup.ts';

/** A lesson on paper: its question, the scene, the answer, what one does in it, where its facts come from. */
export function lessonPage(lesson: Lesson, course: CourseWords): StaticPage {
  const file = `lesson/${lesson.id}/index.html`;
  const root = toRoot(file);
  const answer = course.answers.find(({ id }) => id === lesson.id);
  if (!answer) throw new Error(`${lesson.id} has no answer`);
  const { run } = lessonSource(lesson);
  const first = lesson.runs[0]?.name ?? '';
  const place = (values: Readonly<Record<string, string>>): ProsePlace => ({
    valueOf: (words) => values[words] ?? '?',
    termLink: (term) => termLink(course, root, term),
  });
  const placeOf: PlaceOf = (ownRun, children) =>
    place(valuesOf(lesson, ownRun, [{ kind: 'paragraph', children }], run));
  const picture = pictureOf(lesson.id, answer.picture);
  const interactive = `${root}index.html#/lesson/${lesson.id}`;
  const others = course.answers.filter((each) => each.lesson === lesson.id && !each.isDriving);
  const introValues = valuesOf(lesson, first, lesson.intro, run);
  const word = lesson.kind === 'challenge' ? 'Challenge' : 'Lesson';
  const body = html`      <p class="kind">${word}: ${lesson.title} · ${lesson.minutes} minutes</p>
      <h1>${lesson.question}</h1>
      <section class="scene">
${blocksMarkup(lesson.intro, place(introValues))}      </section>
      <p class="ways"><a class="primary" href="${interactive}">Find out by experiment</a></p>
${pictureMarkup({ file, picture }, LESSON_PICTURE)}      <section>
        <h2>The answer</h2>
${blocksMarkup(answer.answer, place(answer.values))}        <p><a href="${root}index.html#/lesson/${lesson.id}/step-${answer.step}?proof=yes">See it happen: the moment in the simulation</a></p>
      </section>
      <section>
        <h2>What you will do</h2>
        <ol>
${doingsMarkup(lesson, placeOf)}        </ol>
      </section>
${linkList('The same lesson also answers', others, (each) => [
  `${root}answers/${each.id}/index.html`,
  each.question,
])}${termsMarkup(lesson, course, root)}${sourcesMarkup(lesson, root, (says) => placeOf(first, says))}${neighbours(lesson, course, root)}`;
  return {
    file,
    title: lesson.question,
    description: shortened(plainText(answer.answer, (words) => answer.values[words] ?? '')),
    picture,
    body,
  };
}

/** Where a term is explained, from a page whose way to the root this is. */
export function termLink(course: CourseWords, root: string, term: string): string | null {
  const slug = course.slugOf(term);
  return slug === null ? null : `${root}glossary/index.html#${slug}`;
}

/** A list of links under a heading; nothing where there are none. */
export function linkList<T>(
  heading: string,
  items: readonly T[],
  link: (item: T) => readonly [href: string, words: string],
): Markup | null {
  if (items.length === 0) return null;
  const lines = items.map((item) => {
    const [href, words] = link(item);
    return html`          <li><a href="${href}">${words}</a></li>\n`;
  });
  return html`      <section>
        <h2>${heading}</h2>
        <ul class="links">
${lines}        </ul>
      </section>\n`;
}

function termsMarkup(lesson: Lesson, course: CourseWords, root: string): Markup | null {
  const said = [lesson.intro, lesson.answer, ...lesson.steps.map(({ say }) => say)].flat();
  const names = new Set<string>();
  for (const node of inlinesOf(said)) if (node.kind === 'term') names.add(node.term);
  const used = [...names].flatMap((term) => {
    const href = termLink(course, root, term);
    return href === null ? [] : [{ term, href }];
  });
  if (used.length === 0) return null;
  const links = used.map(({ term, href }) => html`<li><a href="${href}">${term}</a></li>`);
  return html`      <section>
        <h2>Words that come up</h2>
        <ul class="words">${links}</ul>
      </section>\n`;
}

function sourcesMarkup(
  lesson: Lesson,
  root: string,
  placeOf: (says: readonly Inline[]) => ProsePlace,
): Markup | null {
  if (lesson.sources.length === 0) return null;
  const lines = lesson.sources.map(
    (source) =>
      html`          <li>${sourceLink(source, root)}: ${lineMarkup(source.says, placeOf(source.says))}</li>\n`,
  );
  return html`      <section>
        <h2>Where the facts come from</h2>
        <ul>
${lines}        </ul>
      </section>\n`;
}

function sourceLink({ name, link, case: measured, rule }: Source, root: string): Markup {
  if (link !== null) return outsideLink(link, name);
  if (measured !== null)
    return html`<a href="${root}index.html#/compare/case/${encodeURIComponent(measured)}">${name}</a>`;
  return html`${name}${rule === null ? null : html`, rule ${rule} of MODEL.md`}`;
}

function neighbours(lesson: Lesson, course: CourseWords, root: string): Markup | null {
  const at = course.lessons.indexOf(lesson);
  const near = [course.lessons[at + 1], course.lessons[at - 1]].flatMap((each) => each ?? []);
  return linkList('Other questions', near, (each) => [
    `${root}lesson/${each.id}/index.html`,
    each.question,
  ]);
}
