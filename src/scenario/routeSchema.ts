/** Settings of the Django app’s URLs and of their named parts. */
import { msg } from '../language/t.ts';
import type { Table } from './fields.ts';
import {
  bytes,
  choice,
  count,
  duration,
  flag,
  GIB,
  HOUR,
  MS,
  name,
  quantity,
  text,
} from './makeField.ts';
import type { Route, Span } from './scenario.ts';

export const ROUTE: Table<Omit<Route, 'spans'>> = {
  name: name('name', 'route', msg('what to call it')),
  method: choice('method', 'GET', ['GET', 'POST', 'PUT', 'DELETE'], msg('the HTTP method')),
  path: text('path', '/', 200, msg('the path that is asked for'), {
    pattern: /^\/[!-~]*$/,
    looksLike: msg('a path such as /profile/photo, without spaces'),
  }),
  isStatic: flag('static', false, msg('a file under STATIC_ROOT')),
  bodyBytes: bytes('body', 0, 10 * GIB, msg('size of the request body')),
  responseBytes: bytes('response', 10_000, 10 * GIB, msg('size of the answer’s body')),
  contentType: text('type', 'text/html; charset=utf-8', 100, msg('Content-Type of the answer'), {
    pattern: /^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w.-]+)?$/,
    looksLike: msg('a content type such as text/html; charset=utf-8'),
  }),
  cpuUs: duration('cpu', 4 * MS, HOUR, msg('Python’s own work')),
  waitUs: duration(
    'wait',
    0,
    HOUR,
    msg('time the view waits for something outside: another service, a lock, a sleep'),
  ),
  waitIs: choice(
    'waitIs',
    'fixed',
    ['fixed', 'exponential'],
    msg('always the same, or random with this mean'),
  ),
  queries: count('queries', 0, 0, 1_000, msg('database queries, one after another')),
  queryUs: duration('query', MS, HOUR, msg('the database’s work for one query')),
  effect: choice(
    'effect',
    'none',
    ['none', 'crash', 'segv', 'sigkill', 'hang', 'hang-hard', 'spin'],
    msg(
      'what the view does to its own process: ends it, waits for ever, or computes for ever (spin)',
    ),
  ),
  isAsync: flag('async', false, msg('async def: an asgi worker runs it on its event loop')),
  locks: text('locks', '', 60, msg('the row that its first query locks until the view is over'), {
    looksLike: msg('the name of a row of up to 60 characters, or none'),
    named: { none: '' },
  }),
  writes: flag('writes', false, msg('its queries write: SQLite lets one writer in at a time')),
  isCacheable: flag(
    'cacheable',
    true,
    msg('a cache in front may keep its answer: no Set-Cookie, nothing private'),
  ),
  compressesTo: quantity(
    'number',
    'compressesTo',
    0.25,
    0.001,
    1,
    msg('what gzip leaves of its answer, as a share'),
  ),
  memoryBytes: bytes('memory', 0, 100 * GIB, msg('what the process needs on top meanwhile')),
};

/** A named part of a route. */
export const SPAN: Table<Span> = {
  kind: choice(
    'kind',
    'view',
    ['middleware', 'urls', 'view', 'orm', 'template'],
    msg('which part of Django it belongs to'),
  ),
  name: text('name', 'view', 60, msg('what to call it')),
  cpuUs: duration('cpu', 0, HOUR, msg('Python’s own work in it')),
  waitUs: duration('wait', 0, HOUR, msg('time it waits for something outside')),
  queries: count('queries', 0, 0, 1_000, msg('its database queries, one after another')),
  queryUs: duration('query', 0, HOUR, msg('the database’s work for one of them')),
};
