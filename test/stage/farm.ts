import type { Scene, Token } from '../../src/insight/scene/scene.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { planOf, type StagePlan } from '../../src/stage/plan.ts';
import { busyScene, FRONT, NGINX, processView, scenario, token, worker } from './scenes.ts';

const FRONTS = 5;
const SERVERS = 6;
const WORKERS = 2;

/** Five front servers, six app servers on two hosts, one database on a third: more than a scenario can say today. */
export function farm(): { scenario: Scenario; plan: StagePlan; scene: Scene } {
  const base = scenario();
  const gunicorn = { ...base.app, workers: WORKERS, instances: SERVERS };
  const plan = planOf({
    fronts: Array.from({ length: FRONTS }, (_, front) => ({
      front,
      name: `nginx ${front + 1}`,
      host: 0,
      nginx: NGINX,
    })),
    socket: base.socket,
    servers: Array.from({ length: SERVERS }, (_, instance) => ({
      instance,
      name: `app ${instance + 1}`,
      host: instance < SERVERS / 2 ? 1 : 2,
      gunicorn,
    })),
    database: base.database?.kind === 'postgresql' ? { ...base.database, host: 3 } : null,
  });
  const tokens: Token[] = [
    token(1, { place: 'front', front: 1 }),
    token(2, { place: 'door', front: 3, kind: 'static' }),
    token(3, { place: 'worker', worker: 7, process: 7, instance: 3 }),
    token(4, { place: 'backlog', fare: 'waiting', instance: 5, queuePosition: 0 }),
    token(5, { progress: 0.4, client: 1 }),
  ];
  return {
    scenario: { ...base, app: gunicorn },
    plan,
    scene: busyScene({
      tokens,
      fronts: Array.from({ length: FRONTS }, (_, i) => ({
        ...FRONT,
        connections: 10 + i,
        responseBuffers: [],
        lastMatch: i === 1 ? { location: 2, request: 1, atUs: 4_190_000 } : null,
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
      hosts: ['edge', 'app-a', 'app-b', 'data'].map((name, host) => ({
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
