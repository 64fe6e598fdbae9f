/**
 * Scenarios by the thousand for property tests and for shaking the engine: valid, small (at most about 60 visits and
 * 20 s), and bent on trouble: tiny backlogs, short timeouts, few connections, clients that stop half-way.
 */

import { Dice, maybe, type Written } from './dice.ts';
import { randomClients } from './randomClients.ts';
import { randomApp, randomDatabase, randomFront } from './randomServers.ts';

export { Dice } from './dice.ts';

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
  const front = hasFront ? randomFront(dice, hosts) : null;
  const app = randomApp(dice, hosts, front);
  const clients = groups.map((name) => randomClients(dice, name, names, durationMs, groups.length));
  return {
    title: `Scenario ${seed}`,
    seed,
    duration: `${durationMs}ms`,
    ...maybe(dice, 0.3, { version: () => dice.pick(['current', 'classic']) }),
    hosts: Object.fromEntries(hosts.map((name) => [name, randomHost(dice)])),
    clients,
    front: front ?? 'none',
    ...maybe(dice, 0.8, {
      socket: () => ({
        ...dice.pick<Written>([
          {},
          { kind: 'tcp', rtt: dice.pick(['0s', '1ms', '40ms']) },
          { kind: hasFront ? 'unix' : 'tcp' },
        ]),
        ...maybe(dice, 0.7, { backlog: () => dice.pick([1, 2, 3, 8, 2048]) }),
      }),
    }),
    app,
    routes,
    database: hasDatabase ? randomDatabase(dice, hosts) : 'none',
    ...maybe(dice, 0.6, {
      script: () =>
        randomScript(dice, {
          durationMs,
          app,
          fronts: front === null ? 0 : Number(front.instances ?? 1),
          hasDatabase,
          groups,
          routes: names,
          hosts,
        }),
    }),
  };
}

function randomHost(dice: Dice): Written {
  return {
    ...maybe(dice, 0.7, { cores: () => dice.whole(1, 4) }),
    ...maybe(dice, 0.2, { memory: () => dice.pick(['150MB', '400MB', '2GB', 'unlimited']) }),
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
    {
      name: 'breaks',
      path: '/breaks',
      effect: dice.pick(['crash', 'segv', 'sigkill', 'hang', 'hang-hard', 'spin']),
    },
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
    ...maybe(dice, 0.2, {
      async: () => dice.pick(['on', true, false]),
      writes: () => dice.pick([true, true, false]),
      memory: () => dice.pick(['0B', '5MB', '90MB']),
      cacheable: () => dice.chance(0.5),
      compressesTo: () => dice.pick([0.01, 0.25, 1]),
      spans: () => randomSpans(dice, hasDatabase && route.static !== true),
    }),
    ...(hasDatabase && route.static !== true
      ? maybe(dice, 0.6, {
          queries: () => dice.whole(1, 6),
          query: () => dice.pick(['200us', '2ms', '300ms']),
          locks: () => dice.pick(['none', 'none', 'account', 'stock of 7']),
        })
      : {}),
  }));
}

function randomSpans(dice: Dice, hasDatabase: boolean): Written[] {
  return Array.from({ length: dice.whole(0, 4) }, () =>
    maybe(dice, 0.5, {
      kind: () => dice.pick(['middleware', 'urls', 'view', 'orm', 'template']),
      name: () => dice.pick(['SessionMiddleware', 'home.html', 'view']),
      cpu: () => dice.pick(['0s', '300us', '8ms']),
      wait: () => dice.pick(['0s', '30ms']),
      ...(hasDatabase
        ? { queries: () => dice.whole(0, 3), query: () => dice.pick(['500us', '20ms']) }
        : {}),
    }),
  );
}

interface World {
  readonly durationMs: number;
  readonly app: Written;
  readonly fronts: number;
  readonly hasDatabase: boolean;
  readonly groups: readonly string[];
  readonly routes: readonly string[];
  readonly hosts: readonly string[];
}

function randomScript(
  dice: Dice,
  { durationMs, app, fronts, hasDatabase, groups, routes, hosts }: World,
): Written[] {
  const instances = Number(app.instances ?? 1);
  const workers = Number(app.workers ?? app.processes ?? 1) * instances;
  const instance = () => (dice.chance(0.5) ? true : dice.whole(1, instances));
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
      () => ({ 'reload-app': instance() }),
      () => ({ [dice.pick(['stop-app', 'start-app'])]: instance() }),
    ];
    const lasting = () => dice.pick(['0s', '300ms', '2s', '7s', 'good']);
    actions.push(
      () => ({
        'hang-worker': dice.chance(0.4)
          ? dice.whole(1, workers)
          : { worker: dice.whole(1, workers), for: lasting() },
      }),
      () => ({
        'slow-client': {
          factor: dice.pick([1, 3.5, 100]),
          ...maybe(dice, 0.6, {
            clients: () => dice.pick(groups),
            client: () => dice.whole(1, 5),
            for: lasting,
          }),
        },
      }),
      () => ({
        'unplug-host': dice.chance(0.3)
          ? dice.pick(hosts)
          : { host: dice.pick(hosts), for: lasting() },
      }),
      () => ({
        'busy-host': {
          host: dice.pick(hosts),
          ...maybe(dice, 0.6, { processes: () => dice.whole(1, 5), for: lasting }),
        },
      }),
    );
    const front = () => (fronts === 1 || dice.chance(0.5) ? true : dice.whole(1, fronts));
    if (fronts > 0)
      actions.push(
        () => ({ 'reload-front': front() }),
        () => ({ [dice.pick(['stop-front', 'start-front'])]: front() }),
      );
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
