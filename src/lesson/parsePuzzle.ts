import type { Claim } from '../insight/claims/claims.ts';
import { readClaim } from '../insight/claims/claimsRead.ts';
import { t } from '../language/t.ts';
import { isRecord, under } from '../scenario/fields.ts';
import { suggestion } from '../scenario/problems.ts';
import { valueWord } from './changes.ts';
import type { LessonKnob, Step } from './lesson.ts';
import { parseBudget, parseKnobs, parseWatch } from './parseKnobs.ts';
import { claimScopeOf, readBlocks, type TextPlace } from './parseTexts.ts';

type Written = Readonly<Record<string, unknown>>;
type Puzzle = Extract<Step, { kind: 'puzzle' }>;
type Own = Pick<Puzzle, 'knobs' | 'watch' | 'goal' | 'budget' | 'solutions' | 'solved'>;

/** What makes a step of kind puzzle. Whether it is unsolved at the start, and solved by its solutions, its recordings say. */
export function parsePuzzle(place: TextPlace, at: string, step: Written, run: string): Own {
  const own = place.runs.find(({ name }) => name === run) ?? null;
  const knobs = parseKnobs(place, at, step, own);
  return {
    knobs,
    watch: parseWatch(place, under(at, 'watch'), step.watch, run),
    goal: parseGoal(place, under(at, 'goal'), step.goal, run),
    budget: parseBudget(place.problems, under(at, 'budget'), step.budget, knobs),
    solutions: parseSolutions(place, under(at, 'solutions'), step.solutions, knobs),
    solved: readBlocks(place, under(at, 'solved'), step.solved, run),
  };
}

function parseGoal(place: TextPlace, at: string, input: unknown, run: string): Claim[] {
  const scope = claimScopeOf(place, run);
  if (!Array.isArray(input) || input.length === 0) {
    place.problems.add(
      at,
      input,
      t('is missing: claims such as - {sample}', {
        sample: '{ metric: p95 of fast, below: 300ms }',
      }),
    );
    return [];
  }
  if (!scope) return [];
  return input.flatMap(
    (item: unknown, i) => readClaim(place.problems, `${at}[${i}]`, item, scope) ?? [],
  );
}

function parseSolutions(
  { problems }: TextPlace,
  at: string,
  input: unknown,
  knobs: readonly LessonKnob[],
): number[][] {
  if (!Array.isArray(input) || input.length === 0) {
    problems.add(at, input, t('is missing: at least one set of values that solves it'));
    return [];
  }
  return input.map((item: unknown, i) => {
    const here = `${at}[${i}]`;
    const written = isRecord(item) ? item : {};
    if (!isRecord(item)) problems.add(here, item, t('must be settings with their values'));
    for (const name of Object.keys(written)) {
      const knob = knobs.find(({ set }) => set === name);
      if (!knob)
        problems.add(
          here,
          name,
          t('is no knob of this step; {suggestion}', {
            suggestion: suggestion(
              name,
              knobs.map(({ set }) => set),
            ),
          }),
        );
      else if (knob.isLocked || knob.isMystery)
        problems.add(here, name, t('cannot be turned, so it cannot solve anything'));
    }
    return knobs.map((knob) => {
      if (!Object.hasOwn(written, knob.set)) return knob.start;
      const text = valueWord(written[knob.set]);
      // By what it is called, or by what it is.
      const index = knob.values.findIndex(
        (value) => value.text === text || valueWord(value.settings[knob.set]) === text,
      );
      const texts = knob.values.map((value) => value.text);
      if (index < 0)
        problems.add(
          here,
          text,
          t('is no value of {set}; allowed: {texts}', {
            set: String(knob.set),
            texts: texts.join(', '),
          }),
        );
      return Math.max(0, index);
    });
  });
}
