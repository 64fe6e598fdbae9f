import { ARRIVAL, CLOSED, LINK, OPEN, PACE, POPULATION, WEIGHT } from './clientSchema.ts';
import { type Draft, writeField, writeTable } from './fields.ts';
import { isSame } from './isSame.ts';
import { DEFAULT_LINK, LINK_PRESETS } from './linkPresets.ts';
import { populationName } from './parseClients.ts';
import type { Arrival, Arrivals, Link, Population, Scenario } from './scenario.ts';

/** One population. */
export function writePopulation(scenario: Scenario, population: Population, index: number): Draft {
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
  if (population.assets.length > 0)
    out.assets = population.assets.map((route) => routeName(scenario, route));
  const arrivals = writeArrivals(scenario, population.arrivals, asks[0]?.route ?? 0);
  if (Array.isArray(arrivals) || Object.keys(arrivals).length > 0) out.arrivals = arrivals;
  return out;
}

/** A route as other parts name it. */
export const routeName = (scenario: Scenario, route: number) => scenario.routes[route]?.name;

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
