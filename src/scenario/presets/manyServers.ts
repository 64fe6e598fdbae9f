import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../writeScenario.ts';

const VISITORS = [{ name: 'visitors', asks: 'home', arrivals: { every: '50ms' } }] as const;
const HOME = [{ name: 'home', response: '20kB', wait: '60ms' }] as const;

/** Several app servers, and servers on several hosts. */
export const MANY_SERVERS = {
  'two-app-servers': {
    title: msg('Two app servers take turns'),
    duration: '5s',
    clients: VISITORS,
    app: { instances: 2, workers: 2 },
    database: 'none',
    routes: HOME,
  },
  'one-of-two-stops': {
    title: msg('One of two app servers stops'),
    duration: '20s',
    clients: VISITORS,
    front: { upstream: { max_fails: 1, fail_timeout: '5s' } },
    app: { instances: 2, workers: 2 },
    database: 'none',
    routes: HOME,
    script: [
      { at: '2s', 'stop-app': 2 },
      { at: '6s', 'start-app': 2 },
    ],
  },
  'app-far-away': {
    title: msg('nginx here, Gunicorn far away'),
    duration: '5s',
    hosts: { edge: { cores: 2 }, web: { cores: 2 } },
    clients: VISITORS,
    front: { host: 'edge' },
    socket: { rtt: '40ms' },
    app: { host: 'web', worker_class: 'gthread', workers: 2, threads: 8, keepalive: '5s' },
    database: 'none',
    routes: HOME,
  },
  'app-far-away-pooled': {
    title: msg('The same with an upstream block that keeps connections'),
    duration: '5s',
    hosts: { edge: { cores: 2 }, web: { cores: 2 } },
    clients: VISITORS,
    front: { host: 'edge', upstream: { keepalive: 8 } },
    socket: { rtt: '40ms' },
    app: { host: 'web', worker_class: 'gthread', workers: 2, threads: 8, keepalive: '5s' },
    database: 'none',
    routes: HOME,
  },
} as const satisfies Record<string, WrittenScenario>;
