import { t } from '../../language/t.ts';
import type { ApacheReading } from '../apache/readApache.ts';
import type { ConfigFile } from '../configFile.ts';
import type { Findings, Spot } from '../findings.ts';
import type { IisReading } from '../iis/readWebConfig.ts';
import { settingsOf } from '../nginx/nginxSettings.ts';
import type { NginxReading } from '../nginx/readNginx.ts';
import type { AppReading } from './appReading.ts';
import {
  appKindOf,
  appOf,
  changeApp,
  frontKindOf,
  type Part,
  pick,
  placeSocket,
  without,
} from './placeApp.ts';

/** What no file of a front server says, and what therefore stays as it was. */
const KEPT = ['host', 'hosts', 'instances', 'balancer'];
/** Of a balancer, what Apache has no word for. */
const KEPT_UPSTREAM = [
  'keepalive',
  'keepalive_timeout',
  'keepalive_requests',
  'max_fails',
  'fail_timeout',
];

/** The front server that is there, if it is of this kind, else what every kind has. */
function baseOf(next: Part, kind: string): Part {
  const before = typeof next.front === 'string' ? {} : settingsOf(next.front);
  return frontKindOf(next) === kind ? { ...before } : pick(before, KEPT);
}

export function placeNginx(next: Part, reading: NginxReading, findings: Findings): void {
  const base = baseOf(next, 'nginx');
  // What was without nginx has it now.
  const kept = without(
    reading.isWhole
      ? pick(base, [...KEPT, 'version', ...(reading.isUwsgi ? ['proxy_http_version'] : [])])
      : base,
    'server',
  );
  const read = { ...reading.front };
  if (!reading.isWhole && Array.isArray(read.locations))
    read.locations = addedTo(base.locations, read.locations);
  // A whole file that is spread over others may leave these to them.
  if (reading.isWhole)
    for (const key of ['locations', 'upstream'])
      if (!(key in read) && base[key] !== undefined && !('locations' in read))
        read[key] = base[key];
  const front: Part = { ...kept, ...read };
  if (front.upstream === undefined) delete front.upstream;
  next.front = front;
  const [target] = reading.targets;
  if (!target) return;
  placeSocket(next, target.kind);
  if (reading.isUwsgi) next.app = { ...changeApp(next, 'uwsgi'), protocol: 'socket' };
  else if (appKindOf(next) === 'mod_wsgi') {
    next.app = changeApp(next, 'gunicorn');
    findings.refuse(
      target.directive,
      target.directive.name,
      t('Only part: mod_wsgi runs within Apache, so Gunicorn answers here.'),
    );
  } else if (appOf(next).protocol === 'socket') next.app = without(appOf(next), 'protocol');
  share(next, reading.targets.length);
}

/** So many copies of the app server. */
function share(next: Part, instances: number): void {
  const app = without(appOf(next), 'instances');
  next.app = instances > 1 ? { ...app, instances } : app;
}

/** Locations that stand alone go in the place of those with the same match, and before the others. */
function addedTo(base: unknown, locations: readonly unknown[]): unknown[] {
  const usual = [
    { match: '/static/', static: '/srv/static' },
    { match: '/', proxy: true },
  ];
  const before: readonly unknown[] = Array.isArray(base) ? base : usual;
  const matches = locations.map((location) => settingsOf(location).match);
  return [
    ...locations,
    ...before.filter((location) => !matches.includes(settingsOf(location).match)),
  ];
}

export function placeApache(next: Part, { front, app, backends, isWhole }: ApacheReading): void {
  if (front === null) {
    if (isWhole) next.front = 'none';
    return;
  }
  const base = baseOf(next, 'apache');
  // `retry` is mod_proxy’s: with mod_wsgi no line says it.
  const kept = isWhole
    ? pick(base, [...KEPT, 'version', ...(app ? ['retry', 'upstream'] : [])])
    : base;
  const upstream = backends
    ? backends.upstream && {
        ...pick(settingsOf(base.upstream), KEPT_UPSTREAM),
        ...backends.upstream,
      }
    : base.upstream;
  next.front = {
    ...kept,
    server: 'apache',
    ...front,
    ...(upstream ? { upstream: isFilled(upstream) ? upstream : true } : {}),
  };
  if (!backends) return;
  const [bind] = backends.binds;
  if (backends.isUwsgi) next.app = { ...changeApp(next, 'uwsgi'), protocol: 'socket' };
  else if (appKindOf(next) === 'mod_wsgi' && app === null) next.app = changeApp(next, 'gunicorn');
  else if (appOf(next).protocol === 'socket') next.app = without(appOf(next), 'protocol');
  if (bind) placeSocket(next, bind.kind);
  share(next, backends.binds.length);
}

const isFilled = (part: unknown) => part === true || Object.keys(settingsOf(part)).length > 0;

export function placeIis(next: Part, { front }: IisReading): void {
  const base = baseOf(next, 'iis');
  // web.config and applicationHost.config are one configuration in two files; either alone adds to what is there.
  next.front = { ...without(base, 'upstream'), server: 'iis', ...front };
  next.app = without(appOf(next), 'instances');
}

/** What files leave unsaid about who stands before whom is settled in the usual way, and said. */
export function settleServers(
  next: Part,
  app: AppReading | null,
  spots: readonly ConfigFile[],
  findings: Findings,
): void {
  const front = frontKindOf(next);
  const kind = appKindOf(next);
  const own = appOf(next);
  const spot: Spot = app?.bind?.spot ?? { file: spots[0]?.name ?? '', line: 1, column: 1 };
  if (kind === 'uwsgi' && own.protocol === 'socket' && !['nginx', 'apache'].includes(front)) {
    next.front = pick(settingsOf(next.front), KEPT);
    findings.refuse(
      spot,
      'socket',
      t(
        'Only part: uWSGI’s own language needs a server in front that speaks it; nginx stands there here.',
      ),
    );
  }
  if (kind === 'mod_wsgi' && (own.mode ?? 'daemon') === 'daemon' && front !== 'apache') {
    next.front = { server: 'apache', ...pick(settingsOf(next.front), KEPT) };
  }
  if (kind === 'mod_wsgi' && own.mode === 'embedded') next.front = 'none';
  const now = frontKindOf(next);
  if ((now === 'none' || now === 'iis') && own.instances !== undefined)
    next.app = without(own, 'instances');
  if (now === 'none' && settingsOf(next.socket).kind === 'unix') placeSocket(next, 'tcp');
}
