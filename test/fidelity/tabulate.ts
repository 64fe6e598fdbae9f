import {
  type ComparedRequest,
  type FidelityTable,
  shareOfLimit,
} from '../../src/app/fidelityTable.ts';
import { KNOWN_MISSES, NOT_EXPRESSED } from './knownMisses.ts';
import { FAMILIES, plainName } from './plainName.ts';
import {
  apart,
  burst,
  KILLED_AFTER_MS,
  killedAfterMs,
  sharedCoresEndsMs,
  slotsKept,
} from './randomRuns.ts';
import { cases, familyOf, type Line, limitMs, replay } from './replay.ts';
import { closed, loadErrorsMs, medianCostMs, poisson } from './sequences.ts';

/** Replays every measured case and tells what the page of measured cases shows: nothing picked, nothing left out. */
export function tabulate(): FidelityTable {
  const replayed = cases.map((one) => ({ one, lines: replay(one) }));
  const lines = replayed.flatMap((each) => each.lines);
  const errors = lines
    .map((line) => Math.abs(line.simulatedMs - line.measuredMs))
    .sort((a, b) => a - b);
  const told = replayed.map(({ one, lines: own }) => ({
    name: one.name,
    title: plainName(one.name),
    family: familyOf(one.name),
    version: one.version,
    requests: own.length,
    right: rightOf(own),
    worst: own.map(compared).reduce((a, b) => (shareOfLimit(b) > shareOfLimit(a) ? b : a)),
  }));
  const strangers = told.filter((one) => !FAMILIES.some(({ id }) => id === one.family));
  if (strangers.length > 0) throw new Error(`tabulate: no family for ${strangers[0].name}`);
  return {
    right: rightOf(lines),
    requests: lines.length,
    meanErrorMs: round(errors.reduce((a, b) => a + b, 0) / errors.length),
    medianErrorMs: round(errors[errors.length >> 1]),
    families: FAMILIES.map(({ id, title }) => {
      const own = told.filter((one) => one.family === id);
      return {
        id,
        title,
        cases: own.length,
        requests: own.reduce((sum, one) => sum + one.requests, 0),
        right: own.reduce((sum, one) => sum + one.right, 0),
      };
    }),
    cases: told.sort((a, b) => shareOfLimit(b.worst) - shareOfLimit(a.worst)),
    // From what the replay gives, not from the list: a wrong request without a reason shows all the same.
    misses: worstFirst(replayed).flatMap(({ one, lines: own }) => {
      const wrong = own.flatMap((line, i) => (line.isRight ? [] : [{ line, number: i + 1 }]));
      if (wrong.length === 0) return [];
      return {
        case: one.name,
        reason: KNOWN_MISSES.find((miss) => miss.case === one.name)?.reason ?? 'not known yet',
        requests: wrong.map(({ line, number }) => ({
          ...compared(line),
          number,
          measuredStatus: line.measuredStatus,
          simulatedStatus: line.simulatedStatus,
        })),
      };
    }),
    notExpressed: NOT_EXPRESSED,
    loads: poisson.map((load) => {
      const off = loadErrorsMs(load);
      return {
        name: load.name,
        utilisation: load.utilisation,
        requests: off.length,
        meanErrorMs: round(off.reduce((a, b) => a + b, 0) / off.length),
        largestErrorMs: round(Math.max(...off)),
      };
    }),
    costs: closed.map(({ name, scenario, measuredMs }) => ({
      name,
      title: plainName(name),
      measuredMs,
      simulatedMs: round(medianCostMs(scenario)),
    })),
    random: randomRows(),
  };
}

function randomRows(): FidelityTable['random'] {
  const kills = (['classic', 'current'] as const).map((version) => {
    const simulated = killedAfterMs(version);
    const measured = KILLED_AFTER_MS[version];
    return {
      name: version === 'classic' ? 'F_timeout-kill-phase' : 'N26_F_timeout-kill-phase',
      title: `When --timeout 3 kills a hung worker, ${version}`,
      measured: `after ${range(measured)}, 24 trials`,
      simulated: `after ${range(simulated)}, 400 runs; the two distributions lie ${apart(measured, simulated).toFixed(2)} apart, 0.34 allowed`,
      isMiss: false,
    };
  });
  const [direct, behind] = ['none', { server: 'nginx' }].map((front) =>
    Math.max(...burst(front).endsMs),
  );
  const late = burst({ server: 'nginx', proxy_connect_timeout: '2s' }).rows.filter(
    (row) => row.status === 504,
  ).length;
  const cores = sharedCoresEndsMs();
  const failed = slotsKept().map((run) => run.failedLater);
  return [
    {
      name: 'F_backlog3_tcp, proxy_connect_timeout 2s',
      title: 'How many of twenty at once get 504 at a full TCP backlog of 3',
      measured: '4 to 12 of 20',
      simulated: `${late} of 20: the model knows no half-open connections`,
      isMiss: late > 12,
    },
    ...kills,
    {
      name: 'F_backlog3_tcp',
      title: 'When the last of twenty at once is served at a full TCP backlog of 3',
      measured: 'after 10.4 to 25.8 s, nine repetitions',
      simulated: `after ${seconds(direct)} s at Gunicorn, ${seconds(behind)} s behind nginx`,
      isMiss: false,
    },
    {
      name: 'P_cpu100ms-x8_gunicorn-sync-w4',
      title: 'Eight requests of 100 ms of work, four workers, two cores',
      measured: 'last end 417 ms, mean 290 to 308 ms',
      simulated: `last end ${Math.max(...cores).toFixed(0)} ms, mean ${(cores.reduce((a, b) => a + b, 0) / cores.length).toFixed(0)} ms`,
      isMiss: false,
    },
    {
      name: 'K_pg_max_connections_sync-w12_conn_max_age60',
      title: 'Of 20 requests after idle workers kept all three slots, how many fail',
      measured: '17 and 18',
      simulated: `${Math.min(...failed)} to ${Math.max(...failed)}, 60 runs`,
      isMiss: false,
    },
  ];
}

function compared(line: Line): ComparedRequest {
  return {
    kind: line.kind,
    measuredMs: round(line.measuredMs - line.startMs),
    simulatedMs: round(line.simulatedMs - line.startMs),
    limitMs: round(limitMs(line.measuredMs, line.startMs)),
  };
}

/** Most wrong first, so that the reasons stand in the order of what they cost. */
function worstFirst<T extends { readonly lines: readonly Line[] }>(replayed: readonly T[]): T[] {
  const worst = ({ lines }: T) => Math.max(...lines.map((line) => shareOfLimit(compared(line))));
  return [...replayed].sort((a, b) => worst(b) - worst(a));
}

const rightOf = (lines: readonly Line[]) => lines.filter((line) => line.isRight).length;
const round = (ms: number) => Math.round(ms * 10) / 10;
const seconds = (ms: number) => (ms / 1000).toFixed(1);
const range = (sorted: readonly number[]) =>
  `${(sorted[0] / 1000).toFixed(2)} to ${(sorted[sorted.length - 1] / 1000).toFixed(2)} s`;
