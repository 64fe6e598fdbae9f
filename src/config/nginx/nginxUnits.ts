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
const TIME_ORDER = ['y', 'M', 'w', 'd', 'h', 'm', 's', 'ms', ''];

/** `1h 30m`, `60s`, `90` in µs, or undefined where nginx would refuse it. Units go from large to small; none means seconds. */
export function parseTime(text: string): number | undefined {
  const parts = [...text.matchAll(/\s*(\d+)(ms|[yMwdhms]?)/gy)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join('') !== text.trimEnd())
    return undefined;
  let sum = 0;
  let before = -1;
  for (const [, digits, unit = ''] of parts) {
    const order = TIME_ORDER.indexOf(unit);
    if (order <= before) return undefined;
    before = order;
    sum += Number(digits) * (TIME[unit] ?? 1_000_000);
  }
  return sum;
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

/** `10k`, `1m`, `512` in bytes, or undefined where nginx would refuse it. */
export function parseSize(text: string): number | undefined {
  const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  return digits === undefined ? undefined : Number(digits) * (SIZE[unit.toLowerCase()] as number);
}

/** Bytes as nginx reads them; never in `g`, which not every directive takes. */
export function writeSize(bytes: number): string {
  if (bytes > 0 && bytes % SIZE.m === 0) return `${bytes / SIZE.m}m`;
  return bytes > 0 && bytes % SIZE.k === 0 ? `${bytes / SIZE.k}k` : String(bytes);
}
