import { t } from '../language/t.ts';
import type { Field } from '../scenario/fields.ts';
import { readField } from '../scenario/fields.ts';
import { Problems } from '../scenario/problems.ts';
import type { Problem } from '../scenario/scenario.ts';
import type { ReadConfig, Unsupported } from './configFile.ts';

/** Where something stands in a file; line and column are counted from 1. */
export interface Spot {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Gathers what the reading of files comes to: settings taken over, what is beyond the model, and what is wrong. */
export class Findings {
  readonly taken: ReadConfig['taken'][number][] = [];
  readonly unsupported: Unsupported[] = [];
  readonly problems: Problem[] = [];

  take({ file, line }: Spot, text: string): void {
    this.taken.push({ file, line, text });
  }

  refuse({ file, line }: Spot, name: string, why: string): void {
    this.unsupported.push({ file, line, name, why });
  }

  fault({ file, line, column }: Spot, value: string, message: string): void {
    const shown = value.length > 60 ? `${value.slice(0, 59)}…` : value;
    // A file of a million mistakes must not become a million messages.
    if (this.problems.length < 100)
      this.problems.push({ at: `${file}:${line}:${column}`, value: shown, message });
  }

  /**
   * Whether the scenario can hold this written value. Where it cannot, the setting is listed as beyond the model, with what is allowed.
   */
  // biome-ignore lint/suspicious/noExplicitAny: fields of every type are asked
  fits(spot: Spot, name: string, written: unknown, field: Field<any>): boolean {
    const problems = new Problems();
    readField(problems, name, written, field);
    const [problem] = problems.list;
    if (problem)
      this.refuse(
        spot,
        name,
        t('Outside what is modelled: {written} {message}.', {
          written: String(written),
          message: problem.message,
        }),
      );
    return problem === undefined;
  }
}

const NOTE = /(\S+) (\S+) in the simulation/g;

/** A comment that says which value a setting stands for where its program is coarser than the simulation; see {@link noted}. */
export function note(name: string, written: string, why: string): string {
  return `${name} ${written} in the simulation: ${why}`;
}

/** The value that a comment of {@link note} gives for a setting, or undefined. It counts only while the setting is as it was written then. */
export function noted(comment: string, name: string): string | undefined {
  for (const [, key, value] of comment.matchAll(NOTE)) if (key === name) return value;
  return undefined;
}
