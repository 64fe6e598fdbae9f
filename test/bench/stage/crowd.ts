import type { Scene, Token } from '../../../src/insight/scene/scene.ts';
import type { Gunicorn, Scenario } from '../../../src/scenario/scenario.ts';
import { busyScene, population, scenario, token, waiting, worker } from '../../stage/scenes.ts';

const ROWS = 8;
const WORKERS = 64;
const QUEUE = 60;

/** Eight populations with several wires each and many workers: a street that shows hundreds of tokens one by one. */
export function crowdScenario(): Scenario {
  const base = scenario();
  const link = base.clients[0]?.link;
  if (!link) throw new Error('the hand-made scenario has no client');
  return {
    ...base,
    clients: Array.from({ length: ROWS }, (_, i) => population(`group ${i + 1}`, 40, link, 0)),
    app: { ...(base.app as Gunicorn), workers: WORKERS },
  };
}

/** The scene at a moment, made of `tokens` requests that all move: along wires, up in the queue, from worker to worker. */
export function crowdScene(tokens: number, atUs: number): Scene {
  const beat = Math.floor(atUs / 150_000);
  const list: Token[] = [];
  const inQueue = Math.min(QUEUE, Math.floor(tokens * 0.2));
  const atWorkers = Math.min(WORKERS, Math.floor(tokens * 0.2));
  for (let i = 0; i < inQueue; i++)
    list.push({ ...waiting(i, (i + beat) % inQueue), population: i % ROWS });
  for (let i = 0; i < atWorkers; i++)
    list.push(
      token(i + inQueue, {
        place: 'worker',
        worker: (i * 7 + beat) % WORKERS,
        population: i % ROWS,
      }),
    );
  for (let i = inQueue + atWorkers; i < tokens; i++) {
    const progress = ((atUs / 1e6) * 0.6 + i * 0.37) % 1;
    list.push(
      token(i, {
        population: i % ROWS,
        client: i >> 3,
        progress,
        place: i % 2 ? 'to-front' : 'to-client',
      }),
    );
  }
  const base = busyScene();
  return {
    ...base,
    atUs,
    tokens: list,
    populations: Array.from({ length: ROWS }, (_, i) => ({
      population: i,
      name: `group ${i + 1}`,
      linkName: 'fibre',
      inFlight: 9,
      answered: 0,
      failed: 0,
    })),
    backlog: { ...base.backlog, requests: Array.from({ length: inQueue }, (_, i) => i) },
    workers: Array.from({ length: WORKERS }, (_, i) =>
      worker(i, { state: 'running', request: null, words: 'running home' }),
    ),
    counts: { ...base.counts, inFlight: tokens },
  };
}
