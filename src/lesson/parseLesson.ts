import { t } from '../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { Problems } from '../scenario/problems.ts';
import type { Problem } from '../scenario/scenario.ts';
import type { Lesson, Step } from './lesson.ts';
import { BARE_LIBRARY, type LessonLibrary } from './library.ts';
import { parseAnswers, parseSeeds, parseSources } from './parseAbout.ts';
import { parseRuns } from './parseRuns.ts';
import { parseSteps } from './parseSteps.ts';
import { ownTerms, spellings, termsOf } from './parseTerms.ts';
import { readBlocks, refuseHtml, type TextPlace } from './parseTexts.ts';
import { LESSON } from './shape.ts';

/**
 * Reads a lesson from the plain data of its YAML. Returns the lesson, or everything that is wrong with it: paths into the
 * data, what stands there and what may. `file` is the lesson's file name; its id must be the same. Never throws.
 */
export function parseLesson(
  source: unknown,
  file: string,
  library: LessonLibrary = BARE_LIBRARY,
): Lesson | Problem[] {
  const problems = new Problems();
  if (!isRecord(source)) {
    problems.add(
      '',
      source,
      t('must be a lesson: {keys}', { keys: Object.keys(LESSON).join(', ') }),
    );
    return problems.list;
  }
  refuseUnknownKeys(problems, '', source, Object.keys(LESSON));
  const id = textOf(
    problems,
    'id',
    source.id,
    /^[a-z][a-z0-9-]{0,59}$/,
    'small letters, digits and “-”',
  );
  const name = (file.split(/[\\/]/).pop() ?? '').replace(/\.ya?ml$/, '');
  if (id !== '' && id !== name)
    problems.add('id', id, t('must be the name of its file: {name}', { name }));
  const minutes = source.minutes;
  if (!Number.isInteger(minutes) || (minutes as number) < 1 || (minutes as number) > 30)
    problems.add('minutes', minutes, t('must be a whole number of minutes, 1 to 30'));
  const kind = source.kind ?? 'lesson';
  if (kind !== 'lesson' && kind !== 'challenge')
    problems.add('kind', kind, t('must be one of: lesson, challenge'));

  const runs = parseRuns(problems, source.runs, library);
  const own = ownTerms(problems, source.terms);
  const place: TextPlace = {
    problems,
    runs,
    unread: Object.keys(isRecord(source.runs) ? source.runs : {}).filter(
      (each) => !runs.some((run) => run.name === each),
    ),
    terms: spellings(library.glossary, own),
    used: new Set(Object.keys(own)),
  };
  const first = runs[0]?.name ?? '';
  const title = textOf(problems, 'title', source.title);
  const question = textOf(problems, 'question', source.question);
  const intro = readBlocks(place, 'intro', source.intro, first);
  const answer = readBlocks(place, 'answer', source.answer, first);
  if (answer.length === 0)
    problems.add(
      'answer',
      source.answer,
      t('is missing: {words}', { words: LESSON.answer?.words ?? '' }),
    );
  const steps = parseSteps(place, source.steps);
  // Not where a step has a mistake that leaves it out.
  if (Array.isArray(source.steps) && steps.length === source.steps.length)
    checkShape(problems, steps, kind === 'challenge');
  const lesson: Lesson = {
    id,
    kind: kind === 'challenge' ? 'challenge' : 'lesson',
    title,
    question,
    minutes: minutes as number,
    intro,
    answer,
    answers: parseAnswers(place, source.answers, steps),
    seeds: parseSeeds(place, source.seeds, runs[0]?.scenario.seed),
    sources: parseSources(place, source.sources),
    terms: termsOf(place, library.glossary, own),
    runs,
    steps,
  };
  return problems.list.length > 0 ? problems.list : lesson;
}

function textOf(
  problems: Problems,
  at: string,
  input: unknown,
  pattern = /\S/,
  looksLike = 'one line of text',
): string {
  if (typeof input === 'string' && pattern.test(input)) {
    refuseHtml(problems, at, input);
    return input.trim();
  }
  problems.add(at, input, t('must be {looksLike}', { looksLike: looksLike }));
  return '';
}

/** A lesson asks before it shows, and explains; a challenge sets a puzzle, and two ways at least solve it. */
function checkShape(problems: Problems, steps: readonly Step[], isChallenge: boolean): void {
  if (steps.length === 0) return;
  const kinds = steps.map(({ kind }) => kind);
  const has = kinds.join(', ');
  const shown = kinds.findIndex((kind) => ['run', 'change', 'puzzle'].includes(kind));
  const predict = kinds.indexOf('predict');
  if (isChallenge) {
    const at = kinds.indexOf('puzzle');
    const puzzle = steps[at];
    if (puzzle?.kind !== 'puzzle')
      problems.add('steps', has, t('sets no puzzle; a challenge has a step of kind puzzle'));
    else if (new Set(puzzle.solutions.map(String)).size < 2)
      problems.add(
        under(`steps[${at}]`, 'solutions'),
        puzzle.solutions.length,
        t('must be two different ways at least, in a challenge'),
      );
    return;
  }
  if (!kinds.includes('run'))
    problems.add('steps', has, t('has nothing to watch; allowed: at least one step of kind run'));
  if (predict < 0 || (shown >= 0 && predict > shown))
    problems.add(
      'steps',
      has,
      t('shows before it asks; a step of kind predict must stand before the first of kind run'),
    );
  if (!kinds.includes('explain'))
    problems.add('steps', has, t('explains nothing; allowed: at least one step of kind explain'));
}
