/**
 * Dates as the real programs write them. The simulation has no calendar, so t = 0 is Fri, 20 Nov 2026 10:00:00 GMT,
 * always: the same run prints the same bytes and the same log lines wherever and whenever it is shown.
 */
import type { Micros } from '../../scenario/scenario.ts';

/** Unix time of t = 0 in µs. */
export const EPOCH_US = 1_795_168_800_000_000;
/** Unix time of t = 0, in seconds. */
const EPOCH_SECONDS = EPOCH_US / 1e6;
const DAY = 86_400;
const WEEKDAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const LONG_MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

interface CivilTime {
  readonly year: number;
  readonly month: string;
  readonly monthName: string;
  readonly day: string;
  readonly weekday: string;
  readonly clock: string;
  readonly millis: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/** Calendar of a unix time in seconds (days-to-civil after Howard Hinnant's public-domain algorithm). */
function civil(unixSeconds: number, millis: number): CivilTime {
  const days = Math.floor(unixSeconds / DAY);
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const inDay = unixSeconds - days * DAY;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month: two(month),
    monthName: MONTHS[month - 1] as string,
    day: two(dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1),
    weekday: WEEKDAYS[days % 7] as string,
    clock: `${two(Math.floor(inDay / 3600))}:${two(Math.floor(inDay / 60) % 60)}:${two(inDay % 60)}`,
    millis: String(millis).padStart(3, '0'),
  };
}

function civilAt(atUs: Micros): CivilTime {
  return civil(
    EPOCH_SECONDS + Math.floor(atUs / 1e6),
    Math.floor((((atUs % 1e6) + 1e6) % 1e6) / 1000),
  );
}

function httpDateOf(t: CivilTime): string {
  return `${t.weekday}, ${t.day} ${t.monthName} ${t.year} ${t.clock} GMT`;
}

/** `Fri, 20 Nov 2026 10:00:00 GMT`, as in an HTTP Date header. */
export function httpDate(atUs: Micros): string {
  return httpDateOf(civilAt(atUs));
}

/** The same for a unix time in whole seconds, such as a file's time of change. */
export function httpDateOfUnix(unixSeconds: number): string {
  return httpDateOf(civil(unixSeconds, 0));
}

/** `20/Nov/2026:10:00:00 +0000`, as in nginx's combined log format. */
export function accessLogDate(atUs: Micros): string {
  const t = civilAt(atUs);
  return `${t.day}/${t.monthName}/${t.year}:${t.clock} +0000`;
}

/** `2026/11/20 10:00:00`, as in nginx's error log. */
export function errorLogDate(atUs: Micros): string {
  const t = civilAt(atUs);
  return `${t.year}/${t.month}/${t.day} ${t.clock}`;
}

/** `2026-11-20 10:00:00 +0000`, as in Gunicorn's log. */
export function gunicornDate(atUs: Micros): string {
  const t = civilAt(atUs);
  return `${t.year}-${t.month}-${t.day} ${t.clock} +0000`;
}

/** `2026-11-20 10:00:00.000 UTC`, as `%m` in PostgreSQL's log_line_prefix. */
export function postgresDate(atUs: Micros): string {
  const t = civilAt(atUs);
  return `${t.year}-${t.month}-${t.day} ${t.clock}.${t.millis} UTC`;
}

/** `2026-11-20 10:00:00`, as in MariaDB's error log. */
export function mysqlDate(atUs: Micros): string {
  const t = civilAt(atUs);
  return `${t.year}-${t.month}-${t.day} ${t.clock.replace(/^0/, ' ')}`;
}

/** `Nov 20 10:00:00`, as journalctl prints it. */
export function kernelDate(atUs: Micros): string {
  const t = civilAt(atUs);
  return `${t.monthName} ${t.day} ${t.clock}`;
}

const dayAndTime = (t: CivilTime): string => `${t.weekday} ${t.monthName} ${t.day} ${t.clock}`;

/** `Fri Nov 20 10:00:00 2026`, as C's ctime() and uWSGI print it. */
export function ctimeDate(atUs: Micros): string {
  const t = civilAt(atUs);
  return `${dayAndTime(t)} ${t.year}`;
}

/** `Fri Nov 20 10:00:00.123456 2026`, as in Apache's error log. */
export function apacheDate(atUs: Micros): string {
  const t = civilAt(atUs);
  const micros = String(((Math.round(atUs) % 1e6) + 1e6) % 1e6).padStart(6, '0');
  return `${dayAndTime(t)}.${micros} ${t.year}`;
}

/** `20/Nov/2026 10:00:00`, as runserver and Werkzeug print it. */
export function developmentDate(atUs: Micros): string {
  const t = civilAt(atUs);
  return `${t.day}/${t.monthName}/${t.year} ${t.clock}`;
}

/** `November 20, 2026 - 10:00:00`, in runserver's greeting. */
export function runserverDate(atUs: Micros): string {
  const t = civilAt(atUs);
  return `${LONG_MONTHS[Number(t.month) - 1]} ${t.day}, ${t.year} - ${t.clock}`;
}

/** `2026-11-20 10:00:00`, as in the W3C log of IIS. */
export function w3cDate(atUs: Micros): string {
  const t = civilAt(atUs);
  return `${t.year}-${t.month}-${t.day} ${t.clock}`;
}
