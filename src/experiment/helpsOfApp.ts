import type { CauseKind } from '../insight/causes/causeKinds.ts';
import { nounText } from '../insight/nouns.ts';
import { type AppProgram, appProgram, many } from '../insight/programs.ts';
import { t } from '../language/t.ts';
import type { Route } from '../scenario/scenario.ts';
import { EVERY_APP } from '../scenario/servers/appServer.ts';
import { entryOf } from '../scenario/servers/appServers.ts';
import { hostOf } from '../scenario/servers/hosts.ts';
import { writeQuantity } from '../scenario/units.ts';
import type { Candidate, Patient } from './helpsCandidates.ts';
import { otherServers } from './helpsOfServers.ts';
import { type Change, settingChanges } from './settingChanges.ts';

const QUEUES: readonly CauseKind[] = [
  'queue-behind-long-views',
  'queue-behind-many',
  'slow-client-holds-worker',
  'view-hangs',
  'backlog-full',
  'proxy-timeout',
  'client-gave-up',
  'queue-over-limit',
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
  'request-over-limit',
  'queue-over-limit',
  'database-lock',
];
const GONE: readonly CauseKind[] = ['server-gone', 'worker-crashed', 'worker-killed'];
const DAY_US = 86_400_000_000;

const time = (us: number): string => writeQuantity('duration', us);

/** Changes of the app server by its own settings, of its socket and its host, another program in its place, and changes of the views. */
export function appHelps(patient: Patient): Candidate[] {
  const { scenario, routes } = patient;
  const { app, socket, hosts, front, script } = scenario;
  const program = appProgram(scenario);
  const { traits, called } = program;
  const { processWord } = traits;
  const key = (role: Parameters<typeof called>[0]) => called(role)?.key;
  // Where workers are replaced on purpose, starting them may be what others wait behind.
  const isRestarted = script.some((s) => s.do === 'reload-app' || s.do === 'kill-worker');
  const found: Candidate[] = [];
  const set = settingChanges(found, ['app'], { ...entryOf(app).settings, ...EVERY_APP }, app);
  set(
    key('processes'),
    traits.processes + 1,
    t('one more {noun}', { noun: nounText(processWord) }),
    QUEUES,
  );
  if (traits.processes > 1)
    set(
      key('processes'),
      traits.processes * 2,
      t('twice the {nouns}', { nouns: many(processWord) }),
      QUEUES,
    );
  if (traits.slotsPerProcess > 1)
    set(
      key('slots'),
      traits.slotsPerProcess * 2,
      traits.processWord === 'server'
        ? t('twice the threads')
        : t('twice the threads in each {noun}', { noun: nounText(processWord) }),
      QUEUES,
    );
  for (const way of entryOf(app).words?.manyAtOnce ?? [])
    if (dealsWithMore(program, way.setting)) set(way.setting, way.value, t(way.words), QUEUES);
  if (traits.hasOneSyncThread)
    set('django', '5.2', t('a Django that gives each request a thread of its own'), QUEUES);
  limitHelps(set, program);
  if (program.importing !== null && !program.importsOnce)
    set(
      program.importing,
      entryOf(app).words?.importsOnce?.value,
      t('import Django once, so that a new {noun} is ready at once', {
        noun: nounText(processWord),
      }),
      [
        'worker-booting',
        'worker-crashed',
        'worker-killed',
        'worker-killed-timeout',
        'request-over-limit',
        'told-to-stop',
        ...(isRestarted ? (['queue-behind-many', 'queue-behind-long-views'] as const) : []),
      ],
    );
  set(
    key('graceful'),
    Math.max(30_000_000, traits.gracefulUs * 4),
    t('give {nouns} more time to end', { nouns: many(processWord) }),
    ['told-to-stop'],
  );
  const keptUs = Number(program.settingValue(key('keepalive') ?? ''));
  if (Number.isFinite(keptUs))
    set(key('keepalive'), keptUs * 4 || 2_000_000, t('keep connections for longer'), [
      'connection-closed',
    ]);
  set(key('keepsAlive'), false, t('close each connection after its answer'), ['kept-holds-worker']);
  set(key('respawn'), true, t('a master process that replaces workers that have died'), GONE);
  if (front && app.instances < 4)
    set('instances', app.instances + 1, t('one more copy of the app server'), [
      'server-down',
      'worker-crashed',
      'servers-set-aside',
      'server-gone',
    ]);
  if (socket.backlog < 2048)
    found.push({
      path: ['socket', 'backlog'],
      value: 2048,
      setting: 'backlog',
      from: String(socket.backlog),
      to: '2048',
      words: t('a larger waiting room'),
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
      words: t('twice the processor cores of “{name}”', { name: host.name }),
      against: ['cpu', 'queue-behind-many', 'worker-booting'],
    });
    if (Number.isFinite(host.memoryBytes))
      found.push({
        path: ['hosts', host.name, 'memory'],
        value: writeQuantity('bytes', host.memoryBytes * 2),
        setting: 'memory',
        from: writeQuantity('bytes', host.memoryBytes),
        to: writeQuantity('bytes', host.memoryBytes * 2),
        words: t('twice the memory of “{name}”', { name: host.name }),
        against: ['memory'],
      });
  }
  if (traits.processes > 1)
    set(
      key('processes'),
      traits.processes - 1,
      t('one {noun} fewer', { noun: nounText(processWord) }),
      ['memory'],
    );
  found.push(...otherServers(patient));
  for (const index of routes) found.push(...routeHelps(scenario.routes[index] as Route, index));
  return found;
}

/** Whether a setting makes more requests fit into a process than fit now. */
function dealsWithMore({ traits, called, settingValue }: AppProgram, setting: string): boolean {
  // Where it is set already and there is one all the same, another setting keeps the process from having several.
  const slots = called('slots')?.key;
  if (setting !== slots) return true;
  const set = Number(settingValue(slots));
  return traits.slotsPerProcess === 1 && !(set > 1);
}

/** Limits on silence, on a request, on waiting. */
function limitHelps(set: Change, program: AppProgram): void {
  const { traits, called } = program;
  const { heartbeatUs, requestLimitUs, queueLimitUs, limits } = traits;
  const words = many(traits.processWord);
  if (heartbeatUs > 0) {
    const name = called('heartbeat')?.key;
    set(
      name,
      Math.min(DAY_US, heartbeatUs * 4),
      t('let {nouns} be silent for longer', { nouns: words }),
      ['worker-killed-timeout'],
    );
    set(
      name,
      Math.min(heartbeatUs, Math.max(1_000_000, Math.floor(heartbeatUs / 4))),
      t('kill a silent {noun} sooner', { noun: nounText(traits.processWord) }),
      ['view-hangs', 'slow-client-holds-worker', 'client-gave-up'],
    );
  }
  const limit = called('requestLimit')?.key;
  if (requestLimitUs > 0) {
    set(limit, Math.min(DAY_US, requestLimitUs * 4), t('let a request take longer'), [
      'request-over-limit',
    ]);
    set(
      limit,
      Math.min(requestLimitUs, Math.max(1_000_000, Math.floor(requestLimitUs / 4))),
      t('end a {noun} sooner that is at one request for too long', {
        noun: nounText(traits.processWord),
      }),
      ['view-hangs', 'slow-client-holds-worker', 'client-gave-up'],
    );
  } else
    set(
      limit,
      10_000_000,
      t('end a {noun} that is at one request for too long', { noun: nounText(traits.processWord) }),
      ['view-hangs', 'slow-client-holds-worker'],
    );
  if (queueLimitUs > 0)
    set(
      called('queueLimit')?.key,
      Math.min(DAY_US, queueLimitUs * 4),
      t('let requests wait longer'),
      ['queue-over-limit'],
    );
  else
    set(called('queueLimit')?.key, 5_000_000, t('turn away who has waited for too long'), [
      'queue-behind-long-views',
      'client-gave-up',
    ]);
  if (!Number.isFinite(limits.silenceUs) || called('silence') === null) return;
  set(
    called('silence')?.key,
    Math.min(DAY_US, limits.silenceUs * 4),
    t('wait longer for slow clients'),
    ['slow-client'],
  );
  set(
    called('silence')?.key,
    Math.min(limits.silenceUs, Math.max(1_000_000, Math.floor(limits.silenceUs / 4))),
    t('give up sooner on clients that send nothing'),
    ['slow-client-holds-worker'],
  );
  set(called('deferAccept')?.key, true, t('take a connection only once something comes over it'), [
    'slow-client-holds-worker',
  ]);
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
    at(
      'effect',
      'none',
      route.effect,
      t('a view “{name}” without this fault', { name: route.name }),
      [
        'view-hangs',
        'worker-crashed',
        'worker-killed-timeout',
        'request-over-limit',
        'server-gone',
        'servers-set-aside',
        'client-gave-up',
      ],
    );
  const key = route.waitUs >= route.cpuUs ? 'wait' : 'cpu';
  const us = Math.max(route.waitUs, route.cpuUs);
  if (us >= 2)
    at(
      key,
      time(Math.floor(us / 2)),
      time(us),
      t('a view “{name}” that is twice as fast', { name: route.name }),
      WORK,
    );
  return found;
}
