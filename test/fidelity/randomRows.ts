import type { FidelityTable } from '../../src/app/fidelityTable.ts';
import {
  apart,
  burst,
  KILLED_AFTER_MS,
  killedAfterMs,
  sharedCoresEndsMs,
  slotsKept,
} from './randomRuns.ts';

/** Where the real programs are random: what was seen, and what many simulated runs give. */
export function randomRows(): FidelityTable['random'] {
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

const seconds = (ms: number) => (ms / 1000).toFixed(1);
const range = (sorted: readonly number[]) =>
  `${(sorted[0] / 1000).toFixed(2)} to ${(sorted[sorted.length - 1] / 1000).toFixed(2)} s`;
