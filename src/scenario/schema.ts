/**
 * Every setting of a scenario as one line: written key, unit, default, limits, plain words. Defaults of programs are the
 * programs' own: nginx 1.31, Gunicorn 26.1, PostgreSQL 15, MySQL 8, Django's settings reference. Nothing here computes.
 */

import { msg } from '../language/t.ts';
import { ARRIVAL, CLOSED, LINK, OPEN, PACE, POPULATION } from './clientSchema.ts';
import { MYSQL, POSTGRESQL, SQLITE } from './databaseSchema.ts';
import type { Field, Table } from './fields.ts';
import { LIMIT_REQ, PROXY_CACHE, TLS, UPSTREAM } from './frontSchema.ts';
import {
  bytes,
  count,
  duration,
  GIB,
  HOUR,
  MIB,
  MS,
  quantity,
  SECOND,
  text,
  UNLIMITED,
} from './makeField.ts';
import { ROUTE, SPAN } from './routeSchema.ts';
import type { Host, Scenario } from './scenario.ts';
import { EVERY_APP, MOST_INSTANCES } from './servers/appServer.ts';
import { APP_SERVERS } from './servers/appServers.ts';
import { EVERY_FRONT } from './servers/frontServer.ts';
import { FRONTS } from './servers/fronts.ts';
import { SOCKET } from './socketSchema.ts';

/** More requests than this in one scenario are refused: a recording must fit a page's memory. */
export const MOST_REQUESTS = 2_000_000;
export const MOST_HOSTS = 8;
export const MOST_POPULATIONS = 20;
export const MOST_ROUTES = 100;
export const MOST_LOCATIONS = 50;
/** Named parts of one route. */
export const MOST_SPANS = 30;
/** Files of one page. */
export const MOST_ASSETS = 100;
export const MOST_INTERVENTIONS = 200;
export const MOST_LISTED_ARRIVALS = 10_000;

export const SCENARIO: Table<Pick<Scenario, 'title' | 'seed' | 'durationUs'>> = {
  title: text('title', 'Untitled', 120, msg('what this run is about')),
  seed: count(
    'seed',
    1,
    0,
    4_294_967_295,
    msg('the number that all chance follows from: same seed, same run'),
  ),
  durationUs: duration('duration', 10 * SECOND, HOUR, msg('how long the world runs'), { min: MS }),
};

export const HOST: Table<Omit<Host, 'name'>> = {
  cores: count('cores', 2, 1, 128, msg('processor cores')),
  memoryBytes: bytes(
    'memory',
    Number.POSITIVE_INFINITY,
    1000 * GIB,
    msg('memory that its processes share; the kernel kills one where it runs out'),
    { min: MIB, ...UNLIMITED },
  ),
};

/** What is done stays done. */
const UNTIL_END = Number.POSITIVE_INFINITY;
const FOR_GOOD = { named: { good: UNTIL_END } };

/** Numbers within interventions. */
export const INTERVENTION = {
  at: duration('at', 0, HOUR, msg('when it happens')),
  worker: count('kill-worker', 1, 1, 10_000, msg('which worker, counted from 1')),
  instance: count(
    'reload-app',
    1,
    1,
    MOST_INSTANCES,
    msg('which copy of the app server, counted from 1'),
  ),
  down: duration('restart-database', 2 * SECOND, HOUR, msg('how long the database stays away')),
  factor: quantity(
    'number',
    'factor',
    10,
    0.01,
    10_000,
    msg('how many times as long a query takes'),
  ),
  for: duration('for', 2 * SECOND, HOUR, msg('how long it stays slow')),
  count: count('count', 10, 1, 100_000, msg('how many requests at once')),
  request: count(
    'abort-client',
    1,
    1,
    MOST_REQUESTS,
    msg('which request, counted from 1 in order of arrival'),
  ),
  hangFor: duration(
    'for',
    UNTIL_END,
    HOUR,
    msg('after how long it goes on; good = never'),
    FOR_GOOD,
  ),
  slowFactor: quantity('number', 'factor', 10, 1, 10_000, msg('how many times as long bytes take')),
  slowFor: duration('for', UNTIL_END, HOUR, msg('how long the line stays slow'), FOR_GOOD),
  client: count(
    'client',
    1,
    1,
    8_000_000,
    msg('which of these clients, counted from 1; all without it'),
  ),
  unplugFor: duration('for', UNTIL_END, HOUR, msg('how long nothing gets through'), FOR_GOOD),
  processes: count('processes', 2, 1, 1_000, msg('how many other processes compute there')),
  busyFor: duration('for', 2 * SECOND, HOUR, msg('how long they compute'), FOR_GOOD),
} as const satisfies Record<string, Field<number>>;

/** All tables by the part of a scenario that they describe: what knobs and the reference are made from. */
export const SETTINGS = {
  scenario: SCENARIO,
  host: HOST,
  population: POPULATION,
  link: LINK,
  pace: PACE,
  open: OPEN,
  closed: CLOSED,
  arrival: ARRIVAL,
  front: { ...EVERY_FRONT, ...FRONTS.nginx.settings },
  apache: { ...EVERY_FRONT, ...FRONTS.apache.settings },
  iis: { ...EVERY_FRONT, ...FRONTS.iis.settings },
  upstream: UPSTREAM,
  tls: TLS,
  limit_req: LIMIT_REQ,
  proxy_cache: PROXY_CACHE,
  socket: SOCKET,
  app: { ...EVERY_APP, ...APP_SERVERS.gunicorn.settings },
  uwsgi: { ...EVERY_APP, ...APP_SERVERS.uwsgi.settings },
  mod_wsgi: { ...EVERY_APP, ...APP_SERVERS.mod_wsgi.settings },
  cherrypy: { ...EVERY_APP, ...APP_SERVERS.cherrypy.settings },
  runserver: { ...EVERY_APP, ...APP_SERVERS.runserver.settings },
  flask: { ...EVERY_APP, ...APP_SERVERS.flask.settings },
  route: ROUTE,
  span: SPAN,
  database: POSTGRESQL,
  mysql: MYSQL,
  sqlite: SQLITE,
} as const;
