import { type Dice, maybe, type Written } from './dice.ts';

/** One population, of at most 45 visits and files in all groups together. */
export function randomClients(
  dice: Dice,
  name: string,
  routes: readonly string[],
  durationMs: number,
  groups: number,
): Written {
  const assets = dice.chance(0.3)
    ? dice.some(routes, Math.min(3, dice.whole(1, routes.length)))
    : [];
  const most = Math.max(1, Math.floor(45 / groups / (1 + assets.length)));
  return {
    name,
    ...(assets.length > 0 ? { assets } : {}),
    ...maybe(dice, 0.7, {
      link: () => randomLink(dice),
      asks: () => randomAsks(dice, routes),
      pace: () => randomPace(dice),
    }),
    ...maybe(dice, 0.3, {
      patience: () => dice.pick(['never', '50ms', '800ms', '3s']),
      closes: () => dice.chance(0.4),
      keepAlive: () => dice.chance(0.8),
      connections: () => dice.pick([1, 2, 6]),
      retries: () => dice.whole(0, 2),
      backoff: () => dice.pick(['0s', '50ms', '1s']),
    }),
    ...maybe(dice, 0.2, {
      addresses: () => dice.pick(['one', 'network', 'each']),
      http2: () => dice.chance(0.5),
      window: () => dice.pick(['64KiB', '6MiB']),
      resumes: () => dice.chance(0.5),
    }),
    arrivals: randomArrivals(dice, routes, durationMs, most),
  };
}

function randomAsks(dice: Dice, routes: readonly string[]): unknown {
  const some = dice.some(routes, dice.whole(1, routes.length));
  if (dice.chance(0.3)) return some[0];
  return dice.chance(0.5)
    ? some
    : Object.fromEntries(some.map((name) => [name, dice.pick([0.5, 1, 3])]));
}

function randomLink(dice: Dice): unknown {
  if (dice.chance(0.6)) return dice.pick(['loopback', 'fibre', '4g', 'slow-3g', 'dribble']);
  return maybe(dice, 0.7, {
    rtt: () => dice.pick(['0s', '150us', '40ms', '0.9s']),
    up: () => dice.pick(['4kB/s', '20Mbit/s', 'unlimited']),
    down: () => dice.pick(['9kB/s', '50Mbit/s', 'unlimited']),
    burst: () => dice.pick(['0B', '5kB', '1MB']),
    sendBuffer: () => dice.pick(['16KiB', '87kB', '3.4MB']),
    receiveBuffer: () => dice.pick(['4KiB', '64KiB', '128KiB']),
  });
}

function randomPace(dice: Dice): Written {
  return maybe(dice, 0.4, {
    headOver: () => dice.pick(['0s', '300ms', '5s']),
    bodyOver: () => dice.pick(['0s', '700ms', '5s']),
    stops: () => dice.pick(['none', 'before-head', 'mid-head', 'mid-body']),
    readRate: () => dice.pick(['unlimited', '10kB/s', '1.5MB/s']),
    readEvery: () => dice.pick(['10ms', '50ms', '1s']),
    readDelay: () => dice.pick(['0s', '400ms', '4s']),
  });
}

function randomArrivals(
  dice: Dice,
  routes: readonly string[],
  durationMs: number,
  most: number,
): unknown {
  const requests = dice.whole(1, most);
  switch (dice.pick(['list', 'rate', 'every', 'closed'])) {
    case 'list':
      return Array.from({ length: requests }, () => ({
        at: `${dice.chance(0.3) ? dice.whole(0, Math.min(20, durationMs)) : dice.whole(0, durationMs)}ms`,
        ...maybe(dice, 0.2, {
          route: () => dice.pick(routes),
          wait: () => dice.pick(['0s', '100ms', '2s']),
          body: () => dice.pick(['0B', '5kB', '900kB', '2MB']),
          link: () => randomLink(dice),
          pace: () => randomPace(dice),
          patience: () => dice.pick(['never', '300ms', '6s']),
          client: () => dice.whole(0, 3),
        }),
      }));
    case 'closed': {
      const count = dice.whole(1, Math.min(6, requests));
      return {
        count,
        requestsEach: Math.max(1, Math.floor(requests / count)),
        ...maybe(dice, 0.6, {
          think: () => dice.pick(['0s', '30ms', '1s']),
          thinkIs: () => dice.pick(['fixed', 'exponential']),
        }),
      };
    }
    case 'every': {
      const from = dice.whole(0, Math.floor(durationMs / 2));
      return {
        every: `${Math.max(1, Math.ceil((durationMs - from) / requests))}ms`,
        from: `${from}ms`,
      };
    }
    default:
      return {
        rate: `${Math.max(1, Math.floor((requests * 60_000) / durationMs / 1.3))}/min`,
        ...maybe(dice, 0.4, {
          spacing: () => dice.pick(['poisson', 'uniform']),
          from: () => `${dice.whole(0, Math.floor(durationMs / 2))}ms`,
          until: () => `${dice.whole(Math.floor(durationMs / 2) + 1, durationMs)}ms`,
        }),
      };
  }
}
