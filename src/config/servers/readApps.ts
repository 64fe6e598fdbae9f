import { t } from '../../language/t.ts';
import type { ConfigFile } from '../configFile.ts';
import type { Findings, Spot } from '../findings.ts';
import { readGunicorn } from '../gunicorn/readGunicorn.ts';
import { readServe } from '../python/readServe.ts';
import { readUwsgi } from '../uwsgi/readUwsgi.ts';
import type { AppReading } from './appReading.ts';
import { readCheroot, readFlask, readRunserver, ServerCommands } from './serverCommands.ts';

/** Files and command lines of app servers, by what they are. */
export interface AppSources {
  readonly gunicorn: readonly ConfigFile[];
  readonly uwsgi: readonly ConfigFile[];
  readonly serve: readonly ConfigFile[];
  readonly commands: readonly ConfigFile[];
  /** What IIS starts. */
  readonly started: { readonly command: ConfigFile | null } | null;
  readonly cores: number;
  readonly version: '26.1' | '20.1';
}

/** The app server that files and command lines describe, of several the first of Gunicorn, uWSGI, CherryPy, Flask and runserver; null where there is none. */
export function readApps(sources: AppSources, findings: Findings): AppReading | null {
  const { gunicorn, uwsgi, serve, commands, started, cores, version } = sources;
  const others = new ServerCommands();
  const lines = [...commands, ...(started?.command ? [started.command] : [])];
  const first =
    gunicorn.length + lines.length > 0
      ? readGunicorn(
          { python: gunicorn, commands: lines, cores, version, others: [others] },
          findings,
        )
      : null;
  const isGunicorn =
    first !== null &&
    (first.isWhole ||
      first.bind !== null ||
      Object.keys({ ...first.app, ...first.socket }).length > 0);
  const { runserver, flask, cherrypy } = others.lines;
  const candidates: [string, Spot | undefined, () => AppReading | null][] = [
    [
      'uWSGI',
      spotOf(uwsgi) ?? others.starts.uwsgi,
      () => readUwsgi(uwsgi, others.lines.uwsgi, findings),
    ],
    ['a server started from Python', spotOf(serve), () => readServe(serve, findings)],
    ['cheroot', others.starts.cherrypy, () => readCheroot(cherrypy[0] ?? [], findings)],
    ['Flask', others.starts.flask, () => readFlask(flask[0] ?? [], findings)],
    ['runserver', others.starts.runserver, () => readRunserver(runserver[0] ?? [], findings)],
  ];
  const there = candidates.filter(([, spot]) => spot !== undefined);
  const chosen = isGunicorn ? null : there[0];
  for (const [name, spot] of there)
    if (spot && spot !== chosen?.[1])
      findings.refuse(
        spot,
        name,
        t('One app server is modelled, and another one is among these files as well.'),
      );
  return chosen ? chosen[2]() : isGunicorn ? first : null;
}

function spotOf([file]: readonly ConfigFile[]): Spot | undefined {
  return file && { file: file.name, line: 1, column: 1 };
}
