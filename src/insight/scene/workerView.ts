import { msg, t } from '../../language/t.ts';
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
  const doing = doingWords(run, w, life, locks, atUs, heldByClient);
  if (!isPaused(w) && RESTING.has(w.state)) return doing;
  if (w.timedOutUs !== NONE) return t('{doing}, timed out##a worker', { doing });
  return w.stopping ? t('{doing}, will stop after it##a worker', { doing }) : doing;
}

/** Of these no more is said than what they are at. */
const RESTING: ReadonlySet<WorkerFold['state']> = new Set(['booting', 'idle', 'stopping', 'dead']);

function doingWords(
  run: Run,
  w: WorkerFold,
  life: Life | null,
  locks: readonly LockFold[],
  atUs: number,
  heldByClient: boolean,
): string {
  const request = w.request === NONE ? 'none' : requestName(w.request);
  if (isPaused(w))
    return t('stands still (SIGSTOP){request, select, none {} other {, keeps {request}}}', {
      request,
    });
  switch (w.state) {
    case 'booting':
      return t('starting: imports Django');
    case 'idle':
      return t('idle##a worker');
    case 'stopping':
      return t('stopping##a worker');
    case 'dead':
      if (w.timedOutUs !== NONE) return t('timed out##a worker');
      return w.wasKilled ? t('killed##a worker') : t('ended##a worker');
    case 'reading':
      return heldByClient && life
        ? heldWords(atUs - w.heldSinceUs, slowSender(run, life))
        : t('reading request');
    case 'writing':
      return heldByClient
        ? heldWords(atUs - w.heldSinceUs, t('a slow reader##a worker is held by it'))
        : t('writing answer');
    case 'lingering':
      return w.awaits
        ? t(
            'waits for the next request of {request, select, none {its client} other {{request}}}’s connection',
            { request },
          )
        : t('waiting for {request, select, none {its client} other {{request}}} to close', {
            request,
          });
    case 'database':
      return life && life.lockUs !== NOT_YET
        ? lockWords(run, life, locks)
        : t('waiting for the database');
    case 'running':
      if (!life) return t('running the view');
      return t('running {view}{whom, select, nobody { for nobody} other {}}', {
        view: partOf(circumstances(run, life.request).route, w.span),
        whom: life.ending === NONE ? 'client' : 'nobody',
      });
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
  return t('waits for row “{row}”{holder, select, none {} other { that {holder} holds}}', {
    row,
    holder: holder === NONE ? 'none' : requestName(holder),
  });
}

/** `held 3.9 s by a slow upload`; within the first millisecond there is no time to speak of. */
function heldWords(heldUs: number, by: string): string {
  return heldUs < 1_000
    ? t('just taken by {by}##a slow upload', { by })
    : t('held {time} by {by}##a slow upload', { time: durationText(heldUs), by });
}

/** `a slow upload`, `a slow request head`, `a silent client`. */
export function slowSender(run: Run, life: Life): string {
  const { pace } = circumstances(run, life.request);
  if (pace.stops === 'before-head') return t('a silent client##a worker is held by it');
  if (pace.stops === 'mid-head' || (pace.headOverUs > 0 && pace.bodyOverUs === 0))
    return t('a slow request head##a worker is held by it');
  if (run.seed(life.request).bodyBytes > 0)
    return pace.stops === 'mid-body'
      ? t('a stalled upload##a worker is held by it')
      : t('a slow upload##a worker is held by it');
  return t('a slow client##a worker is held by it');
}

/** A database session as it is drawn. */
export function sessionView(run: Run, s: SessionFold): SessionView {
  return {
    session: s.session,
    state: s.state,
    request: s.request === NONE ? null : s.request,
    sinceUs: s.sinceUs,
    words: t(SESSION_DOING[s.state], {
      request: s.request === NONE ? 'none' : requestName(s.request),
      row: s.request === NONE ? '' : rowName(run, s.request),
    }),
  };
}

const SESSION_DOING: Readonly<Record<SessionFold['state'], string>> = {
  connecting: msg('{request, select, none {connecting} other {connecting for {request}}}'),
  querying: msg('{request, select, none {query runs} other {query runs for {request}}}'),
  locked: msg(
    '{request, select, none {waits for a row} other {waits for row “{row}” for {request}}}##for: on behalf of a request',
  ),
  idle: msg(
    '{request, select, none {idle, kept open} other {between queries for {request}}}##a database session',
  ),
};
