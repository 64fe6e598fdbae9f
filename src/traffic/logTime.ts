/** A moment of a log. */
export interface LogTime {
  /** µs since 1970, UTC. */
  readonly atUs: number;
  /** The log only says the second; the moment lies somewhere within it. */
  readonly isWholeSecond: boolean;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LOCAL = /^(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d)(\.\d{1,9})? ([+-]\d{4})$/;
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)([.,]\d{1,9})? ?(Z|[+-]\d\d:?\d\d|)$/;
const EPOCH = /^\d{9,13}(\.\d{1,9})?$/;

/**
 * Reads `$time_local` (`10/Oct/2000:13:55:36 -0700`), `$time_iso8601` (without a zone: UTC) or `$msec` (seconds, or milliseconds where there are 13
 * digits). Null for anything else, and for a date that no calendar has.
 */
export function readLogTime(text: string): LogTime | null {
  const local = LOCAL.exec(text);
  if (local) {
    const [, day, month, year, hour, minute, second, fraction, zone] = local;
    const date = [year, String(MONTHS.indexOf(month ?? '') + 1), day, hour, minute, second];
    return moment(date.map(Number), fraction, zone);
  }
  const iso = ISO.exec(text);
  if (iso) return moment(iso.slice(1, 7).map(Number), iso[7], iso[8]);
  if (!EPOCH.test(text)) return null;
  const number = Number(text);
  const isMs = number >= 1e11;
  return {
    atUs: Math.round(number * (isMs ? 1e3 : 1e6)),
    isWholeSecond: !isMs && !text.includes('.'),
  };
}

function moment(
  [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0]: readonly number[],
  fraction: string | undefined,
  zone: string | undefined,
): LogTime | null {
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 60) return null;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  if (day < 1 || new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return null;
  const fractionUs = fraction ? Math.round(Number(`0.${fraction.slice(1)}`) * 1e6) : 0;
  return { atUs: (ms - zoneMs(zone ?? '')) * 1000 + fractionUs, isWholeSecond: !fraction };
}

function zoneMs(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  if (!hours || !minutes) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
