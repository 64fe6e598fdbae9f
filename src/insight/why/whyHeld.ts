import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import { deedsOf } from '../causes/deeds.ts';
import { durationText, partOfBytesText, requestName } from '../plainWords.ts';
import { appProgram } from '../programs.ts';
import { slowSender, workerView } from '../scene/workerView.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, lifeOf, NOT_YET } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { runIndex } from '../state/runIndex.ts';
import { slotName } from '../state/slotTable.ts';
import { answerBytes, bytesReceived, bytesSent } from '../state/transfer.ts';
import type { WorkerFold, World } from '../state/world.ts';
import { rowName } from '../state/worldSessions.ts';
import { type Explanation, piece } from './whyParts.ts';
import { computes, hasSyncThread, partName } from './whyShared.ts';

/** What keeps a slot: one cause may keep several. */
export type Cause =
  | 'sending'
  | 'reading'
  | 'lingering'
  | 'database'
  | 'lock'
  | 'hanging'
  | 'interpreter'
  | 'syncThread'
  | 'view'
  | 'kept'
  | 'booting'
  | 'gone'
  | 'paused'
  | 'moment';

/** A moment of a run that is being explained. */
export interface Moment {
  readonly run: Run;
  /** Events that have happened. */
  readonly count: number;
  readonly atUs: number;
  readonly world: World;
}

export interface Holding {
  /** The slot: a worker itself, or one of its threads, greenlets, tasks. */
  readonly worker: WorkerFold;
  /** Life of the request that holds it, or null. */
  readonly life: Life | null;
  readonly cause: Cause;
}

/** What keeps a slot at the moment. */
export function holdingAt(m: Moment, worker: WorkerFold): Holding {
  const life =
    worker.request === NONE ? null : lifeOf(m.run, runIndex(m.run), worker.request, m.count);
  return { worker, life, cause: causeOf(m, worker, life) };
}

/** Whether a process stands still (SIGSTOP). */
export function isPaused(m: Moment, process: number): boolean {
  return deedsOf(m.run).some(
    (d) => d.kind === 'paused' && d.actor === process && d.fromUs <= m.atUs && m.atUs < d.untilUs,
  );
}

/** Whether a view never returns by itself. */
export function hangs(route: Route): boolean {
  return route.effect === 'hang' || route.effect === 'hang-hard' || route.effect === 'spin';
}

function causeOf(m: Moment, w: WorkerFold, life: Life | null): Cause {
  if (w.state !== 'dead' && isPaused(m, w.process)) return 'paused';
  if (w.state === 'booting') return 'booting';
  if (!life) return w.state === 'idle' ? 'moment' : 'gone';
  if (w.state === 'database') return life.lockUs === NOT_YET ? 'database' : 'lock';
  if (awaits(m, w, life)) return 'kept';
  if (w.state === 'lingering') return 'lingering';
  if (waitsForSyncThread(m, w, life)) return 'syncThread';
  if (w.state === 'running') {
    if (hangs(circumstances(m.run, life.request).route)) return 'hanging';
    return computes(m, w) && rivals(m, w).length > 0 ? 'interpreter' : 'view';
  }
  if (!workerView(m.run, w, life, m.atUs).heldByClient) return 'moment';
  return w.state === 'reading' ? 'sending' : 'reading';
}

/** Whether a slot has answered, and waits for the next request of that connection. */
function awaits(m: Moment, w: WorkerFold, life: Life): boolean {
  if (!appProgram(m.run.scenario).traits.limits.keptHoldsSlot || w.state === 'idle') return false;
  return ownMoments(m.run, life.request, m.count).some(
    (e) => e.name === 'connection/awaited' && e.actor === w.worker,
  );
}

/** Other slots of its process that compute at the same time: Python lets one of them at a time. */
export function rivals(m: Moment, w: WorkerFold): WorkerFold[] {
  return m.world.workers.filter((o) => o !== w && o.process === w.process && computes(m, o));
}

/** asgi with Django 3.2: the request has been read, and another one has the process's one thread for sync code. */
function waitsForSyncThread(m: Moment, w: WorkerFold, life: Life): boolean {
  if (life.viewUs !== NOT_YET || !hasSyncThread(m.run, life.request)) return false;
  const isSent = life.sendUs !== NOT_YET && life.sendOverUs >= 0;
  const isHere = life.receivedUs !== NOT_YET || (isSent && life.sendUs + life.sendOverUs <= m.atUs);
  return isHere && syncThreadHolder(m, w) !== undefined;
}

/** Who has the one thread in which a process runs all of its sync code. */
export function syncThreadHolder(m: Moment, w: WorkerFold): WorkerFold | undefined {
  return m.world.workers.find(
    (o) =>
      o !== w &&
      o.process === w.process &&
      (o.state === 'running' || o.state === 'database') &&
      hasSyncThread(m.run, o.request) &&
      lifeOf(m.run, runIndex(m.run), o.request, m.count).viewUs !== NOT_YET,
  );
}

/** `worker 1 by #4, reading a slow upload (180 of 900 kB) for 3.9 s` */
export function sayHolding(m: Moment, h: Holding, first = false): Explanation {
  const { worker: w, life, cause } = h;
  const of = {
    worker: w.worker,
    request: life?.request ?? null,
    atUs: life ? w.heldSinceUs : w.sinceUs,
  };
  const name = slotName(m.run, w.worker);
  const who = { ...of, text: first ? capital(name) : name };
  const time = durationText(m.atUs - w.sinceUs);
  return piece((say) => {
    if (life)
      say.more(msg('{who} by {request}, {doing}##worker 1 (is held) by #4, writing the answer'), {
        who,
        request: { ...of, text: requestName(life.request) },
        doing: doing(m, h, time),
      });
    else if (cause === 'paused') say.more(msg('{who} stands still (SIGSTOP)'), { who });
    else if (cause === 'booting') say.more(msg('{who} is starting for {time}'), { who, time });
    else if (cause === 'moment') say.more(msg('{who} is about to take the next'), { who });
    else say.more(msg('{who} is gone for {time}'), { who, time });
  });
}

/** Capital as the first letter of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a request that holds a slot is at, as a participle; with how long it has been where that is given. */
export function doing(m: Moment, h: Holding, time: string | null = null): string {
  const words = doingWords(m, h);
  if (time === null) return words;
  return isClause(m, h)
    ? t('{doing}, for {time}##in the view "x", which hangs, for 3 s', { doing: words, time })
    : t('{doing} for {time}##writing the answer for 3 s', { doing: words, time });
}

/** Whether its words end with a clause of their own. */
function isClause(m: Moment, { life, cause, worker: w }: Holding): boolean {
  if (!life) return false;
  if (cause === 'hanging' || cause === 'kept') return true;
  return (
    (cause === 'view' || cause === 'interpreter' || cause === 'moment' || cause === 'booting') &&
    w.state === 'running' &&
    partName(m.run, w) !== null
  );
}

function doingWords(m: Moment, { life, cause, worker: w }: Holding): string {
  if (!life) return t('free##a worker');
  const seed = m.run.seed(life.request);
  const c = circumstances(m.run, life.request);
  const view = c.route.name;
  switch (cause) {
    case 'sending': {
      const sender = slowSender(m.run, life);
      if (seed.bodyBytes === 0)
        return t('reading from {sender}##a slow client, a silent client', { sender });
      const part = partOfBytesText(bytesSent(life, seed, c, m.atUs), seed.bodyBytes);
      return t('reading {sender} ({part})##a slow upload (180 of 900 kB)', { sender, part });
    }
    case 'reading':
      return t('sending to a slow reader ({part} read)##180 of 900 kB', {
        part: partOfBytesText(bytesReceived(life, seed, m.atUs), answerBytes(life, seed)),
      });
    case 'lingering':
      return t('answered, but its client has not closed');
    case 'database':
      return life.query === NONE ? t('connecting to the database') : t('waiting for the database');
    case 'lock':
      return t('waiting for the row "{row}"', { row: rowName(m.run, life.request) });
    case 'hanging':
      return c.route.effect === 'spin'
        ? t('in the view "{view}", which computes for ever', { view })
        : t('in the view "{view}", which hangs', { view });
    case 'syncThread':
      return t('waiting for the thread that runs sync code');
    case 'kept':
      return t('answered, its connection kept');
    case 'paused':
      return t('standing still with it (SIGSTOP)');
    default: {
      if (w.state === 'writing') return t('writing the answer');
      if (w.state !== 'running') return t('reading the request');
      const part = partName(m.run, w);
      return part === null
        ? t('in the view "{view}"', { view })
        : t('in the view "{view}", in its part "{part}"', { view, part });
    }
  }
}

/** All that keeps the slots of a moment (those that `of` names), most frequent cause first. */
export function holdings(m: Moment, of: (w: WorkerFold) => boolean = () => true): Holding[][] {
  const groups = new Map<Cause, Holding[]>();
  for (const w of m.world.workers) {
    // A worker that was taken away for good keeps nobody waiting; a place that nobody has seen neither.
    if ((w.state === 'dead' && w.stopping) || w.pid === 0 || !of(w)) continue;
    const h = holdingAt(m, w);
    groups.set(h.cause, [...(groups.get(h.cause) ?? []), h]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}
