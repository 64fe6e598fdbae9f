import type { Scene, Token } from '../../src/insight/scene/scene.ts';
import { parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { type StagePlan, stagePlan } from '../../src/stage/plan.ts';
import { busyScene, FRONT, processView, token, worker } from './scenes.ts';

const FRONTS = 5;
const SERVERS = 6;
const WORKERS = 2;

/** Five front servers on one host, six app servers on two, one database on a fourth. */
const WRITTEN = {
  title: 'A farm',
  duration: '10s',
  hosts: Object.fromEntries(['edge', 'app-a', 'app-b', 'data'].map((host) => [host, { cores: 4 }])),
  clients: [
    { name: 'visitors', asks: 'home', arrivals: { count: 4, think: '500ms' } },
    { name: 'phones', asks: 'home', arrivals: { count: 2, think: '500ms' }, link: 'slow-3g' },
  ],
  front: { instances: FRONTS, host: 'edge', upstream: { weights: [2, 1, 1, 1, 1, 1] } },
  app: { instances: SERVERS, hosts: ['app-a', 'app-b'], workers: WORKERS },
  routes: [{ name: 'home', queries: 2 }],
  database: { host: 'data' },
};

export function farmScenario(): Scenario {
  const read = parseScenario(WRITTEN);
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return read as Scenario;
}

/** A moment of that farm: one server is stopped, one left alone by the fronts, one has a queue; a front is down. */
export function farm(): { scenario: Scenario; plan: StagePlan; scene: Scene } {
  const scenario = farmScenario();
  const tokens: Token[] = [
    token(1, { place: 'front', front: 1 }),
    token(2, { place: 'door', front: 3, kind: 'static' }),
    token(3, { place: 'worker', worker: 7, process: 7, instance: 3 }),
    token(4, { place: 'backlog', fare: 'waiting', instance: 5, queuePosition: 0 }),
    token(5, { progress: 0.4, client: 1 }),
  ];
  return {
    scenario,
    plan: stagePlan(scenario),
    scene: busyScene({
      tokens,
      fronts: Array.from({ length: FRONTS }, (_, i) => ({
        ...FRONT,
        up: i !== 2,
        connections: 10 + i,
        responseBuffers: [],
        lastMatch: i === 1 ? { location: 0, request: 1, atUs: 4_190_000 } : null,
      })),
      instances: Array.from({ length: SERVERS }, (_, instance) => ({
        instance,
        up: instance !== 2,
        sinceUs: 0,
        downUntilUs: instance === 4 ? 9_000_000 : null,
        pool: instance,
        backlog: {
          requests: instance === 5 ? [4] : [],
          oldestSinceUs: instance === 5 ? 3_900_000 : null,
        },
        lastSignal: null,
      })),
      processes: Array.from({ length: SERVERS * WORKERS }, (_, p) =>
        processView(p, { instance: Math.floor(p / WORKERS) }),
      ),
      workers: Array.from({ length: SERVERS * WORKERS }, (_, w) =>
        worker(w, w === 7 ? { state: 'running', request: 3, words: 'running home' } : {}),
      ),
      hosts: scenario.hosts.map(({ name }, host) => ({
        host,
        name,
        cores: 4,
        wanting: host + 1,
        others: 0,
        unplugged: host === 2,
        busy: Math.min(4, host + 1),
        memory: null,
      })),
    }),
  };
}
