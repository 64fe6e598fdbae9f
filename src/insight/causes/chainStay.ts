import { t } from '../../language/t.ts';
import type { RecordedEvent } from '../../recording/recording.ts';
import { type EventName, NONE } from '../../recording/vocabulary.ts';
import { durationText } from '../plainWords.ts';
import { appProgram, takerOf } from '../programs.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { backlogAfter } from '../state/worldAfter.ts';
import type { Chain } from './chain.ts';
import { followWorkOf } from './chainHold.ts';
import { followQueue, type QueueStay } from './chainQueue.ts';

const LEAVES = new Set<EventName>([
  'worker/accepted',
  'connection/pooled',
  'connection/parked',
  'upstream/retried',
  'upstream/timedOut',
  'upstream/failed',
  'request/failed',
  'request/abandoned',
  'connection/expired',
  'worker/exited',
]);

/** Every wait of a request for a worker or a thread, in order, as far as `until` events tell. */
export function staysOf(chain: Chain, request: number, until = chain.count): QueueStay[] {
  const found: QueueStay[] = [];
  let open: { fromUs: number; process: number } | null = null;
  let instance = 0;
  const close = (untilUs: number): void => {
    if (open && untilUs > open.fromUs) found.push({ ...open, untilUs, instance });
    open = null;
  };
  for (const e of ownMoments(chain.run, request, until)) {
    if (LEAVES.has(e.name)) close(e.at);
    if (e.name === 'upstream/chosen') instance = Math.max(0, e.actor);
    else if (e.name === 'socket/queued') open = { fromUs: e.at, process: NONE };
    else if (e.name === 'connection/pooled') open = { fromUs: e.at, process: e.actor };
  }
  close(chain.atUs);
  return found;
}

/** What a request had been at on the app server by an event of it: mostly waiting for a worker, or with one. */
export function followStay(chain: Chain, request: number, until: RecordedEvent): void {
  const events = ownMoments(chain.run, request, until.index);
  const from = events.findLastIndex((e) => e.name === 'upstream/retried');
  const queued = events.slice(from + 1).find((e) => e.name === 'socket/queued');
  const taken = events.slice(from + 1).findLast((e) => e.name === 'worker/accepted');
  if (!queued) return;
  const waitedUs = (taken?.at ?? until.at) - queued.at;
  const stay = staysOf(chain, request, until.index + 1).findLast((s) => s.fromUs <= until.at);
  if (stay && waitedUs >= until.at - (taken?.at ?? until.at)) {
    if (request !== chain.request || chain.links.length > 0)
      chain.link(
        t('{request} had waited {time} for {taker}', {
          request: chain.name(request),
          time: durationText(stay.untilUs - stay.fromUs),
          taker: takerOf(appProgram(chain.run.scenario)),
        }),
        {
          tier: 'socket',
          fromUs: stay.fromUs,
          untilUs: stay.untilUs,
          request,
          setting: 'backlog',
        },
      );
    followQueue(chain, stay);
  } else followWorkOf(chain, request, until.at);
}

/** The backlog was full at a moment: for whom, and why nobody took them. */
export function followFull(chain: Chain, request: number, atUs: number): void {
  const { run } = chain;
  const untilUs = Math.min(atUs, chain.atUs);
  const count = Math.min(chain.count, run.countUntil(untilUs));
  const { instance } = chain.life(request, count);
  let fromUs = untilUs;
  let waiting = 0;
  for (const r of backlogAfter(run, count)) {
    if (r === request) continue;
    const life = chain.life(r, count);
    if (life.instance !== instance || life.queuedUs < 0) continue;
    waiting++;
    fromUs = Math.min(fromUs, life.queuedUs);
  }
  const { backlog } = run.scenario.socket;
  chain
    .blame('backlog-full')
    .link(
      t(
        'the waiting room (listen backlog {backlog}) was full{waiting, plural, =0 {} other {, {waiting} were waiting}}',
        { backlog: String(backlog), waiting: String(waiting) },
      ),
      {
        tier: 'socket',
        fromUs,
        untilUs,
        setting: 'backlog',
      },
    );
  if (fromUs < untilUs) followQueue(chain, { fromUs, untilUs, instance, process: NONE });
}
