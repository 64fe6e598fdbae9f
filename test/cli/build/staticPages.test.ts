import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseRoute } from '../../../src/app/route.ts';
import { coursePages } from '../../../src/cli/build/staticPages/coursePages.ts';
import { html } from '../../../src/cli/build/staticPages/markup.ts';
import { pageDocument, shortened } from '../../../src/cli/build/staticPages/pageFrame.ts';
import { lineMarkup } from '../../../src/cli/build/staticPages/proseMarkup.ts';
import { type CourseFolder, readCourse } from '../../../src/cli/lessons/readCourse.ts';
import type { Lesson } from '../../../src/lesson/lesson.ts';
import { parseGlossary } from '../../../src/lesson/library.ts';
import { parseLesson } from '../../../src/lesson/parseLesson.ts';
import { termSlug } from '../../../src/lesson/termSlug.ts';

const LESSONS = fileURLToPath(new URL('../../../lessons', import.meta.url));
const PUBLIC = fileURLToPath(new URL('../../../public', import.meta.url));
const course = readCourse(LESSONS);

const HOSTILE = `"'></title><script>alert(1)</script><img src=x onerror=alert(1)>&lt;`;

/** Stands for it until the lesson has been read. */
const PLACE = 'place of the hostile text';

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A course of one lesson in which every text is hostile: put in behind the back of the reader, which refuses tags. */
function hostileCourse(): CourseFolder {
  const written = parse(readFileSync(`${LESSONS}/one-request.yaml`, 'utf8'));
  for (const key of ['title', 'question', 'intro', 'answer'])
    written[key] = `${key} ${PLACE} [[worker|${PLACE}]] \`${PLACE}\` **${PLACE}**`;
  written.sources = [
    { name: PLACE, link: `https://nginx.org/?'><script>`, says: PLACE },
    { name: PLACE, case: PLACE, says: PLACE },
    { name: PLACE, rule: PLACE, says: PLACE },
  ];
  for (const run of Object.values<Record<string, unknown>>(written.runs)) run.title = PLACE;
  for (const step of written.steps) {
    step.title = PLACE;
    if (step.ask) step.ask = PLACE;
  }
  const glossary = parseGlossary({
    worker: { means: PLACE, lesson: 'one-request', also: [PLACE] },
  });
  if (Array.isArray(glossary)) throw new Error(JSON.stringify(glossary));
  const library = { ...course.library, glossary: 'terms' in glossary ? glossary.terms : [] };
  delete written.terms;
  const lesson = parseLesson(withoutOtherTerms(written), 'one-request.yaml', library) as Lesson;
  if (Array.isArray(lesson)) throw new Error(JSON.stringify(lesson));
  return {
    ...course,
    library: made(library),
    course: { modules: [{ id: 'a', title: HOSTILE, about: '', lessons: ['one-request'] }] },
    lessons: new Map([['one-request', made(lesson)]]),
  };
}

/** The same with the hostile text in its places. */
function made<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll(PLACE, HOSTILE) as T;
  if (Array.isArray(value)) return value.map(made) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, made(each)])) as T;
}

/** The glossary of the hostile course has one term only. */
function withoutOtherTerms(written: unknown): unknown {
  const text = JSON.stringify(written).replace(/\[\[(?!worker\|)([^\]|]*\|)?([^\]]*)\]\]/g, '$2');
  return JSON.parse(text, (key, value) => (key === 'terms' ? undefined : value));
}

test('whatever a lesson says stays text: no character of it becomes markup', () => {
  const pages = coursePages(hostileCourse(), '/none');
  const documents = pages.map((page) => pageDocument(page, 'assets/pages.css'));
  for (const document of documents) {
    expect(document).not.toMatch(/<script|<img/i);
    expect(document.match(/<\/title>/g)).toHaveLength(1);
    // No tag that these pages do not have of their own, and no handler in any.
    for (const [tag] of document.matchAll(/<[a-z][^>]*>/g))
      expect(tag.replace(/"[^"]*"/g, '')).not.toMatch(/\son\w+=|["']/);
  }
  const lesson = documents[0] ?? '';
  const times = lesson.split(escaped(HOSTILE)).length - 1;
  expect(times).toBeGreaterThan(20);
  expect(documents.at(-1)).toContain(escaped(HOSTILE));
});

test('a node that nobody has checked links to nothing but https', () => {
  const place = { valueOf: String, termLink: () => null };
  const link = (href: string): string =>
    lineMarkup([{ kind: 'link', href, children: [{ kind: 'text', text: 'x' }] }], place).join('');
  expect(link('javascript:alert(1)')).toBe('x');
  expect(link('https://nginx.org/"')).toBe(
    '<a href="https://nginx.org/&#34;" rel="noreferrer">x</a>',
  );
});

test('markup is put in as it is, text is escaped, a list is one piece after the other', () => {
  const items = ['<', '&'].map((text) => html`<li title="${text}">${text}</li>`);
  expect(html`<ul>${items}</ul>${null}`.toString()).toBe(
    '<ul><li title="&#60;">&#60;</li><li title="&#38;">&#38;</li></ul>',
  );
});

test('a description is cut between words', () => {
  expect(shortened('one two three', 10)).toBe('one two …');
  expect(shortened('one two', 10)).toBe('one two');
});

describe('the pages of the course', () => {
  const pages = coursePages(course, PUBLIC);
  const documents = new Map(pages.map((page) => [page.file, pageDocument(page, 'assets/x.css')]));

  test('every lesson and every answer has one, under an address of its own', () => {
    const answers = [...course.lessons.values()].flatMap((lesson) => [lesson, ...lesson.answers]);
    const files = [
      ...[...course.lessons.keys()].map((id) => `lesson/${id}/index.html`),
      ...answers.map(({ id }) => `answers/${id}/index.html`),
      'answers/index.html',
      'glossary/index.html',
    ];
    expect(pages.map(({ file }) => file).sort()).toEqual(files.sort());
    expect(new Set(files).size).toBe(files.length);
  });

  test('all links are relative and lead to a page, a term, a file or a route of the site', () => {
    const bad: string[] = [];
    for (const [file, document] of documents)
      for (const [, attribute, value = ''] of document.matchAll(/ (href|src|srcset)="([^"]*)"/g)) {
        const link = value.replaceAll('&#38;', '&');
        if (attribute === 'href' && link.startsWith('https://')) continue;
        const [path = '', hash = ''] = link.split(/#(.*)/s, 2);
        const target = path === '' ? file : posix.join(posix.dirname(file), path);
        if (/^[a-z]+:|^\//.test(link) || target.startsWith('..')) bad.push(`${file}: ${link}`);
        else if (target === 'index.html') {
          if (parseRoute(`#${hash}`).page === 'unknown') bad.push(`${file}: ${link}`);
        } else if (documents.has(target)) {
          if (hash !== '' && !documents.get(target)?.includes(` id="${hash}"`))
            bad.push(`${file}: ${link}`);
        } else if (!/^(?:icon\.svg|assets\/x\.css|lessons\/[\w-]+\.webp)$/.test(target)) {
          if (!documents.has(posix.join(target, 'index.html'))) bad.push(`${file}: ${link}`);
        }
      }
    expect(bad).toEqual([]);
  });

  test('each has a title and a description of its own, a strict policy, and nothing inline', () => {
    const titles = new Set<string>();
    for (const [file, document] of documents) {
      expect(document, file).toMatch(/http-equiv="Content-Security-Policy" content="default-src/);
      expect(document, file).not.toMatch(/<script|<style| style=|unsafe/);
      const title = /<title>(.*)<\/title>/.exec(document)?.[1] ?? '';
      const description = /name="description" content="([^"]*)"/.exec(document)?.[1] ?? '';
      expect(description.length, file).toBeGreaterThan(40);
      expect(description, file).not.toMatch(/[{[]{2}/);
      expect(document.match(/<h1>/g), file).toHaveLength(1);
      if (file.startsWith('lesson/')) titles.add(title);
    }
    expect(titles.size).toBe(course.lessons.size);
  });

  test('no number is missing: every measure has been read off a run', () => {
    for (const [file, document] of documents) {
      expect(document, file).not.toMatch(/\{\{|<b class="value">\?/);
      expect(document, file).not.toContain('undefined');
    }
  });
});

describe('the glossary', () => {
  const { glossary } = course.library;

  test('every term has an address of its own', () => {
    const slugs = glossary.map(({ term }) => termSlug(term));
    expect(new Set(slugs).size).toBe(slugs.length);
    for (const slug of slugs)
      expect(parseRoute(`#/glossary/${slug}`)).toEqual({ page: 'glossary', term: slug });
  });

  test('every term names a lesson of the course that shows it', () => {
    const planned = course.course?.modules.flatMap(({ lessons }) => lessons) ?? [];
    expect(glossary.filter(({ lesson }) => !planned.includes(lesson))).toEqual([]);
  });
});
