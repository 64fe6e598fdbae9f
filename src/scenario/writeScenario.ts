import { type Draft, writeTable } from './fields.ts';
import { isSame } from './isSame.ts';
import { routeFallbacks } from './parseRoutes.ts';
import { parseScenario } from './parseScenario.ts';
import { GENERATIONS, type Generation } from './parseServers.ts';
import { ROUTE, SPAN } from './routeSchema.ts';
import type { Route, Scenario } from './scenario.ts';
import { HOST, SCENARIO } from './schema.ts';
import { entryOf } from './servers/appServers.ts';
import { SOCKET } from './socketSchema.ts';
import { writePopulation } from './writeClients.ts';
import { writeIntervention } from './writeScript.ts';
import { writeApp, writeDatabase, writeFront } from './writeServers.ts';

/** What people write and {@link parseScenario} reads; plain values that JSON and YAML hold. */
export type WrittenScenario = { readonly [key: string]: unknown };

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
    socket: () => writeTable(scenario.socket, SOCKET, { backlog: entryOf(scenario.app).backlog }),
    app: () => writeApp(scenario, generation),
    routes: () => scenario.routes.map(writeRoute),
    database: () => (scenario.database ? writeDatabase(scenario, scenario.database) : 'none'),
    script: () => scenario.script.map((step) => writeIntervention(scenario, step)),
  };
  if (!isSame(scenario.hosts, (parseScenario({}) as Scenario).hosts)) out.hosts = hosts;
  for (const [part, write] of Object.entries(parts)) {
    const isAbsent = (part === 'front' || part === 'database') && scenario[part] === null;
    const key = part as keyof Scenario;
    // What a socket is where none is written follows from the app server: only its own settings tell.
    if (!isAbsent && part !== 'socket' && isSame(scenario[key], unwritten[key])) continue;
    const own = write();
    if ((part === 'front' || part === 'socket') && isSame(own, {})) continue; // as if it were not written
    out[part] = own;
  }
  return out;
}

function generationOf({ app, front }: Scenario): Generation {
  const { gunicorn, nginx } = GENERATIONS.classic;
  const isClassic =
    app.kind === 'gunicorn' ? app.version === gunicorn : app.django === GENERATIONS.classic.django;
  return isClassic && (front?.kind !== 'nginx' || front.version === nginx) ? 'classic' : 'current';
}

function writeRoute(route: Route, index: number): Draft {
  const { path, isStatic, spans } = route;
  const out: Draft = writeTable<Omit<Route, 'spans'>>(
    route,
    ROUTE,
    routeFallbacks(index, path, isStatic, spans.length > 0),
  );
  if (spans.length > 0)
    out.spans = spans.map((span) => writeTable(span, SPAN, { name: span.kind }));
  return out;
}
