/** Every front server there is. One more is one more entry here: settings, and what they make of it. */
import { APACHE } from './apache.ts';
import type { Resolved, Settings } from './appServer.ts';
import { type AppServer, entryOf } from './appServers.ts';
import type { EveryFront, FrontEntry } from './frontServer.ts';
import type { FrontTraits } from './frontTraits.ts';
import { IIS } from './iis.ts';
import { NGINX } from './nginx.ts';

export const FRONTS = {
  nginx: NGINX,
  apache: APACHE,
  iis: IIS,
} as const satisfies Record<string, FrontEntry>;

export type FrontKind = keyof typeof FRONTS;

/** The resolved shape of one front server, by its name in {@link FRONTS}. */
export type FrontOf<K extends FrontKind> = { readonly kind: K } & EveryFront &
  Resolved<(typeof FRONTS)[K]['settings']>;

/** A front server with all its settings: tell by `kind` whose they are. */
export type Front = { [K in FrontKind]: FrontOf<K> }[FrontKind];

/** The entry of a front server, whichever it is. */
export function frontEntryOf({ kind }: Pick<Front, 'kind'>): FrontEntry<Settings> {
  return FRONTS[kind] as unknown as FrontEntry<Settings>;
}

const known = new WeakMap<Front, { app: AppServer; traits: FrontTraits }>();

/** What a front server does for the requests that pass through it to `app`: some app servers are spoken to in a way of their own. */
export function frontTraitsOf(front: Front, app: AppServer): FrontTraits {
  const last = known.get(front);
  if (last?.app === app) return last.traits;
  const own = frontEntryOf(front).traits(front as never);
  const traits = { ...own, ...entryOf(app).behind?.(app as never, own) };
  known.set(front, { app, traits });
  return traits;
}
