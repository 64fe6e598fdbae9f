import { isRecord } from '../scenario/fields.ts';
import { DEFAULT_PARTS, parseScenario } from '../scenario/parseScenario.ts';
import { GENERATIONS, usualHost } from '../scenario/parseServers.ts';
import { isProblems } from '../scenario/problems.ts';
import { hostOf } from '../scenario/servers/hosts.ts';
import type { ConfigAnswer, ConfigFile } from './configFile.ts';
import { configKind } from './configKind.ts';
import { Findings } from './findings.ts';
import { type GunicornReading, readGunicorn } from './gunicorn/readGunicorn.ts';
import { settingsOf } from './nginx/nginxSettings.ts';
import { type NginxReading, readNginx } from './nginx/readNginx.ts';

type Part = Record<string, unknown>;

/** What nginx’s and Gunicorn’s files do not say, and what therefore stays as it was. */
const KEPT_FRONT = ['version', 'host'];
const KEPT_APP = ['server', 'version', 'host', 'instances', 'django', 'memory', 'boot'];
/** Longer files are no configuration; reading them would only take time. */
const MOST_CHARACTERS = 1_000_000;

/**
 * Reads configuration files into a scenario as written. Files of one program are read as one configuration: what a whole file does not
 * say stands at the program's own default then; lines without a `server {}` are added to what is there. Everything in them is either
 * taken or listed; nothing is run. Where something is wrong, all that is wrong comes back instead, each at `file:line:column`.
 */
export function readConfig(
  files: readonly ConfigFile[],
  written: Readonly<Record<string, unknown>>,
): ConfigAnswer {
  const findings = new Findings();
  const kinds = files.map((file) => {
    const kind = file.text.length > MOST_CHARACTERS ? null : configKind(file.name, file.text);
    if (kind === null)
      findings.fault(
        { file: file.name, line: 1, column: 1 },
        file.text.slice(0, 60),
        `is no configuration that is read here; allowed: nginx.conf, gunicorn.conf.py or a gunicorn command line, of up to ${MOST_CHARACTERS} characters`,
      );
    return { kind, file };
  });
  const of = (wanted: string) =>
    kinds.filter(({ kind }) => kind === wanted).map(({ file }) => file);
  const world = worldOf(written);
  const nginxFiles = of('nginx');
  const [python, commands] = [of('gunicorn'), of('command')];
  const nginx = nginxFiles.length > 0 ? readNginx(nginxFiles, world.nginx, findings) : null;
  const gunicorn =
    python.length + commands.length > 0
      ? readGunicorn({ python, commands, cores: world.cores, version: world.gunicorn }, findings)
      : null;
  const next: Part = { ...written };
  if (nginx) placeNginx(next, nginx);
  if (gunicorn) placeGunicorn(next, gunicorn, nginx, findings);
  if (findings.problems.length > 0) return findings.problems;
  const order = (a: { file: string; line: number }, b: { file: string; line: number }) =>
    indexOf(files, a.file) - indexOf(files, b.file) || a.line - b.line;
  return {
    written: next,
    taken: findings.taken.toSorted(order),
    unsupported: findings.unsupported.toSorted(order),
  };
}

const indexOf = (files: readonly ConfigFile[], name: string) =>
  files.findIndex((file) => file.name === name);

interface World {
  readonly cores: number;
  readonly nginx: '1.31' | '1.22';
  readonly gunicorn: '26.1' | '20.1';
}

/** What files leave open: which versions are simulated, and on how many cores. */
function worldOf(written: Readonly<Record<string, unknown>>): World {
  const generation = GENERATIONS[written.version === 'classic' ? 'classic' : 'current'];
  const scenario = parseScenario(written);
  if (!isProblems(scenario)) {
    const { app, front, hosts } = scenario;
    return {
      cores: hosts[hostOf(app)]?.cores ?? 2,
      nginx: front?.kind === 'nginx' ? front.version : generation.nginx,
      gunicorn: app.kind === 'gunicorn' ? app.version : generation.gunicorn,
    };
  }
  const hosts = isRecord(written.hosts) ? written.hosts : DEFAULT_PARTS.hosts;
  const names = Object.keys(hosts);
  const host = String(settingsOf(written.app).host ?? names[usualHost(names, 'web')] ?? '');
  const cores = settingsOf((hosts as Part)[host]).cores;
  return {
    cores: typeof cores === 'number' ? cores : 2,
    nginx: settingsOf(written.front).version === '1.22' ? '1.22' : generation.nginx,
    gunicorn: settingsOf(written.app).version === '20.1' ? '20.1' : generation.gunicorn,
  };
}

const pick = (from: Readonly<Record<string, unknown>>, keys: readonly string[]): Part =>
  Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));

const without = (from: Readonly<Record<string, unknown>>, key: string): Part => {
  const { [key]: _, ...rest } = from;
  return rest;
};

/** `app:` where it is not written is not Gunicorn as it comes: it has more workers. */
const appOf = (next: Part): Part => ({ ...settingsOf(next.app ?? DEFAULT_PARTS.app) });

function placeNginx(next: Part, reading: NginxReading): void {
  const base = settingsOf(next.front);
  // What was without nginx has it now.
  const kept = without(reading.isWhole ? pick(base, KEPT_FRONT) : base, 'server');
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
  const app = without(appOf(next), 'instances');
  next.app = reading.targets.length > 1 ? { ...app, instances: reading.targets.length } : app;
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

function placeSocket(next: Part, kind: 'tcp' | 'unix'): void {
  const socket: Part = { ...settingsOf(next.socket), kind };
  next.socket = kind === 'unix' ? without(socket, 'rtt') : socket; // a file has no distance
}

function placeGunicorn(
  next: Part,
  { app, socket, isWhole, bind }: GunicornReading,
  nginx: NginxReading | null,
  findings: Findings,
): void {
  const base = appOf(next);
  next.app = { ...(isWhole ? pick(base, KEPT_APP) : base), ...app };
  const before = settingsOf(next.socket);
  next.socket = { ...(isWhole ? without(before, 'backlog') : before), ...socket };
  const target = nginx?.targets[0];
  if (
    bind &&
    target &&
    nginx?.targets.every(
      ({ kind, address }) => kind !== bind.kind || portOf(address) !== portOf(bind.address),
    )
  )
    findings.refuse(
      bind.spot,
      'bind',
      `nginx asks ${target.address} instead (${target.directive.file}, line ${target.directive.line}): in reality they would not meet. Here they do.`,
    );
  if (target) return; // nginx has said how it asks
  if (
    bind?.kind === 'unix' &&
    (next.front === 'none' || next.front === null || settingsOf(next.front).server === 'none')
  ) {
    findings.refuse(
      bind.spot,
      'bind',
      'Clients on other machines cannot reach a unix socket: put nginx in front first. The socket stays a TCP port.',
    );
    return;
  }
  if (bind) placeSocket(next, bind.kind);
  else if (isWhole) placeSocket(next, 'tcp');
}

/** What tells two sockets apart: the path of a file, or the port. */
const portOf = (address: string) => /:(\d+)$/.exec(address)?.[1] ?? address;
