import { msg, t } from '../language/t.ts';
import { ARRIVAL, CLOSED, EVERY, LINK, OPEN, PACE, POPULATION, WEIGHT } from './clientSchema.ts';
import { isRecord, readField, readTable, refuseUnknownKeys, under, written } from './fields.ts';
import { DEFAULT_LINK, LINK_PRESETS } from './linkPresets.ts';
import { indexOfRoute, itemsOf, type Place, refuseLate, refuseTwins, writtenAt } from './place.ts';
import { suggestion } from './problems.ts';
import type { Arrival, Arrivals, Link, Pace, Population } from './scenario.ts';
import { MOST_ASSETS, MOST_LISTED_ARRIVALS, MOST_POPULATIONS } from './schema.ts';
import { writeQuantity } from './units.ts';

/** `clients:`, a list of populations. */
export function parseClients(place: Place, input: unknown): Population[] {
  const clients = itemsOf(place.problems, 'clients', input, MOST_POPULATIONS).map((item, index) =>
    parsePopulation(place, `clients[${index}]`, item, index),
  );
  refuseTwins(
    place.problems,
    'clients',
    clients.map((population) => population.name),
  );
  return clients;
}

function parsePopulation(place: Place, at: string, input: unknown, index: number): Population {
  const { problems } = place;
  const parts = ['link', 'pace', 'arrivals', 'asks', 'assets'];
  const own = readTable(problems, at, input, POPULATION, parts, { name: populationName(index) });
  const asks = parseAsks(place, under(at, 'asks'), writtenAt(input, 'asks'));
  return {
    ...own,
    link: parseLink(place, under(at, 'link'), writtenAt(input, 'link') ?? DEFAULT_LINK),
    pace: readTable(problems, under(at, 'pace'), writtenAt(input, 'pace'), PACE),
    asks,
    assets: parseAssets(place, under(at, 'assets'), writtenAt(input, 'assets') ?? []),
    arrivals: parseArrivals(
      place,
      under(at, 'arrivals'),
      writtenAt(input, 'arrivals'),
      asks[0]?.route ?? 0,
    ),
  };
}

/** The name of a population that was given none. */
export const populationName = (index: number) => (index === 0 ? 'clients' : `clients${index + 1}`);

function parseLink({ problems }: Place, at: string, input: unknown): Link {
  if (isRecord(input)) return { name: 'custom', ...readTable(problems, at, input, LINK) };
  if (typeof input === 'string' && Object.hasOwn(LINK_PRESETS, input))
    return LINK_PRESETS[input] as Link;
  const hint =
    typeof input === 'string'
      ? suggestion(input, Object.keys(LINK_PRESETS))
      : t('allowed: {names}', { names: Object.keys(LINK_PRESETS).join(', ') });
  problems.add(
    at,
    input,
    t(
      /[?？؟]$/.test(hint)
        ? msg('is not a link known by name; {hint} Also allowed: {settings} of your own')
        : msg('is not a link known by name; {hint}. Also allowed: {settings} of your own'),
      { hint, settings: 'rtt, up, down, sendBuffer and receiveBuffer' },
    ),
  );
  return LINK_PRESETS[DEFAULT_LINK] as Link;
}

function parseAsks(place: Place, at: string, input: unknown): Population['asks'] {
  const { problems } = place;
  let asks: { route: number; weight: number }[];
  if (input === undefined) asks = [{ route: 0, weight: 1 }];
  else if (typeof input === 'string') asks = [{ route: indexOfRoute(place, at, input), weight: 1 }];
  else if (Array.isArray(input)) {
    asks = itemsOf(problems, at, input, place.routes.length).map((name, index) => ({
      route: indexOfRoute(place, `${at}[${index}]`, name),
      weight: 1,
    }));
  } else if (isRecord(input)) {
    asks = Object.entries(input)
      .slice(0, place.routes.length + 1)
      .map(([name, weight]) => ({
        route: indexOfRoute(place, under(at, name.slice(0, 60)), name),
        weight: readField(problems, under(at, name.slice(0, 60)), weight, WEIGHT),
      }));
  } else {
    problems.add(at, input, t('must be a route’s name, a list of names, or “name: weight” pairs'));
    return [{ route: 0, weight: 1 }];
  }
  if (asks.length === 0) problems.add(at, input, t('names no route; allowed: at least one'));
  else if (problems.list.length === 0 && new Set(asks.map((ask) => ask.route)).size < asks.length) {
    problems.add(
      at,
      input,
      t('names a route twice; give it a weight instead, such as {sample}', {
        sample: '{ home: 2, css: 1 }',
      }),
    );
  }
  return asks.length > 0 ? asks : [{ route: 0, weight: 1 }];
}

/** The files of a page. One may stand there several times: a page has many pictures of the same size. */
function parseAssets(place: Place, at: string, input: unknown): number[] {
  if (typeof input === 'string') return [indexOfRoute(place, at, input)];
  return itemsOf(place.problems, at, input, MOST_ASSETS).map((name, index) =>
    indexOfRoute(place, `${at}[${index}]`, name),
  );
}

function parseArrivals(place: Place, at: string, input: unknown, route: number): Arrivals {
  const { problems, durationUs } = place;
  if (Array.isArray(input)) {
    return {
      kind: 'list',
      items: itemsOf(problems, at, input, MOST_LISTED_ARRIVALS).map((item, index) =>
        parseArrival(place, `${at}[${index}]`, item, route),
      ),
    };
  }
  if (isRecord(input) && Object.hasOwn(input, 'count')) {
    return { kind: 'closed', ...readTable(problems, at, input, CLOSED) };
  }
  if (isRecord(input) && Object.hasOwn(input, 'every')) {
    if (Object.hasOwn(input, 'rate'))
      problems.add(under(at, 'every'), input.every, t('stands beside rate; write one of them'));
    refuseUnknownKeys(problems, at, input, ['every', 'rate', 'from', 'until']);
    const everyUs = readField(problems, under(at, 'every'), written(input, 'every'), EVERY);
    const { from, until } = input;
    const window = parseOpen(place, at, {
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    });
    return { ...window, kind: 'uniform', perSecond: 1e6 / everyUs };
  }
  if (input !== undefined && !isRecord(input)) {
    problems.add(
      at,
      input,
      t('must be {sample}, {sample2}, {sample3} or a list of {sample4}', {
        sample: '{ rate: 30/s }',
        sample2: '{ every: 200ms }',
        sample3: '{ count: 8, think: 1s }',
        sample4: '{ at: 20ms }',
      }),
    );
    return { kind: 'poisson', perSecond: OPEN.perSecond.fallback, fromUs: 0, untilUs: durationUs };
  }
  return parseOpen(place, at, input);
}

function parseOpen(
  place: Place,
  at: string,
  input: unknown,
): Arrivals & { kind: 'poisson' | 'uniform' } {
  const { problems, durationUs } = place;
  const open = readTable(problems, at, input, OPEN, [], { untilUs: durationUs });
  const end = writeQuantity('duration', durationUs);
  for (const [key, moment] of [
    ['from', open.fromUs],
    ['until', open.untilUs],
  ] as const)
    refuseLate(place, under(at, key), writtenAt(input, key), moment, end);
  if (open.fromUs >= open.untilUs && open.fromUs <= durationUs) {
    problems.add(
      under(at, 'from'),
      writtenAt(input, 'from') ?? '0s',
      t('leaves no time for arrivals; allowed: less than until, {limit}', {
        limit: writeQuantity('duration', open.untilUs),
      }),
    );
  }
  return open;
}

function parseArrival(place: Place, at: string, input: unknown, fallbackRoute: number): Arrival {
  const { problems, durationUs } = place;
  const own = readTable(problems, at, input, ARRIVAL, ['route', 'link', 'pace']);
  refuseLate(
    place,
    under(at, 'at'),
    writtenAt(input, 'at'),
    own.atUs,
    writeQuantity('duration', durationUs),
  );
  const route = writtenAt(input, 'route');
  const link = writtenAt(input, 'link');
  const pace = writtenAt(input, 'pace');
  return {
    ...own,
    route: route === undefined ? fallbackRoute : indexOfRoute(place, under(at, 'route'), route),
    link: link === undefined ? null : parseLink(place, under(at, 'link'), link),
    pace: pace === undefined ? null : (readTable(problems, under(at, 'pace'), pace, PACE) as Pace),
  };
}
