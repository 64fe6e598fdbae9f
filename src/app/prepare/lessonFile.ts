import { isRecord } from '../../scenario/isRecord.ts';

/** A lesson's file is called as the lesson says. */
export const fileOf = (source: unknown): string =>
  `${isRecord(source) && typeof source.id === 'string' && source.id !== '' ? source.id : 'lesson'}.yaml`;
