import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../writeScenario.ts';

/** Eight who come together. */
const EIGHT = Array.from({ length: 8 }, (_, k) => ({ at: `${20 + 2 * k}ms` }));

/** What waits for a database, and how long. */
export const DATABASE = {
  // Four who want the same row fill four workers: one works, three wait in the database.
  'one-row-for-all': {
    title: msg('Everybody wants the same row'),
    duration: '4s',
    clients: [
      {
        name: 'buyers',
        asks: 'buy',
        arrivals: [{ at: '20ms' }, { at: '22ms' }, { at: '24ms' }, { at: '26ms' }],
      },
      { name: 'visitors', asks: 'home', arrivals: { every: '250ms', from: '100ms' } },
    ],
    app: { workers: 4 },
    routes: [
      { name: 'home', response: '20kB', queries: 1 },
      {
        name: 'buy',
        method: 'POST',
        path: '/buy',
        response: '2kB',
        wait: '500ms',
        queries: 2,
        locks: 'the last ticket',
        writes: true,
      },
    ],
  },
  // Each buyer has the row for half a second; the sixth would wait for 2.5 s.
  'mysql-lock-wait': {
    title: msg('A queue for one row of MySQL'),
    duration: '6s',
    clients: [{ name: 'buyers', asks: 'buy', arrivals: EIGHT }],
    app: { workers: 8 },
    routes: [
      { name: 'buy', method: 'POST', wait: '500ms', queries: 1, locks: 'stock', writes: true },
    ],
    database: { server: 'mysql', innodb_lock_wait_timeout: '2s' },
  },
  'sqlite-writers': {
    title: msg('Eight writers and one SQLite file'),
    duration: '6s',
    clients: [{ name: 'writers', asks: 'save', arrivals: EIGHT }],
    app: { workers: 8 },
    routes: [{ name: 'save', method: 'POST', wait: '500ms', queries: 1, writes: true }],
    database: { server: 'sqlite', timeout: '2s' },
  },
  // 16 threads, and 13 − 3 reserved = 10 connections.
  'connections-starve': {
    title: msg('Kept connections leave none for others'),
    duration: '6s',
    clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '60/s' } }],
    app: { worker_class: 'gthread', workers: 4, threads: 4 },
    routes: [{ name: 'home', response: '20kB', wait: '150ms', queries: 1 }],
    database: { max_connections: 13, CONN_MAX_AGE: 'none' },
  },
  'slow-database': {
    title: msg('A database that is slow for two seconds'),
    duration: '10s',
    clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '60/s' } }],
    app: { workers: 3 },
    routes: [{ name: 'home', response: '20kB', queries: 4, query: '5ms' }],
    database: { CONN_MAX_AGE: '60s' },
    script: [{ at: '2s', 'slow-database': { factor: 10, for: '2s' } }],
  },
  'many-queries': {
    title: msg('One query, or a hundred and one'),
    duration: '4s',
    clients: [
      { name: 'joined', asks: 'joined', arrivals: [{ at: '20ms' }] },
      { name: 'looped', asks: 'looped', arrivals: [{ at: '2s' }] },
    ],
    app: { workers: 1 },
    routes: [
      { name: 'joined', path: '/joined', queries: 1, query: '4ms' },
      { name: 'looped', path: '/looped', queries: 101, query: '1ms' },
    ],
    database: { rtt: '500us' },
  },
} as const satisfies Record<string, WrittenScenario>;
