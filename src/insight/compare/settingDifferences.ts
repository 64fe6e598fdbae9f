import { t } from '../../language/t.ts';
import { type Field, isRecord, writeField } from '../../scenario/fields.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { SETTINGS } from '../../scenario/schema.ts';
import { writeScenario } from '../../scenario/writeScenario.ts';

/** A setting that is not the same everywhere. */
export interface SettingDifference {
  /** Where it stands in a scenario file: `front.proxy_request_buffering`. */
  readonly at: string;
  /** Its own name, as its file spells it. */
  readonly name: string;
  /** As written, by scenario; null where the part it belongs to is absent. */
  readonly values: readonly (string | null)[];
}

interface Setting {
  readonly name: string;
  readonly text: string;
  /** Whether it says more than what holds anyway. */
  readonly isUsual: boolean;
}

// biome-ignore lint/suspicious/noExplicitAny: tables of different shapes share one reader
type AnyTable = Readonly<Record<string, Field<any>>>;

/**
 * The settings in which scenarios differ, by their real names, defaults spelled out. Where a part is absent in one (no nginx), its
 * settings are told only if they differ among the others or say something out of the ordinary.
 */
export function settingDifferences(scenarios: readonly Scenario[]): SettingDifference[] {
  const all = scenarios.map(settingsOf);
  const places = [...new Set(all.flatMap((settings) => [...settings.keys()]))];
  return places.flatMap((at) => {
    const found = all.map((settings) => settings.get(at) ?? null);
    const present = found.filter((setting) => setting !== null);
    const isSame = present.every(({ text }) => text === present[0]?.text);
    const isTold = !isSame || (present.length < found.length && present.some((s) => !s.isUsual));
    if (!isTold) return [];
    const name = present[0]?.name ?? at;
    return [{ at, name, values: found.map((setting) => setting?.text ?? null) }];
  });
}

function settingsOf(scenario: Scenario): Map<string, Setting> {
  const { front, socket, app, database, hosts } = scenario;
  const settings = new Map<string, Setting>();
  const say = (at: string, name: string, value: unknown, isUsual = false) =>
    settings.set(at, { name, text: textOf(value), isUsual });
  const table = (at: string, part: object, fields: AnyTable) => {
    for (const [member, field] of Object.entries(fields)) {
      const value = (part as Readonly<Record<string, unknown>>)[member];
      say(`${at}.${field.key}`, field.key, writeField(value, field), value === field.fallback);
    }
  };
  const written = writeScenario(scenario);
  const writtenFront = isRecord(written.front) ? written.front : {};
  say('front', 'front', front?.kind ?? t('none##no such part'));
  if (front) {
    table('front', front, SETTINGS.front);
    say('front.locations', 'location', writtenFront.locations ?? t('as usual'), true);
    say(
      'front.upstream',
      'upstream',
      front.upstream ? t('yes') : t('none##no such part'),
      front.upstream === null,
    );
    if (front.upstream) table('front.upstream', front.upstream, SETTINGS.upstream);
  }
  table('socket', socket, SETTINGS.socket);
  say('app', 'app', app.kind);
  table('app', app, SETTINGS.app);
  say('database', 'database', database?.kind ?? t('none##no such part'));
  if (database) {
    const { database: postgresql, mysql, sqlite } = SETTINGS;
    table('database', database, { postgresql, mysql, sqlite }[database.kind]);
  }
  for (const host of hosts) table(`hosts.${host.name}`, host, SETTINGS.host);
  say('script', 'script', written.script ?? t('nothing##in the script'), true);
  // What should be the same: said where it is not, as with a run that was measured elsewhere.
  say('seed', 'seed', scenario.seed, true);
  say('clients', 'clients', written.clients ?? t('as usual'), true);
  say('routes', 'routes', written.routes ?? t('as usual'), true);
  say('duration', 'duration', writeField(scenario.durationUs, SETTINGS.scenario.durationUs), true);
  return settings;
}

/** Settings as their files say them: `on`, not `true`. */
function textOf(value: unknown): string {
  if (value === true) return 'on';
  if (value === false) return 'off';
  if (value === null || value === undefined) return t('by version');
  if (Array.isArray(value)) return value.map(textOf).join('; ');
  if (isRecord(value))
    return Object.entries(value)
      .map(([key, item]) => `${key} ${textOf(item)}`)
      .join(', ');
  return String(value);
}
