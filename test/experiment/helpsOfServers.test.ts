import { describe, expect, test } from 'vitest';
import { finish } from '../../src/experiment/experiment.ts';
import { whatHelps } from '../../src/experiment/helps.ts';
import { changedScenario } from '../../src/experiment/helpsWrite.ts';
import type { HelpVerdict } from '../../src/insight/causes/helpShape.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';

/** What would have helped, by the settings that each program has; and another program where one cannot do what is needed. */

const ROUTES = [
  { name: 'up', method: 'POST', path: '/up', body: '100kB', cpu: '0s' },
  { name: 'home', path: '/', cpu: '0s', wait: '20ms' },
  { name: 'slow', path: '/slow', cpu: '0s', wait: '3s' },
  { name: 'hang', path: '/hang', effect: 'hang' },
  { name: 'crash', path: '/crash', effect: 'crash' },
];
const at = (atMs: number, route: string, more: object = {}) => ({
  at: `${atMs}ms`,
  route,
  ...more,
});
const clients = (arrivals: object[], more: object = {}) => ({
  name: 'clients',
  link: 'loopback',
  arrivals,
  ...more,
});
const slowBodies = clients([at(0, 'up'), at(2, 'up')], { name: 'slow', pace: { bodyOver: '5s' } });
const hurried = clients([at(1000, 'home')], { name: 'hurried' });

const CASES: readonly {
  readonly name: string;
  readonly scenario: object;
  readonly request: number;
  readonly tried: Readonly<Record<string, HelpVerdict>>;
}[] = [
  {
    name: 'uWSGI held by slow uploads: processes, threads, or nginx in front',
    scenario: { app: { server: 'uwsgi', processes: 2 }, clients: [slowBodies, hurried] },
    request: 2,
    tried: {
      'processes 3': 'solves',
      'threads 4': 'solves',
      'front nginx': 'solves',
      'socket-timeout 1s': 'no difference',
    },
  },
  {
    name: 'runserver without threads: threads',
    scenario: { app: { server: 'runserver', threading: false }, clients: [slowBodies, hurried] },
    request: 2,
    tried: { 'threading on': 'solves', 'front nginx': 'solves' },
  },
  {
    name: 'CherryPy is gone: somebody who starts it again, or a view without its fault',
    scenario: {
      app: { server: 'cherrypy' },
      clients: [clients([at(0, 'crash'), at(2000, 'home')])],
    },
    request: 1,
    tried: { 'server gunicorn': 'solves', 'effect none': 'solves' },
  },
  {
    name: 'harakiri: a longer limit does not help against a view that hangs, a sooner one does who waits behind it',
    scenario: {
      front: 'nginx',
      app: { server: 'uwsgi', harakiri: '8s', protocol: 'socket' },
      clients: [clients([at(0, 'hang'), at(100, 'home')])],
    },
    request: 1,
    tried: { 'harakiri 2s': 'helps', 'effect none': 'solves', 'processes 2': 'solves' },
  },
  {
    name: 'a child that waits on a kept connection: closing it, or threads',
    scenario: {
      app: { server: 'mod_wsgi', mode: 'embedded', mpm: 'prefork', processes: 1 },
      clients: [clients([at(0, 'home', { client: 1 })], { keepAlive: true }), hurried],
    },
    request: 1,
    tried: { 'KeepAlive off': 'solves' },
  },
  {
    name: 'Apache streams what is beyond its prefix: nginx in its place collects all',
    scenario: { front: { server: 'apache' }, app: { workers: 2 }, clients: [slowBodies, hurried] },
    request: 2,
    tried: { 'front nginx': 'solves', 'workers 3': 'solves' },
  },
  {
    name: 'limit_req: a higher rate, or more who may come early',
    scenario: {
      front: { limit_req: { rate: '1/s' } },
      clients: [clients([at(0, 'home'), at(20, 'home')], { addresses: 'one' })],
    },
    request: 1,
    tried: { 'burst 10': 'solves', 'rate 4/s': 'no difference' },
  },
  {
    name: 'every thread of Apache taken: more of them',
    scenario: {
      front: { server: 'apache', MaxRequestWorkers: 2 },
      app: { workers: 4 },
      clients: [clients([at(0, 'slow'), at(2, 'slow'), at(100, 'home')])],
    },
    request: 2,
    tried: { 'MaxRequestWorkers 8': 'solves' },
  },
  {
    name: 'two round trips of TLS 1.2: 1.3',
    scenario: {
      front: { tls: { ssl_protocols: '1.2' } },
      clients: [clients([at(0, 'home')], { link: { rtt: '200ms' } })],
    },
    request: 0,
    tried: { 'ssl_protocols 1.3': 'helps' },
  },
];

function scenarioOf(written: object): Scenario {
  const scenario = parseScenario({
    duration: '12s',
    database: 'none',
    front: 'none',
    routes: ROUTES,
    ...written,
  });
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return scenario;
}

describe.each(CASES)('$name', ({ scenario: written, request, tried }) => {
  const scenario = scenarioOf(written);
  const answer = finish(whatHelps({ scenario, request }));
  test('is tried, and found so', () => {
    const verdicts = Object.fromEntries(
      answer.tried.map((one) => [`${one.setting} ${one.to}`, one.verdict]),
    );
    expect(verdicts).toMatchObject(tried);
  });
  test('each is a scenario that can be written, with a setting that is not so already', () => {
    for (const one of answer.tried) {
      const changed = parseScenario(changedScenario(writeScenario(scenario), one.path, one.value));
      expect(isProblems(changed), `${one.setting} ${one.to}`).toBe(false);
      expect(one.to).not.toBe(one.from);
      expect(one.words).not.toMatch(/undefined|NaN|null/);
    }
  });
});
