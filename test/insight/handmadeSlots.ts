import type { Run } from '../../src/insight/shapes.ts';
import { NONE } from '../../src/recording/vocabulary.ts';
import type { Gunicorn, Scenario } from '../../src/scenario/scenario.ts';
import { traitsOf } from '../../src/scenario/servers/appServers.ts';
import { gunicorn, Hand, nginx, page, population, postgresql, scenario } from './handmade.ts';

/** Recordings by hand of app servers whose processes deal with several requests at once, or which are several. */

export const withApp = (over: Partial<Gunicorn>, more: Partial<Scenario> = {}): Scenario =>
  scenario({ ...more, app: { ...gunicorn, ...over } });

/** A hand whose processes have `each` slots, the same number in every instance. */
export function slotted(s: Scenario, each: number): Hand {
  const { processes } = traitsOf(s.app);
  const hand = new Hand(s, processes * s.app.instances);
  for (let process = 0; process < processes * s.app.instances; process++)
    for (let nth = 0; nth < each; nth++)
      hand.run.slots.push({ instance: Math.floor(process / processes), process, nth });
  return hand;
}

export const THREADED = withApp({ worker_class: 'gthread', workers: 1, threads: 2 });

/**
 * One process with two threads: #1 and #2 run from 4 ms, #3 and #4 are accepted and wait for a thread; at 104 ms #3 follows on #1's thread. #5's
 * connection sends nothing and is parked. #4 gets its thread when #2 is done at 154 ms.
 */
export function pooledBehindThreads(): Run {
  const hand = slotted(THREADED, 2);
  const [a, b, c, d] = [0, 0, 0, 0].map(() => hand.toBacklog(0)) as [
    number,
    number,
    number,
    number,
  ];
  hand.served(a, 0, 4_000, 104_000);
  hand.served(b, 1, 4_000, 154_000);
  hand.event(4_000, 'connection/pooled', c, 0, 1).event(4_000, 'connection/pooled', d, 0, 2);
  hand.served(c, 0, 104_000, 204_000).served(d, 1, 154_000, 254_000);
  const e = hand.toBacklog(300_000);
  hand
    .taken(e, 0, 304_000)
    .event(504_000, 'connection/parked', e, 0, 200_000)
    .event(504_000, 'worker/released', e, 0, 200_000);
  return hand.done(1_000_000);
}

/** A process that dies of SIGKILL at 50 ms with #1 and #2 in its threads and #3 in its queue. */
export function killedWithThree(): Run {
  const hand = slotted(THREADED, 2);
  const [a, b, c] = [0, 0, 0].map(() => hand.toBacklog(0)) as [number, number, number];
  for (const [slot, r] of [a, b].entries())
    hand
      .taken(r, slot, 4_000)
      .event(4_000, 'worker/received', r, slot)
      .event(4_000, 'view/entered', r, slot);
  hand
    .event(4_000, 'connection/pooled', c, 0, 1)
    .event(50_000, 'worker/killed', NONE, 0, 9)
    .event(50_000, 'worker/exited', NONE, 0, 0);
  for (const r of [a, b, c]) hand.event(51_000, 'request/failed', r, NONE, 1);
  hand.event(60_000, 'worker/forked', NONE, 0, 105).event(560_000, 'worker/booted', NONE, 0, 105);
  return hand.done(1_000_000);
}

/** Two requests that want the row “stock”: #1 has it from 10 ms to 110 ms, #2 waits from 20 ms on. */
export function waitingForRow(): Run {
  const route = { ...page, name: 'buy', path: '/buy', queries: 1, locks: 'stock' };
  const hand = new Hand(scenario({ database: postgresql, routes: [route] }));
  for (const [w, at] of [
    [0, 10_000],
    [1, 20_000],
  ] as const) {
    const r = hand.toBacklog(at - 6_000);
    hand
      .taken(r, w, at)
      .event(at, 'worker/received', r, w)
      .event(at, 'view/entered', r, w)
      .event(at, 'session/connecting', r, w)
      .event(at, 'session/connected', r, w, 1)
      .event(at, 'query/started', r, w, 1);
  }
  hand
    .event(10_000, 'lock/taken', 0, 0, 0)
    .event(12_000, 'query/finished', 0, 0, 1)
    .event(20_000, 'lock/waiting', 1, 1, 1)
    .event(110_000, 'lock/released', 0, 0, 1)
    .event(110_000, 'lock/taken', 1, 1, 90_000)
    .event(112_000, 'query/finished', 1, 1, 1)
    .event(212_000, 'lock/released', 1, 1, 0)
    .event(212_000, 'session/closed', NONE, 1, 0);
  hand.answered(0, 0, 110_000).answered(1, 1, 212_000);
  return hand.done(1_000_000);
}

/** Two app servers of one worker; the first fails #1, nginx sends it to the second and leaves the first alone for 10 s. */
export function sentAgain(): Run {
  const s = withApp(
    { workers: 1, instances: 2 },
    {
      front: {
        ...nginx,
        upstream: {
          method: 'round_robin',
          weights: [],
          keepalive: 8,
          keepalive_timeoutUs: 60_000_000,
          keepalive_requests: 1_000,
          max_fails: 1,
          fail_timeoutUs: 10_000_000,
        },
      },
    },
  );
  const hand = slotted(s, 1);
  const r = hand.toHead(0, 0, 0);
  hand
    .event(3_000, 'upstream/chosen', r, 0, 0)
    .event(3_000, 'upstream/connected', r)
    .event(3_000, 'socket/queued', r, NONE, 1)
    .event(4_000, 'worker/accepted', r, 0, 0)
    .event(4_000, 'worker/received', r, 0)
    .event(4_000, 'view/entered', r, 0)
    .event(5_000, 'worker/killed', r, 0, 9)
    .event(5_000, 'worker/exited', r, 0, 0)
    .event(5_000, 'upstream/retried', r, 0, 0)
    .event(5_000, 'upstream/down', r, 0, 10_000_000)
    .event(5_000, 'upstream/chosen', r, 1, 1)
    .event(5_000, 'upstream/connected', r)
    .event(5_000, 'socket/queued', r, NONE, 1)
    .event(9_000, 'worker/accepted', r, 1, 0)
    .event(9_000, 'worker/received', r, 1)
    .event(9_000, 'view/entered', r, 1)
    .answered(r, 1, 109_000)
    .event(109_000, 'upstream/kept', r, 1, 1)
    .event(20_000_000, 'app/stopped', NONE, 0);
  return hand.done(30_000_000);
}

/** A client who asks twice over one connection, straight to a gthread process; the connection is then idle and expires. */
export function askedTwice(): Run {
  const s = withApp(
    { worker_class: 'gthread', workers: 1, threads: 2 },
    { front: null, clients: [population({ keepAlive: true })] },
  );
  const hand = slotted(s, 2);
  const [a, b] = [hand.request(0, 0), hand.request(0, 0)];
  hand
    .event(0, 'request/started', a, 0)
    .event(1_000, 'socket/queued', a, NONE, 1)
    .event(2_000, 'connection/established', a, 0)
    .event(2_000, 'request/sending', a, 0)
    .event(2_000, 'worker/accepted', a, 0, 0);
  const serve = (r: number, at: number): void => {
    hand
      .event(at, 'worker/received', r, 0)
      .event(at, 'view/entered', r, 0)
      .event(at + 50_000, 'view/left', r, 0, 200)
      .event(at + 50_000, 'response/writing', r, 0, 20_000)
      .event(at + 50_000, 'response/written', r, 0)
      .event(at + 50_000, 'worker/released', r, 0, 50_000)
      .event(at + 51_000, 'response/begun', r)
      .event(at + 51_000, 'request/answered', r, 0, 200)
      .event(at + 51_000, 'connection/kept', r, 0, 2_000_000);
  };
  serve(a, 3_000);
  hand
    .event(100_000, 'request/started', b, 0)
    .event(100_000, 'connection/reused', b, 0, 1)
    .event(100_000, 'request/sending', b, 0)
    .event(101_000, 'connection/pooled', b, 0, 1)
    .event(101_000, 'worker/accepted', b, 0, 0);
  serve(b, 102_000);
  hand.event(2_153_000, 'connection/expired', b, 0, 2_000_000);
  return hand.done(3_000_000);
}

/** A gevent process: greenlets come with need. #1 and #2 run together, #3 comes when both are done. */
export function greenlets(): Run {
  const hand = slotted(withApp({ worker_class: 'gevent', workers: 1 }), 2);
  const [a, b] = [hand.toBacklog(0), hand.toBacklog(0)];
  hand.served(a, 0, 4_000, 104_000).served(b, 1, 4_000, 104_000);
  const c = hand.toBacklog(200_000);
  return hand.served(c, 0, 204_000, 304_000).done(1_000_000);
}
