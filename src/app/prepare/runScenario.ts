import { merged } from '../../lesson/changes.ts';
import { overlayOf } from '../../lesson/prepared/overlayOf.ts';
import { spelledOut, type Written } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { isSame } from '../../scenario/isSame.ts';
import { LIBRARY } from '../sandbox/lessonLibrary.ts';

/** The scenario of a run of the draft as written in full, following what it uses or extends; null where that leads nowhere. */
export function scenarioOfRun(runs: unknown, name: string, depth = 0): Written | null {
  const run = isRecord(runs) ? runs[name] : null;
  if (!isRecord(run) || depth > 20) return null;
  if (isRecord(run.scenario)) return run.scenario;
  const base = baseOfRun(runs, run, depth);
  if (!base) return null;
  return isRecord(run.change) ? merged(base, run.change, () => {}) : base;
}

function baseOfRun(runs: unknown, run: Written, depth: number): Written | null {
  if (typeof run.use === 'string')
    return Object.hasOwn(LIBRARY.scenarios, run.use) ? (LIBRARY.scenarios[run.use] ?? null) : null;
  return typeof run.extends === 'string' ? scenarioOfRun(runs, run.extends, depth + 1) : null;
}

/** The run with another scenario: as what differs from the run that it extends where that can be said, else as one of its own. */
export function runWithScenario(runs: unknown, run: Written, next: Written): Written {
  const { scenario: _, use: __, extends: ___, change: ____, ...rest } = run;
  const base = isRecord(run.scenario) ? null : baseOfRun(runs, run, 0);
  if (base) {
    const change = overlayOf(spelledOut(base), spelledOut(next));
    const { use, extends: from } = run;
    const way = use === undefined ? { extends: from } : { use };
    if (isSame(spelledOut(merged(spelledOut(base), change, () => {})), spelledOut(next)))
      return { ...ordered(rest), ...way, change, ...expectOf(rest) };
  }
  return { ...ordered(rest), scenario: next, ...expectOf(rest) };
}

const ordered = ({ expect: _, ...rest }: Written): Written => rest;
const expectOf = ({ expect }: Written): Written => (expect === undefined ? {} : { expect });
