import { isRecord, readField, readTable, refuseUnknownKeys, under } from './fields.ts';
import { locationFault, splitMatch } from './locationPattern.ts';
import { indexOfName, itemsOf, type Place, writtenAt } from './place.ts';
import type { Gunicorn, Location, Nginx, PostgreSQL } from './scenario.ts';
import { MOST_LOCATIONS } from './schema.ts';
import { GUNICORN, LOCATION_ROOT, LOCATION_STATUS, NGINX, POSTGRESQL } from './serverSchema.ts';

/** The two generations that `version:` selects at once. */
export const GENERATIONS = {
  current: { gunicorn: '26.1', nginx: '1.31' },
  classic: { gunicorn: '20.1', nginx: '1.22' },
} as const;
export type Generation = keyof typeof GENERATIONS;

/** `/static/` from the disk, everything else from the app. */
export const DEFAULT_LOCATIONS: readonly Location[] = [
  { modifier: '', match: '/static/', does: 'static', root: LOCATION_ROOT.fallback },
  { modifier: '', match: '/', does: 'proxy' },
];

/** `front:`, nginx or none. */
export function parseFront(place: Place, input: unknown, generation: Generation): Nginx | null {
  const settings = choose(place, 'front', input, 'nginx');
  if (settings === null) return null;
  const locations = writtenAt(settings, 'locations');
  return {
    kind: 'nginx',
    ...readTable(place.problems, 'front', settings, NGINX, ['server', 'host', 'locations'], {
      version: GENERATIONS[generation].nginx,
      ...zeroIsUnlimited(settings),
    }),
    host: parseHost(place, 'front', settings, 'web'),
    locations: locations === undefined ? DEFAULT_LOCATIONS : parseLocations(place, locations),
    ...zeroIsUnlimited(settings),
  };
}

/** nginx reads `client_max_body_size 0` as “do not check”. */
function zeroIsUnlimited(settings: unknown): { client_max_body_sizeBytes?: number } {
  const written = writtenAt(settings, 'client_max_body_size');
  const isZero =
    written === 0 ||
    (typeof written === 'string' && /^0+ ?(B|kB|MB|GB|KiB|MiB|GiB)?$/.test(written));
  return isZero ? { client_max_body_sizeBytes: Number.POSITIVE_INFINITY } : {};
}

/** `app:`, Gunicorn. */
export function parseApp(place: Place, input: unknown, generation: Generation): Gunicorn {
  const settings = choose(place, 'app', input, 'gunicorn', false) ?? {};
  return {
    kind: 'gunicorn',
    ...readTable(place.problems, 'app', settings, GUNICORN, ['server', 'host'], {
      version: GENERATIONS[generation].gunicorn,
    }),
    host: parseHost(place, 'app', settings, 'web'),
  };
}

/** `database:`, PostgreSQL or none. */
export function parseDatabase(place: Place, input: unknown): PostgreSQL | null {
  const settings = choose(place, 'database', input, 'postgresql');
  if (settings === null) return null;
  const own = readTable(place.problems, 'database', settings, POSTGRESQL, ['server', 'host']);
  if (own.superuser_reserved_connections >= own.max_connections) {
    const reserved = own.superuser_reserved_connections;
    place.problems.add(
      'database.superuser_reserved_connections',
      reserved,
      `leaves no connection for Django; allowed: 0 to ${own.max_connections - 1}, less than max_connections`,
    );
  }
  return { kind: 'postgresql', ...own, host: parseHost(place, 'database', settings, 'db') };
}

/** A server's settings as a record; its bare name stands for all defaults; null for `none`. */
function choose(
  { problems }: Place,
  at: string,
  input: unknown,
  server: string,
  mayBeNone = true,
): Readonly<Record<string, unknown>> | null {
  if (input === undefined || input === server) return {};
  if (mayBeNone && (input === 'none' || input === null)) return null;
  const allowed = `allowed: ${server}${mayBeNone ? ', none,' : ''} or settings of ${server}`;
  if (!isRecord(input)) {
    problems.add(at, input, `is not known here; ${allowed}`);
    return {};
  }
  const named = writtenAt(input, 'server');
  if (mayBeNone && named === 'none') return null;
  if (named !== undefined && named !== server)
    problems.add(
      under(at, 'server'),
      named,
      `is not known here; allowed: ${server}${mayBeNone ? ' or none' : ''}`,
    );
  return input;
}

/** The host that a program runs on where none is written: its usual one, or the first there is. */
export function usualHost(hosts: readonly string[], usual: string): number {
  return Math.max(0, hosts.indexOf(usual));
}

function parseHost(
  { problems, hosts }: Place,
  at: string,
  settings: unknown,
  usual: string,
): number {
  const name = writtenAt(settings, 'host');
  return name === undefined
    ? usualHost(hosts, usual)
    : indexOfName(problems, under(at, 'host'), name, hosts, 'host');
}

function parseLocations({ problems }: Place, input: unknown): Location[] {
  const locations = itemsOf(problems, 'front.locations', input, MOST_LOCATIONS).map(
    (item, index): Location => {
      const at = `front.locations[${index}]`;
      const match = writtenAt(item, 'match');
      const where = splitMatch(typeof match === 'string' ? match.slice(0, 300) : '');
      if (!isRecord(item))
        problems.add(
          at,
          item,
          'must be a location such as { match: /static/, static: /srv/static }',
        );
      else {
        refuseUnknownKeys(problems, at, item, ['match', 'static', 'proxy', 'return']);
        const fault =
          typeof match === 'string'
            ? locationFault(where)
            : 'must be text such as /static/, = /health or ~ \\.css$';
        if (fault) problems.add(under(at, 'match'), match, fault);
      }
      const root = writtenAt(item, 'static');
      const status = writtenAt(item, 'return');
      const proxy = writtenAt(item, 'proxy');
      if (
        isRecord(item) &&
        [root, status, proxy].filter((value) => value !== undefined).length > 1
      ) {
        problems.add(at, item, 'says two things to do; allowed: one of static, proxy, return');
      }
      if (root !== undefined)
        return {
          ...where,
          does: 'static',
          root:
            root === true
              ? LOCATION_ROOT.fallback
              : readField(problems, under(at, 'static'), root, LOCATION_ROOT),
        };
      if (status !== undefined)
        return {
          ...where,
          does: 'return',
          status: readField(problems, under(at, 'return'), status, LOCATION_STATUS),
        };
      if (proxy !== undefined && proxy !== true)
        problems.add(under(at, 'proxy'), proxy, 'must be true, or left out');
      return { ...where, does: 'proxy' };
    },
  );
  locations.forEach(({ modifier, match }, index) => {
    const first = locations.findIndex(
      (other) => other.match === match && kindOf(other.modifier) === kindOf(modifier),
    );
    if (first < index)
      problems.add(
        `front.locations[${index}].match`,
        `${modifier} ${match}`.trim(),
        `stands twice; nginx refuses a duplicate location (see front.locations[${first}])`,
      );
  });
  return locations;
}

/** nginx keeps prefixes of both kinds in one tree. */
const kindOf = (modifier: Location['modifier']) => (modifier === '^~' ? '' : modifier);
