import { msg, t } from '../language/t.ts';
import { versionsOf } from '../scenario/parseServers.ts';
import { EVERY_FRONT } from '../scenario/servers/frontServer.ts';
import { FRONTS, type FrontKind } from '../scenario/servers/fronts.ts';
import { frontPartKnobs } from './frontPartKnobs.ts';
import { hostKnobs, withInstances } from './instanceKnobs.ts';
import { choice, type Knob } from './knob.ts';
import { frontNote } from './knobWords.ts';
import { serverChoice } from './serverChoice.ts';
import {
  appEntryOf,
  appTable,
  frontEntryIn,
  frontKindOf,
  frontTable,
  generationOf,
  instancesOf,
} from './servers.ts';
import { settingKnobs } from './settingKnobs.ts';
import { possible, withFront } from './switchServer.ts';
import type { Written } from './written.ts';
import { valueIn } from './written.ts';

const GROUP = msg('Front server');

/** The front server: which one or none, and all that it can be told. */
export function frontKnobs(scenario: Written): Knob[] {
  const kind = frontKindOf(scenario);
  const entry = frontEntryIn(scenario);
  const choices = serverChoice(GROUP, 'front', FRONTS, kind);
  const note = [choices.note, frontNote(scenario)].filter(Boolean).join('. ');
  const which: Knob = {
    ...choices,
    ...(note === '' ? {} : { note }),
    words: t('the server before the app server, or clients straight at it'),
    field: choice('nginx', [...Object.keys(FRONTS), 'none']),
    read: () => kind ?? 'none',
    write: (from, value) => withFront(from, (value ?? 'nginx') as FrontKind | 'none'),
  };
  if (kind === null || entry === null) return [which];
  const taken = new Set(Object.values(appTable(appEntryOf(scenario))).map(({ key }) => key));
  const own = settingKnobs(GROUP, 'front', kind, frontTable(entry), entry.settings, (key) =>
    taken.has(key) || key === 'version' ? `${entry.name}: ${key}` : key,
  ).map((each) => special(each, scenario));
  return [
    which,
    ...own,
    ...hostKnobs(scenario, 'front', GROUP, entry.name),
    ...frontPartKnobs(scenario, entry),
  ];
}

const isOff = (value: unknown) => value === false || value === 'off';

/** Knobs of settings that mean more than what stands at their place. */
function special(own: Knob, scenario: Written): Knob {
  switch (own.path[1]) {
    case EVERY_FRONT.instances.key:
      return {
        ...own,
        isMain: true,
        write: (from, value) => withInstances(from, 'front', value),
        after: (from) => possible(from, 'front'),
      };
    case EVERY_FRONT.balancer.key:
      return { ...own, isMain: instancesOf(scenario, 'front') > 1 };
    case 'version': {
      const entry = frontEntryIn(scenario);
      const usual = entry && versionsOf(entry, generationOf(scenario)).version;
      return usual ? { ...own, field: { ...own.field, fallback: usual } } : own;
    }
    default: {
      // A switch that is also written as words, such as `error timeout`.
      const words = Object.keys(own.field.named ?? {});
      if (own.field.kind !== 'flag' || words.length === 0) return own;
      return {
        ...own,
        read: (from) => {
          const value = valueIn(from, own.path);
          return value === undefined ? own.field.fallback : !isOff(value);
        },
      };
    }
  }
}
