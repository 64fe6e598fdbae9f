import { t } from '../language/t.ts';
import type { AppServer, Front, Scenario } from '../scenario/scenario.ts';
import { entryOf, traitsOf } from '../scenario/servers/appServers.ts';
import type { AppTraits } from '../scenario/servers/appTraits.ts';
import { frontEntryOf, frontTraitsOf } from '../scenario/servers/fronts.ts';
import type { FrontTraits } from '../scenario/servers/frontTraits.ts';
import {
  type AppWords,
  type FrontWords,
  type Setting,
  type SettingName,
  settingNamed,
} from '../scenario/servers/serverWords.ts';
import { aNounText, type Noun, nounsText, nounText, waitedForText } from './nouns.ts';

type AppRole = Exclude<keyof AppWords, 'importsOnce' | 'manyAtOnce'>;
type FrontRole = keyof FrontWords;
type Settings = Readonly<Record<string, { readonly key: string }>>;

/** An app server as explanations speak of it: its name, what it is, and what it calls its settings. */
export interface AppProgram {
  readonly name: string;
  /** `Gunicorn 26`. */
  readonly release: string;
  readonly traits: AppTraits;
  /** `sync`, `gthread`; empty where all processes of the program are alike. */
  readonly kind: string;
  /** `a gthread worker`, `an asgi worker`, `a process`, `the server`. */
  readonly aProcess: string;
  /** The setting by which Django is imported once, before processes are forked; null where there is none. */
  readonly importing: string | null;
  /** Whether that is on. */
  readonly importsOnce: boolean;
  /** What it calls a setting; null where it has none for that. */
  called(role: AppRole): Setting | null;
  /** How it is spoken of; with `or` where the program has no such setting. */
  spoken(role: AppRole, or: string): string;
  /** The resolved value of a setting by its key. */
  settingValue(key: string): unknown;
}

/** A front server likewise. */
export interface FrontProgram {
  readonly name: string;
  readonly traits: FrontTraits;
  called(role: FrontRole): Setting | null;
  spoken(role: FrontRole, or: string): string;
  /** Whether it has a switch for that, and it is off. */
  isOff(role: 'collects' | 'takesAnswers'): boolean;
}

const apps = new WeakMap<AppServer, AppProgram>();
const fronts = new WeakMap<Front, { app: AppServer; program: FrontProgram }>();

/** The app server of a scenario. */
export function appProgram({ app }: Pick<Scenario, 'app'>): AppProgram {
  const known = apps.get(app) ?? readApp(app);
  apps.set(app, known);
  return known;
}

/** Its front server, or null. */
export function frontProgram({ front, app }: Pick<Scenario, 'front' | 'app'>): FrontProgram | null {
  if (front === null) return null;
  const known = fronts.get(front);
  if (known?.app === app) return known.program;
  const program = readFront(front, app);
  fronts.set(front, { app, program });
  return program;
}

function valueIn(settings: Settings, program: object, key: string): unknown {
  const line = Object.entries(settings).find(([, field]) => field.key === key);
  return line === undefined ? undefined : (program as Readonly<Record<string, unknown>>)[line[0]];
}

function namesIn<Role extends string>(words: Readonly<Partial<Record<Role, unknown>>>) {
  const called = (role: Role): Setting | null =>
    settingNamed(words[role] as SettingName | undefined);
  return { called, spoken: (role: Role, or: string): string => called(role)?.spoken ?? or };
}

function readApp(app: AppServer): AppProgram {
  const entry = entryOf(app);
  const traits = traitsOf(app);
  const words = entry.words ?? {};
  const names = namesIn<AppRole>(words);
  const settingValue = (key: string): unknown => valueIn(entry.settings, app, key);
  const kindOf = names.called('kind');
  const kind = kindOf === null ? '' : String(settingValue(kindOf.key));
  const { processWord } = traits;
  const once = words.importsOnce;
  const version = 'version' in app ? Number(app.version) : Number.NaN;
  return {
    name: entry.name,
    release: Number.isNaN(version) ? entry.name : `${entry.name} ${Math.floor(version)}`,
    traits,
    kind,
    get aProcess() {
      if (kind === '')
        return processWord === 'server' ? t('the server##does something') : aNounText(processWord);
      return t('{article, select, an {an {kind} {noun}} other {a {kind} {noun}}}', {
        article: articleOf(kind),
        kind,
        noun: nounText(processWord),
      });
    },
    importing: once?.setting ?? null,
    importsOnce: once !== undefined && settingValue(once.setting) === once.value,
    ...names,
    settingValue,
  };
}

/** The English article of a word: `an asgi worker`. */
export const articleOf = (word: string): 'a' | 'an' => (/^[aeiou]/.test(word) ? 'an' : 'a');

function readFront(front: Front, app: AppServer): FrontProgram {
  const entry = frontEntryOf(front);
  const names = namesIn<FrontRole>(entry.words ?? {});
  return {
    name: entry.name,
    traits: frontTraitsOf(front, app),
    ...names,
    isOff(role) {
      const key = names.called(role)?.key;
      return key !== undefined && valueIn(entry.settings, front, key) === false;
    },
  };
}

/** Whether requests wait for a place to be dealt with in the socket alone: whoever deals with them takes them from there itself. */
export const takesFromSocket = ({ traits }: Pick<AppProgram, 'traits'>): boolean =>
  !traits.acceptsInLoop;

/** What takes a request from the socket: `worker`, `thread`, `server`. To be shown with {@link nounText}. */
export const takerWord = (app: Pick<AppProgram, 'traits'>): Noun =>
  takesFromSocket(app) ? app.traits.slotWord : app.traits.processWord;

/** What a request holds: `worker`, also where it has several slots; a `thread` where the server is one process. */
export const holderWord = ({ traits }: Pick<AppProgram, 'traits'>): Noun =>
  traits.acceptsInLoop && traits.processWord !== 'server' ? traits.processWord : traits.slotWord;

/** Whom a request in the socket waits for: `a worker`, `a thread`, `the server`. */
export function takerOf(app: AppProgram): string {
  return waitedForText(takerWord(app));
}

/** Whether a process has a fixed number of threads with a queue of its own before them. */
export const hasPool = ({ traits }: AppProgram): boolean =>
  traits.acceptsInLoop && traits.slotsPerProcess > 0;

/** Whether a view runs in the loop of its process, where nobody else runs meanwhile unless it waits. */
export const runsInLoop = ({ traits }: AppProgram, isAsync: boolean): boolean =>
  traits.loopRunsViews && traits.laneOf({ nth: 1, isAsync }) === 0;

/** The limit that ends a process by what it is at: for its silence, or for one request. Null = nobody looks. */
export function processLimit({ traits, called }: AppProgram): {
  readonly of: 'silence' | 'request';
  readonly us: number;
  readonly name: Setting | null;
} | null {
  if (traits.heartbeatUs > 0)
    return { of: 'silence', us: traits.heartbeatUs, name: called('heartbeat') };
  if (traits.requestLimitUs > 0)
    return { of: 'request', us: traits.requestLimitUs, name: called('requestLimit') };
  return null;
}

/** `workers`, `children`, `processes`. */
export const many = (word: string): string => nounsText(word as Noun);
