import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { Problems } from '../scenario/problems.ts';
import type { Problem } from '../scenario/scenario.ts';
import type { Lesson, Step, Term } from './lesson.ts';
import { parseRuns } from './parseRuns.ts';
import { parseSteps } from './parseSteps.ts';
import { readBlocks, readLine, type TextPlace } from './parseTexts.ts';

const KEYS = ['id', 'title', 'question', 'minutes', 'intro', 'terms', 'runs', 'steps'];

/**
 * Reads a lesson from the plain data of its YAML. Returns the lesson, or everything that is wrong with it: paths into the
 * data, what stands there and what may. `file` is the lesson's file name; its id must be the same. Never throws.
 */
export function parseLesson(source: unknown, file: string): Lesson | Problem[] {
  const problems = new Problems();
  if (!isRecord(source)) {
    problems.add('', source, `must be a lesson: ${KEYS.join(', ')}`);
    return problems.list;
  }
  refuseUnknownKeys(problems, '', source, KEYS);
  const id = textOf(
    problems,
    'id',
    source.id,
    /^[a-z][a-z0-9-]{0,59}$/,
    'small letters, digits and “-”',
  );
  const name = (file.split(/[\\/]/).pop() ?? '').replace(/\.ya?ml$/, '');
  if (id !== '' && id !== name) problems.add('id', id, `must be the name of its file: ${name}`);
  const minutes = source.minutes;
  if (!Number.isInteger(minutes) || (minutes as number) < 1 || (minutes as number) > 30)
    problems.add('minutes', minutes, 'must be a whole number of minutes, 1 to 30');

  const runs = parseRuns(problems, source.runs);
  const written = isRecord(source.terms) ? source.terms : {};
  if (source.terms !== undefined && !isRecord(source.terms))
    problems.add(
      'terms',
      source.terms,
      'must be words with their meaning, each “term: what it means”',
    );
  const place: TextPlace = { problems, runs, terms: Object.keys(written) };
  const first = runs[0]?.name ?? '';
  const terms: Term[] = Object.entries(written).map(([term, means]) => ({
    term,
    means: readLine(place, under('terms', term), means, first, true),
  }));
  const title = textOf(problems, 'title', source.title);
  const question = textOf(problems, 'question', source.question);
  const intro = readBlocks(place, 'intro', source.intro, first);
  const steps = parseSteps(place, source.steps);
  checkShape(problems, steps);
  if (problems.list.length > 0) return problems.list;
  return { id, title, question, minutes: minutes as number, intro, terms, runs, steps };
}

function textOf(
  problems: Problems,
  at: string,
  input: unknown,
  pattern = /\S/,
  looksLike = 'one line of text',
): string {
  if (typeof input === 'string' && pattern.test(input)) return input.trim();
  problems.add(at, input, `must be ${looksLike}`);
  return '';
}

/** A lesson asks before it shows, and lets go at the end. */
function checkShape(problems: Problems, steps: readonly Step[]): void {
  if (steps.length === 0) return;
  const kinds = steps.map(({ kind }) => kind);
  const firstRun = kinds.indexOf('run');
  const predict = kinds.indexOf('predict');
  if (firstRun < 0)
    problems.add(
      'steps',
      kinds.join(', '),
      'has nothing to watch; allowed: at least one step of kind run',
    );
  if (predict < 0 || (firstRun >= 0 && predict > firstRun))
    problems.add(
      'steps',
      kinds.join(', '),
      'shows before it asks; a step of kind predict must stand before the first of kind run',
    );
  if (!kinds.includes('explain'))
    problems.add(
      'steps',
      kinds.join(', '),
      'explains nothing; allowed: at least one step of kind explain',
    );
}
