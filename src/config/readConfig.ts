import { t } from '../language/t.ts';
import { DEFAULT_PARTS } from '../scenario/defaultParts.ts';
import { isRecord } from '../scenario/fields.ts';
import { parseScenario } from '../scenario/parseScenario.ts';
import { GENERATIONS, usualHost } from '../scenario/parseServers.ts';
import { isProblems } from '../scenario/problems.ts';
import { hostOf } from '../scenario/servers/hosts.ts';
import { readApache } from './apache/readApache.ts';
import type { ConfigAnswer, ConfigFile } from './configFile.ts';
import { type ConfigKind, configKind } from './configKind.ts';
import { Findings } from './findings.ts';
import { readWebConfig } from './iis/readWebConfig.ts';
import { settingsOf } from './nginx/nginxSettings.ts';
import { readNginx } from './nginx/readNginx.ts';
import { appKindOf, frontKindOf, type Part, placeApp, placeBind } from './servers/placeApp.ts';
import { placeApache, placeIis, placeNginx, settleServers } from './servers/placeFront.ts';
import { readApps } from './servers/readApps.ts';

/** Longer files are no configuration; reading them would only take time. */
const MOST_CHARACTERS = 1_000_000;
const FRONTS = ['nginx', 'apache', 'iis'] as const;

/**
 * Reads configuration files into a scenario as written. Files of one program are read as one configuration: what a whole file does not
 * say stands at the program's own default then; lines without a server are added to what is there. Everything in them is either
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
        t(
          'is no configuration that is read here; allowed: nginx.conf, Apache’s, web.config, gunicorn.conf.py, uwsgi.ini, CherryPy’s, or a command line that starts an app server, of up to {most} characters',
          { most: String(MOST_CHARACTERS) },
        ),
      );
    return { kind, file };
  });
  const of = (wanted: ConfigKind) =>
    kinds.filter(({ kind }) => kind === wanted).map(({ file }) => file);
  const next: Part = { ...written };
  const [chief, ...others] = FRONTS.filter((kind) => of(kind).length > 0);
  for (const other of others)
    for (const { name } of of(other))
      findings.refuse(
        { file: name, line: 1, column: 1 },
        name,
        t('One front server is modelled: {chief}, which is among these files as well.', {
          chief: String(chief),
        }),
      );
  const world = worldOf(written);
  const nginx = chief === 'nginx' ? readNginx(of('nginx'), world.nginx, findings) : null;
  const role =
    frontKindOf(next) === 'none' && appKindOf(next) === 'mod_wsgi' ? 'embedded' : 'front';
  const apache = chief === 'apache' ? readApache(of('apache'), role, findings) : null;
  const iis = chief === 'iis' ? readWebConfig(of('iis'), findings) : null;
  if (nginx) placeNginx(next, nginx, findings);
  if (apache) placeApache(next, apache);
  if (iis) placeIis(next, iis);
  const app =
    apache?.app ??
    readApps(
      {
        gunicorn: of('gunicorn'),
        uwsgi: of('uwsgi'),
        serve: of('serve'),
        commands: of('command'),
        started: iis,
        cores: world.cores,
        version: world.gunicorn,
      },
      findings,
    );
  if (app) {
    const protocol = settingsOf(next.app).protocol;
    placeApp(next, app);
    if (nginx?.isUwsgi && app.kind === 'uwsgi') next.app = { ...settingsOf(next.app), protocol };
    const targets =
      nginx?.targets.map(({ kind, address, directive }) => ({
        kind,
        address,
        at: `${directive.file}, line ${directive.line}`,
      })) ??
      apache?.backends?.binds.map(({ kind, address, spot }) => ({
        kind,
        address,
        at: `${spot.file}, line ${spot.line}`,
      })) ??
      [];
    settleServers(next, app, files, findings);
    // What IIS starts it always asks over TCP, at a port of its own.
    if (!iis) placeBind(next, app, targets, findings);
  } else settleServers(next, null, files, findings);
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
