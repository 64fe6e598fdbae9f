import { isRecord } from '../../scenario/fields.ts';
import { ACTIONS } from '../../scenario/parseScript.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { parseQuantity } from '../../scenario/units.ts';
import { spelledOut, type Written } from '../written.ts';
import { type Deed, deedOf, setOf } from './deeds.ts';

/** One line of a written script, as far as it can be understood. */
export interface ScriptLine {
  /** Its place in the written list: what problems and `intervention/applied` name it by. */
  readonly index: number;
  /** null where the moment cannot be read. */
  readonly atUs: number | null;
  readonly at: string;
  /** null where what it does cannot be read. */
  readonly deed: Deed | null;
  readonly set: Written;
  readonly words: string;
  readonly problems: readonly Problem[];
}

/** The script as written, in the order of its moments; lines that cannot be read stand first. */
export function scriptLines(written: Written, problems: readonly Problem[] = []): ScriptLine[] {
  const full = spelledOut(written);
  return rawLines(written)
    .map((raw, index): ScriptLine => {
      const own = problems.filter(
        ({ at }) => at === `script[${index}]` || at.startsWith(`script[${index}].`),
      );
      const record = isRecord(raw) ? raw : {};
      const kinds = ACTIONS.filter((action) => Object.hasOwn(record, action));
      const [kind] = kinds;
      const deed = kind === undefined || kinds.length > 1 ? null : deedOf(kind);
      const set = deed === null ? {} : setOf(deed, record[deed.kind], full);
      const read = parseQuantity('duration', record.at);
      return {
        index,
        atUs: 'value' in read ? read.value : null,
        at: record.at === undefined ? '' : String(record.at),
        deed,
        set,
        words: deed === null ? JSON.stringify(raw) : deed.says(set, full),
        problems: own,
      };
    })
    .toSorted((a, b) => (a.atUs ?? -1) - (b.atUs ?? -1) || a.index - b.index);
}

function rawLines(written: Written): readonly unknown[] {
  return Array.isArray(written.script) ? written.script : [];
}

/** A moment as it is written: in seconds, as the clock shows it, and exact. */
export function writtenMoment(atUs: number): string {
  return `${Math.max(0, Math.round(atUs)) / 1e6}s`;
}

/** The scenario with one more line at the end of its script. */
export function withDeed(written: Written, atUs: number, deed: Deed, set: Written): Written {
  const line = { at: writtenMoment(atUs), [deed.kind]: deed.write(set) };
  return { ...written, script: [...rawLines(written), line] };
}

/** The scenario with a line moved; `at` as a person writes it. */
export function withMoment(written: Written, index: number, at: string): Written {
  return withLine(written, index, (raw) => ({ ...(isRecord(raw) ? raw : {}), at }));
}

/** The scenario with what a line does changed. */
export function withSet(written: Written, index: number, deed: Deed, set: Written): Written {
  return withLine(written, index, (raw) => ({
    ...(isRecord(raw) ? raw : {}),
    [deed.kind]: deed.write(set),
  }));
}

/** The scenario without a line. */
export function withoutLine(written: Written, index: number): Written {
  const script = rawLines(written).filter((_, k) => k !== index);
  if (script.length > 0) return { ...written, script };
  const { script: _, ...rest } = written;
  return rest;
}

function withLine(written: Written, index: number, change: (raw: unknown) => Written): Written {
  return {
    ...written,
    script: rawLines(written).map((raw, k) => (k === index ? change(raw) : raw)),
  };
}
