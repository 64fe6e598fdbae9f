/**
 * A lesson as data, read and checked: what {@link parseLesson} makes of a lesson file. Texts are nodes, never HTML; numbers
 * in them are measures, read off the recording when they are shown.
 */
import type { Claim } from '../insight/claims/claims.ts';
import type { Measure, MeasureKind } from '../insight/claims/claimsMeasure.ts';
import type { MomentReference, RequestReference } from '../insight/claims/claimsReference.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Block, Inline } from './markdown.ts';
import type { Settings, Written } from './settings.ts';

export interface Lesson {
  /** Name of its file, and of its page. */
  readonly id: string;
  /** A challenge asks nothing before it shows: something is broken, and the learner mends it. */
  readonly kind: 'lesson' | 'challenge';
  readonly title: string;
  /** The driving question, as a beginner would ask it. */
  readonly question: string;
  readonly minutes: number;
  readonly intro: readonly Block[];
  /** The answer to the driving question, in two or three sentences. Its numbers are those of the first run, or of the run they name. */
  readonly answer: readonly Block[];
  /** Other questions that people ask, which this lesson answers too. */
  readonly answers: readonly AnswerCard[];
  /** Seeds worth seeing besides the lesson's own; its runs can be watched with any of them. */
  readonly seeds: readonly CuratedSeed[];
  /** Where its facts come from. */
  readonly sources: readonly Source[];
  /** The terms that its texts use: those of the glossary, and the lesson's own. */
  readonly terms: readonly Term[];
  /** In the order of the file; the first is the lesson's starting point. */
  readonly runs: readonly LessonRun[];
  readonly steps: readonly Step[];
}

/** A question with its answer in two sentences, and the step whose moment proves it. */
export interface AnswerCard {
  readonly id: string;
  readonly question: string;
  /** Its numbers are those of the run of `step`, or of the run they name. */
  readonly answer: readonly Block[];
  /** Id of the step to open: its run, its look, its moment. */
  readonly step: string;
}

export interface CuratedSeed {
  readonly seed: number;
  /** What is worth seeing with it. */
  readonly shows: readonly Inline[];
}

/** Documentation (`link`), a measured case (`case`), or a rule of the model (`rule`): exactly one of the three is not null. */
export interface Source {
  /** Program, version and page: `nginx 1.29 documentation, ngx_http_proxy_module`. */
  readonly name: string;
  readonly link: string | null;
  /** Technical name of a measured case that the site shows beside the model. */
  readonly case: string | null;
  /** ID in MODEL.md. */
  readonly rule: string | null;
  /** Which fact of the lesson it bears out. */
  readonly says: readonly Inline[];
}

/** A word of the field, said plainly. */
export interface Term {
  readonly term: string;
  readonly means: readonly Inline[];
  /** The lesson that shows it, or null: one that the lesson brings itself. */
  readonly lesson: string | null;
}

export interface LessonRun {
  readonly name: string;
  readonly title: string;
  /** The run it changes one thing of, or null. */
  readonly base: string | null;
  readonly changes: readonly Change[];
  readonly scenario: Scenario;
  /** The same as people write it, for knobs to change. */
  readonly written: Written;
  readonly expect: readonly Expectation[];
}

/** What a run must show: with the lesson's own seed always, with others at the rate that it states. */
export interface Expectation {
  readonly claim: Claim;
  /** Share of other seeds in which it must hold, 0 to 1; 1: in all of them. */
  readonly rate: number;
}

/** One written setting that differs from the base run: `front.proxy_request_buffering` is now `on`. */
export interface Change {
  readonly path: string;
  readonly value: string;
}

export const TIERS = ['clients', 'internet', 'front', 'socket', 'app', 'database'] as const;
export type Tier = (typeof TIERS)[number];

/** Instruments that a step may offer: the keys of the workbench's tabs. */
export const PANELS = [
  'lanes',
  'requests',
  'latency',
  'causes',
  'events',
  'logs',
  'config',
  'statechart',
  'metrics',
] as const;
export type Panel = (typeof PANELS)[number];

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
  /** The tier it stands for, where the question is answered by pointing; else null. */
  readonly tier: Tier | null;
  readonly isRight: boolean;
  /** The claim that makes it right: it must hold for the right option and fail for every other. */
  readonly when: Claim | null;
  /** What to say to whoever chose it. */
  readonly reply: readonly Inline[];
}

export interface OrderItem {
  readonly text: readonly Inline[];
  /** Its place in the order. All items of a question measure the same kind of thing. */
  readonly measure: Measure;
  /** Name of the run it is measured in. */
  readonly run: string;
}

export type Question = { readonly ask: readonly Inline[] } & (
  | {
      /** One of several; `isPointing`: each option is a tier of the stage. */
      readonly kind: 'choice';
      readonly isPointing: boolean;
      readonly options: readonly Option[];
    }
  | {
      readonly kind: 'number';
      readonly measure: Measure;
      readonly measures: MeasureKind;
      /** Name of the run it is measured in. */
      readonly run: string;
      /** A guess this share off is still right: 0.25. */
      readonly tolerance: number;
    }
  | {
      /** Put in order; the recording knows the right one. Shown as written, which is not the right order. */
      readonly kind: 'order';
      readonly items: readonly OrderItem[];
      readonly measures: MeasureKind;
      readonly isLargestFirst: boolean;
    }
  | {
      /** Draw what a measure becomes while one setting is turned. */
      readonly kind: 'curve';
      /** The setting turned, from left to right through `points`. */
      readonly turn: string;
      readonly points: readonly CurvePoint[];
      readonly measure: Measure;
      readonly measures: MeasureKind;
      /** Words of the axes. */
      readonly across: string;
      readonly up: string;
      /** Upper end of the drawing, in the measure's own unit. */
      readonly top: number;
      /** So many points, from the left, are given. */
      readonly given: number;
      /** A curve that is this share of its own truth off, on average over the points drawn, is still right. */
      readonly tolerance: number;
    }
);

export interface CurvePoint {
  /** As the axis says it: `4`. */
  readonly text: string;
  readonly settings: Settings;
}

/** A setting that the learner may turn, through values that are listed: nothing else can be reached. */
export interface LessonKnob {
  /** Written path of the setting: `app.workers`, `routes.home.cpu`; its name. */
  readonly set: string;
  readonly label: readonly Inline[];
  readonly values: readonly KnobValue[];
  /** Index of the value that the step's run has. */
  readonly start: number;
  /** Shown, but not to be turned. */
  readonly isLocked: boolean;
  /** Neither shown nor to be turned: `?` stands for its value, and what would tell it is not offered. */
  readonly isMystery: boolean;
}

export interface KnobValue {
  readonly text: string;
  readonly settings: Settings;
  /** What it costs where the puzzle has a budget; else 0. */
  readonly cost: number;
}

export interface Budget {
  readonly most: number;
  /** What is counted: `€ a month`, `MB`. */
  readonly unit: string;
  /** What is spent before any knob. */
  readonly base: number;
}

/** Words that come up while a run plays, from their moment on until the next. */
export interface StageCaption {
  readonly at: MomentReference;
  readonly say: readonly Inline[];
}

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
  /** The instruments offered, the first of them open; null: all of them, open as they were left. */
  readonly panels: readonly Panel[] | null;
  readonly captions: readonly StageCaption[];
  /** Given one after the other, when asked for. */
  readonly hints: readonly (readonly Inline[])[];
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
    /** The learner turns knobs and sees what becomes of `watch`. */
    | {
        readonly kind: 'change';
        readonly knobs: readonly LessonKnob[];
        readonly watch: readonly Watched[];
      }
    /** `reveals`: id of the prediction to set against what happened, or null. */
    | { readonly kind: 'explain'; readonly reveals: string | null }
    /** From the guess to the truth, and nothing else. */
    | { readonly kind: 'reveal'; readonly reveals: string }
    /** Turn knobs until every claim of `goal` holds, within the budget. */
    | {
        readonly kind: 'puzzle';
        readonly knobs: readonly LessonKnob[];
        readonly watch: readonly Watched[];
        readonly goal: readonly Claim[];
        readonly budget: Budget | null;
        /** Value index of each knob, in the order of `knobs`: settings that solve it, each its own way. */
        readonly solutions: readonly (readonly number[])[];
        /** What to say when it is solved. */
        readonly solved: readonly Block[];
      }
    /** The sandbox, with the same scenario. */
    | { readonly kind: 'try' }
  );

/** A measure shown before and after a change. */
export interface Watched {
  readonly words: string;
  readonly measure: Measure;
}

export type StepKind = Step['kind'];
export const STEP_KINDS: readonly StepKind[] = [
  'read',
  'predict',
  'run',
  'observe',
  'change',
  'explain',
  'reveal',
  'puzzle',
  'try',
];
