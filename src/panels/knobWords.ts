import { holderWord } from '../insight/programs.ts';
import { frameworkOf } from '../insight/wire/wireNames.ts';
import { t } from '../language/t.ts';
import type { AppKind } from '../scenario/servers/appServers.ts';
import type { Knob } from './knob.ts';
import { appEntryOf, appKindOf, resolvedApp } from './servers.ts';
import type { Written } from './written.ts';

/** What programs call the length of the queue of their socket; of one that is not here it is fixed, or has no name. */
const BACKLOG: Readonly<Partial<Record<AppKind, string>>> = {
  gunicorn: 'backlog',
  uwsgi: 'listen',
  mod_wsgi: 'listen-backlog',
  cherrypy: 'request_queue_size',
};

/** The settings speak of Django and of workers; a knob speaks of what the programs of this scenario have. */
export function inWordsOf(scenario: Written): (knob: Knob) => Knob {
  const kind = appKindOf(scenario);
  const entry = appEntryOf(scenario);
  const traits = entry.traits(resolvedApp(scenario, entry) as never);
  const holder = holderWord({ traits });
  const framework = frameworkOf({ kind });
  const own = BACKLOG[kind];
  return (knob) => {
    const { group, name, words, path } = knob;
    const [part, key] = path;
    const said = words
      .replaceAll('Django', framework)
      .replace(/\b(a|the) worker\b(?! process)/g, (whole, article) =>
        part === 'front' ? `${article} ${holder}` : whole,
      );
    const other = {
      ...(part === 'socket' && key === 'backlog' && own !== undefined
        ? { words: `${said} (${entry.name}: ${own})` }
        : { words: said }),
      ...(part === 'app' && key === 'memory' ? { name: `${traits.processWord}: memory` } : {}),
      ...(group === 'Django' ? { group: framework } : {}),
    };
    const isSame = other.words === words && other.name === undefined && other.group === undefined;
    return isSame ? knob : { ...knob, name, ...other };
  };
}

/** What goes with another front server, where the app server as it is set cannot stand behind any. */
export function frontNote(scenario: Written): string | undefined {
  const entry = appEntryOf(scenario);
  const needs = entry.fronts?.(resolvedApp(scenario, entry) as never) ?? null;
  if (needs === null) return undefined;
  const value = `${entry.name}, ${needs.at} ${String(needs.value)}`;
  return t(
    '{value}: {why}. With a front server that cannot be, this setting changes, or the app server becomes Gunicorn.',
    { value, why: needs.why },
  );
}
