import { termSlug } from '../../../lesson/termSlug.ts';
import type { CourseWords } from './coursePages.ts';
import { html } from './markup.ts';
import { type StaticPage, toRoot } from './pageFrame.ts';
import { lineMarkup } from './proseMarkup.ts';

/** All terms, each with an anchor of its own, its meaning and the lesson that shows it. */
export function glossaryPage(course: CourseWords): StaticPage {
  const file = 'glossary/index.html';
  const root = toRoot(file);
  const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true });
  const terms = [...course.folder.library.glossary].sort((a, b) => byName.compare(a.term, b.term));
  const entries = terms.map(({ term, means, lesson }) => {
    const shown = course.lessons.find(({ id }) => id === lesson);
    const where =
      shown &&
      html`\n            <p class="shown">shown in: <a href="${root}lesson/${shown.id}/index.html">${shown.title}</a></p>`;
    return html`        <div id="${termSlug(term)}">
          <dt>${term}</dt>
          <dd>
            <p>${lineMarkup(means, {
              valueOf: String,
              termLink: (name) => {
                const slug = course.slugOf(name);
                return slug === null ? null : `#${slug}`;
              },
            })}</p>${where ?? null}
          </dd>
        </div>\n`;
  });
  return {
    file,
    title: 'Glossary',
    description: `${terms.length} words of the field, from “${terms[0]?.term ?? ''}” to “${terms.at(-1)?.term ?? ''}”, in plain words, each with the lesson that shows the thing itself.`,
    picture: null,
    body: html`      <h1>Glossary</h1>
      <p>The words of the field in plain words, each with the lesson that shows the thing itself.</p>
      <dl>
${entries}      </dl>
`,
  };
}
