import { isRecord } from '../scenario/fields.ts';
import { LINK_PRESETS } from '../scenario/linkPresets.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { choice, type Knob, knob } from './knob.ts';
import { valueIn, type Written, withValue } from './written.ts';

const { closed, open, population: visitors } = SETTINGS;
const RATES = ['1/s', '2/s', '5/s', '10/s', '20/s', '30/s', '50/s', '100/s', '200/s'];
const SLOW_LINKS = ['slow-3g', 'dribble'];
const LINKS = Object.keys(LINK_PRESETS);

/** Knobs of the clients: how many, how fast, over what, and what they do beyond one request. */
export function clientKnobs(scenario: Written): Knob[] {
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
  const usual = fast >= 0 ? fast : 0;
  if (usual < populations.length) knobs.push(...connectionKnobs(usual, name(usual)));
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

function connectionKnobs(population: number, name: string): Knob[] {
  const at = (key: string) => ['clients', population, key] as const;
  const named = (key: string) => ({ name: `${name}: ${key}` });
  return [
    knob('Clients', at('keepAlive'), visitors.keepAlive, [], named('keepAlive')),
    knob('Clients', at('connections'), visitors.connections, [1, 2, 4, 6], named('connections')),
    knob('Clients', at('retries'), visitors.retries, [0, 1, 2, 3, 5, 10], named('retries')),
  ];
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
