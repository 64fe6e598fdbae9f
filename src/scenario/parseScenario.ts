import { t } from '../language/t.ts';
import { checkServers } from './checkServers.ts';
import { DEFAULT_PARTS } from './defaultParts.ts';
import { isRecord, readField, readTable, under, written } from './fields.ts';
import { parseClients } from './parseClients.ts';
import { parseRoutes } from './parseRoutes.ts';
import { parseScript } from './parseScript.ts';
import {
  GENERATIONS,
  type Generation,
  parseApp,
  parseDatabase,
  parseFront,
} from './parseServers.ts';
import { type Place, writtenAt } from './place.ts';
import { Problems } from './problems.ts';
import { ROUTE } from './routeSchema.ts';
import type {
  Host,
  Intervention,
  ListenSocket,
  Population,
  Problem,
  Scenario,
} from './scenario.ts';
import { HOST, MOST_HOSTS, MOST_REQUESTS, SCENARIO } from './schema.ts';
import { entryOf } from './servers/appServers.ts';
import { SOCKET } from './socketSchema.ts';
import { parseQuantity, writeQuantity } from './units.ts';

export { describeProblem, isProblems } from './problems.ts';

const KEYS = [
  'version',
  'hosts',
  'clients',
  'front',
  'socket',
  'app',
  'routes',
  'database',
  'script',
];

/**
 * Reads a scenario as people write it (see README.md) and fills in every default. Returns everything that is wrong with
 * it, or the scenario; never throws, whatever it is given. `{}` is a whole scenario.
 */
export function parseScenario(input: unknown): Scenario | Problem[] {
  const problems = new Problems();
  const top = isRecord(input) ? input : {};
  const own = readTable(problems, '', input, SCENARIO, KEYS);
  const part = (key: keyof typeof DEFAULT_PARTS) => written(top, key) ?? DEFAULT_PARTS[key];

  const hosts = parseHosts(problems, part('hosts'));
  const hasDatabase = !(Object.hasOwn(top, 'database') && isNone(top.database));
  const routes = parseRoutes(
    problems,
    part('routes'),
    hasDatabase,
    written(top, 'routes') !== undefined,
  );
  const duration = written(top, 'duration');
  const durationRead = duration === undefined || 'value' in parseQuantity('duration', duration);
  const place: Place = {
    problems,
    durationUs: durationRead ? own.durationUs : Number.POSITIVE_INFINITY,
    hosts: hosts.map((host) => host.name),
    routes,
  };

  const generation = parseGeneration(problems, written(top, 'version'));
  const clients = parseClients(place, part('clients'));
  const app = parseApp(place, part('app'), generation);
  const front = parseFront(place, ownValue(top, 'front'), generation, app.instances);
  checkServers(problems, front, app);
  const database = parseDatabase(place, ownValue(top, 'database'));
  const socket = parseSocket(
    problems,
    written(top, 'socket'),
    front !== null,
    entryOf(app).backlog,
  );
  const script = parseScript(place, isNone(top.script) ? [] : (written(top, 'script') ?? []), {
    app,
    fronts: front?.instances ?? 0,
    hasDatabase,
    clients,
  });
  checkRequests(problems, clients, script);

  return problems.list.length > 0
    ? problems.list
    : { ...own, hosts, clients, front, socket, app, routes, database, script };
}

/** Unlike elsewhere an empty value means something here: `front: null` is no front. */
const ownValue = (top: Readonly<Record<string, unknown>>, key: string) =>
  Object.hasOwn(top, key) ? top[key] : undefined;
const isNone = (value: unknown) =>
  value === null || value === 'none' || writtenAt(value, 'server') === 'none';

function parseGeneration(problems: Problems, value: unknown): Generation {
  if (value === undefined || value === 'current') return 'current';
  if (value === 'classic') return 'classic';
  const names = Object.entries(GENERATIONS).map(
    ([name, { gunicorn, nginx }]) => `${name} (Gunicorn ${gunicorn}, nginx ${nginx})`,
  );
  problems.add('version', value, t('allowed: {names}', { names: names.join(' or ') }));
  return 'current';
}

function parseHosts(problems: Problems, input: unknown): Host[] {
  const hosts: Host[] = [];
  if (!isRecord(input))
    problems.add(
      'hosts',
      input,
      t('must be names with settings, such as {sample}', { sample: '{ web: { cores: 2 } }' }),
    );
  else {
    const names = Object.keys(input);
    if (names.length < 1 || names.length > MOST_HOSTS)
      problems.add(
        'hosts',
        `${names.length} hosts`,
        t('allowed: 1 to {most} hosts', { most: String(MOST_HOSTS) }),
      );
    for (const name of names.slice(0, MOST_HOSTS)) {
      const at = under('hosts', name.slice(0, 60));
      readField(problems, at, name, ROUTE.name);
      hosts.push({ name, ...readTable(problems, at, input[name], HOST) });
    }
  }
  return hosts.length > 0 ? hosts : [{ name: 'web', ...readTable(problems, '', {}, HOST) }];
}

function parseSocket(
  problems: Problems,
  input: unknown,
  hasFront: boolean,
  backlog: number,
): ListenSocket {
  const socket = readTable(problems, 'socket', input, SOCKET, [], { backlog });
  if (socket.kind === 'unix' && !hasFront) {
    problems.add(
      'socket.kind',
      'unix',
      t(
        'clients on other machines cannot reach a unix socket; allowed without a front server: tcp',
      ),
    );
  }
  if (socket.kind === 'unix' && socket.rttUs > 0) {
    problems.add(
      'socket.rtt',
      writeQuantity('duration', socket.rttUs),
      t('a unix socket is a file on one machine; allowed: 0s'),
    );
  }
  return socket;
}

/** The number of requests that a scenario may give rise to, at most or on average, with the files of pages and with retries. */
function checkRequests(
  problems: Problems,
  clients: readonly Population[],
  script: readonly Intervention[],
): void {
  let total = 0;
  const add = (at: string, visits: number, population: Population | undefined) => {
    const { assets, retries } = population ?? { assets: [], retries: 0 };
    const requests = visits * (1 + assets.length) * (1 + retries);
    total += requests;
    if (total > MOST_REQUESTS && total - requests <= MOST_REQUESTS) {
      problems.add(
        at,
        `${Math.round(total)} requests`,
        t('is too many; allowed: {most} in all', { most: String(MOST_REQUESTS) }),
      );
    }
  };
  clients.forEach((population, index) => {
    const { arrivals } = population;
    const at = `clients[${index}].arrivals`;
    if (arrivals.kind === 'closed') add(at, arrivals.count * arrivals.requestsEach, population);
    else if (arrivals.kind === 'list') add(at, arrivals.items.length, population);
    else if (Number.isFinite(arrivals.untilUs)) {
      const spanUs = arrivals.untilUs - arrivals.fromUs;
      add(at, (arrivals.perSecond * spanUs) / 1e6, population);
    }
  });
  script.forEach((step, index) => {
    if (step.do === 'burst') add(`script[${index}].burst`, step.count, clients[step.population]);
  });
}
