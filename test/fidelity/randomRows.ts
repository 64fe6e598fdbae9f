import type { ToldCase } from '../../src/app/truth/fidelityTable.ts';
import { apart, KILLS, killedAfterMs } from './kills.ts';
import {
  burst,
  LEFT_ALONE,
  LOCK_ORDERS,
  leftAlone,
  lockOrders,
  ONE_INTERPRETER,
  sharedCoresEndsMs,
  slotsKept,
  UWSGI_BURST,
  uwsgiBurst,
} from './randomRuns.ts';

/** Where the real programs are random: what was seen, and what many simulated runs give. */
export function randomRows(): readonly ToldCase[] {
  const kills = KILLS.map((kill) => {
    const { version, what, measuredMs } = kill;
    const isCompared = measuredMs.length === 24;
    const simulated = killedAfterMs(kill, isCompared ? 400 : 100);
    const distance = apart(measuredMs, simulated).toFixed(2);
    return {
      name: version === 'current' ? `N26_${kill.name}` : kill.name,
      title: `When --timeout 3 kills ${what}, ${version}`,
      measured: `after ${range(measuredMs)}, ${measuredMs.length} trials`,
      simulated: `after ${range(simulated)}, ${simulated.length} runs${isCompared ? `; the two distributions lie ${distance} apart, 0.34 allowed` : ''}`,
      isMiss: false,
    };
  });
  const alone = (['classic', 'current'] as const).map((version) => {
    const simulated = leftAlone(version, 60);
    return {
      name: `${version === 'current' ? 'N26_' : ''}F_crash-GET-retried-poisons-both_lb-rr`,
      title: `How many of 56 pings get 502 after one GET has ended a worker of both app servers, ${version}`,
      measured: LEFT_ALONE[version].join(', '),
      simulated: `${simulated[0]} to ${simulated[simulated.length - 1]}, ${simulated.length} runs`,
      isMiss: false,
    };
  });
  const orders = lockOrders(100);
  const [direct, behind] = ['none', { server: 'nginx' }].map((front) =>
    Math.max(...burst(front).endsMs),
  );
  const late = burst({ server: 'nginx', proxy_connect_timeout: '2s' }).rows.filter(
    (row) => row.status === 504,
  ).length;
  const uwsgiLast = Math.max(...uwsgiBurst().endsMs);
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
    ...alone,
    {
      name: 'K_pg_lock-order_6waiters_sync-w8',
      title: 'In which order PostgreSQL lets six who lock and change the same row',
      measured: `${LOCK_ORDERS.length} of ${LOCK_ORDERS.length} times the first two as they came, all six ${inOrder(LOCK_ORDERS)} time`,
      simulated: `${orders.filter((order) => order.startsWith('01')).length} and ${inOrder(orders)} of ${orders.length} runs`,
      isMiss: false,
    },
    {
      name: 'F_backlog3_tcp',
      title: 'When the last of twenty at once is served at a full TCP backlog of 3',
      measured: 'after 10.4 to 25.8 s, nine repetitions',
      simulated: `after ${seconds(direct)} s at Gunicorn, ${seconds(behind)} s behind nginx`,
      isMiss: false,
    },
    {
      name: 'I_burst20_uwsgi-http-socket-p2-listen3',
      title: 'When the last of twenty at once is served by two uWSGI workers with listen 3',
      measured: `after ${range(UWSGI_BURST.lastMs)}`,
      simulated: `after ${seconds(uwsgiLast)} s: the model knows no half-open connections, so more of them try again`,
      isMiss: uwsgiLast > 1.05 * Math.max(...UWSGI_BURST.lastMs),
    },
    {
      name: 'P_cpu100ms-x8_gunicorn-sync-w4',
      title: 'Eight requests of 100 ms of work, four workers, two cores',
      measured: 'last end 417 ms, mean 290 to 308 ms',
      simulated: `last end ${Math.max(...cores).toFixed(0)} ms, mean ${(cores.reduce((a, b) => a + b, 0) / cores.length).toFixed(0)} ms`,
      isMiss: false,
    },
    ...ONE_INTERPRETER.map(({ name, version, app, what, measured }): ToldCase => {
      const ends = sharedCoresEndsMs(app, version);
      return {
        name,
        title: `Eight requests of 100 ms of work in one process, ${what}`,
        measured,
        simulated: `first end ${Math.min(...ends).toFixed(0)}, last ${Math.max(...ends).toFixed(0)} ms: the model’s turns are infinitely fine, so all end near the last`,
        isMiss: true,
      };
    }),
    {
      name: 'K_pg_max_connections_sync-w12_conn_max_age60',
      title: 'Of 20 requests after idle workers kept all three slots, how many fail',
      measured: '17 and 18',
      simulated: `${Math.min(...failed)} to ${Math.max(...failed)}, 60 runs`,
      isMiss: false,
    },
  ];
}

const inOrder = (orders: readonly string[]) => orders.filter((order) => order === '012345').length;

const seconds = (ms: number) => (ms / 1000).toFixed(1);
const range = (sorted: readonly number[]) =>
  `${(sorted[0] / 1000).toFixed(2)} to ${(sorted[sorted.length - 1] / 1000).toFixed(2)} s`;
