/** How a front server is entered: its settings by their real names, and what they make of it. */
import { msg } from '../../language/t.ts';
import { choice, count } from '../makeField.ts';
import type { LimitReq, Location, ProxyCache, Tls, Upstream } from '../scenario.ts';
import type { Resolved, Settings } from './appServer.ts';
import type { FrontTraits } from './frontTraits.ts';
import type { FrontWords } from './serverWords.ts';

export const MOST_FRONTS = 8;

/** What every front server has, whatever program it is. */
export const EVERY_FRONT = {
  instances: count('instances', 1, 1, MOST_FRONTS, msg('equal front servers side by side')),
  balancer: choice(
    'balancer',
    'dns',
    ['dns', 'balancer'],
    msg(
      'how clients find one of several: by name (dns: each client keeps the address it has drawn, and tries the next where nobody answers), or through a balancer that passes connections on in turn and leaves out who is down',
    ),
  ),
} as const;

/** Parts of a front server that are written as a set of settings of their own, or not at all. */
export interface FrontParts {
  readonly upstream: Upstream | null;
  readonly tls: Tls | null;
  readonly limit_req: LimitReq | null;
  readonly proxy_cache: ProxyCache | null;
}

export interface EveryFront extends Resolved<typeof EVERY_FRONT>, FrontParts {
  /** Hosts by index into `Scenario.hosts`: instance i runs on the i-th of them, and again from the first. */
  readonly hosts: readonly number[];
  readonly locations: readonly Location[];
}

export interface FrontEntry<T extends Settings = Settings> {
  readonly name: string;
  /** False: nothing about it was measured; wherever it shows, it says so. */
  readonly isMeasured: boolean;
  readonly settings: T;
  /** What it calls the settings that explanations speak of. */
  readonly words?: FrontWords;
  readonly releases: { readonly current: string; readonly classic: string } | null;
  /** Which of the parts it has. */
  readonly parts: readonly (keyof FrontParts)[];
  /** In which ways it can choose among app servers, where not in all. */
  readonly methods?: readonly Upstream['method'][];
  traits(settings: EveryFront & Resolved<T>): FrontTraits;
}

/** Types an entry by its own settings. */
export function frontServer<T extends Settings>(entry: FrontEntry<T>): FrontEntry<T> {
  return entry;
}
