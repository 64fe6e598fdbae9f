import { readField, writeField } from '../scenario/fields.ts';
import { Problems } from '../scenario/problems.ts';
import { type AnyField, type Knob, TIMES } from './knob.ts';

type Stops = Knob['stops'];
const FEW = [1, 2, 3, 4, 5, 6, 8, 12, 16, 32] as const;
const SOME = [0, 10, 20, 50, 100, 1000] as const;
const SIZES = ['4KiB', '36KiB', '64KiB', '256KiB', '1MiB', '10MiB', '30MB', '100MiB', '1GiB'];
const MANY = [10, 50, 100, 512, 1024, 4096] as const;
/** More than this: a number of requests, not of things that work. */
const COUNTLESS = 1_000_000;

/** Values worth trying that no rule would find, by part of the scenario and key. */
const KNOWN: Readonly<Record<string, Stops>> = {
  'app.boot': ['0s', '120ms', '500ms', '1s', '2s', '5s', '10s'],
  'app.memory': ['20MB', '60MB', '100MB', '200MB', '500MB', '1GB'],
  'app.worker_connections': [1, 4, 10, 100, 1000],
  'app.max_requests_jitter': [0, 5, 10, 50, 100],
  'app.instances': [1, 2, 3, 4, 8],
  'front.instances': [1, 2, 3, 5, 8],
  'front.keepalive_requests': [1, 10, 100, 1000],
  'front.MaxKeepAliveRequests': [0, 10, 100, 1000],
  'front.proxy_max_temp_file_size': ['0B', '1MiB', '100MiB', '1GiB'],
  'front.client_max_body_size': ['100kB', '1MiB', '10MiB', '100MiB', 'unlimited'],
  'front.upstream.keepalive': [0, 1, 2, 8, 32],
  'front.upstream.keepalive_requests': [1, 10, 100, 1000],
  'front.upstream.max_fails': [0, 1, 2, 3, 5],
  'front.limit_req.rate': ['1/s', '2/s', '5/s', '10/s', '20/s', '50/s', '100/s'],
  'front.limit_req.burst': [0, 1, 2, 5, 10, 20, 50],
  'front.limit_req.limit_req_status': [429, 503],
  'front.proxy_cache.proxy_cache_valid': ['500ms', '1s', '2s', '5s', '10s', '60s', '10min'],
};

/**
 * Values worth trying of a setting, rising: a range in which nothing surprising happens, within what is allowed. Whatever program it is of.
 * @param at where it stands, `front.keepalive_timeout`
 */
export function stopsOf(at: string, field: AnyField): Stops {
  const found = known.get(field) ?? worthTrying(at, field);
  known.set(field, found);
  return found;
}

/** Every line of the schema stands at one place. */
const known = new WeakMap<AnyField, Stops>();

function worthTrying(at: string, field: AnyField): Stops {
  const wanted = (KNOWN[at] ?? ladder(field)).filter((each) => isAllowed(each, field));
  const names = Object.entries(field.named)
    .filter(([, value]) => value === 0 || value === Number.POSITIVE_INFINITY)
    .slice(0, 1)
    .map(([name]) => name);
  // A word that stands for “no limit” lies beyond all numbers.
  const isSaid = wanted.length === 0 || names.some((name) => wanted.includes(name));
  return isSaid ? wanted : [...wanted, ...names];
}

/** Whether a written value may stand for a setting. */
export function isAllowed(value: unknown, field: AnyField): boolean {
  const problems = new Problems();
  readField(problems, '', value, field);
  return problems.list.length === 0;
}

function ladder(field: AnyField): Stops {
  const { key, kind, fallback, min, max } = field;
  switch (kind) {
    case 'duration':
      return /keep.?alive/i.test(key)
        ? TIMES.idle
        : fallback > 0 && fallback < 1e6
          ? TIMES.work
          : TIMES.limits;
    case 'count':
      return (max >= COUNTLESS && min === 0 ? SOME : (fallback ?? 0) > 32 ? MANY : FEW).filter(
        (each) => each >= min && each <= max,
      );
    case 'bytes':
      return SIZES;
    case 'number':
    case 'rate':
    case 'bandwidth':
      return [0.1, 0.2, 0.5, 1, 2, 5, 10]
        .map((share) => share * (fallback || 1))
        .filter((each) => each >= min && each <= max)
        .map((each) => writeField(each, field) as string | number);
    default:
      return [];
  }
}
