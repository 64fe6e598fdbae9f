/** Times and sizes as nginx writes them. Source: nginx documentation, “Configuration file measurement units”. */

const TIME: Readonly<Record<string, number>> = {
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
  w: 604_800_000_000,
  M: 2_592_000_000_000,
  y: 31_536_000_000_000,
};
const TIME_ORDER = ['y', 'M', 'w', 'd', 'h', 'm', 's', 'ms', ' '];

/**
 * `1h30m`, `60s`, `90` in µs, or undefined where nginx would refuse it. Units go from large to small; none means seconds. Where it counts
 * whole seconds there are no milliseconds, and where it counts milliseconds no years and months. Source: nginx 1.31, src/core/ngx_parse.c.
 */
export function parseTime(text: string, counts: 'ms' | 's' = 'ms'): number | undefined {
  if (!/\d/.test(text)) return undefined;
  let sum = 0;
  let before = counts === 's' ? -1 : TIME_ORDER.indexOf('M');
  let at = 0;
  for (const [whole, digits, unit] of text.matchAll(/(\d*)(ms|[yMwdhms ]|$) */gy)) {
    at += whole.length;
    if (unit === '') {
      sum += Number(digits) * 1_000_000;
      break;
    }
    const order = TIME_ORDER.indexOf(unit as string);
    // A blank ends bare seconds, and stands above them for that.
    const least = unit === ' ' ? TIME_ORDER.indexOf('s') : order;
    if (before >= least || (unit === 'ms' && counts === 's')) return undefined;
    before = order;
    sum += Number(digits) * (TIME[unit as string] ?? 1_000_000);
  }
  return at === text.length && Number.isSafeInteger(sum) ? sum : undefined;
}

/** The time that nginx takes in steps of `stepUs` (whole milliseconds, or seconds for some), never less than asked for. */
export function nearTime(us: number, stepUs: number): number {
  return Math.ceil(us / stepUs) * stepUs;
}

/** A whole number of milliseconds as nginx reads it. */
export function writeTime(us: number): string {
  if (us % 60_000_000 === 0 && us >= 600_000_000) return `${us / 60_000_000}m`;
  return us % 1_000_000 === 0 ? `${us / 1_000_000}s` : `${us / 1_000}ms`;
}

const SIZE: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** `10k`, `1m`, `512` in bytes, or undefined where nginx would refuse it; only some directives take `g`. */
export function parseSize(text: string, takesG = false): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  if (!takesG && /g/i.test(unit)) return undefined;
  return digits === undefined ? undefined : Number(digits) * (SIZE[unit.toLowerCase()] as number);
}

/** Bytes as nginx reads them; never in `g`, which not every directive takes. */
export function writeSize(bytes: number): string {
  if (bytes > 0 && bytes % SIZE.m === 0) return `${bytes / SIZE.m}m`;
  return bytes > 0 && bytes % SIZE.k === 0 ? `${bytes / SIZE.k}k` : String(bytes);
}
