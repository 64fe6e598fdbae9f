import type { QuestionStep } from '../../lesson/judge.ts';
import type { Lesson, Step } from '../../lesson/lesson.ts';

/** What the room guessed: votes for each option, or one number in the measure's own unit. */
export type Guess =
  | { readonly kind: 'votes'; readonly votes: readonly number[] }
  | { readonly kind: 'number'; readonly value: number };

export const LOOKS = ['own', 'projector', 'dark'] as const;
/** How the screen is coloured: as on this device, in high contrast on white for a weak projector, or dark. */
export type ScreenLook = (typeof LOOKS)[number];
export type Veil = 'black' | 'white';

/** All that a presentation is, beside what its clock says. Plain data: it goes to the speaker's window as it is. */
export interface Presentation {
  /** Index of the step on the screen. */
  readonly step: number;
  /** Ids of the steps whose answer has been shown. */
  readonly revealed: readonly string[];
  /** Ids of the steps of kind `run` that have been played. */
  readonly played: readonly string[];
  /** Nothing is to be seen but this colour; null: all is. */
  readonly veil: Veil | null;
  readonly look: ScreenLook;
  /** What lies over the slide: the code of this moment, the list of keys, or nothing. */
  readonly over: 'code' | 'keys' | null;
  /** By id of the step that asks. */
  readonly guesses: Readonly<Record<string, Guess>>;
}

/** What a key, a button or the speaker's window may ask for. `play` is for the one who owns the clock and changes nothing here. */
export type Deed =
  | { readonly do: 'next' | 'back' | 'reveal' | 'play' | 'look' | 'clear' }
  | { readonly do: 'veil'; readonly veil: Veil }
  | { readonly do: 'over'; readonly over: 'code' | 'keys' }
  | { readonly do: 'go'; readonly step: number }
  | { readonly do: 'guess'; readonly step: string; readonly guess: Guess };

export const begun = (step: number): Presentation => ({
  step,
  revealed: [],
  played: [],
  veil: null,
  look: 'own',
  over: null,
  guesses: {},
});

/** The step whose question is answered here: it is this one, or this one comes back to it. Null where nothing is kept back. */
export function askedAt(lesson: Lesson, index: number): QuestionStep | null {
  const step = lesson.steps[index];
  if (!step) return null;
  if ('question' in step) return step;
  const reveals = 'reveals' in step ? step.reveals : null;
  const asked = lesson.steps.find(({ id }) => id === reveals);
  return asked && 'question' in asked ? asked : null;
}

/** Whether “next” shows something of this step before it leaves it. A prediction is left unanswered: the run that follows answers it. */
export function isHeldBack(lesson: Lesson, now: Presentation): 'run' | 'answer' | null {
  const step = lesson.steps[now.step] as Step;
  if (step.kind === 'run') return now.played.includes(step.id) ? null : 'run';
  if (step.kind === 'predict' || now.revealed.includes(step.id)) return null;
  return askedAt(lesson, now.step) ? 'answer' : null;
}

/** The presentation after a deed; the very same one where it changes nothing. Never leaves the lesson, whatever is asked. */
export function after(lesson: Lesson, now: Presentation, deed: Deed): Presentation {
  const step = lesson.steps[now.step] as Step;
  switch (deed.do) {
    case 'next': {
      // Nothing goes on unseen: whoever presses in the dark wants the light first.
      if (now.veil || now.over) return { ...now, veil: null, over: null };
      const held = isHeldBack(lesson, now);
      if (held === 'run') return { ...now, played: [...now.played, step.id] };
      if (held === 'answer') return { ...now, revealed: [...now.revealed, step.id] };
      return turnedTo(lesson, now, now.step + 1);
    }
    case 'back':
      if (now.veil || now.over) return { ...now, veil: null, over: null };
      return turnedTo(lesson, now, now.step - 1);
    case 'go':
      return turnedTo(lesson, now, deed.step);
    case 'reveal':
      if (!askedAt(lesson, now.step)) return now;
      return { ...now, revealed: toggled(now.revealed, step.id) };
    case 'veil':
      return { ...now, over: null, veil: now.veil === deed.veil ? null : deed.veil };
    case 'over':
      return { ...now, veil: null, over: now.over === deed.over ? null : deed.over };
    case 'clear':
      return now.veil || now.over ? { ...now, veil: null, over: null } : now;
    case 'look': {
      const look = LOOKS[(LOOKS.indexOf(now.look) + 1) % LOOKS.length] as ScreenLook;
      return { ...now, look };
    }
    case 'guess':
      return { ...now, guesses: { ...now.guesses, [deed.step]: deed.guess } };
    case 'play':
      return step.kind === 'run' && !now.played.includes(step.id)
        ? { ...now, played: [...now.played, step.id] }
        : now;
  }
}

function turnedTo(lesson: Lesson, now: Presentation, step: number): Presentation {
  const within = Math.min(Math.max(step, 0), lesson.steps.length - 1);
  return within === now.step ? now : { ...now, step: within, veil: null, over: null };
}

const toggled = (list: readonly string[], id: string): readonly string[] =>
  list.includes(id) ? list.filter((each) => each !== id) : [...list, id];
