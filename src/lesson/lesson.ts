/**
 * A lesson as data, read and checked: what {@link parseLesson} makes of a lesson file. Texts are nodes, never HTML; numbers
 * in them are measures, read off the recording when they are shown.
 */
import type { Claim } from '../insight/claims/claims.ts';
import type { Measure, MeasureKind } from '../insight/claims/claimsMeasure.ts';
import type { MomentReference, RequestReference } from '../insight/claims/claimsReference.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Block, Inline } from './markdown.ts';

export interface Lesson {
  /** Name of its file, and of its page. */
  readonly id: string;
  readonly title: string;
  /** The driving question, as a beginner would ask it. */
  readonly question: string;
  readonly minutes: number;
  readonly intro: readonly Block[];
  readonly terms: readonly Term[];
  /** In the order of the file; the first is the lesson's starting point. */
  readonly runs: readonly LessonRun[];
  readonly steps: readonly Step[];
}

/** A word of the field, said plainly. */
export interface Term {
  readonly term: string;
  readonly means: readonly Inline[];
}

export interface LessonRun {
  readonly name: string;
  readonly title: string;
  /** The run it changes one thing of, or null. */
  readonly base: string | null;
  readonly changes: readonly Change[];
  readonly scenario: Scenario;
  readonly expect: readonly Claim[];
}

/** One written setting that differs from the base run: `front.proxy_request_buffering` is now `on`. */
export interface Change {
  readonly path: string;
  readonly value: string;
}

export const TIERS = ['clients', 'internet', 'front', 'socket', 'app', 'database'] as const;
export type Tier = (typeof TIERS)[number];

/** What to light. Everything else is dimmed. */
export interface Look {
  readonly tier: Tier | null;
  readonly request: RequestReference | null;
  /** Counted from 1, as people see it. */
  readonly worker: number | null;
  /** The moment to stand at; null: leave time alone. */
  readonly at: MomentReference | null;
}

export interface Option {
  readonly text: readonly Inline[];
  readonly isRight: boolean;
  /** The claim that makes it right: it must hold for the right option and fail for every other. */
  readonly when: Claim | null;
  /** What to say to whoever chose it. */
  readonly reply: readonly Inline[];
}

export type Question = { readonly ask: readonly Inline[] } & (
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | {
      readonly kind: 'number';
      readonly measure: Measure;
      readonly measures: MeasureKind;
      /** A guess this share off is still right: 0.25. */
      readonly tolerance: number;
    }
);

interface StepCommon {
  /** Unique in the lesson; answers and links hold it. */
  readonly id: string;
  /** The run on the stage during this step. */
  readonly run: string;
  readonly title: string;
  readonly say: readonly Block[];
  readonly look: Look | null;
  /** Terms first met here. */
  readonly terms: readonly string[];
  /** For whoever presents the lesson. */
  readonly notes: readonly Block[];
}

export type Step = StepCommon &
  (
    | { readonly kind: 'read' }
    | { readonly kind: 'predict'; readonly question: Question }
    /** Play its run from `from` until `until`. */
    | { readonly kind: 'run'; readonly from: MomentReference; readonly until: MomentReference }
    | { readonly kind: 'observe'; readonly question: Question }
    /** `reveals`: id of the prediction to set against what happened, or null. */
    | { readonly kind: 'explain'; readonly reveals: string | null }
    /** The sandbox, with the same scenario. */
    | { readonly kind: 'try' }
  );

export type StepKind = Step['kind'];
export const STEP_KINDS: readonly StepKind[] = [
  'read',
  'predict',
  'run',
  'observe',
  'explain',
  'try',
];
