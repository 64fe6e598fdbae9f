import { NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import { durationText, requestName } from '../plainWords.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { isSlowSend, readingGraceUs } from '../state/holding.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { slotTable } from '../state/slotTable.ts';
import type { LockFold, SessionFold, WorkerFold } from '../state/world.ts';
import { rowName } from '../state/worldSessions.ts';
import type { SessionView, WorkerView } from './scene.ts';

/** A worker as it is drawn. `life` is that of the request which holds it, or null. */
export function workerView(
  run: Run,
  w: WorkerFold,
  life: Life | null,
  atUs: number,
  locks: readonly LockFold[] = [],
): WorkerView {
  const heldByClient = life !== null && waitsForClient(run, w, life, atUs);
  return {
    worker: w.worker,
    process: w.process,
    nth: slotTable(run).nthOf(w.worker),
    pid: w.pid,
    state: w.state,
    sinceUs: w.sinceUs,
    heldSinceUs: w.request === NONE ? null : w.heldSinceUs,
    request: w.request === NONE ? null : w.request,
    words: words(run, w, life, locks, atUs, heldByClient),
    hasEnded: w.state === 'dead' && !w.wasKilled,
    heldByClient,
    isLocked: w.isLocked,
    ...(w.awaits ? { awaits: true } : {}),
    isPaused: isPaused(w),
    served: w.served,
    timeoutInUs: timeoutIn(run, w, atUs),
  };
}

/** It stands still: neither dead nor at work. */
export const isPaused = (w: WorkerFold): boolean => w.pausedUs !== NONE && w.state !== 'dead';

/**
 * Until its master ends it. Who takes its own connections gives its sign of life between requests: while it holds one, its time runs. So it
 * does for one that stands still, and for any request where requests have a limit of their own.
 */
function timeoutIn(run: Run, w: WorkerFold, atUs: number): number | null {
  const { acceptsInLoop, heartbeatUs, requestLimitUs } = traitsOf(run.scenario.app);
  const timeoutUs = requestLimitUs || heartbeatUs;
  if (timeoutUs === 0 || w.state === 'dead' || w.timedOutUs !== NONE) return null;
  const isSilent = (requestLimitUs > 0 || !acceptsInLoop) && w.request !== NONE;
  if (!isSilent && w.pausedUs === NONE) return null;
  return Math.max(0, timeoutUs - (atUs - (isSilent ? w.heldSinceUs : w.pausedUs)));
}

/**
 * Whether the worker waits for its client rather than works: reading although the head should be there, blocked in
 * send(), or lingering until the client closes.
 */
function waitsForClient(run: Run, w: WorkerFold, life: Life, atUs: number): boolean {
  if (w.state === 'lingering') return !w.awaits;
  if (w.state === 'writing') return life.writtenUs === NOT_YET && atUs > w.sinceUs;
  if (w.state !== 'reading') return false;
  if (life.sendUs !== NOT_YET && isSlowSend(life.sendOverUs)) return true;
  return atUs - w.sinceUs > readingGraceUs(run, life.request);
}

function words(
  run: Run,
  w: WorkerFold,
  life: Life | null,
  locks: readonly LockFold[],
  atUs: number,
  heldByClient: boolean,
): string {
  const end = w.timedOutUs !== NONE ? ', timed out' : w.stopping ? ', will stop after it' : '';
  if (isPaused(w))
    return `stands still (SIGSTOP)${w.request === NONE ? '' : `, keeps ${requestName(w.request)}`}${end}`;
  switch (w.state) {
    case 'booting':
      return 'starting: imports Django';
    case 'idle':
      return 'idle';
    case 'stopping':
      return 'stopping';
    case 'dead':
      return w.timedOutUs !== NONE ? 'timed out' : w.wasKilled ? 'killed' : 'ended';
    case 'reading':
      return (
        (heldByClient && life
          ? heldWords(atUs - w.heldSinceUs, slowSender(run, life))
          : 'reading request') + end
      );
    case 'writing':
      return (
        (heldByClient ? heldWords(atUs - w.heldSinceUs, 'a slow reader') : 'writing answer') + end
      );
    case 'lingering':
      if (w.awaits)
        return `waits for the next request of ${w.request === NONE ? 'its client' : requestName(w.request)}’s connection${end}`;
      return `waiting for ${w.request === NONE ? 'its client' : requestName(w.request)} to close${end}`;
    case 'database':
      if (life && life.lockUs !== NOT_YET) return lockWords(run, life, locks) + end;
      return `waiting for the database${end}`;
    case 'running': {
      const whom = life && life.ending !== NONE ? ' for nobody' : '';
      return `running ${life ? partOf(circumstances(run, life.request).route, w.span) : 'the view'}${whom}${end}`;
    }
  }
}

/** `checkout`, or with spans `checkout: template`. */
function partOf(route: Route, span: number): string {
  const part = route.spans?.[span];
  return part ? `${route.name}: ${part.name}` : route.name;
}

/** `waits for row “stock” that #3 holds`. */
function lockWords(run: Run, life: Life, locks: readonly LockFold[]): string {
  const row = rowName(run, life.request);
  const holder = locks.find((l) => l.row === row)?.request ?? NONE;
  return `waits for row “${row}”${holder === NONE ? '' : ` that ${requestName(holder)} holds`}`;
}

/** `held 3.9 s by a slow upload`; within the first millisecond there is no time to speak of. */
function heldWords(heldUs: number, by: string): string {
  return heldUs < 1_000 ? `just taken by ${by}` : `held ${durationText(heldUs)} by ${by}`;
}

/** `a slow upload`, `a slow request head`, `a silent client`. */
export function slowSender(run: Run, life: Life): string {
  const { pace } = circumstances(run, life.request);
  if (pace.stops === 'before-head') return 'a silent client';
  if (pace.stops === 'mid-head' || (pace.headOverUs > 0 && pace.bodyOverUs === 0))
    return 'a slow request head';
  if (run.seed(life.request).bodyBytes > 0)
    return pace.stops === 'mid-body' ? 'a stalled upload' : 'a slow upload';
  return 'a slow client';
}

/** A database session as it is drawn. */
export function sessionView(run: Run, s: SessionFold): SessionView {
  const of = s.request === NONE ? '' : ` for ${requestName(s.request)}`;
  const verb = {
    connecting: 'connecting',
    querying: 'query runs',
    locked: s.request === NONE ? 'waits for a row' : `waits for row “${rowName(run, s.request)}”`,
    idle: s.request === NONE ? 'idle, kept open' : 'between queries',
  }[s.state];
  return {
    session: s.session,
    state: s.state,
    request: s.request === NONE ? null : s.request,
    sinceUs: s.sinceUs,
    words: verb + of,
  };
}
