import type { CauseKind } from '../insight/causes/causeKinds.ts';
import type { Route } from '../scenario/scenario.ts';
import { hostOf } from '../scenario/servers/hosts.ts';
import { writeQuantity } from '../scenario/units.ts';
import type { Candidate, Patient } from './helpsCandidates.ts';

const QUEUES: readonly CauseKind[] = [
  'queue-behind-long-views',
  'queue-behind-many',
  'slow-client-holds-worker',
  'view-hangs',
  'backlog-full',
  'proxy-timeout',
  'client-gave-up',
  'database-slow',
  'worker-booting',
];
const WORK: readonly CauseKind[] = [
  'queue-behind-long-views',
  'queue-behind-many',
  'own-work',
  'cpu',
  'proxy-timeout',
  'client-gave-up',
  'worker-killed-timeout',
  'database-lock',
];
const DAY_US = 86_400_000_000;

const time = (us: number): string => writeQuantity('duration', us);

/** Changes of Gunicorn, its socket, its host and the views. */
export function appHelps({ scenario, routes }: Patient): Candidate[] {
  const { app, socket, hosts, front, script } = scenario;
  // Where workers are replaced on purpose, starting them may be what others wait behind.
  const isRestarted = script.some((s) => s.do === 'reload-app' || s.do === 'kill-worker');
  const found: Candidate[] = [];
  const at = (
    key: string,
    value: unknown,
    from: unknown,
    words: string,
    against: readonly CauseKind[],
  ) =>
    found.push({
      path: ['app', key],
      value,
      setting: key,
      from: String(from),
      to: String(value === true ? 'on' : value),
      words,
      against,
    });
  at('workers', app.workers + 1, app.workers, 'one more worker', QUEUES);
  if (app.workers > 1) at('workers', app.workers * 2, app.workers, 'twice the workers', QUEUES);
  if (app.worker_class === 'sync')
    at('threads', 4, app.threads, 'four threads in each worker (gthread)', QUEUES);
  if (app.worker_class === 'gthread')
    at('threads', app.threads * 2, app.threads, 'twice the threads in each worker', QUEUES);
  if (app.worker_class !== 'gevent')
    at(
      'worker_class',
      'gevent',
      app.worker_class,
      'workers that serve many requests at once while they wait',
      QUEUES,
    );
  if (app.worker_class === 'asgi' && app.django === '3.2')
    at('django', '5.2', app.django, 'a Django that gives each request a thread of its own', QUEUES);
  if (app.timeoutUs > 0) {
    const longer = Math.min(DAY_US, app.timeoutUs * 4);
    at('timeout', time(longer), time(app.timeoutUs), 'let workers be silent for longer', [
      'worker-killed-timeout',
    ]);
    const shorter = Math.max(1_000_000, Math.floor(app.timeoutUs / 4));
    if (shorter < app.timeoutUs)
      at('timeout', time(shorter), time(app.timeoutUs), 'kill a silent worker sooner', [
        'view-hangs',
        'slow-client-holds-worker',
        'client-gave-up',
      ]);
  }
  if (!app.preload_app)
    at('preload_app', true, 'off', 'import Django once, so that a new worker is ready at once', [
      'worker-booting',
      'worker-crashed',
      'worker-killed',
      'worker-killed-timeout',
      'told-to-stop',
      ...(isRestarted ? (['queue-behind-many', 'queue-behind-long-views'] as const) : []),
    ]);
  const grace = Math.max(30_000_000, app.graceful_timeoutUs * 4);
  at(
    'graceful_timeout',
    time(grace),
    time(app.graceful_timeoutUs),
    'give workers more time to end',
    ['told-to-stop'],
  );
  at(
    'keepalive',
    time(app.keepaliveUs * 4 || 2_000_000),
    time(app.keepaliveUs),
    'keep connections for longer',
    ['connection-closed'],
  );
  if (front && app.instances < 4)
    at('instances', app.instances + 1, app.instances, 'one more copy of the app server', [
      'server-down',
      'worker-crashed',
      'servers-set-aside',
    ]);
  if (socket.backlog < 2048)
    found.push({
      path: ['socket', 'backlog'],
      value: 2048,
      setting: 'backlog',
      from: String(socket.backlog),
      to: '2048',
      words: 'a larger waiting room',
      against: ['backlog-full'],
    });
  const host = hosts[hostOf(app)];
  if (host) {
    found.push({
      path: ['hosts', host.name, 'cores'],
      value: host.cores * 2,
      setting: 'cores',
      from: String(host.cores),
      to: String(host.cores * 2),
      words: `twice the processor cores of “${host.name}”`,
      against: ['cpu', 'queue-behind-many', 'worker-booting'],
    });
    if (Number.isFinite(host.memoryBytes))
      found.push({
        path: ['hosts', host.name, 'memory'],
        value: writeQuantity('bytes', host.memoryBytes * 2),
        setting: 'memory',
        from: writeQuantity('bytes', host.memoryBytes),
        to: writeQuantity('bytes', host.memoryBytes * 2),
        words: `twice the memory of “${host.name}”`,
        against: ['memory'],
      });
  }
  if (app.workers > 1) at('workers', app.workers - 1, app.workers, 'one worker fewer', ['memory']);
  for (const index of routes) found.push(...routeHelps(scenario.routes[index] as Route, index));
  return found;
}

/** The view itself: faster, or without its fault. */
function routeHelps(route: Route, index: number): Candidate[] {
  const found: Candidate[] = [];
  const at = (
    key: string,
    value: string,
    from: string,
    words: string,
    against: readonly CauseKind[],
  ) =>
    found.push({
      path: ['routes', index, key],
      value,
      setting: key,
      from,
      to: value,
      words,
      against,
    });
  if (route.effect !== 'none')
    at('effect', 'none', route.effect, `a view “${route.name}” without this fault`, [
      'view-hangs',
      'worker-crashed',
      'worker-killed-timeout',
      'servers-set-aside',
      'client-gave-up',
    ]);
  const key = route.waitUs >= route.cpuUs ? 'wait' : 'cpu';
  const us = Math.max(route.waitUs, route.cpuUs);
  if (us >= 2)
    at(
      key,
      time(Math.floor(us / 2)),
      time(us),
      `a view “${route.name}” that is twice as fast`,
      WORK,
    );
  return found;
}
