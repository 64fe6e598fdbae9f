import { type Field, isRecord, writeField } from '../../scenario/fields.ts';
import type { ACTIONS } from '../../scenario/parseScript.ts';
import { INTERVENTION } from '../../scenario/schema.ts';
import { appEntryOf, frontEntryIn, instancesOf, processText, processWordOf } from '../servers.ts';
import { valueIn, type Written } from '../written.ts';
import { commandFor } from './commands.ts';

/** What can be done to the running world, by its key in the script. */
export type DeedKind = (typeof ACTIONS)[number];

/** One number, duration or name within a deed. */
export interface DeedField {
  readonly key: string;
  /** In plain words, before its box. */
  readonly label: string;
  readonly field: Field<number> | null;
  /** Names to choose from instead of a number. */
  names?(full: Written): readonly string[];
  /** It may be left out. */
  readonly isOptional?: boolean;
  /** Whether there is anything to choose in this scenario. */
  isAsked?(full: Written): boolean;
}

export interface Deed {
  readonly kind: DeedKind;
  /** In a list of what can be done. */
  readonly title: string;
  /** The signal or command behind it, in the spelling of the program that it is done to; empty for none. */
  signal(full: Written): string;
  readonly fields: readonly DeedField[];
  /** The whole deed with everything at its usual value, as a set of settings: what its fields read and write. */
  fresh(full: Written): Written;
  /** The set of settings as it is written; shorter where one value says it all. */
  write(set: Written): unknown;
  /** One line in plain words. */
  says(set: Written, full: Written): string;
  /** Whether this scenario has what it is done to. */
  fits(full: Written): boolean;
}

/** Words of a deed with what this app server has in the place of workers: `Kill a child`. */
export const inItsWords = (words: string, full: Written): string =>
  words.replace(/\bworker\b/, processWordOf(full));

const always = () => true;
const hasDatabase = (full: Written) => valueIn(full, ['database', 'server']) !== 'none';
const hasServer = (full: Written) =>
  hasDatabase(full) && valueIn(full, ['database', 'server']) !== 'sqlite';
export const populationNames = (full: Written) => namesIn(full.clients);
export const routeNames = (full: Written) => namesIn(full.routes);
export const hostNames = (full: Written) => Object.keys(isRecord(full.hosts) ? full.hosts : {});
const hasClients = (full: Written) => populationNames(full).length > 0;

function namesIn(list: unknown): string[] {
  return (Array.isArray(list) ? list : []).map((item, index) =>
    String(valueIn(item, ['name']) ?? index + 1),
  );
}

const number = (key: string, label: string, field: Field<number>): DeedField => ({
  key,
  label,
  field,
});
const WORKER = number('worker', 'worker', INTERVENTION.worker);
const INSTANCE: DeedField = {
  ...number('instance', 'app server', INTERVENTION.instance),
  isAsked: (full) => instancesOf(full, 'app') > 1,
};
const FRONT: DeedField = {
  ...number('front', 'front server', INTERVENTION.instance),
  isOptional: true,
  isAsked: (full) => instancesOf(full, 'front') > 1,
};
const CLIENTS: DeedField = {
  key: 'clients',
  label: 'clients',
  field: null,
  names: populationNames,
};
const HOST: DeedField = { key: 'host', label: 'host', field: null, names: hostNames };

const lasting = (set: Written) =>
  set.for === undefined || set.for === 'good' ? '' : ` for ${String(set.for)}`;
const appName = (set: Written, full: Written) =>
  instancesOf(full, 'app') > 1 ? `app server ${String(set.instance)}` : appEntryOf(full).name;
const frontName = (set: Written, full: Written) => {
  const name = frontEntryIn(full)?.name ?? 'the front server';
  if (instancesOf(full, 'front') < 2) return name;
  return set.front === undefined ? `every ${name}` : `${name} ${String(set.front)}`;
};
const bySignal = (signal: string) => () => signal;

/** One process more, or one less: where the program has a way to that. */
const ofWorkers = (kind: DeedKind, title: string, done: 'add' | 'remove', says: string): Deed => ({
  kind,
  title,
  signal: (full) => commandFor(full, 'app', done) ?? '',
  fields: [],
  fresh: () => ({}),
  write: () => true,
  says: (_, full) => inItsWords(says, full),
  fits: (full) => commandFor(full, 'app', done) !== null,
});

const ofApp = (kind: DeedKind, title: string, verb: 'reload' | 'stop' | 'start'): Deed => ({
  kind,
  title,
  signal: (full) => commandFor(full, 'app', verb) ?? '',
  fields: [INSTANCE],
  fresh: () => ({ instance: 1 }),
  write: ({ instance }) => (instance === 1 ? true : instance),
  says: (set, full) => `${verb} ${appName(set, full)}`,
  fits: (full) => commandFor(full, 'app', verb) !== null,
});

const ofFront = (kind: DeedKind, title: string, verb: 'reload' | 'stop' | 'start'): Deed => ({
  kind,
  title,
  signal: (full) => commandFor(full, 'front', verb) ?? '',
  fields: [FRONT],
  fresh: () => ({}),
  write: ({ front }) => front ?? true,
  says: (set, full) => `${verb} ${frontName(set, full)}`,
  fits: (full) => commandFor(full, 'front', verb) !== null,
});

/** Everything that can be done, the commonest first. */
export const DEEDS: readonly Deed[] = [
  {
    kind: 'kill-worker',
    title: 'Kill a worker',
    signal: bySignal('SIGKILL'),
    fields: [WORKER],
    fresh: () => ({ worker: 1 }),
    write: ({ worker }) => worker,
    says: ({ worker }, full) => `kill ${processText(full, worker)}`,
    fits: always,
  },
  {
    kind: 'hang-worker',
    title: 'Hang a worker',
    signal: bySignal('SIGSTOP'),
    fields: [WORKER, number('for', 'for', INTERVENTION.hangFor)],
    fresh: () => ({ worker: 1, for: 'good' }),
    write: (set) => (set.for === 'good' ? set.worker : set),
    says: (set, full) => `stop ${processText(full, set.worker)} where it stands${lasting(set)}`,
    fits: always,
  },
  ofWorkers('add-worker', 'Add a worker', 'add', 'add a worker'),
  ofWorkers('remove-worker', 'Take a worker away', 'remove', 'take the oldest worker away'),
  ofApp('reload-app', 'Reload the app server', 'reload'),
  ofApp('stop-app', 'Stop the app server', 'stop'),
  ofApp('start-app', 'Start the app server', 'start'),
  {
    kind: 'burst',
    title: 'Send a burst',
    signal: bySignal(''),
    fields: [
      number('count', 'requests', INTERVENTION.count),
      CLIENTS,
      { key: 'route', label: 'for', field: null, names: routeNames, isOptional: true },
    ],
    fresh: (full) => ({ count: 20, clients: populationNames(full)[0] }),
    write: (set) => set,
    says: ({ count, clients, route }) =>
      `${String(count)} more requests at once from “${String(clients)}”${route === undefined ? '' : ` for ${String(route)}`}`,
    fits: hasClients,
  },
  {
    kind: 'slow-client',
    title: 'Slow a line down',
    signal: bySignal(''),
    fields: [
      CLIENTS,
      { ...number('client', 'only client', INTERVENTION.client), isOptional: true },
      number('factor', 'times as slow', INTERVENTION.slowFactor),
      number('for', 'for', INTERVENTION.slowFor),
    ],
    fresh: (full) => ({ clients: populationNames(full)[0], factor: 10, for: 'good' }),
    write: (set) => set,
    says: (set) =>
      `the line of ${set.client === undefined ? '' : `client ${String(set.client)} of `}“${String(set.clients)}” becomes ${String(set.factor)} times as slow${lasting(set)}`,
    fits: hasClients,
  },
  {
    kind: 'abort-client',
    title: 'Let a client give up',
    signal: bySignal(''),
    fields: [number('request', 'request #', INTERVENTION.request)],
    fresh: () => ({ request: 1 }),
    write: ({ request }) => request,
    says: ({ request }) => `the client of #${String(request)} gives up`,
    fits: hasClients,
  },
  {
    kind: 'restart-database',
    title: 'Restart the database',
    signal: bySignal('pg_ctl restart'),
    fields: [number('away', 'away for', INTERVENTION.down)],
    fresh: () => ({ away: '2s' }),
    write: ({ away }) => away,
    says: ({ away }) => `restart the database, which takes ${String(away)}`,
    fits: hasServer,
  },
  {
    kind: 'slow-database',
    title: 'Slow the database down',
    signal: bySignal(''),
    fields: [
      number('factor', 'times as slow', INTERVENTION.factor),
      number('for', 'for', INTERVENTION.for),
    ],
    fresh: () => ({ factor: 10, for: '2s' }),
    write: (set) => set,
    says: (set) => `the database takes ${String(set.factor)} times as long${lasting(set)}`,
    fits: hasDatabase,
  },
  ofFront('reload-front', 'Reload the front server', 'reload'),
  ofFront('stop-front', 'Stop the front server', 'stop'),
  ofFront('start-front', 'Start the front server', 'start'),
  {
    kind: 'unplug-host',
    title: 'Unplug a host',
    signal: bySignal('ip link set eth0 down'),
    fields: [HOST, number('for', 'for', INTERVENTION.unplugFor)],
    fresh: (full) => ({ host: hostNames(full)[0], for: '2s' }),
    write: (set) => (set.for === 'good' ? set.host : set),
    says: (set) => `the host “${String(set.host)}” loses its network${lasting(set)}`,
    fits: (full) => hostNames(full).length > 0,
  },
  {
    kind: 'busy-host',
    title: 'Busy a host',
    signal: bySignal('stress --cpu'),
    fields: [
      HOST,
      number('processes', 'processes', INTERVENTION.processes),
      number('for', 'for', INTERVENTION.busyFor),
    ],
    fresh: (full) => ({ host: hostNames(full)[0], processes: 2, for: '2s' }),
    write: (set) => set,
    says: (set) =>
      `${String(set.processes)} other processes compute on “${String(set.host)}”${lasting(set)}`,
    fits: (full) => hostNames(full).length > 0,
  },
];

/** The deed of a kind. */
export function deedOf(kind: DeedKind): Deed {
  return DEEDS.find((deed) => deed.kind === kind) as Deed;
}

/** The settings of a deed as written, short forms spelled out; what is left out stands at its default. */
export function setOf(deed: Deed, value: unknown, full: Written): Written {
  const set: Record<string, unknown> = {};
  deed.fields.forEach(({ key, field, names, isOptional }, index) => {
    const isShort = index === 0 && value !== undefined && value !== true && !isRecord(value);
    const own = isShort ? value : valueIn(value, [key]);
    const usual = isOptional
      ? undefined
      : field
        ? writeField(field.fallback, field)
        : names?.(full)[0];
    if ((own ?? usual) !== undefined) set[key] = own ?? usual;
  });
  return set;
}
