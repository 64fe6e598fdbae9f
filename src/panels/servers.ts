import { type Noun, numberedText } from '../insight/nouns.ts';
import { t } from '../language/t.ts';
import { isRecord, readTable, type Table } from '../scenario/fields.ts';
import { GENERATIONS, type Generation, versionsOf } from '../scenario/parseServers.ts';
import { Problems } from '../scenario/problems.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { type AppEntry, EVERY_APP, type Settings } from '../scenario/servers/appServer.ts';
import { APP_SERVERS, type AppKind, entryOf } from '../scenario/servers/appServers.ts';
import { EVERY_FRONT, type FrontEntry } from '../scenario/servers/frontServer.ts';
import { FRONTS, type FrontKind, frontEntryOf } from '../scenario/servers/fronts.ts';
import { valueIn, type Written } from './written.ts';

type Resolved = Readonly<Record<string, unknown>>;

/** The app server that is written, by its name in the registry. */
export function appKindOf(scenario: Written): AppKind {
  const named = String(valueIn(scenario, ['app', 'server']) ?? 'gunicorn');
  return Object.hasOwn(APP_SERVERS, named) ? (named as AppKind) : 'gunicorn';
}

/** The front server that is written, or null for none. */
export function frontKindOf(scenario: Written): FrontKind | null {
  const named = String(valueIn(scenario, ['front', 'server']) ?? 'nginx');
  if (named === 'none') return null;
  return Object.hasOwn(FRONTS, named) ? (named as FrontKind) : 'nginx';
}

export const hasFront = (scenario: Written) => frontKindOf(scenario) !== null;
export const appEntryOf = (scenario: Written): AppEntry => entryOf({ kind: appKindOf(scenario) });
export const frontEntryIn = (scenario: Written): FrontEntry | null => {
  const kind = frontKindOf(scenario);
  return kind === null ? null : frontEntryOf({ kind });
};

/** How many equal ones there are of a server. */
export const instancesOf = (scenario: Written, part: 'app' | 'front') =>
  Math.max(1, Number(valueIn(scenario, [part, 'instances'])) || 1);

export const appTable = (entry: AppEntry): Settings => ({ ...EVERY_APP, ...entry.settings });
export const frontTable = (entry: FrontEntry): Settings => ({ ...EVERY_FRONT, ...entry.settings });

export const generationOf = (scenario: Written): Generation =>
  scenario.version === 'classic' ? 'classic' : 'current';

/** The settings of a server as they hold, with those that are not written, or wrong, at their defaults. */
function resolved(
  scenario: Written,
  part: 'app' | 'front',
  entry: AppEntry | FrontEntry,
  table: Settings,
): Resolved {
  const written = valueIn(scenario, [part]);
  const generation = generationOf(scenario);
  return readTable(
    new Problems(),
    part,
    isRecord(written) ? written : {},
    table as Table<Record<string, unknown>>,
    [],
    { ...versionsOf(entry, generation), django: GENERATIONS[generation].django },
  );
}

export const resolvedApp = (scenario: Written, entry: AppEntry): Resolved => ({
  hosts: [0],
  ...resolved(scenario, 'app', entry, appTable(entry)),
});

/** What this app server calls its processes: `worker`, `child`, `server`. */
export function processWordOf(scenario: Written): Noun {
  const entry = appEntryOf(scenario);
  return entry.traits(resolvedApp(scenario, entry) as never).processWord;
}

/** What a process is called there: `worker 2`, `child 2`; a server that is one process is just `the server`. */
export function processText(scenario: Written, number: unknown): string {
  const entry = appEntryOf(scenario);
  const { processWord, processes } = entry.traits(resolvedApp(scenario, entry) as never);
  const isAlone = processWord === 'server' && processes * instancesOf(scenario, 'app') === 1;
  return isAlone && number === 1 ? t('the server') : numberedText(processWord, Number(number) - 1);
}

/** Without the parts that may be absent; an upstream block is as it comes. */
export function resolvedFront(scenario: Written, entry: FrontEntry): Resolved {
  const upstream = readTable(new Problems(), '', {}, SETTINGS.upstream);
  return {
    hosts: [0],
    locations: [],
    tls: null,
    limit_req: null,
    proxy_cache: null,
    upstream: { ...upstream, weights: [] },
    ...resolved(scenario, 'front', entry, frontTable(entry)),
  };
}
