import type { Field } from '../scenario/fields.ts';
import { isRecord } from '../scenario/fields.ts';
import { LINK_PRESETS } from '../scenario/linkPresets.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { type Path, valueIn, type Written, withValue } from './written.ts';

export interface Knob {
  /** Under which heading. */
  readonly group: string;
  /** The setting's own name, as its file spells it. */
  readonly name: string;
  /** What it does, in plain words. */
  readonly words: string;
  readonly path: Path;
  /** Its type, default and limits. */
  readonly field: Pick<Field, 'kind' | 'fallback' | 'choices'> & Partial<Field>;
  /** Values worth trying, for the slider: a range in which nothing surprising happens. Written form, rising. */
  readonly stops: readonly (string | number)[];
  /** Where writing one value means more than that. */
  readonly write?: (scenario: Written, value: unknown) => Written;
  readonly read?: (scenario: Written) => unknown;
}

const { app, closed, database, front, host, open, route, scenario: world, socket } = SETTINGS;

const WORKERS = [1, 2, 3, 4, 5, 6, 8, 12, 16, 32];
const TIMEOUTS = ['1s', '2s', '5s', '10s', '30s', '60s', '120s', '300s'];
const WAITS = ['0s', '10ms', '50ms', '100ms', '200ms', '500ms', '1s', '2s', '5s', '10s', '30s'];
const WORK = ['0s', '1ms', '2ms', '4ms', '10ms', '20ms', '50ms', '100ms', '200ms', '500ms', '1s'];
const RATES = ['1/s', '2/s', '5/s', '10/s', '20/s', '30/s', '50/s', '100/s', '200/s'];
const AGES = ['0s', '1s', '10s', '60s', '10min', 'none'];

const choice = (fallback: string, choices: readonly string[]) =>
  ({ kind: 'choice', fallback, choices }) as const;

function knob(
  group: string,
  path: Path,
  // biome-ignore lint/suspicious/noExplicitAny: fields of every type stand in one list
  field: Field<any>,
  stops: Knob['stops'],
  more: Partial<Knob> = {},
): Knob {
  return { group, name: field.key, words: field.words, path, field, stops, ...more };
}

/** The main knobs of a scenario that is spelled out; those of a part that is absent are absent. */
export function knobsOf(scenario: Written, view: number): Knob[] {
  const hasFront = valueIn(scenario, ['front', 'server']) !== 'none';
  const hasDatabase = valueIn(scenario, ['database', 'server']) !== 'none';
  const routeAt = ['routes', view] as const;
  return [
    ...clientKnobs(scenario),
    {
      group: 'Front server',
      name: 'front',
      words: 'a server in front of Gunicorn, or clients straight at it',
      path: ['front', 'server'],
      field: choice('nginx', ['nginx', 'none']),
      stops: [],
      write: (from, value) => {
        const next = withValue(from, ['front', 'server'], value);
        // Clients on other machines cannot reach a unix socket.
        const isUnix = value === 'none' && valueIn(from, ['socket', 'kind']) === 'unix';
        return isUnix ? withValue(next, ['socket', 'kind'], 'tcp') : next;
      },
    },
    ...(hasFront
      ? [
          knob(
            'Front server',
            ['front', 'proxy_request_buffering'],
            front.proxy_request_buffering,
            [],
          ),
          knob('Front server', ['front', 'proxy_buffering'], front.proxy_buffering, []),
        ]
      : []),
    knob('Socket', ['socket', 'kind'], socket.kind, []),
    knob('Socket', ['socket', 'backlog'], socket.backlog, [1, 5, 16, 64, 128, 511, 2048]),
    knob('Gunicorn', ['app', 'workers'], app.workers, WORKERS),
    knob('Gunicorn', ['app', 'timeout'], app.timeoutUs, TIMEOUTS),
    knob('Django', [...routeAt, 'cpu'], route.cpuUs, WORK, {
      words: 'Python’s own work in the view',
    }),
    knob('Django', [...routeAt, 'wait'], route.waitUs, WAITS),
    ...(hasDatabase
      ? [
          knob('Django', [...routeAt, 'queries'], route.queries, [0, 1, 2, 5, 10, 20, 50, 100]),
          knob('Django', [...routeAt, 'query'], route.queryUs, WORK),
          knob('Database', ['database', 'CONN_MAX_AGE'], database.CONN_MAX_AGEUs, AGES),
          knob(
            'Database',
            ['database', 'max_connections'],
            database.max_connections,
            [5, 10, 20, 50, 100, 200],
          ),
        ]
      : []),
    ...Object.keys(isRecord(scenario.hosts) ? scenario.hosts : {}).map((name) =>
      knob('World', ['hosts', name, 'cores'], host.cores, [1, 2, 4, 8, 16], {
        name: `${name}: cores`,
        words: `processor cores of the host “${name}”`,
      }),
    ),
    {
      group: 'World',
      name: 'version',
      words: 'Gunicorn 26.1 and nginx 1.31 (current), or 20.1 and 1.22 (classic)',
      path: ['version'],
      field: choice('current', ['current', 'classic']),
      stops: [],
    },
    knob('World', ['duration'], world.durationUs, ['1s', '2s', '5s', '10s', '20s', '60s', '2min']),
    knob('World', ['seed'], world.seed, []),
  ];
}

const SLOW_LINKS = ['slow-3g', 'dribble'];
const LINKS = Object.keys(LINK_PRESETS);

function clientKnobs(scenario: Written): Knob[] {
  const populations = Array.isArray(scenario.clients) ? scenario.clients : [];
  const slow = populations.findIndex(isSlow);
  const fast = populations.findIndex((each, index) => index !== slow && isOpen(each));
  const name = (index: number) => String(valueIn(populations, [index, 'name']) ?? 'clients');
  const knobs: Knob[] = [];
  if (fast >= 0) {
    knobs.push(
      knob('Clients', ['clients', fast, 'arrivals', 'rate'], open.perSecond, RATES, {
        name: `${name(fast)}: rate`,
        words: 'how many requests come from fast clients',
      }),
    );
  }
  if (slow >= 0 && !valueIn(populations, [slow, 'arrivals', 'count'])) return knobs;
  knobs.push(slowCount(slow, name(slow)));
  if (slow >= 0) {
    knobs.push({
      group: 'Clients',
      name: `${name(slow)}: link`,
      words: 'the line they come over',
      path: ['clients', slow, 'link'],
      field: choice('fibre', LINKS),
      stops: [],
    });
  }
  return knobs;
}

/** Zero takes the population out; more than zero where there is none puts one in. */
function slowCount(slow: number, name: string): Knob {
  return {
    group: 'Clients',
    name: slow >= 0 ? `${name}: count` : 'slow clients',
    words: 'how many clients on a slow line upload again and again',
    path: slow >= 0 ? ['clients', slow, 'arrivals', 'count'] : ['clients'],
    field: { ...closed.count, min: 0, fallback: 0 },
    stops: [0, 1, 2, 3, 4, 6, 8, 12, 20],
    read: (scenario) => (slow >= 0 ? valueIn(scenario, ['clients', slow, 'arrivals', 'count']) : 0),
    write: (scenario, value) => {
      const clients = scenario.clients as readonly unknown[];
      if (value === 0)
        return { ...scenario, clients: clients.filter((_, index) => index !== slow) };
      if (slow >= 0) return withValue(scenario, ['clients', slow, 'arrivals', 'count'], value);
      return { ...scenario, clients: [...clients, slowClients(scenario, value)] };
    },
  };
}

function slowClients(scenario: Written, count: unknown): Written {
  const routes = Array.isArray(scenario.routes) ? scenario.routes : [];
  const upload = routes.findIndex((route) => valueIn(route, ['body']) !== undefined);
  const asks = valueIn(routes, [Math.max(upload, 0), 'name']);
  const arrivals = { count, think: '1s', requestsEach: 100 };
  return { name: 'slow', link: 'slow-3g', arrivals, ...(asks === undefined ? {} : { asks }) };
}

function isSlow(population: unknown): boolean {
  const link = valueIn(population, ['link']);
  const name = valueIn(population, ['name']);
  return (
    (typeof link === 'string' && SLOW_LINKS.includes(link)) ||
    (typeof name === 'string' && name.startsWith('slow'))
  );
}

function isOpen(population: unknown): boolean {
  const arrivals = valueIn(population, ['arrivals']);
  return (
    arrivals === undefined ||
    (isRecord(arrivals) && !('count' in arrivals) && !('every' in arrivals))
  );
}
