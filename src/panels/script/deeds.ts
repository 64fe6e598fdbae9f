import { msg, t } from '../../language/t.ts';
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

/** Words of a deed as they are shown, with what this app server has in the place of workers: `Kill a child`. */
export const inItsWords = (words: string, full: Written): string =>
  t(words, { process: processWordOf(full) });

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
const WORKER = number(
  'worker',
  msg('{process, select, process {process} child {child} server {server} other {worker}}'),
  INTERVENTION.worker,
);
const INSTANCE: DeedField = {
  ...number('instance', msg('app server'), INTERVENTION.instance),
  isAsked: (full) => instancesOf(full, 'app') > 1,
};
const FRONT: DeedField = {
  ...number('front', msg('front server'), INTERVENTION.instance),
  isOptional: true,
  isAsked: (full) => instancesOf(full, 'front') > 1,
};
const CLIENTS: DeedField = {
  key: 'clients',
  label: msg('clients'),
  field: null,
  names: populationNames,
};
const HOST: DeedField = { key: 'host', label: msg('host'), field: null, names: hostNames };

const lasting = (set: Written) => ({
  lasts: set.for === undefined || set.for === 'good' ? 'always' : 'while',
  time: String(set.for),
});
const appName = (set: Written, full: Written) =>
  instancesOf(full, 'app') > 1
    ? t('app server {instance}', { instance: String(set.instance) })
    : appEntryOf(full).name;
const frontName = (set: Written, full: Written) => {
  const name = frontEntryIn(full)?.name ?? t('the front server');
  if (instancesOf(full, 'front') < 2) return name;
  return set.front === undefined ? t('every {name}', { name }) : `${name} ${String(set.front)}`;
};
const VERBS = {
  reload: msg('reload {server}'),
  stop: msg('stop {server}'),
  start: msg('start {server}'),
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
  says: (set, full) => t(VERBS[verb], { server: appName(set, full) }),
  fits: (full) => commandFor(full, 'app', verb) !== null,
});

const ofFront = (kind: DeedKind, title: string, verb: 'reload' | 'stop' | 'start'): Deed => ({
  kind,
  title,
  signal: (full) => commandFor(full, 'front', verb) ?? '',
  fields: [FRONT],
  fresh: () => ({}),
  write: ({ front }) => front ?? true,
  says: (set, full) => t(VERBS[verb], { server: frontName(set, full) }),
  fits: (full) => commandFor(full, 'front', verb) !== null,
});

/** Everything that can be done, the commonest first. */
export const DEEDS: readonly Deed[] = [
  {
    kind: 'kill-worker',
    title: msg(
      '{process, select, process {Kill a process} child {Kill a child} server {Kill a server} other {Kill a worker}}',
    ),
    signal: bySignal('SIGKILL'),
    fields: [WORKER],
    fresh: () => ({ worker: 1 }),
    write: ({ worker }) => worker,
    says: ({ worker }, full) => t('kill {process}', { process: processText(full, worker) }),
    fits: always,
  },
  {
    kind: 'hang-worker',
    title: msg(
      '{process, select, process {Hang a process} child {Hang a child} server {Hang a server} other {Hang a worker}}',
    ),
    signal: bySignal('SIGSTOP'),
    fields: [WORKER, number('for', msg('for##how long'), INTERVENTION.hangFor)],
    fresh: () => ({ worker: 1, for: 'good' }),
    write: (set) => (set.for === 'good' ? set.worker : set),
    says: (set, full) =>
      t('stop {process} where it stands{lasts, select, while { for {time}} other {}}', {
        process: processText(full, set.worker),
        ...lasting(set),
      }),
    fits: always,
  },
  ofWorkers(
    'add-worker',
    msg(
      '{process, select, process {Add a process} child {Add a child} server {Add a server} other {Add a worker}}',
    ),
    'add',
    msg(
      '{process, select, process {add a process} child {add a child} server {add a server} other {add a worker}}',
    ),
  ),
  ofWorkers(
    'remove-worker',
    msg(
      '{process, select, process {Take a process away} child {Take a child away} server {Take a server away} other {Take a worker away}}',
    ),
    'remove',
    msg(
      '{process, select, process {take the oldest process away} child {take the oldest child away} server {take the oldest server away} other {take the oldest worker away}}',
    ),
  ),
  ofApp('reload-app', msg('Reload the app server'), 'reload'),
  ofApp('stop-app', msg('Stop the app server'), 'stop'),
  ofApp('start-app', msg('Start the app server'), 'start'),
  {
    kind: 'burst',
    title: msg('Send a burst'),
    signal: bySignal(''),
    fields: [
      number('count', msg('requests'), INTERVENTION.count),
      CLIENTS,
      {
        key: 'route',
        label: msg('for##which route'),
        field: null,
        names: routeNames,
        isOptional: true,
      },
    ],
    fresh: (full) => ({ count: 20, clients: populationNames(full)[0] }),
    write: (set) => set,
    says: ({ count, clients, route }) =>
      route === undefined
        ? t('{count} more requests at once from “{clients}”', {
            count: String(count),
            clients: String(clients),
          })
        : t('{count} more requests at once from “{clients}” for {route}', {
            count: String(count),
            clients: String(clients),
            route: String(route),
          }),
    fits: hasClients,
  },
  {
    kind: 'slow-client',
    title: msg('Slow a line down'),
    signal: bySignal(''),
    fields: [
      CLIENTS,
      { ...number('client', msg('only client'), INTERVENTION.client), isOptional: true },
      number('factor', msg('times as slow'), INTERVENTION.slowFactor),
      number('for', msg('for##how long'), INTERVENTION.slowFor),
    ],
    fresh: (full) => ({ clients: populationNames(full)[0], factor: 10, for: 'good' }),
    write: (set) => set,
    says: (set) =>
      t(
        'the line of {one, select, no {“{clients}”} other {client {client} of “{clients}”}} becomes {factor} times as slow{lasts, select, while { for {time}} other {}}',
        {
          one: set.client === undefined ? 'no' : 'yes',
          client: String(set.client),
          clients: String(set.clients),
          factor: String(set.factor),
          ...lasting(set),
        },
      ),
    fits: hasClients,
  },
  {
    kind: 'abort-client',
    title: msg('Let a client give up'),
    signal: bySignal(''),
    fields: [number('request', msg('request #'), INTERVENTION.request)],
    fresh: () => ({ request: 1 }),
    write: ({ request }) => request,
    says: ({ request }) => t('the client of #{request} gives up', { request: String(request) }),
    fits: hasClients,
  },
  {
    kind: 'restart-database',
    title: msg('Restart the database'),
    signal: bySignal('pg_ctl restart'),
    fields: [number('away', msg('away for'), INTERVENTION.down)],
    fresh: () => ({ away: '2s' }),
    write: ({ away }) => away,
    says: ({ away }) => t('restart the database, which takes {away}', { away: String(away) }),
    fits: hasServer,
  },
  {
    kind: 'slow-database',
    title: msg('Slow the database down'),
    signal: bySignal(''),
    fields: [
      number('factor', msg('times as slow'), INTERVENTION.factor),
      number('for', msg('for##how long'), INTERVENTION.for),
    ],
    fresh: () => ({ factor: 10, for: '2s' }),
    write: (set) => set,
    says: (set) =>
      t('the database takes {factor} times as long{lasts, select, while { for {time}} other {}}', {
        factor: String(set.factor),
        ...lasting(set),
      }),
    fits: hasDatabase,
  },
  ofFront('reload-front', msg('Reload the front server'), 'reload'),
  ofFront('stop-front', msg('Stop the front server'), 'stop'),
  ofFront('start-front', msg('Start the front server'), 'start'),
  {
    kind: 'unplug-host',
    title: msg('Unplug a host'),
    signal: bySignal('ip link set eth0 down'),
    fields: [HOST, number('for', msg('for##how long'), INTERVENTION.unplugFor)],
    fresh: (full) => ({ host: hostNames(full)[0], for: '2s' }),
    write: (set) => (set.for === 'good' ? set.host : set),
    says: (set) =>
      t('the host “{host}” loses its network{lasts, select, while { for {time}} other {}}', {
        host: String(set.host),
        ...lasting(set),
      }),
    fits: (full) => hostNames(full).length > 0,
  },
  {
    kind: 'busy-host',
    title: msg('Busy a host'),
    signal: bySignal('stress --cpu'),
    fields: [
      HOST,
      number('processes', msg('processes'), INTERVENTION.processes),
      number('for', msg('for##how long'), INTERVENTION.busyFor),
    ],
    fresh: (full) => ({ host: hostNames(full)[0], processes: 2, for: '2s' }),
    write: (set) => set,
    says: (set) =>
      t(
        '{processes} other processes compute on “{host}”{lasts, select, while { for {time}} other {}}',
        {
          processes: String(set.processes),
          host: String(set.host),
          ...lasting(set),
        },
      ),
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
