import { plain } from '../../lesson/judge.ts';
import { type Lesson, STEP_KINDS } from '../../lesson/lesson.ts';
import type { Block, Inline } from '../../lesson/markdown.ts';
import type { CourseFolder } from './readCourse.ts';

/** Words that a person reads in a minute, of a text about something new. */
const WORDS_A_MINUTE = 180;

const HEAD = [
  'lesson',
  'min',
  'read',
  ...STEP_KINDS.map((kind) => `·${kind}`),
  'runs',
  'claims',
  'words',
  'terms',
  'questions',
];

/** What each lesson is made of, as lines of a table, and which terms of the glossary nobody shows. */
export function statsLines({ lessons, library }: CourseFolder): string[] {
  const all = [...lessons.values()];
  const rows = all.map((lesson) => {
    const words = wordsOf(lesson);
    return [
      lesson.id,
      String(lesson.minutes),
      `${Math.max(1, Math.round(words / WORDS_A_MINUTE))} min`,
      ...STEP_KINDS.map((kind) => dash(lesson.steps.filter((step) => step.kind === kind).length)),
      String(lesson.runs.length),
      String(lesson.runs.reduce((sum, { expect }) => sum + expect.length, 0)),
      String(words),
      String(lesson.terms.length),
      questionsOf(lesson),
    ];
  });
  const sum = (column: number): string =>
    String(rows.reduce((total, row) => total + (Number.parseInt(row[column] ?? '', 10) || 0), 0));
  const total = HEAD.map((_, column) =>
    column === 0 ? `${all.length} lessons` : column === HEAD.length - 1 ? '' : sum(column),
  );
  const shown = new Set(all.flatMap(({ terms }) => terms.map(({ term }) => term.toLowerCase())));
  const unseen = library.glossary.filter(({ term }) => !shown.has(term.toLowerCase()));
  return [
    ...columns([HEAD, ...rows, total]),
    '',
    `glossary: ${library.glossary.length} terms; ${unseen.length === 0 ? 'all are shown by a lesson' : `never shown: ${unseen.map(({ term }) => term).join(', ')}`}`,
  ];
}

const dash = (count: number): string => (count === 0 ? '·' : String(count));

/** `choice 2, curve 1`; pointing at a tier is a kind of its own here. */
function questionsOf(lesson: Lesson): string {
  const counts = new Map<string, number>();
  for (const step of lesson.steps) {
    if (!('question' in step)) continue;
    const { question } = step;
    const kind = question.kind === 'choice' && question.isPointing ? 'point' : question.kind;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ');
}

/** Words that a learner reads on the way through: all texts but notes, hints, sources and replies to what was not chosen. */
export function wordsOf(lesson: Lesson): number {
  const texts: string[] = [lesson.question, ...textsOf(lesson.intro), ...textsOf(lesson.answer)];
  for (const step of lesson.steps) {
    texts.push(step.title, ...textsOf(step.say), ...step.captions.map(({ say }) => plain(say)));
    if (step.kind === 'puzzle') texts.push(...textsOf(step.solved));
    if (!('question' in step)) continue;
    const { question } = step;
    texts.push(plain(question.ask));
    if (question.kind === 'choice')
      for (const { text, isRight, reply } of question.options)
        texts.push(plain(text), isRight ? plain(reply) : '');
    if (question.kind === 'order') texts.push(...question.items.map(({ text }) => plain(text)));
  }
  return texts.join(' ').split(/\s+/).filter(Boolean).length;
}

const textsOf = (blocks: readonly Block[]): string[] =>
  blocks
    .flatMap((block): (readonly Inline[])[] =>
      block.kind === 'paragraph' ? [block.children] : [...block.items],
    )
    .map(plain);

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = HEAD.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, i) =>
        i === 0 || i === HEAD.length - 1
          ? cell.padEnd(widths[i] ?? 0)
          : cell.padStart(widths[i] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
