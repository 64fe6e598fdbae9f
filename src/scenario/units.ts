/**
 * Quantities as people write them (`200ms`, `30/s`, `900kB`, `20Mbit/s`) and as the simulator holds them: whole
 * microseconds, bytes, bytes a second. The unit is always written: a bare number is refused, never guessed; 0 needs none.
 * Rates and bandwidths are said to people from here, durations and sizes by `insight/plainWords.ts`.
 */

import { numberText } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';

export type Quantity = 'duration' | 'bytes' | 'bandwidth' | 'rate';

/** Either the number in the simulator's unit, or a sentence that says what to write instead. */
export type Parsed = { readonly value: number } | { readonly hint: string };

interface Notation {
  /** Factor from the written unit to the simulator's, in the order in which writing prefers them. */
  readonly units: Readonly<Record<string, number>>;
  /** Spellings that are read but not written. */
  readonly alsoRead: Readonly<Record<string, number>>;
  readonly whole: boolean;
  readonly examples: string;
}

const DURATION = { us: 1, ms: 1e3, s: 1e6, min: 6e7, h: 3.6e9 };
const BYTES = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
};
const BANDWIDTH = {
  'Mbit/s': 125_000,
  'kbit/s': 125,
  'Gbit/s': 125_000_000,
  'kB/s': 1e3,
  'MB/s': 1e6,
  'B/s': 1,
};
const RATE = { '/s': 1, '/min': 1 / 60, '/h': 1 / 3600 };

const NOTATIONS: Readonly<Record<Quantity, Notation>> = {
  duration: {
    units: DURATION,
    alsoRead: { µs: 1, μs: 1 },
    whole: true,
    examples: '200ms, 1.5s or 2min',
  },
  bytes: {
    units: BYTES,
    alsoRead: {},
    whole: true,
    examples: '900kB, 1MB or 64KiB',
  },
  bandwidth: {
    units: BANDWIDTH,
    alsoRead: {
      'bit/s': 1 / 8,
      'GB/s': 1e9,
      'KiB/s': 1024,
      'MiB/s': 1024 ** 2,
    },
    whole: true,
    examples: '20Mbit/s or 100kB/s',
  },
  rate: {
    units: RATE,
    alsoRead: {},
    whole: false,
    examples: '30/s or 600/min',
  },
};

const ASKS: Readonly<Record<Quantity, string>> = {
  duration: msg('write a duration such as {examples}'),
  bytes: msg('write a size such as {examples}'),
  bandwidth: msg('write a bandwidth such as {examples}'),
  rate: msg('write a rate such as {examples}'),
};

/** Every unit that a quantity is read in. */
export function unitsOf(kind: Quantity): readonly string[] {
  return [...Object.keys(NOTATIONS[kind].units), ...Object.keys(NOTATIONS[kind].alsoRead)];
}

const WRITTEN = /^([+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d{1,2})?)\s*(\D.*)?$/i;

/**
 * Reads a written quantity into microseconds, bytes, bytes per second or number per second. Rounded to whole units,
 * rates excepted. Says nothing about limits; negative numbers are read as such.
 */
export function parseQuantity(kind: Quantity, written: unknown): Parsed {
  const { units, alsoRead, whole, examples } = NOTATIONS[kind];
  const write = t(ASKS[kind], { examples });
  if (written === 0) return { value: 0 };
  if (typeof written === 'number' && Number.isFinite(written)) {
    const [first, second] = {
      duration: ['ms', 's'],
      bytes: ['kB', 'MB'],
      bandwidth: ['kB/s', 'Mbit/s'],
      rate: ['/s', '/min'],
    }[kind];
    return {
      hint: t('needs a unit: {written}{first} or {written}{second}?', {
        written: String(written),
        first: String(first),
        second: String(second),
      }),
    };
  }
  if (typeof written !== 'string') return { hint: write };
  const [, digits, unit = ''] = WRITTEN.exec(written.trim()) ?? [];
  if (digits === undefined) return { hint: write };
  const number = Number(digits);
  if (number === 0 && unit === '') return { value: 0 };
  const factor = factorOf(units, unit) ?? factorOf(alsoRead, unit);
  if (factor === undefined) {
    const meant = Object.keys(units).find((name) => name.toLowerCase() === unit.toLowerCase());
    if (meant)
      return {
        hint: t('has an unknown unit; did you mean {digits}{meant}?', {
          digits: String(digits),
          meant: String(meant),
        }),
      };
    return {
      hint: unit
        ? t('has an unknown unit; {write}', { write })
        : t('needs a unit; {write}', { write }),
    };
  }
  // Dividing by 60 is exact where multiplying by 1/60 is not: 600/min is 10/s.
  const value = factor < 1 ? number / Math.round(1 / factor) : number * factor;
  return { value: whole ? Math.round(value) : value };
}

function factorOf(units: Readonly<Record<string, number>>, unit: string): number | undefined {
  return Object.hasOwn(units, unit) ? units[unit] : undefined;
}

/** The text with the shortest number that {@link parseQuantity} reads back as exactly this finite value. */
export function writeQuantity(kind: Quantity, value: number): string {
  if (value === 0)
    return kind === 'rate' ? '0/s' : `0${{ duration: 's', bytes: 'B', bandwidth: 'B/s' }[kind]}`;
  let shortest = '';
  for (const [unit, factor] of Object.entries(NOTATIONS[kind].units)) {
    const text = `${Number((value / factor).toPrecision(15))}${unit}`;
    const exact = `${value / factor}${unit}`;
    for (const candidate of [text, exact]) {
      const back = parseQuantity(kind, candidate);
      if (!('value' in back) || back.value !== value) continue;
      if (shortest === '' || digitsOf(candidate) < digitsOf(shortest)) shortest = candidate;
    }
  }
  return shortest;
}

const digitsOf = (text: string) => /^[\d.e+-]*/.exec(text)?.[0].length ?? 0;

/** For people: `30/s`, `6/min`. */
export function formatRate(perSecond: number, digits = 2): string {
  if (perSecond > 0 && perSecond < 1) return `${spoken(rounded(perSecond * 60, digits))}/min`;
  return `${spoken(rounded(perSecond, digits))}/s`;
}

/** For people, from bytes a second to bits, as links are sold: `20 Mbit/s`. */
export function formatBandwidth(bytesPerSecond: number, digits = 2): string {
  if (bytesPerSecond === Number.POSITIVE_INFINITY) return t('unlimited##a bandwidth');
  return scaled(bytesPerSecond * 8, digits, [
    [1, 'bit/s'],
    [1e3, 'kbit/s'],
    [1e6, 'Mbit/s'],
    [1e9, 'Gbit/s'],
  ]);
}

function scaled(
  value: number,
  digits: number,
  scale: readonly (readonly [number, string])[],
): string {
  let text = '0';
  let unit = scale[0]?.[1] ?? '';
  for (const [factor, name] of scale) {
    // The choice follows the rounded number: 999.6 µs is 1 ms, not 1000 µs.
    if (factor > 1 && rounded(Math.abs(value) / (factor / 1000), digits) < 1000) break;
    text = spoken(rounded(value / factor, digits));
    unit = name;
  }
  return `${text} ${unit}`;
}

/** With the decimal sign of the language; in no language are thousands set apart. */
const spoken = (value: number): string =>
  Math.abs(value) < 1000 ? numberText(value, 0, 9) : String(value);

function rounded(value: number, digits: number): number {
  const whole = Math.round(value);
  return String(Math.abs(whole)).length >= digits ? whole : Number(value.toPrecision(digits));
}
