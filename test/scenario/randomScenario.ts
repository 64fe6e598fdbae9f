/**
 * Scenarios by the thousand for property tests and for shaking the engine: valid, small (at most about 60 requests and
 * 20 s), and bent on trouble: tiny backlogs, short timeouts, few connections, clients that stop half-way.
 */

/** A stream of chance that follows from its seed alone. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  }
  /** Uniform in [0, 1). mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  /** Whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }
  chance(of: number): boolean {
    return this.next() < of;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.whole(0, items.length - 1)] as T;
  }
  /** `count` different items in their order. */
  some<T>(items: readonly T[], count: number): T[] {
    const left = items.map((_, index) => index);
    while (left.length > count) left.splice(this.whole(0, left.length - 1), 1);
    return left.map((index) => items[index] as T);
  }
}

type Written = Record<string, unknown>;

/** The settings that a die lets stand: each with the probability given, otherwise left to its default. */
function maybe(
  dice: Dice,
  probability: number,
  settings: Readonly<Record<string, () => unknown>>,
): Written {
  const out: Written = {};
  for (const [key, make] of Object.entries(settings))
    if (dice.chance(probability)) out[key] = make();
  return out;
}

const LOCATIONS = [
  { match: '/static/', static: '/srv/static' },
  { match: '/', proxy: true },
  { match: '= /health', return: 200 },
  { match: '^~ /media/', static: '/srv/media' },
  { match: '~ \\.(css|js)$', static: '/srv/static' },
  { match: '~* ^/API/', proxy: true },
  { match: '/old/', return: 410 },
];

/** The written form of scenario number `seed`; `parseScenario` accepts every one of them. */
export function randomScenario(seed: number): Written {
  const dice = new Dice(seed);
  const durationMs = dice.whole(300, 20_000);
  const hasFront = dice.chance(0.7);
  const hasDatabase = dice.chance(0.7);
  const hosts = dice.pick([['web', 'db'], ['web', 'db'], ['box'], ['edge', 'web', 'db']]);
  const routes = randomRoutes(dice, hasDatabase);
  const names = routes.map((route) => String(route.name));
  const groups = dice.some(['fast', 'slow', 'odd'], dice.whole(1, 3));
  const workers = dice.whole(1, 5);
  const clients = groups.map((name) => randomClients(dice, name, names, durationMs, groups.length));
  return {
    title: `Scenario ${seed}`,
    seed,
    duration: `${durationMs}ms`,
    ...maybe(dice, 0.3, { version: () => dice.pick(['current', 'classic']) }),
    hosts: Object.fromEntries(
      hosts.map((name) => [name, maybe(dice, 0.7, { cores: () => dice.whole(1, 4) })]),
    ),
    clients,
    front: hasFront ? randomFront(dice, hosts) : 'none',
    ...maybe(dice, 0.8, {
      socket: () => ({
        ...maybe(dice, 0.6, { kind: () => (hasFront ? dice.pick(['unix', 'tcp']) : 'tcp') }),
        ...maybe(dice, 0.7, { backlog: () => dice.pick([1, 2, 3, 8, 2048]) }),
      }),
    }),
    app: {
      workers,
      ...maybe(dice, 0.4, {
        host: () => dice.pick(hosts),
        version: () => dice.pick(['26.1', '20.1']),
        timeout: () => dice.pick(['0s', 'never', '1s', '2s', '3s', '30s']),
        graceful_timeout: () => dice.pick(['0s', '1s', '30s']),
        boot: () => dice.pick(['0s', '10ms', '120ms', '1.5s']),
      }),
    },
    routes,
    database: hasDatabase ? randomDatabase(dice, hosts) : 'none',
    ...maybe(dice, 0.6, {
      script: () => randomScript(dice, durationMs, workers, hasDatabase, groups, names),
    }),
  };
}

function randomRoutes(dice: Dice, hasDatabase: boolean): Written[] {
  const all: Written[] = [
    { name: 'home', path: '/' },
    {
      name: 'upload',
      method: 'POST',
      path: '/profile/photo',
      body: dice.pick(['1kB', '20kB', '900kB', '3MB']),
    },
    {
      name: 'css',
      path: '/static/app.css',
      static: true,
      response: dice.pick(['0B', '20kB', '6MB']),
    },
    { name: 'report', path: '/report', response: dice.pick(['30kB', '900kB', '8MB']) },
    { name: 'breaks', path: '/breaks', effect: dice.pick(['crash', 'hang']) },
    {
      name: 'api',
      method: dice.pick(['PUT', 'DELETE']),
      path: '/api/items',
      type: 'application/json',
    },
  ];
  return dice.some(all, dice.whole(1, all.length)).map((route) => ({
    ...route,
    ...maybe(dice, 0.5, {
      cpu: () => `${dice.whole(0, 60)}ms`,
      wait: () => dice.pick(['0s', '20ms', '200ms', '1.2s', '4s']),
      waitIs: () => dice.pick(['fixed', 'exponential']),
    }),
    ...(hasDatabase && route.static !== true
      ? maybe(dice, 0.6, {
          queries: () => dice.whole(1, 6),
          query: () => dice.pick(['200us', '2ms', '300ms']),
        })
      : {}),
  }));
}

function randomClients(
  dice: Dice,
  name: string,
  routes: readonly string[],
  durationMs: number,
  groups: number,
): Written {
  const most = Math.floor(45 / groups);
  return {
    name,
    ...maybe(dice, 0.7, {
      link: () => randomLink(dice),
      asks: () => randomAsks(dice, routes),
      pace: () => randomPace(dice),
    }),
    ...maybe(dice, 0.3, {
      patience: () => dice.pick(['never', '50ms', '800ms', '3s']),
      closes: () => dice.chance(0.4),
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

function randomFront(dice: Dice, hosts: readonly string[]): Written {
  const timeout = () => dice.pick(['200ms', '1s', '2.5s', '60s']);
  return {
    server: 'nginx',
    ...maybe(dice, 0.5, {
      proxy_request_buffering: () => dice.pick(['on', 'off', true, false]),
      proxy_buffering: () => dice.pick(['on', 'off', true, false]),
    }),
    ...maybe(dice, 0.25, {
      host: () => dice.pick(hosts),
      version: () => dice.pick(['1.31', '1.22']),
      locations: () => dice.some(LOCATIONS, dice.whole(1, LOCATIONS.length)),
      proxy_buffers: () => dice.pick(['8KiB', '36KiB', '1MiB']),
      proxy_max_temp_file_size: () => dice.pick([0, '1MiB', '1GiB']),
      client_max_body_size: () => dice.pick([0, '100kB', '1MiB', '10MiB', 'unlimited']),
      worker_connections: () => dice.pick([4, 8, 20, 512]),
      client_header_timeout: timeout,
      client_body_timeout: timeout,
      proxy_connect_timeout: timeout,
      proxy_read_timeout: timeout,
      send_timeout: timeout,
    }),
  };
}

function randomDatabase(dice: Dice, hosts: readonly string[]): Written {
  const max = dice.pick([1, 2, 4, 6, 100]);
  return {
    server: 'postgresql',
    max_connections: max,
    superuser_reserved_connections: Math.min(max - 1, dice.pick([0, 3])),
    ...maybe(dice, 0.4, {
      host: () => dice.pick(hosts),
      rtt: () => dice.pick(['0s', '200us', '30ms']),
      connect: () => dice.pick(['0s', '5ms', '400ms']),
      CONN_MAX_AGE: () => dice.pick(['0s', '1s', '60s', 'none']),
    }),
  };
}

function randomScript(
  dice: Dice,
  durationMs: number,
  workers: number,
  hasDatabase: boolean,
  groups: readonly string[],
  routes: readonly string[],
): Written[] {
  return Array.from({ length: dice.whole(1, 5) }, () => {
    const actions: (() => Written)[] = [
      () => ({ 'kill-worker': dice.whole(1, workers) }),
      () => ({ 'add-worker': true }),
      () => ({ 'remove-worker': true }),
      () => ({
        burst: {
          count: dice.whole(1, 3),
          ...maybe(dice, 0.6, { clients: () => dice.pick(groups), route: () => dice.pick(routes) }),
        },
      }),
      () => ({ 'abort-client': dice.whole(1, 30) }),
    ];
    if (hasDatabase) {
      actions.push(
        () => ({ 'restart-database': dice.pick(['0s', '500ms', '2s']) }),
        () => ({
          'slow-database': maybe(dice, 0.7, {
            factor: () => dice.pick([0.5, 10, 200]),
            for: () => dice.pick(['100ms', '2s']),
          }),
        }),
      );
    }
    return { at: `${dice.whole(0, durationMs)}ms`, ...dice.pick(actions)() };
  });
}
