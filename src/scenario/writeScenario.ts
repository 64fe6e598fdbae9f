import { ARRIVAL, CLOSED, LINK, OPEN, PACE, POPULATION, WEIGHT } from './clientSchema.ts';
import { writeField, writeTable } from './fields.ts';
import { DEFAULT_LINK, LINK_PRESETS } from './linkPresets.ts';
import { populationName } from './parseClients.ts';
import { routeFallbacks } from './parseRoutes.ts';
import { parseScenario } from './parseScenario.ts';
import { DEFAULT_LOCATIONS, GENERATIONS, type Generation, usualHost } from './parseServers.ts';
import type {
  Arrival,
  Arrivals,
  Intervention,
  Link,
  Location,
  Nginx,
  Population,
  Scenario,
} from './scenario.ts';
import { HOST, INTERVENTION, SCENARIO } from './schema.ts';
import { GUNICORN, NGINX, POSTGRESQL, ROUTE, SOCKET } from './serverSchema.ts';

/** What people write and {@link parseScenario} reads; plain values that JSON and YAML hold. */
export type WrittenScenario = { readonly [key: string]: unknown };
type Draft = Record<string, unknown>;

/**
 * The shortest written form of a scenario: only what differs from the defaults. Reading it gives an equal scenario. Meant
 * for scenarios that {@link parseScenario} made; one outside the limits is written all the same, but will not be read.
 */
export function writeScenario(scenario: Scenario): WrittenScenario {
  const generation = generationOf(scenario);
  const out: Draft = writeTable(scenario, SCENARIO);
  if (generation !== 'current') out.version = generation;
  const hosts = Object.fromEntries(
    scenario.hosts.map((host) => [host.name, writeTable(host, HOST)]),
  );
  // What would stand there if the parts were left out, in this scenario's surroundings.
  const unwritten = parseScenario({
    ...out,
    hosts,
    ...(scenario.front === null ? { front: 'none' } : {}),
    ...(scenario.database === null ? { database: 'none' } : {}),
  }) as Scenario;
  const parts: { readonly [K in keyof Scenario]?: () => unknown } = {
    clients: () =>
      scenario.clients.map((population, index) => writePopulation(scenario, population, index)),
    front: () => (scenario.front ? writeFront(scenario, scenario.front, generation) : 'none'),
    socket: () => writeTable(scenario.socket, SOCKET),
    app: () => ({
      ...writeTable(scenario.app, GUNICORN, { version: GENERATIONS[generation].gunicorn }),
      ...writeHost(scenario, scenario.app.host, 'web'),
    }),
    routes: () =>
      scenario.routes.map((route, index) =>
        writeTable(route, ROUTE, routeFallbacks(index, route.path, route.isStatic)),
      ),
    database: () =>
      scenario.database
        ? {
            ...writeTable(scenario.database, POSTGRESQL),
            ...writeHost(scenario, scenario.database.host, 'db'),
          }
        : 'none',
    script: () => scenario.script.map((step) => writeIntervention(scenario, step)),
  };
  if (!isSame(scenario.hosts, (parseScenario({}) as Scenario).hosts)) out.hosts = hosts;
  for (const [part, write] of Object.entries(parts)) {
    const isAbsent = (part === 'front' || part === 'database') && scenario[part] === null;
    if (isAbsent || !isSame(scenario[part as keyof Scenario], unwritten[part as keyof Scenario]))
      out[part] = write();
  }
  return out;
}

function generationOf({ app, front }: Scenario): Generation {
  const { gunicorn, nginx } = GENERATIONS.classic;
  return app.version === gunicorn && (front === null || front.version === nginx)
    ? 'classic'
    : 'current';
}

function writePopulation(scenario: Scenario, population: Population, index: number): Draft {
  const out: Draft = writeTable(population, POPULATION, { name: populationName(index) });
  if (!isSame(population.link, LINK_PRESETS[DEFAULT_LINK])) out.link = writeLink(population.link);
  const pace = writeTable(population.pace, PACE);
  if (Object.keys(pace).length > 0) out.pace = pace;
  const { asks } = population;
  const names = asks.map(({ route }) => routeName(scenario, route));
  const isOne = asks.length === 1 && asks[0]?.weight === WEIGHT.fallback;
  if (isOne && asks[0]?.route !== 0) out.asks = names[0];
  else if (!isOne && asks.every(({ weight }) => weight === WEIGHT.fallback)) out.asks = names;
  else if (!isOne)
    out.asks = Object.fromEntries(asks.map(({ weight }, ask) => [names[ask], weight]));
  const arrivals = writeArrivals(scenario, population.arrivals, asks[0]?.route ?? 0);
  if (Array.isArray(arrivals) || Object.keys(arrivals).length > 0) out.arrivals = arrivals;
  return out;
}

const routeName = (scenario: Scenario, route: number) => scenario.routes[route]?.name;

function writeLink(link: Link): unknown {
  const preset = Object.hasOwn(LINK_PRESETS, link.name) ? LINK_PRESETS[link.name] : undefined;
  return preset && isSame(link, preset) ? link.name : writeTable(link, LINK);
}

function writeArrivals(
  scenario: Scenario,
  arrivals: Arrivals,
  usualRoute: number,
): Draft | Draft[] {
  switch (arrivals.kind) {
    case 'list':
      return arrivals.items.map((arrival) => writeArrival(scenario, arrival, usualRoute));
    case 'closed':
      return { count: arrivals.count, ...writeTable(arrivals, CLOSED) };
    default:
      return writeTable(arrivals, OPEN, { untilUs: scenario.durationUs });
  }
}

function writeArrival(scenario: Scenario, arrival: Arrival, usualRoute: number): Draft {
  return {
    at: writeField(arrival.atUs, ARRIVAL.atUs),
    ...(arrival.route === usualRoute ? {} : { route: routeName(scenario, arrival.route) }),
    ...writeTable(arrival, ARRIVAL),
    ...(arrival.link ? { link: writeLink(arrival.link) } : {}),
    ...(arrival.pace ? { pace: writeTable(arrival.pace, PACE) } : {}),
  };
}

function writeFront(scenario: Scenario, front: Nginx, generation: Generation): Draft {
  return {
    ...writeTable(front, NGINX, { version: GENERATIONS[generation].nginx }),
    ...writeHost(scenario, front.host, 'web'),
    ...(isSame(front.locations, DEFAULT_LOCATIONS)
      ? {}
      : { locations: front.locations.map(writeLocation) }),
  };
}

function writeLocation(location: Location): Draft {
  const match = `${location.modifier} ${location.match}`.trim();
  if (location.does === 'static') return { match, static: location.root };
  return location.does === 'return' ? { match, return: location.status } : { match, proxy: true };
}

function writeHost({ hosts }: Scenario, host: number, usual: string): Draft {
  const names = hosts.map(({ name }) => name);
  return host === usualHost(names, usual) ? {} : { host: names[host] };
}

function writeIntervention(scenario: Scenario, step: Intervention): Draft {
  const at = writeField(step.atUs, INTERVENTION.at);
  switch (step.do) {
    case 'kill-worker':
      return { at, [step.do]: step.worker + 1 };
    case 'add-worker':
    case 'remove-worker':
      return { at, [step.do]: true };
    case 'restart-database':
      return { at, [step.do]: writeField(step.downUs, INTERVENTION.down) };
    case 'slow-database':
      return {
        at,
        [step.do]: { factor: step.factor, for: writeField(step.forUs, INTERVENTION.for) },
      };
    case 'abort-client':
      return { at, [step.do]: step.request + 1 };
    case 'burst': {
      const { name } = scenario.clients[step.population] ?? {};
      return {
        at,
        [step.do]: { clients: name, route: routeName(scenario, step.route), count: step.count },
      };
    }
  }
}

/** Deep equality of plain data. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) => Object.hasOwn(b, key) && isSame(a[key as keyof typeof a], b[key as keyof typeof b]),
    )
  );
}
