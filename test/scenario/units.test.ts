import { describe, expect, test } from 'vitest';
import {
  formatBandwidth,
  formatRate,
  parseQuantity,
  type Quantity,
  writeQuantity,
} from '../../src/scenario/units.ts';
import { Dice } from './randomScenario.ts';

describe('quantities as people write them', () => {
  test.each([
    ['duration', '200ms', 200_000],
    ['duration', '1.5s', 1_500_000],
    ['duration', '1.5 s', 1_500_000],
    ['duration', '2min', 120_000_000],
    ['duration', '250us', 250],
    ['duration', '250µs', 250],
    ['duration', '1h', 3_600_000_000],
    ['duration', '0.0004ms', 0],
    ['duration', 0, 0],
    ['duration', '0', 0],
    ['duration', '-1s', -1_000_000],
    ['rate', '30/s', 30],
    ['rate', '600/min', 10],
    ['rate', '7/h', 7 / 3600],
    ['bytes', '900kB', 900_000],
    ['bytes', '1MB', 1_000_000],
    ['bytes', '64KiB', 65_536],
    ['bytes', '2GiB', 2 * 1024 ** 3],
    ['bytes', '12B', 12],
    ['bandwidth', '20Mbit/s', 2_500_000],
    ['bandwidth', '100kB/s', 100_000],
    ['bandwidth', '400kbit/s', 50_000],
  ] as const)('%s %s', (kind, written, value) => {
    expect(parseQuantity(kind, written)).toEqual({ value });
  });

  test.each([
    ['duration', 200, 'needs a unit: 200ms or 200s?'],
    ['bytes', 900, 'needs a unit: 900kB or 900MB?'],
    ['rate', 30, 'needs a unit: 30/s or 30/min?'],
    ['bandwidth', 20, 'needs a unit: 20kB/s or 20Mbit/s?'],
    ['duration', '200', 'needs a unit; write a duration such as 200ms, 1.5s or 2min'],
    ['duration', '5m', 'has an unknown unit; write a duration such as'],
    ['duration', '200MS', 'has an unknown unit; did you mean 200ms?'],
    ['bytes', '1mb', 'did you mean 1MB?'],
    ['bandwidth', '20MBit/s', 'did you mean 20Mbit/s?'],
    ['duration', '', 'write a duration'],
    ['duration', 'soon', 'write a duration'],
    ['duration', '1s 2ms', 'has an unknown unit'],
    ['duration', '1constructor', 'has an unknown unit'],
    ['duration', true, 'write a duration'],
    ['duration', ['1s'], 'write a duration'],
    ['bytes', Number.NaN, 'write a size'],
  ] as const)('%s %j is refused with a hint', (kind, written, hint) => {
    const parsed = parseQuantity(kind, written);
    expect('hint' in parsed ? parsed.hint : parsed).toContain(hint);
  });

  test('what is written is read back exactly', () => {
    const dice = new Dice(7);
    for (const kind of ['duration', 'bytes', 'bandwidth', 'rate'] as Quantity[]) {
      for (let draw = 0; draw < 2_000; draw++) {
        const size = 10 ** dice.whole(0, 11);
        const value = kind === 'rate' ? dice.next() * 1000 : Math.round(dice.next() * size);
        expect(parseQuantity(kind, writeQuantity(kind, value)), `${kind} ${value}`).toEqual({
          value,
        });
      }
    }
  });

  test.each([
    ['duration', 90_000_000, '90s'],
    ['duration', 120_000_000, '2min'],
    ['duration', 1_500, '1.5ms'],
    ['duration', 0, '0s'],
    ['bytes', 1_048_576, '1MiB'],
    ['bytes', 900_000, '900kB'],
    ['bytes', 3_400_000, '3.4MB'],
    ['bandwidth', 2_500_000, '20Mbit/s'],
    ['bandwidth', 4_000, '4kB/s'],
    ['rate', 10, '10/s'],
    ['rate', 1 / 60, '1/min'],
  ] as const)('%s %d is written %s', (kind, value, text) => {
    expect(writeQuantity(kind, value)).toBe(text);
  });
});

describe('quantities for people', () => {
  test('rates and bandwidths', () => {
    expect(formatRate(30)).toBe('30/s');
    expect(formatRate(0.1)).toBe('6/min');
    expect(formatRate(0)).toBe('0/s');
    expect(formatBandwidth(2_500_000)).toBe('20 Mbit/s');
    expect(formatBandwidth(Number.POSITIVE_INFINITY)).toBe('unlimited');
  });
});
