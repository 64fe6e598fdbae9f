import { basename, dirname } from 'node:path';
import type { Lesson, Step } from '../../lesson/lesson.ts';
import type { LocatedProblem } from '../../lesson/readYaml.ts';
import { isProblems } from '../../scenario/problems.ts';
import { readLesson } from '../readLesson.ts';
import { readLibrary } from '../readLibrary.ts';
import { toLiteral } from './literal.ts';

/** The lesson itself, or what the list of lessons says of it. */
type Wanted = 'lesson' | 'card';

const CARD = ['id', 'kind', 'title', 'question', 'minutes'] as const;

/**
 * The source of a lesson's module. While building (`complain` null) a lesson with mistakes throws them, each with line and column. While
 * serving it is a module all the same, and `complain` is told: the page says what is wrong, and goes on when the file is mended.
 */
export function lessonModule(
  source: string,
  file: string,
  wanted: Wanted,
  complain: ((lines: string) => void) | null,
): string {
  const lesson = readLesson(source, basename(file), readLibrary(dirname(file)));
  if (!isProblems(lesson)) {
    const given = wanted === 'lesson' ? pageOf(lesson) : cardOf(lesson);
    return `export default ${toLiteral(given)};${complain === null ? '' : followSaves(wanted)}`;
  }
  const lines = lesson.map(({ text }) => text).join('\n');
  if (complain === null) throw new Error(lines);
  if (wanted === 'lesson') complain(`\n${lines}`);
  return brokenModule(source, file, wanted, lesson) + followSaves(wanted);
}

/** What pages need of a lesson: what its runs must show is checked before they are built, and its answers have pages of their own. */
export function pageOf(lesson: Lesson): Lesson {
  const turned = new Set(lesson.steps.filter(turnsSettings).map(({ run }) => run));
  return {
    ...lesson,
    answers: [],
    // The glossary comes with the first word of it.
    terms: lesson.terms.filter((term) => term.lesson === null),
    runs: lesson.runs.map((run) => ({
      ...run,
      expect: [],
      // As people write it a run is only needed where a step turns its settings.
      written: turned.has(run.name) ? run.written : {},
    })),
  };
}

function turnsSettings(step: Step): boolean {
  return 'knobs' in step || ('question' in step && step.question.kind === 'curve');
}

function cardOf(lesson: Lesson): Pick<Lesson, (typeof CARD)[number]> {
  return Object.fromEntries(CARD.map((key) => [key, lesson[key]])) as never;
}

/** The module takes its own update and tells the page, which so follows every save. Nothing of it is in a built site. */
function followSaves(wanted: Wanted): string {
  return `
if (import.meta.hot)
  import.meta.hot.accept((next) => {
    if (next?.default)
      dispatchEvent(new CustomEvent('roundtrip:${wanted}Saved', { detail: next.default }));
  });
`;
}

/** No lesson, but its mistakes over the page, in the development server's own overlay; and a card that says so. */
function brokenModule(
  source: string,
  file: string,
  wanted: Wanted,
  problems: readonly LocatedProblem[],
): string {
  const id = basename(file).replace(/\.ya?ml$/, '');
  const { line, column, text } = problems[0] as LocatedProblem;
  if (wanted === 'card') {
    const card = { id, kind: 'lesson', title: id, question: `Mistakes: ${text}`, minutes: 1 };
    return `export default ${toLiteral(card)};`;
  }
  const error = {
    message: problems.map((problem) => problem.text).join('\n'),
    stack: '',
    plugin: 'lessons',
    id: file,
    loc: { file, line, column },
    frame: frameOf(source, line, column),
  };
  return `export default null;
const Overlay = globalThis.customElements?.get('vite-error-overlay');
if (Overlay) document.body.append(new Overlay(${toLiteral(error)}));`;
}

/** The line that is meant, with two on either side and a mark under the column. */
function frameOf(source: string, line: number, column: number): string {
  const from = Math.max(0, line - 3);
  const shown = source.split('\n').slice(from, line + 2);
  return shown
    .flatMap((text, i) => {
      const number = from + i + 1;
      const row = `${String(number).padStart(4)} | ${text}`;
      return number === line ? [row, `     | ${' '.repeat(column - 1)}^`] : [row];
    })
    .join('\n');
}
