import { t } from '../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { shown, suggestion } from '../scenario/problems.ts';
import { type Question, STEP_KINDS, type Step, type StepKind } from './lesson.ts';
import { parseKnobs, parseWatch } from './parseKnobs.ts';
import { parsePuzzle } from './parsePuzzle.ts';
import { parseQuestion } from './parseQuestion.ts';
import {
  momentAt,
  readCaptions,
  readHints,
  readLook,
  readPanels,
  readTerms,
} from './parseStepParts.ts';
import { claimScopeOf, readBlocks, type TextPlace } from './parseTexts.ts';
import { STEP, STEP_OF } from './shape.ts';
import { STEP_TITLES } from './stepTitles.ts';

type Written = Readonly<Record<string, unknown>>;

/** Kinds whose answers are kept under the step's id. */
const ANSWERED: readonly StepKind[] = ['predict', 'observe', 'change', 'puzzle'];

/** `steps:`, in order. A step is on the run named by `on`, or on the same as the step before it. */
export function parseSteps(place: TextPlace, input: unknown): Step[] {
  const { problems, runs } = place;
  if (!Array.isArray(input) || input.length === 0) {
    problems.add('steps', input, t('must be a list of steps'));
    return [];
  }
  const steps: Step[] = [];
  let run = runs[0]?.name ?? '';
  input.forEach((item: unknown, i) => {
    const at = `steps[${i}]`;
    if (!isRecord(item)) {
      problems.add(
        at,
        item,
        t('must be a step such as {sample}', { sample: '{ kind: read, say: … }' }),
      );
      return;
    }
    if (item.on !== undefined) {
      if (runs.some(({ name }) => name === item.on)) run = String(item.on);
      else if (runs.length > 0 && !place.unread.includes(String(item.on)))
        problems.add(
          under(at, 'on'),
          item.on,
          t('there is no such run; {suggestion}', {
            suggestion: suggestion(
              shown(item.on),
              runs.map(({ name }) => name),
            ),
          }),
        );
    }
    const step = parseStep(place, at, item, i, run, steps);
    if (step) steps.push(step);
  });
  return steps;
}

function parseStep(
  place: TextPlace,
  at: string,
  written: Written,
  index: number,
  run: string,
  before: readonly Step[],
): Step | null {
  const { problems } = place;
  const kind = STEP_KINDS.find((name) => name === written.kind);
  if (!kind) {
    problems.add(
      under(at, 'kind'),
      written.kind,
      t('is no kind of step; {hint}', {
        hint:
          typeof written.kind === 'string'
            ? suggestion(written.kind, STEP_KINDS)
            : t('allowed: {names}', { names: STEP_KINDS.join(', ') }),
      }),
    );
    return null;
  }
  refuseUnknownKeys(problems, at, written, [...Object.keys(STEP), ...Object.keys(STEP_OF[kind])]);
  const id = written.id === undefined ? `step-${index + 1}` : String(written.id);
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(id))
    problems.add(under(at, 'id'), written.id, t('must be small letters, digits and “-”'));
  if (before.some((step) => step.id === id))
    problems.add(under(at, 'id'), id, t('stands twice; each step needs an id of its own'));
  if (ANSWERED.includes(kind) && written.id === undefined)
    problems.add(
      under(at, 'id'),
      written.id,
      t('is missing: answers are kept under it, so it must not change when steps move'),
    );
  const scope = claimScopeOf(place, run) ?? { populations: [] };
  const common = {
    id,
    run,
    title: typeof written.title === 'string' ? written.title : STEP_TITLES[kind],
    say: readBlocks(place, under(at, 'say'), written.say, run),
    look: readLook(place, under(at, 'look'), written.look, scope),
    terms: readTerms(place, under(at, 'terms'), written.terms),
    panels: readPanels(place, under(at, 'panels'), written.panels),
    captions: readCaptions(place, under(at, 'captions'), written.captions, run),
    hints: readHints(place, under(at, 'hints'), written.hints, run),
    notes: readBlocks(place, under(at, 'notes'), written.notes, run),
  };
  if (common.say.length === 0 && !SPEECHLESS.includes(kind))
    problems.add(under(at, 'say'), written.say, t('is missing: what does the learner read here?'));
  switch (kind) {
    case 'read':
    case 'try':
      return { ...common, kind };
    case 'run':
      return {
        ...common,
        kind,
        from: momentAt(place, under(at, 'from'), written.from ?? 'start', scope),
        until: momentAt(place, under(at, 'until'), written.until ?? 'end', scope),
      };
    case 'predict':
    case 'observe': {
      return { ...common, kind, question: parseQuestion(place, at, written, run) ?? UNREADABLE };
    }
    case 'explain':
      return {
        ...common,
        kind,
        reveals: readReveals(place, under(at, 'reveals'), written.reveals, before),
      };
    case 'reveal': {
      const reveals = readReveals(place, under(at, 'reveals'), written.reveals, before);
      if (reveals !== null) return { ...common, kind, reveals };
      problems.add(under(at, 'reveals'), undefined, t('is missing: the id of a prediction'));
      return null;
    }
    case 'change': {
      const knobs = parseKnobs(
        place,
        at,
        written,
        place.runs.find(({ name }) => name === run) ?? null,
      );
      return {
        ...common,
        kind,
        knobs,
        watch: parseWatch(place, under(at, 'watch'), written.watch, run),
      };
    }
    case 'puzzle':
      return { ...common, kind, ...parsePuzzle(place, at, written, run) };
  }
}

/** Stands where a question has mistakes: what names its step is told of its own mistakes alone. */
const UNREADABLE: Question = { kind: 'choice', isPointing: false, ask: [], options: [] };

/** What speaks for itself: the run that plays, the guess beside the truth. */
const SPEECHLESS: readonly StepKind[] = ['run', 'reveal'];

function readReveals(
  place: TextPlace,
  at: string,
  input: unknown,
  before: readonly Step[],
): string | null {
  if (input === undefined) return null;
  const asked = before.filter(({ kind }) => kind === 'predict').map(({ id }) => id);
  if (!asked.includes(String(input)))
    place.problems.add(
      at,
      input,
      t('there is no such prediction before this step; {suggestion}', {
        suggestion: suggestion(shown(input), asked),
      }),
    );
  return String(input);
}
