import type { Lesson, Step } from '../../../lesson/lesson.ts';
import type { Inline } from '../../../lesson/markdown.ts';
import { html, type Markup } from './markup.ts';
import { lineMarkup, type ProsePlace } from './proseMarkup.ts';

/** Measures what a line of a run's words asks for. */
export type PlaceOf = (ownRun: string, line: readonly Inline[]) => ProsePlace;

/**
 * What one does in a lesson, as items of a list: what one guesses, watches, turns and solves, without what it shows. Steps that only tell
 * something are left out.
 */
export function doingsMarkup(lesson: Lesson, placeOf: PlaceOf): Markup[] {
  return lesson.steps.flatMap((step) => {
    const doing = doingOf(lesson, step, placeOf);
    if (!doing) return [];
    const [word, what] = doing;
    return html`          <li><span class="doing">${word}:</span> ${what}</li>\n`;
  });
}

function doingOf(
  lesson: Lesson,
  step: Step,
  placeOf: PlaceOf,
): readonly [word: string, what: readonly Markup[]] | null {
  const line = (nodes: readonly Inline[]): Markup[] => lineMarkup(nodes, placeOf(step.run, nodes));
  switch (step.kind) {
    case 'predict':
      return ['Guess', line(step.question.ask)];
    case 'observe':
      return ['Look closely', line(step.question.ask)];
    case 'run': {
      const run = lesson.runs.find(({ name }) => name === step.run);
      return ['Watch', [html`${run?.title ?? step.title}`]];
    }
    case 'change':
    case 'puzzle': {
      const labels = step.knobs
        .filter(({ isLocked, isMystery }) => !isLocked && !isMystery)
        .map(({ label }, index) => html`${index === 0 ? '' : ', '}${line(label)}`);
      return step.kind === 'change' ? ['Turn a setting', labels] : ['Solve a puzzle with', labels];
    }
    default:
      return null;
  }
}
