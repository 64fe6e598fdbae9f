import { msg, t } from '../language/t.ts';
import { EVERY, WEIGHT } from '../scenario/clientSchema.ts';
import { isRecord } from '../scenario/fields.ts';
import { populationName } from '../scenario/parseClients.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { parseQuantity } from '../scenario/units.ts';
import { hasPart } from './frontPartKnobs.ts';
import { type AnyField, choice, type Knob, knob, SIZES, TIMES } from './knob.ts';
import { lineKnob, lineKnobs, type Own, paceKnobs } from './lineKnobs.ts';
import { renamed } from './renamed.ts';
import { hasFront } from './servers.ts';
import { valueIn, type Written, withValue } from './written.ts';

const { arrival, closed, open, population: visitors, scenario: world } = SETTINGS;
const RATES = ['1/s', '2/s', '5/s', '10/s', '20/s', '30/s', '50/s', '100/s', '200/s'];
const MOMENTS = ['0s', '500ms', '1s', '2s', '5s', '8s', '10s'];
const timeOf = (value: unknown, otherwise: number) => {
  const read = parseQuantity('duration', value);
  return 'value' in read ? read.value : otherwise;
};
const SLOW_LINKS = ['slow-3g', 'dribble'];
/** More listed arrivals than this are a matter of the file. */
const MOST_SHOWN = 12;

const populationsOf = (scenario: Written): readonly unknown[] =>
  Array.isArray(scenario.clients) ? scenario.clients : [];
const nameOf = (scenario: Written, index: number) =>
  String(valueIn(scenario, ['clients', index, 'name']) ?? populationName(index));

/** The clients that are asked for first: an open stream on a fast line, else the first. */
export function usualPopulation(scenario: Written): number {
  const populations = populationsOf(scenario);
  const slow = populations.findIndex(isSlow);
  const fast = populations.findIndex((each, index) => index !== slow && isOpen(each));
  return Math.max(0, fast);
}

/** Knobs of one group of clients: when they come, over what, in what manner, what for; and of how many slow ones there are. */
export function clientKnobs(scenario: Written, chosen: number): Knob[] {
  const populations = populationsOf(scenario);
  const slow = populations.findIndex(isSlow);
  const knobs = chosen < populations.length ? ownKnobs(scenario, chosen) : [];
  const isClosed = slow >= 0 && valueIn(populations, [slow, 'arrivals', 'count']) !== undefined;
  if (slow < 0 || (isClosed && slow !== chosen))
    knobs.splice(2, 0, slowCount(slow, nameOf(scenario, slow)));
  return knobs;
}

function ownKnobs(scenario: Written, index: number): Knob[] {
  const name = nameOf(scenario, index);
  const own = (
    path: readonly (string | number)[],
    field: AnyField,
    stops: Knob['stops'],
    isMain = false,
  ) =>
    knob(msg('Clients'), ['clients', index, ...path], field, stops, {
      isMain,
      name: `${name}: ${path.at(-1)}`,
    });
  const arrivals = valueIn(scenario, ['clients', index, 'arrivals']);
  return [
    ...arrivalKnobs(arrivals, own, timeOf(scenario.duration, world.durationUs.fallback)),
    lineKnob(index, name),
    own(['keepAlive'], visitors.keepAlive, [], true),
    own(['connections'], visitors.connections, [1, 2, 4, 6], true),
    own(['retries'], visitors.retries, [0, 1, 2, 3, 5, 10], true),
    own(['patience'], visitors.patienceUs, ['1s', '2s', '5s', '10s', '30s', '60s', 'never'], true),
    ...audienceKnobs(scenario, own),
    own(['backoff'], visitors.backoffUs, ['100ms', '500ms', '1s', '2s', '5s']),
    own(['closes'], visitors.closes, []),
    arrivalsKind(index, name),
    ...askKnobs(scenario, index, name),
    assetsKnob(index, name),
    ...paceKnobs(own),
    ...lineKnobs(scenario, index, own),
    {
      ...own(['name'], visitors.name, []),
      write: (from, value) => renamed(from, 'clients', index, String(value)),
    },
  ];
}

/** What matters of them to a front server that looks: whose address they have, and how they speak. */
function audienceKnobs(scenario: Written, own: Own): Knob[] {
  const isTls = hasFront(scenario) && hasPart(scenario, 'tls');
  const looks =
    hasFront(scenario) &&
    (hasPart(scenario, 'limit_req') ||
      valueIn(scenario, ['front', 'upstream', 'method']) === 'ip_hash');
  const speaksHttp2 = isTls && valueIn(scenario, ['front', 'tls', 'http2']) === true;
  return [
    own(['addresses'], visitors.addresses, [], looks),
    own(['http2'], visitors.http2, [], speaksHttp2),
    own(['window'], visitors.windowBytes, ['64KiB', '256KiB', '1MiB', '15MB']),
    own(['resumes'], visitors.resumes, [], isTls),
  ];
}

/** When they come: as their kind of arrivals has it. */
function arrivalKnobs(arrivals: unknown, own: Own, endUs: number): Knob[] {
  const at = (key: string) => ['arrivals', key] as const;
  const moments = MOMENTS.filter((each) => timeOf(each, 0) <= endUs);
  switch (kindOf(arrivals)) {
    case 'a list':
      return (arrivals as readonly unknown[]).slice(0, MOST_SHOWN).flatMap((_, index) => {
        const one = (key: string, field: AnyField, stops: Knob['stops'], isMain = false): Knob => {
          const made = own(['arrivals', index, key], field, stops, isMain);
          return { ...made, name: made.name.replace(/: /, `: ${index + 1}. `) };
        };
        return [
          one('at', arrival.atUs, moments),
          one('wait', arrival.waitUs, TIMES.waits),
          one('body', arrival.bodyBytes, SIZES),
          one('patience', arrival.patienceUs, TIMES.limits),
          one('client', arrival.client, []),
        ];
      });
    case 'again and again':
      return [
        own(at('count'), closed.count, [1, 2, 3, 5, 10, 20, 50, 100], true),
        own(at('think'), closed.thinkUs, TIMES.waits, true),
        own(at('thinkIs'), closed.thinkIs, []),
        own(at('requestsEach'), closed.requestsEach, [1, 5, 10, 50, 100]),
      ];
    default: {
      const fromUs = timeOf(valueIn(arrivals, ['from']), 0);
      const untilUs = timeOf(valueIn(arrivals, ['until']), endUs);
      return [
        ...(isRecord(arrivals) && 'every' in arrivals
          ? [own(at('every'), EVERY, ['1ms', '10ms', '50ms', '100ms', '250ms', '1s'], true)]
          : [own(at('rate'), open.perSecond, RATES, true), own(at('spacing'), open.kind, [])]),
        own(
          at('from'),
          open.fromUs,
          moments.filter((each) => timeOf(each, 0) < untilUs),
        ),
        own(
          at('until'),
          { ...open.untilUs, fallback: endUs },
          moments.filter((each) => timeOf(each, 0) > fromUs),
        ),
      ];
    }
  }
}

const KINDS = [msg('a stream'), msg('again and again'), msg('a list')] as const;

function kindOf(arrivals: unknown): (typeof KINDS)[number] {
  if (Array.isArray(arrivals)) return 'a list';
  return isRecord(arrivals) && 'count' in arrivals ? 'again and again' : 'a stream';
}

const FRESH: Record<string, unknown> = {
  'a stream': { rate: '10/s' },
  'again and again': { count: 5, think: '1s' },
  'a list': [{ at: '0s' }],
};

function arrivalsKind(index: number, name: string): Knob {
  const path = ['clients', index, 'arrivals'] as const;
  return {
    group: msg('Clients'),
    name: `${name}: arrivals`,
    words: t('they come as a stream, the same ones again and again, or one by one as listed'),
    path,
    field: choice('a stream', KINDS),
    labels: Object.fromEntries(KINDS.map((kind) => [kind, t(kind)])),
    stops: [],
    isMain: false,
    read: (from) => kindOf(valueIn(from, path)),
    write: (from, value) => withValue(from, path, FRESH[String(value)]),
  };
}

/** How often they ask for each route; 0 = never. */
function askKnobs(scenario: Written, index: number, name: string): Knob[] {
  const routes = (Array.isArray(scenario.routes) ? scenario.routes : []).map((route, k) =>
    String(valueIn(route, ['name']) ?? `route${k + 1}`),
  );
  const path = ['clients', index, 'asks'] as const;
  const weights = (from: Written): Record<string, unknown> => {
    const asks = valueIn(from, path) ?? routes[0];
    if (isRecord(asks)) return { ...asks };
    return Object.fromEntries((Array.isArray(asks) ? asks : [asks]).map((each) => [each, 1]));
  };
  return routes.map((route, k) => ({
    group: msg('Clients'),
    name: `${name}: asks ${route}`,
    words: t('how often they ask for it, compared with the others; 0 = never'),
    path: [...path, route],
    field: { ...WEIGHT, min: 0, fallback: k === 0 ? 1 : 0 },
    stops: [0, 1, 2, 3, 5, 10],
    isMain: false,
    read: (from) => weights(from)[route] ?? 0,
    write: (from, value) => {
      const { [route]: _, ...others } = weights(from);
      // Who asks for nothing is no client: the last of them stays.
      if (value === 0)
        return Object.keys(others).length === 0 ? from : withValue(from, path, others);
      return withValue(from, path, { ...others, [route]: value });
    },
  }));
}

/** Names of the files of a page, with commas between. */
function assetsKnob(index: number, name: string): Knob {
  const path = ['clients', index, 'assets'] as const;
  return {
    group: msg('Clients'),
    name: `${name}: assets`,
    words: t(
      'routes asked for behind every answer with 200, the files of a page, with commas between',
    ),
    path,
    field: {
      kind: 'text',
      fallback: '',
      choices: [],
      min: 0,
      max: 4000,
      looksLike: msg('names of routes'),
    },
    stops: [],
    isMain: false,
    read: (from) => {
      const assets = valueIn(from, path) ?? [];
      return Array.isArray(assets) ? assets.join(', ') : String(assets);
    },
    write: (from, value) => {
      const names = String(value)
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean);
      return withValue(from, path, names.length === 0 ? undefined : names);
    },
  };
}

/** Zero takes the population out; more than zero where there is none puts one in. */
function slowCount(slow: number, name: string): Knob {
  const path = ['clients', slow, 'arrivals', 'count'] as const;
  return {
    group: msg('Clients'),
    name: slow >= 0 ? `${name}: count` : t('slow clients'),
    words: t('how many clients on a slow line upload again and again'),
    path: slow >= 0 ? path : ['clients'],
    field: { ...closed.count, min: 0, fallback: 0 },
    stops: [0, 1, 2, 3, 4, 6, 8, 12, 20],
    isMain: true,
    read: (scenario) => (slow >= 0 ? valueIn(scenario, path) : 0),
    write: (scenario, value) => {
      const clients = populationsOf(scenario);
      if (value === 0)
        return { ...scenario, clients: clients.filter((_, index) => index !== slow) };
      if (slow >= 0) return withValue(scenario, path, value);
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
  const line = valueIn(population, ['link']);
  const name = valueIn(population, ['name']);
  return (
    (typeof line === 'string' && SLOW_LINKS.includes(line)) ||
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
