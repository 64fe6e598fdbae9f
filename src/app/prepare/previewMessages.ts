import type { Written } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';

/** What the editor tells the frame beside it: the lesson, and the step to show, from 1. */
export interface ShowLesson {
  readonly roundtrip: 'preview';
  readonly source: Written;
  readonly step: number;
}

/** What the frame says once it can show something. */
export const READY = { roundtrip: 'preview ready' } as const;

export const isShowLesson = (said: unknown): said is ShowLesson =>
  isRecord(said) &&
  said.roundtrip === 'preview' &&
  isRecord(said.source) &&
  Number.isInteger(said.step);

export const isReady = (said: unknown): boolean =>
  isRecord(said) && said.roundtrip === READY.roundtrip;
