import { expect, test } from 'vitest';
import { sceneAt } from '../../../src/insight/scene/sceneAt.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { scenarioOf } from '../../sim/runs.ts';

const ROUTES = [{ name: 'home', cpu: '1ms', wait: '400ms' }];
const at = (seconds: number, written: object) =>
  sceneAt(
    simulate(
      scenarioOf({
        duration: '4s',
        seed: 3,
        hosts: { lab: { cores: 8 } },
        database: 'none',
        routes: ROUTES,
        ...written,
      }),
    ),
    seconds * 1e6,
  );
const each = (every: string, extra: object = {}) => [
  { name: 'v', asks: 'home', link: 'loopback', arrivals: { every, until: '1s' }, ...extra },
];

test('who comes too soon stands at the limit until its turn', () => {
  const { tokens } = at(0.45, {
    clients: each('100ms', { addresses: 'one' }),
    front: { limit_req: { rate: '2/s', burst: 10 } },
  });
  const waiting = tokens.filter((t) => t.station === 'limit');
  expect(waiting.length).toBeGreaterThan(1);
  expect(new Set(waiting.map((t) => `${t.place} ${t.fare}`))).toEqual(new Set(['front waiting']));
  expect(waiting[0]?.words).toMatch(/goes on in/);
});

test('one fetches, the others stand at the cache; what is stored is fresh for a while', () => {
  const written = {
    clients: each('50ms'),
    routes: [{ ...ROUTES[0], cacheable: true }],
    front: { proxy_cache: { proxy_cache_lock: 'on', proxy_cache_valid: '1s' } },
    app: { workers: 4 },
  };
  const { tokens, workers } = at(0.35, written);
  expect(workers.filter((w) => w.request !== null)).toHaveLength(1);
  expect(tokens.filter((t) => t.station === 'cache').length).toBeGreaterThan(3);
  const [front] = at(0.95, written).fronts;
  expect(front?.cacheStored).toBe(1);
  expect(front?.cacheFreshUntilUs).toBeGreaterThan(950_000);
  expect(front?.cacheHits).toBeGreaterThan(0);
});

test('a handshake goes to and fro once a round trip, and the request sets out behind it', () => {
  const link = { rtt: '200ms', up: '10Mbit/s', down: '10Mbit/s' };
  const written = {
    clients: [{ name: 'v', asks: 'home', link, arrivals: [{ at: '0s' }] }],
    front: { tls: { ssl_protocols: '1.2' } },
  };
  // Connected at 200 ms; two round trips of TLS 1.2 until 600 ms.
  const shares = [0.21, 0.3, 0.39, 0.5].map((s) => at(s, written).tokens[0]);
  expect(shares.map((t) => t?.station)).toEqual(['tls', 'tls', 'tls', 'tls']);
  expect(shares[1]?.progress).toBeGreaterThan(0.9);
  expect(shares[0]?.progress).toBeLessThan(0.2);
  expect(shares[2]?.progress).toBeLessThan(0.2);
  const sent = at(0.62, written).tokens[0];
  expect([sent?.station, sent?.place]).toEqual([undefined, 'to-front']);
  expect(sent?.progress).toBeLessThan(0.5);
});

test('with all of Apache’s threads busy, requests stand in its waiting room', () => {
  const { tokens } = at(0.5, {
    clients: each('50ms'),
    front: { server: 'apache', MaxRequestWorkers: 2 },
    app: { workers: 8 },
  });
  const room = tokens.filter((t) => t.station === 'room');
  expect(room.length).toBeGreaterThan(2);
  expect(room[0]?.words).toBe('connected; waits for a thread of Apache');
});

test('a child that keeps a connection waits for its next request, and is held by no slow client', () => {
  const { workers } = at(0.8, {
    clients: [
      {
        name: 'v',
        asks: 'home',
        link: 'loopback',
        keepAlive: true,
        arrivals: { count: 1, think: '10s' },
      },
    ],
    front: 'none',
    app: { server: 'mod_wsgi', mode: 'embedded', mpm: 'prefork', processes: 2 },
  });
  const kept = workers.filter((w) => w.awaits);
  expect(kept).toHaveLength(1);
  expect(kept[0]?.heldByClient).toBe(false);
  expect(kept[0]?.words).toMatch(/^waits for the next request of #1/);
});
