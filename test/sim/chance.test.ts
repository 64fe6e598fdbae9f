import { describe, expect, test } from 'vitest';
import type { Recording } from '../../src/recording/recording.ts';
import { MOST_CLIENTS } from '../../src/sim/arrivals.ts';
import { exponentialUs, STREAMS, uniform } from '../../src/sim/chance.ts';
import { DIRECT, eventsOf, ran, type Written } from './runs.ts';

/** Chi-square of `count` draws over 20 equal parts of (0, 1); 19 degrees of freedom: above 43.8 once in a thousand. */
function unevenness(draw: (k: number) => number, count: number): number {
  const parts = new Array<number>(20).fill(0);
  for (let k = 0; k < count; k++) parts[Math.floor(draw(k) * 20)] += 1;
  const each = count / 20;
  return parts.reduce((sum, n) => sum + (n - each) ** 2 / each, 0);
}

/** What each visitor that came by itself was given: moment, route, wait. Those of a burst are left out. */
function visitors(recording: Recording): string[] {
  return eventsOf(recording, 'request/started').flatMap(({ at, request }) => {
    const { client, route, waitUs } = recording.seed(request);
    return client < MOST_CLIENTS / 2 ? [`${at} ${route} ${waitUs}`] : [];
  });
}

describe('T3 keyed chance', () => {
  test('a draw is the same however often and in whatever order it is asked for', () => {
    const first = uniform(7, STREAMS.wait, 3, 11);
    for (let k = 0; k < 100; k++) uniform(7, STREAMS.wait, k, k);
    expect(uniform(7, STREAMS.wait, 3, 11)).toBe(first);
  });

  test('a draw depends on seed, stream, entity and number, each for itself', () => {
    const draws = [
      uniform(1, 1, 2, 3),
      uniform(2, 1, 2, 3),
      uniform(1, 2, 2, 3),
      uniform(1, 1, 3, 3),
      uniform(1, 1, 2, 4),
      uniform(1, 1, 3, 2),
      uniform(1, 2, 1, 3),
      uniform(1, 3, 2, 1),
    ];
    expect(new Set(draws).size).toBe(draws.length);
  });

  test('draws are even along numbers, entities and seeds of every stream', () => {
    for (const [name, stream] of Object.entries(STREAMS)) {
      expect(
        unevenness((k) => uniform(1, stream, 0, k), 20_000),
        `${name} by number`,
      ).toBeLessThan(50);
      expect(
        unevenness((k) => uniform(1, stream, k, 0), 20_000),
        `${name} by entity`,
      ).toBeLessThan(50);
      expect(
        unevenness((k) => uniform(k, stream, 0, 0), 20_000),
        `${name} by seed`,
      ).toBeLessThan(50);
    }
  });

  test('one draw says nothing about the next', () => {
    let sum = 0;
    for (let k = 0; k < 50_000; k++)
      sum +=
        (uniform(5, STREAMS.arrival, 0, k) - 0.5) * (uniform(5, STREAMS.arrival, 0, k + 1) - 0.5);
    // Correlation, in units of the variance 1/12; its standard error is 0.0045.
    expect(Math.abs((sum / 50_000) * 12)).toBeLessThan(0.02);
  });

  test('exponential draws are whole microseconds with the mean and the spread asked for', () => {
    const draws = Array.from({ length: 50_000 }, (_, k) =>
      exponentialUs(1e5, 9, STREAMS.wait, 0, k),
    );
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length;
    const above = draws.filter((us) => us > 1e5).length / draws.length;
    expect(draws.every((us) => Number.isInteger(us) && us >= 0)).toBe(true);
    expect(mean / 1e5).toBeCloseTo(1, 1);
    expect(above).toBeCloseTo(Math.exp(-1), 1);
  });
});

describe('T3 what is changed in a scenario does not reshuffle its arrivals', () => {
  const shop = (over: Written): Written => ({
    duration: '5s',
    seed: 3,
    clients: [
      { name: 'visitors', asks: { home: 3, search: 1 }, arrivals: { rate: '40/s', until: '5s' } },
      { name: 'others', asks: ['home', 'search'], arrivals: { rate: '20/s', until: '5s' } },
    ],
    app: { workers: 2 },
    routes: [
      { name: 'home', path: '/', wait: '10ms', waitIs: 'exponential' },
      { name: 'search', path: '/search', wait: '40ms', waitIs: 'exponential' },
    ],
    ...over,
  });
  const before = visitors(ran(DIRECT, shop({})).recording);

  test('an added worker does not', () => {
    expect(before.length).toBeGreaterThan(200);
    expect(visitors(ran(DIRECT, shop({ app: { workers: 7 } })).recording)).toEqual(before);
  });

  test('a killed worker does not, nor one added on the way', () => {
    const script = [
      { at: '1s', 'kill-worker': 1 },
      { at: '2s', 'add-worker': true },
    ];
    expect(visitors(ran(DIRECT, shop({ script })).recording)).toEqual(before);
  });

  test('a burst does not', () => {
    const script = [{ at: '1s', burst: { clients: 'visitors', route: 'home', count: 5 } }];
    expect(visitors(ran(DIRECT, shop({ script })).recording)).toEqual(before);
  });

  test('another seed does', () => {
    expect(visitors(ran(DIRECT, shop({ seed: 4 })).recording)).not.toEqual(before);
  });
});
