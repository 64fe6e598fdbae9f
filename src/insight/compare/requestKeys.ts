import { requestTable } from '../../recording/requestTable.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';

/** What tells the tries of one errand apart. */
const TRY = / try \d+$/;

interface Keys {
  readonly keys: readonly string[];
  readonly requests: ReadonlyMap<string, number>;
}

const known = new WeakMap<Run, Keys>();

/**
 * A name for every request that means the same errand in any run under the same traffic: who asks (population and client), which of its
 * arrivals, which file of that page, which try. Numbers of requests do not: where one run has a retry more, all later ones move up.
 */
export function requestKeys(run: Run): readonly string[] {
  return keysOf(run).keys;
}

/** The request of that name, or null where this run has none. */
export function requestOfKey(run: Run, key: string): number | null {
  return keysOf(run).requests.get(key) ?? null;
}

function keysOf(run: Run): Keys {
  const before = known.get(run);
  if (before) return before;
  const keys: string[] = [];
  const requests = new Map<string, number>();
  const asked = new Map<string, number>();
  const nextOf = (place: string): string => {
    const nth = asked.get(place) ?? 0;
    asked.set(place, nth + 1);
    return `${place}${nth}`;
  };
  const table = requestTable(run);
  for (let r = 0; r < run.requests; r++) {
    const { population, client, arrival, route } = run.seed(r);
    const row = table[r];
    const errandOf = (request: number): string => (keys[request] ?? '').replace(TRY, '');
    const { name } = run.scenario.clients[population] ?? { name: population };
    let key: string;
    if (row && row.repeats !== null) key = `${errandOf(row.repeats)} try ${row.attempt}`;
    else if (row && row.page !== null) key = nextOf(`${errandOf(row.page)} file ${route}.`);
    else if (arrival !== NONE) key = `${name} listed ${arrival}`;
    else key = nextOf(`${name} ${client}.`);
    keys.push(key);
    requests.set(key, r);
  }
  const made = { keys, requests };
  known.set(run, made);
  return made;
}
