/** Every app server there is. One more is one more entry here: settings, and what they make of it. */
import type { AppEntry, EveryApp, Resolved, Settings } from './appServer.ts';
import type { AppTraits } from './appTraits.ts';
import { CHERRYPY } from './cherrypy.ts';
import { FLASK, RUNSERVER } from './development.ts';
import { GUNICORN } from './gunicorn.ts';
import { MOD_WSGI } from './modWsgi.ts';
import { UWSGI } from './uwsgi.ts';

export const APP_SERVERS = {
  gunicorn: GUNICORN,
  uwsgi: UWSGI,
  mod_wsgi: MOD_WSGI,
  cherrypy: CHERRYPY,
  runserver: RUNSERVER,
  flask: FLASK,
} as const satisfies Record<string, AppEntry>;

export type AppKind = keyof typeof APP_SERVERS;

/** The resolved shape of one app server, by its name in {@link APP_SERVERS}. */
export type AppOf<K extends AppKind> = { readonly kind: K } & EveryApp &
  Resolved<(typeof APP_SERVERS)[K]['settings']>;

/** An app server with all its settings: tell by `kind` whose they are. */
export type AppServer = { [K in AppKind]: AppOf<K> }[AppKind];

/** The entry of a server, whichever it is. */
export function entryOf({ kind }: Pick<AppServer, 'kind'>): AppEntry<Settings> {
  return APP_SERVERS[kind] as unknown as AppEntry<Settings>;
}

const known = new WeakMap<AppServer, AppTraits>();

/** What a server is to the requests that come to it. */
export function traitsOf(app: AppServer): AppTraits {
  let traits = known.get(app);
  if (traits === undefined) {
    traits = entryOf(app).traits(app as never);
    known.set(app, traits);
  }
  return traits;
}

/** Requests that all processes of one instance deal with at once; Infinity = as many as come. */
export function slotsOf(app: AppServer): number {
  const { processes, slotsPerProcess } = traitsOf(app);
  return slotsPerProcess === 0 ? Number.POSITIVE_INFINITY : processes * slotsPerProcess;
}
