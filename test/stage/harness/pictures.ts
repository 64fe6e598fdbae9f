import type { Scene } from '../../../src/insight/scene/scene.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import type { StagePlan } from '../../../src/stage/plan.ts';
import { farm } from '../farm.ts';
import {
  busyScene,
  crowdedScene,
  FRONT,
  GUNICORN,
  NGINX,
  scenario,
  token,
  upload,
  worker,
} from '../scenes.ts';

export interface Picture {
  readonly plan?: StagePlan;
  readonly scenario: Scenario;
  readonly scene: Scene;
}

const states = ['running', 'reading', 'database', 'idle', 'writing'] as const;
const manyWorkers = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    worker(i, {
      state: states[i % 5] ?? 'idle',
      request: i % 5 === 3 ? null : 20 + i,
      heldByClient: i % 5 === 1,
    }),
  );

function withWorkers(n: number): Picture {
  const base = scenario();
  const workers = manyWorkers(n);
  const tokens = workers.flatMap((w) =>
    w.request === null
      ? []
      : [
          token(w.request, {
            place: 'worker',
            worker: w.worker,
            client: w.worker % 4,
            fare: w.heldByClient ? 'held' : 'moving',
          }),
        ],
  );
  return {
    scenario: { ...base, app: { ...GUNICORN, workers: n } },
    scene: { ...busyScene(), workers, tokens },
  };
}

export const pictures: Record<string, Picture> = {
  busy: {
    scenario: scenario({ front: { ...NGINX, proxy_request_buffering: false } }),
    scene: busyScene(),
  },
  buffered: {
    scenario: scenario(),
    scene: busyScene({
      tokens: [
        upload(3, 0, 180_000, { place: 'front', fare: 'slow' }),
        upload(6, 1, 495_000, { place: 'front', fare: 'slow' }),
        token(9, {
          place: 'ended',
          fare: 'answered',
          outcome: 'answered',
          status: 502,
          endUs: 4_100_000,
          client: 2,
        }),
        token(10, { place: 'to-client', fare: 'moving', status: 504, client: 1 }),
        token(11, {
          place: 'ended',
          fare: 'answered',
          outcome: 'answered',
          status: 200,
          endUs: 4_100_000,
          client: 3,
        }),
        token(12, { place: 'front', client: 0 }),
        token(7, { client: 0, place: 'worker', worker: 1, kind: 'api' }),
      ],
      front: {
        ...FRONT,
        requestBuffers: [
          { request: 3, bytes: 180_000, total: 900_000 },
          { request: 6, bytes: 495_000, total: 900_000 },
        ],
        responseBuffers: [
          { request: 20, bytes: 2_100_000, total: 2_400_000, inFileBytes: 2_059_000 },
        ],
        lastMatch: { location: 2, request: 12, atUs: 4_190_000 },
      },
      workers: [
        worker(0, { state: 'dead', words: 'killed by SIGKILL', sinceUs: 4_000_000 }),
        worker(1, { state: 'running', request: 7, words: 'running home' }),
        worker(2, { state: 'booting', words: 'booting' }),
      ],
      backlog: { requests: [], limit: 2048, oldestSinceUs: null, overflowed: 3 },
      counts: { arrived: 18, inFlight: 5, answered: 9, refused: 2, failed: 1, abandoned: 1 },
    }),
  },
  direct: {
    scenario: scenario({ front: null, database: null }),
    scene: busyScene({
      front: null,
      database: null,
      tokens: busyScene().tokens.filter(
        (t) => t.place !== 'door' && t.place !== 'front' && t.place !== 'database',
      ),
    }),
  },
  crowd: { scenario: scenario(), scene: crowdedScene(120, 90) },
  flood: { scenario: scenario(), scene: crowdedScene(420, 120) },
  farm: farm(),
  six: withWorkers(6),
  twelve: withWorkers(12),
  many: withWorkers(48),
};
