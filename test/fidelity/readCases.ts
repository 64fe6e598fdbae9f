import { readdirSync, readFileSync } from 'node:fs';
import {
  type MeasuredCase,
  spellOut,
  type WrittenCase,
} from '../../src/insight/measured/measuredCase.ts';

export type { Measured, MeasuredCase as Case } from '../../src/insight/measured/measuredCase.ts';

const FOLDER = new URL('../../src/app/reality/cases/', import.meta.url);

/** Every case of every family, one file each. */
export function readCases(): MeasuredCase[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) => readLines<WrittenCase>(new URL(file, FOLDER)))
    .map(spellOut);
}

/** A file of JSON Lines: one value a line. */
export function readLines<T>(file: URL): T[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}
