import { frameworkOf } from '../insight/wire/wireNames.ts';
import { msg, t } from '../language/t.ts';
import { type Field, writeField } from '../scenario/fields.ts';
import { GENERATIONS, versionsOf } from '../scenario/parseServers.ts';
import type { AppEntry } from '../scenario/servers/appServer.ts';
import { APP_SERVERS, type AppKind } from '../scenario/servers/appServers.ts';
import { hostKnobs, withInstances } from './instanceKnobs.ts';
import { choice, type Knob } from './knob.ts';
import { serverChoice } from './serverChoice.ts';
import {
  appEntryOf,
  appKindOf,
  appTable,
  frontEntryIn,
  generationOf,
  resolvedApp,
} from './servers.ts';
import { settingKnobs } from './settingKnobs.ts';
import { possible, withApp } from './switchServer.ts';
import { valueIn, type Written, withValue } from './written.ts';

export const APP_GROUP = msg('App server');

/** The app server: which one, and all that it can be told. */
export function appKnobs(scenario: Written): Knob[] {
  const kind = appKindOf(scenario);
  const entry = appEntryOf(scenario);
  const canShareOut = frontEntryIn(scenario)?.parts.includes('upstream') ?? false;
  const which: Knob = {
    ...serverChoice(APP_GROUP, 'app', APP_SERVERS, kind),
    words: t('the program that runs the site’s code; another one keeps what both have'),
    field: choice('gunicorn', Object.keys(APP_SERVERS)),
    read: () => kind,
    write: (from, value) => withApp(from, (value ?? 'gunicorn') as AppKind),
  };
  const names: Readonly<Record<string, string>> = {
    version: `${entry.name}: version`,
    memory: 'worker: memory', // by the word of its own program: knobWords.ts
  };
  const own = settingKnobs(
    APP_GROUP,
    'app',
    kind,
    appTable(entry),
    entry.settings,
    (key) => names[key] ?? key,
  ).map((each) => special(each, scenario, entry));
  return [
    which,
    // Several need somebody who shares requests out among them.
    ...own.filter(
      ({ path }) =>
        (path[1] !== 'instances' || canShareOut) &&
        (path[1] !== 'django' || frameworkOf({ kind }) === 'Django'),
    ),
    ...hostKnobs(scenario, 'app', APP_GROUP, entry.name),
  ];
}

/** Knobs of settings that mean more than what stands at their place. */
function special(own: Knob, scenario: Written, entry: AppEntry): Knob {
  const key = String(own.path[1]);
  if (key === 'instances')
    return {
      ...own,
      isMain: true,
      write: (from, value) => withInstances(from, 'app', value),
      after: (from) => possible(from, 'app'),
    };
  const generation = generationOf(scenario);
  const usual = {
    django: GENERATIONS[generation].django,
    ...versionsOf(entry, generation),
  }[key];
  const known = usual === undefined ? own : { ...own, field: { ...own.field, fallback: usual } };
  const read = known.field.kind === 'choice' ? ofChoice(known, scenario, entry) : known;
  const words = key === 'django' && !canBeAsync(entry) ? t('which Django') : read.words;
  return { ...read, words, after: (from) => possible(from, 'app') };
}

/** Whether it has a kind of worker that runs views on an event loop. */
const canBeAsync = ({ settings }: AppEntry): boolean =>
  Object.values(settings).some(({ choices }) => (choices as readonly unknown[]).includes('asgi'));

/** A choice shows what the program makes of it, and offers what goes together with the rest. */
function ofChoice(own: Knob, scenario: Written, entry: AppEntry): Knob {
  const table = appTable(entry);
  const name = Object.keys(table).find((each) => table[each]?.key === own.path[1]) ?? '';
  const settings = resolvedApp(scenario, entry);
  const normalOf = (from: Written) =>
    (entry.normal?.(resolvedApp(from, entry) as never) as Written | undefined)?.[name];
  const fits = (value: string) =>
    (entry.check?.({ ...settings, [name]: value } as never) ?? []).length === 0;
  return {
    ...own,
    field: { ...own.field, choices: own.field.choices.filter(fits) },
    read: (from) => {
      const normal = normalOf(from);
      return normal === undefined
        ? valueIn(from, own.path)
        : writeField(normal, own.field as Field);
    },
    write: (from, value) => {
      const next = withValue(from, own.path, value);
      if (normalOf(next) === undefined) return next;
      // Another setting has the program take it otherwise: what was just chosen goes before that.
      const others = Object.keys((next.app ?? {}) as Written).map((key) =>
        withValue(next, ['app', key], undefined),
      );
      return (
        others.find((each) => valueIn(each, own.path) === value && normalOf(each) === undefined) ??
        next
      );
    },
  };
}
