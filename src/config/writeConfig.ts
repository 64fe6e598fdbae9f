import type { Scenario } from '../scenario/scenario.ts';
import type { ConfigFile } from './configFile.ts';
import { writeGunicorn } from './gunicorn/writeGunicorn.ts';
import { writeNginx } from './nginx/writeNginx.ts';
import type { Page, SettingPath } from './page.ts';
import {
  writeCompose,
  writeDockerfile,
  writePrepare,
  writeRequirements,
} from './project/writeCompose.ts';
import { writeEntries, writeSettings, writeWork } from './project/writeDjango.ts';
import { writeReadme } from './project/writeReadme.ts';
import { writeUrls, writeViews } from './project/writeViews.ts';
import { writeApache } from './servers/writeApache.ts';
import { writeServe } from './servers/writeServe.ts';
import { writeUwsgi } from './servers/writeUwsgi.ts';
import { writeApplicationHost, writeWebConfig } from './servers/writeWebConfig.ts';

export type { SettingPath } from './page.ts';

function pagesOf(scenario: Scenario): Page[] {
  const servers = [
    writeNginx,
    writeApache,
    writeWebConfig,
    writeApplicationHost,
    writeGunicorn,
    writeUwsgi,
    writeServe,
  ].flatMap((write) => write(scenario) ?? []);
  return [
    ...servers,
    writeSettings(scenario),
    writeViews(scenario),
    writeUrls(scenario),
    writeWork(scenario),
    ...writeEntries(scenario),
    writePrepare(scenario),
    writeCompose(scenario),
    writeDockerfile(scenario),
    writeRequirements(scenario),
    writeReadme(scenario),
  ];
}

/**
 * The scenario as files that start the real servers: the configuration of its front and app server, a Django project, compose.yaml and
 * a README.txt that says how, and what they cannot carry. The same scenario always gives the same text.
 */
export function writeConfig(scenario: Scenario): ConfigFile[] {
  return pagesOf(scenario).map((page) => page.file);
}

/** A line of {@link writeConfig}'s files that says a setting. */
export interface SettingLine {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Where the setting stands in the scenario as written. */
  readonly path: SettingPath;
}

/** Which lines of {@link writeConfig}'s files say which settings; a line may say several, and a setting may take several lines. */
export function settingLines(scenario: Scenario): SettingLine[] {
  return pagesOf(scenario).flatMap(({ name, lines }) =>
    lines.flatMap(({ paths }, index) =>
      paths.map((path) => ({ file: name, line: index + 1, path })),
    ),
  );
}
