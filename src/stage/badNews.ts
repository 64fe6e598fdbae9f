import type { Scene } from '../insight/scene/scene.ts';
import type { Run } from '../insight/shapes.ts';
import { processNameOf } from '../insight/state/slotTable.ts';
import { msg, t } from '../language/t.ts';
import { EVENT, FAILURES } from '../recording/vocabulary.ts';
import type { AppServer } from '../scenario/scenario.ts';
import { MOURNED_US } from './laneSlots.ts';
import { badgeOf } from './wording.ts';

/** A request that ended badly a moment ago: worn by its client's row until it has been seen. */
export interface Ending {
  readonly request: number;
  readonly population: number;
  readonly client: number;
  /** `502`, `refused`, `gave up`. */
  readonly badge: string;
}

/** What went wrong in the last moments; the stage goes on showing it after the scene has moved on. */
export interface BadNews {
  /** Latest first. */
  readonly endings: readonly Ending[];
  /** `worker 2 killed, SIGKILL`; null if the arbiter has no such news. */
  readonly death: string | null;
  /** `HUP: reloading`: what the arbiter was told to do, which is no bad news. */
  readonly order: string | null;
}

/** At most this many events are looked through: it happens once per drawing. */
const EVENTS_BACK = 4_000;

const SHORT: Record<(typeof FAILURES)[number], string> = {
  refused: msg('refused'),
  'empty-reply': msg('empty reply'),
  truncated: msg('cut off'),
  reset: msg('reset'),
  'client-abort': msg('gave up'),
  'eof-in-request': msg('cut off'),
};

const SIGNALS: Record<number, string> = {
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
};

/** Bad news of the moments before the scene. */
export function badNewsBefore(run: Run, scene: Scene): BadNews {
  const endings: Ending[] = [];
  let death: string | null = null;
  let order: string | null = null;
  const oldest = Math.max(0, scene.eventCount - EVENTS_BACK);
  for (let i = scene.eventCount - 1; i >= oldest && run.at(i) > scene.atUs - MOURNED_US; i--) {
    const type = run.type(i);
    const badge = badgeOfEvent(type, run.arg(i));
    if (badge !== null) {
      const request = run.request(i);
      const { population, client } = run.seed(request);
      endings.push({ request, population, client, badge });
    } else {
      // The arbiter's verdict says more than the signal that follows it.
      const words = deathOfEvent(run.scenario.app, type, run.actor(i), run.arg(i));
      const saysMore = type === EVENT['worker/timedOut'] || type === EVENT['memory/exhausted'];
      if (type === EVENT['arbiter/signalled']) order ??= orderOf(run.arg(i));
      if (words !== null && (death === null || saysMore)) death = words;
    }
  }
  return { endings, death, order };
}

function orderOf(signal: number): string {
  return signal === 1 ? t('HUP: reloading') : t('TERM: stopping');
}

function badgeOfEvent(type: number, arg: number): string | null {
  if (type === EVENT['request/answered']) return arg >= 500 ? String(arg) : null;
  if (type === EVENT['request/abandoned']) return t('gave up');
  if (type !== EVENT['request/failed']) return null;
  const failure = FAILURES[arg];
  return failure ? t(SHORT[failure]) : t('failed');
}

function deathOfEvent(app: AppServer, type: number, process: number, arg: number): string | null {
  const name = (): string => processNameOf(app, process);
  if (type === EVENT['worker/timedOut']) return t('{name} timed out', { name: name() });
  if (type === EVENT['worker/exited'] && arg !== 0)
    return t('{name} died, exit code {code}', { name: name(), code: String(arg) });
  if (type === EVENT['worker/killed'])
    return t('{name} killed, {signal}', {
      name: name(),
      signal: SIGNALS[arg] ?? t('signal {number}', { number: String(arg) }),
    });
  if (type === EVENT['memory/exhausted']) return t('out of memory');
  return null;
}

/** Bad news in one scene alone, where there is no run to look back in. */
export function badNewsIn(scene: Scene, app: AppServer): BadNews {
  const endings = scene.tokens.flatMap((token) => {
    const badge = token.place === 'ended' ? badgeOf(token) : null;
    const { request, population, client } = token;
    return badge === null ? [] : [{ request, population, client, badge }];
  });
  const dead = scene.workers.find((w) => w.state === 'dead' && !w.hasEnded);
  return {
    endings,
    death: dead
      ? t('{name} {words}##a process and what became of it', {
          name: processNameOf(app, dead.process),
          words: dead.words,
        })
      : null,
    order: null,
  };
}
