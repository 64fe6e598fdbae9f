import {
  ARRIVAL,
  CLOSED,
  EVERY,
  LINK,
  OPEN,
  PACE,
  POPULATION,
} from '../../scenario/clientSchema.ts';
import { LOCATION_ROOT, LOCATION_STATUS, WEIGHT } from '../../scenario/frontSchema.ts';
import { LINK_PRESETS } from '../../scenario/linkPresets.ts';
import { ACTIONS } from '../../scenario/parseScript.ts';
import { INTERVENTION, SETTINGS } from '../../scenario/schema.ts';
import { EVERY_APP } from '../../scenario/servers/appServer.ts';
import { APP_SERVERS } from '../../scenario/servers/appServers.ts';
import { EVERY_FRONT } from '../../scenario/servers/frontServer.ts';
import { FRONTS } from '../../scenario/servers/fronts.ts';
import { describe, fieldSchema, objectOf, propertiesOf, type Schema } from './schemaField.ts';

const name: Schema = { type: 'string', minLength: 1 };
const names: Schema = { type: 'array', items: name };
const list = (items: Schema): Schema => ({ type: 'array', items });
const ref = (what: string): Schema => ({ $ref: `#/definitions/${what}` });

const LINKS: Schema = {
  description: 'the line between the clients and the first server: one known by name, or its own',
  anyOf: [{ enum: Object.keys(LINK_PRESETS) }, objectOf(propertiesOf(LINK))],
};

const ARRIVALS: Schema = {
  description:
    'when they come: { rate: 30/s }, { every: 200ms }, { count: 8, think: 1s } or a list of { at: 20ms }',
  anyOf: [
    objectOf(propertiesOf(OPEN)),
    objectOf(
      {
        every: fieldSchema(EVERY),
        from: fieldSchema(OPEN.fromUs),
        until: fieldSchema(OPEN.untilUs),
      },
      ['every'],
    ),
    objectOf(propertiesOf(CLOSED), ['count']),
    list(
      objectOf({
        ...propertiesOf(ARRIVAL),
        route: describe('what it asks for: a route’s name or path', name),
        link: LINKS,
        pace: ref('pace'),
      }),
    ),
  ],
};

/** Parts whose names are the author's own, in a scenario as a list, in a change also as a map from names to what differs. */
function partSchemas(isChange: boolean): Record<string, Schema> {
  const members = (what: string, words: string): Schema => ({
    description: words,
    ...(isChange
      ? { anyOf: [list(ref(what)), { type: 'object', additionalProperties: ref(what) }] }
      : list(ref(what))),
  });
  return {
    version: {
      description:
        'current, or classic (Gunicorn 20.1, nginx 1.22, Django 3.2): the programs’ releases',
      enum: ['current', 'classic'],
    },
    hosts: {
      description: 'the machines, by name: { web: { cores: 2 }, db: { cores: 2 } }',
      type: 'object',
      additionalProperties: objectOf(propertiesOf(SETTINGS.host)),
    },
    clients: members('clients', 'groups of clients, each with a name, a line and a habit'),
    front: ref('front'),
    socket: objectOf(
      propertiesOf(SETTINGS.socket),
      [],
      'the socket that the app server listens on',
    ),
    app: ref('app'),
    routes: members('route', 'the URLs of the app'),
    database: ref('database'),
    script: { description: 'what is done to the running world, and when', ...list(ref('action')) },
  };
}

/** Definitions that scenarios are put together from, for the `definitions` of a schema; `scenario` and `change` are the ones to use. */
export function scenarioDefinitions(): Record<string, Schema> {
  const top = propertiesOf(SETTINGS.scenario);
  const { seed: _, ...withoutSeed } = top;
  return {
    scenario: objectOf({ ...top, ...partSchemas(false) }, [], 'the world, as in a scenario file'),
    change: objectOf(
      { ...withoutSeed, ...partSchemas(true) },
      [],
      'what differs: groups of settings are merged, members of a list are reached by their name, a list replaces a list, none takes a part away',
    ),
    pace: objectOf(propertiesOf(PACE), [], 'how slowly they send and read'),
    clients: objectOf({
      ...propertiesOf(POPULATION),
      link: LINKS,
      pace: ref('pace'),
      arrivals: ARRIVALS,
      asks: {
        description: 'what they ask for: a route, a list of them, or { home: 3, css: 1 }',
        anyOf: [name, names, { type: 'object', additionalProperties: { type: 'number' } }],
      },
      assets: {
        description: 'the files of a page, asked for behind every answer with 200',
        anyOf: [name, names],
      },
    }),
    route: objectOf({
      ...propertiesOf(SETTINGS.route),
      spans: {
        description: 'its named parts in order: middleware, view, template …',
        ...list(objectOf(propertiesOf(SETTINGS.span))),
      },
    }),
    action: actionSchema(),
    front: serverSchema(
      'the server that clients meet first; none takes it away',
      'nginx',
      fronts(),
    ),
    app: serverSchema('the app server with Django', 'gunicorn', apps()),
    database: serverSchema('the database, or none', 'postgresql', databases()),
  };
}

/** One of several programs: its bare name, `none`, or its settings, which depend on `server`. */
function serverSchema(
  words: string,
  usual: string,
  programs: Readonly<Record<string, Record<string, Schema>>>,
): Schema {
  const known = Object.keys(programs);
  const none = words.includes('none') ? ['none', null] : [];
  const settings = known.map((server) =>
    objectOf(
      {
        server: {
          description: `which program; ${usual} without it`,
          enum: [server],
        },
        ...programs[server],
      },
      // A change may leave the name out: it is that of the run it changes.
      [],
    ),
  );
  return { description: words, anyOf: [{ enum: [...known, ...none] }, ...settings] };
}

const onHosts: Record<string, Schema> = {
  host: describe('the machine it runs on', name),
  hosts: describe('the machines of its instances, in turn', names),
};

function fronts(): Record<string, Record<string, Schema>> {
  const isOn = { enum: ['on', 'off', 'none', true, false] };
  const parts: Record<string, Schema> = {
    upstream: {
      description: 'how it chooses among app servers, and what it keeps open to them',
      anyOf: [
        isOn,
        objectOf({
          ...propertiesOf(SETTINGS.upstream),
          weights: { description: 'a share for each instance', ...list(fieldSchema(WEIGHT)) },
        }),
      ],
    },
    tls: {
      description: 'https: it secures its connections with clients',
      anyOf: [isOn, objectOf(propertiesOf(SETTINGS.tls))],
    },
    limit_req: {
      description: 'how many requests of one address go through',
      anyOf: [isOn, objectOf(propertiesOf(SETTINGS.limit_req))],
    },
    proxy_cache: {
      description: 'it keeps answers and gives them again',
      anyOf: [isOn, objectOf(propertiesOf(SETTINGS.proxy_cache))],
    },
  };
  return Object.fromEntries(
    Object.entries(FRONTS).map(([server, entry]) => [
      server,
      {
        ...propertiesOf(EVERY_FRONT),
        ...propertiesOf(entry.settings),
        ...onHosts,
        locations: { description: 'which path goes where', ...list(locationSchema()) },
        ...Object.fromEntries(entry.parts.map((part) => [part, parts[part] as Schema])),
      },
    ]),
  );
}

function locationSchema(): Schema {
  return objectOf(
    {
      match: describe('as nginx writes it: /static/, = /health, ^~ /media/, ~ \\.css$', name),
      static: {
        description: `it sends files itself; from ${LOCATION_ROOT.fallback} with true`,
        anyOf: [{ const: true }, fieldSchema(LOCATION_ROOT)],
      },
      proxy: { description: 'it asks the app server', const: true },
      return: fieldSchema(LOCATION_STATUS),
    },
    ['match'],
  );
}

function apps(): Record<string, Record<string, Schema>> {
  return Object.fromEntries(
    Object.entries(APP_SERVERS).map(([server, { settings }]) => [
      server,
      { ...propertiesOf(EVERY_APP), ...propertiesOf(settings), ...onHosts },
    ]),
  );
}

function databases(): Record<string, Record<string, Schema>> {
  const host = { host: describe('the machine it runs on', name) };
  const mysql = { ...propertiesOf(SETTINGS.mysql), ...host };
  return {
    postgresql: { ...propertiesOf(SETTINGS.database), ...host },
    mysql,
    mariadb: mysql,
    sqlite: propertiesOf(SETTINGS.sqlite),
  };
}

/** One line of the script: a moment and exactly one deed. */
function actionSchema(): Schema {
  const of = (field: keyof typeof INTERVENTION): Schema => fieldSchema(INTERVENTION[field]);
  const yes: Schema = { const: true };
  const or = (words: string, ...any: Schema[]): Schema => ({ description: words, anyOf: any });
  const which = (words: string): Schema => or(words, yes, { type: 'integer', minimum: 1 });
  const clients = describe('which group of clients', name);
  const host = describe('which machine', name);
  const deeds: Record<(typeof ACTIONS)[number], Schema> = {
    'kill-worker': of('worker'),
    'add-worker': describe('one more worker (TTIN)', yes),
    'remove-worker': describe('one worker less (TTOU)', yes),
    'reload-app': which('the app server loads its code anew (HUP): true, or its number'),
    'stop-app': which('the app server stops (TERM): true, or its number'),
    'start-app': which('the app server starts again: true, or its number'),
    'reload-front': which('the front server reloads: true for all, or its number'),
    'stop-front': which('the front server stops: true for all, or its number'),
    'start-front': which('the front server starts again: true for all, or its number'),
    'restart-database': of('down'),
    'slow-database': objectOf({ factor: of('factor'), for: of('for') }, [], 'queries take longer'),
    burst: objectOf(
      { clients, route: describe('what they ask for', name), count: of('count') },
      [],
      'many at once',
    ),
    'abort-client': of('request'),
    'hang-worker': or(
      'a worker stands still (SIGSTOP): its number, or { worker: 1, for: 2s }',
      of('worker'),
      objectOf({ worker: of('worker'), for: of('hangFor') }),
    ),
    'slow-client': objectOf(
      { clients, client: of('client'), factor: of('slowFactor'), for: of('slowFor') },
      [],
      'a line gets slower',
    ),
    'unplug-host': or(
      'nothing gets through to a machine: its name, or { host: db, for: 2s }',
      name,
      objectOf({ host, for: of('unplugFor') }),
    ),
    'busy-host': or(
      'other processes compute on a machine: its name, or { host: web, processes: 2, for: 2s }',
      name,
      objectOf({ host, processes: of('processes'), for: of('busyFor') }),
    ),
  };
  return {
    ...objectOf({ at: of('at'), ...deeds }, ['at']),
    oneOf: ACTIONS.map((action) => ({ required: [action] })),
  };
}
