import {
  familyOf,
  type MeasuredCase,
  scenarioToWatch,
  spellOut,
  type WrittenCase,
} from '../../insight/measured/measuredCase.ts';
import type { WrittenRows } from '../../insight/measured/measuredRows.ts';
import { measuredRun } from '../../insight/measured/measuredRun.ts';
import type { Run } from '../../insight/shapes.ts';
import { isSame } from '../../scenario/isSame.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Scenario } from '../../scenario/scenario.ts';

type Fetchers = Readonly<Record<string, () => Promise<string>>>;

/** One file a family, each a chunk of its own that comes when one of its cases is opened. */
const CASES: Fetchers = import.meta.glob<string>('./cases/*.jsonl', {
  query: '?raw',
  import: 'default',
});
const ROWS: Fetchers = import.meta.glob<string>('./measured/*.jsonl', {
  query: '?raw',
  import: 'default',
});

/** A measured case as it is opened. */
export interface OpenedCase {
  readonly one: MeasuredCase;
  /** Its scenario as people write and watch it. */
  readonly written: MeasuredCase['scenario'];
  readonly scenario: Scenario;
  /** What the real servers did. */
  readonly run: Run;
}

const opened = new Map<string, Promise<OpenedCase | null>>();

/** Opens a measured case by its technical name; null where there is none. Rejects where its file cannot be fetched. */
export function openCase(name: string): Promise<OpenedCase | null> {
  const before = opened.get(name);
  if (before) return before;
  const opening = open(name);
  opened.set(name, opening);
  // Whoever asks again may have a network again.
  opening.catch(() => opened.delete(name));
  return opening;
}

/** The recording of a measured case, for Compare. */
export async function runOfMeasured(name: string): Promise<Run | null> {
  return (await openCase(name))?.run ?? null;
}

/**
 * The measured case that a scenario is, or null. Cases bear their technical name as the title of their scenario, so nothing is fetched for others;
 * whoever changes anything in it has left the case.
 */
export async function measuredCaseOf(scenario: Scenario): Promise<string | null> {
  const { title } = scenario;
  if (CASES[`./cases/${familyOf(title)}.jsonl`] === undefined) return null;
  const found = await openCase(title);
  return found && isSame(found.scenario, scenario) ? title : null;
}

async function open(name: string): Promise<OpenedCase | null> {
  const family = familyOf(name);
  const [cases, rows] = await Promise.all([
    linesOf<WrittenCase>(CASES[`./cases/${family}.jsonl`]),
    linesOf<WrittenRows>(ROWS[`./measured/${family}.jsonl`]),
  ]);
  const kept = cases.find((each) => each.name === name);
  if (!kept) return null;
  const one = spellOut(kept);
  const written = scenarioToWatch(one);
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(`${scenario[0]?.at}: ${scenario[0]?.message}`);
  const own = rows.find((each) => each.case === name) ?? null;
  return { one, written, scenario, run: measuredRun(one, scenario, own) };
}

/** A file of JSON Lines: one value a line. */
async function linesOf<T>(fetcher: (() => Promise<string>) | undefined): Promise<readonly T[]> {
  if (!fetcher) return [];
  const text = await fetcher();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}
