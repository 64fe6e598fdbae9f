import type { Answer } from '../answers.ts';

/** What a file of evidence begins with: nobody takes another JSON file for one. */
export const EVIDENCE_FORMAT = 'roundtrip evidence';
export const EVIDENCE_VERSION = 1;

/** What one learner gave to one lesson: plain data, fit for a file. Nothing in it says who they are but the name they typed. */
export interface Evidence {
  readonly lesson: {
    readonly id: string;
    readonly title: string;
    /** Of what the lesson asks and simulates, see `lessonHash`: the same in every language. */
    readonly hash: string;
  };
  /** As they typed it; null: they gave no name. */
  readonly learner: string | null;
  /** ISO 8601, in UTC. */
  readonly writtenAt: string;
  /** The chance with which the lesson was watched; null: as told. */
  readonly seed: number | null;
  readonly isFinished: boolean;
  /** Every step that asks something, in the order of the lesson. */
  readonly answers: readonly AnswerEvidence[];
}

export interface AnswerEvidence {
  /** Id of the step. */
  readonly step: string;
  readonly kind: 'predict' | 'observe' | 'puzzle';
  readonly question: string;
  /** What was given first, before anything could be known, or null. */
  readonly first: Answer | null;
  /** What was given last: another where the lesson was started again. */
  readonly last: Answer | null;
  /** The first answer and what is so, in the words of the learner's language; null where there is none. */
  readonly firstText: string | null;
  readonly truthText: string | null;
  /** Whether the first answer was right; null where nothing was given, or it could not be judged. */
  readonly isRight: boolean | null;
  /** From the step's being shown to its first answer, while the page was open, ms. */
  readonly ms: number;
  readonly tries: number;
  readonly hints: number;
  /** Passed over, or left unsolved. */
  readonly isSkipped: boolean;
}

/** The text of a file of evidence. */
export function writeEvidence(evidence: Evidence): string {
  const content = { format: EVIDENCE_FORMAT, version: EVIDENCE_VERSION, ...evidence };
  return `${JSON.stringify(content, null, 2)}\n`;
}
