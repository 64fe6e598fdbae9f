import { NONE } from '../../recording/vocabulary.ts';
import { durationText, partOfBytesText, requestName, workerName } from '../plainWords.ts';
import { slowSender, workerView } from '../scene/workerView.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, lifeOf } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { answerBytes, bytesReceived, bytesSent } from '../state/transfer.ts';
import type { WorkerFold, World } from '../state/world.ts';
import type { Explanation } from './whyParts.ts';

/** What keeps a worker: one cause may keep several. */
export type Cause =
  | 'sending'
  | 'reading'
  | 'lingering'
  | 'database'
  | 'hanging'
  | 'view'
  | 'booting'
  | 'gone'
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
  readonly worker: WorkerFold;
  /** Life of the request that holds it, or null. */
  readonly life: Life | null;
  readonly cause: Cause;
}

/** What keeps a worker at the moment. */
export function holdingAt(m: Moment, worker: WorkerFold): Holding {
  const life =
    worker.request === NONE ? null : lifeOf(m.run, runIndex(m.run), worker.request, m.count);
  return { worker, life, cause: causeOf(m, worker, life) };
}

function causeOf(m: Moment, w: WorkerFold, life: Life | null): Cause {
  if (w.state === 'booting') return 'booting';
  if (!life) return w.state === 'idle' ? 'moment' : 'gone';
  if (w.state === 'database') return 'database';
  if (w.state === 'lingering') return 'lingering';
  if (w.state === 'running')
    return circumstances(m.run, life.request).route.effect === 'hang' ? 'hanging' : 'view';
  if (!workerView(m.run, w, life, m.atUs).heldByClient) return 'moment';
  return w.state === 'reading' ? 'sending' : 'reading';
}

/** `worker 1 by #4, reading a slow upload (180 of 900 kB) for 3.9 s` */
export function sayHolding(
  say: Explanation,
  m: Moment,
  { worker: w, life, cause }: Holding,
  first = false,
): void {
  const of = {
    worker: w.worker,
    request: life?.request ?? null,
    atUs: life ? w.heldSinceUs : w.sinceUs,
  };
  say.say(first ? `Worker ${w.worker + 1}` : workerName(w.worker), of);
  const since = durationText(m.atUs - w.sinceUs);
  if (!life) {
    say.say(
      cause === 'booting'
        ? ` is starting for ${since}`
        : cause === 'moment'
          ? ' is about to take the next'
          : ` is gone for ${since}`,
    );
    return;
  }
  say
    .say(' by ')
    .say(requestName(life.request), of)
    .say(`, ${doing(m, life, cause, w)} for ${since}`);
}

function doing(m: Moment, life: Life, cause: Cause, w: WorkerFold): string {
  const seed = m.run.seed(life.request);
  const c = circumstances(m.run, life.request);
  switch (cause) {
    case 'sending':
      return seed.bodyBytes > 0
        ? `reading ${slowSender(m.run, life)} (${partOfBytesText(bytesSent(life, seed, c, m.atUs), seed.bodyBytes)})`
        : `reading from ${slowSender(m.run, life)}`;
    case 'reading':
      return `sending to a slow reader (${partOfBytesText(bytesReceived(life, seed, m.atUs), answerBytes(life, seed))} read)`;
    case 'lingering':
      return 'answered, but its client has not closed';
    case 'database':
      return life.query === NONE ? 'connecting to the database' : 'waiting for the database';
    case 'hanging':
      return `in the view "${c.route.name}", which hangs,`;
    default:
      return w.state === 'running'
        ? `in the view "${c.route.name}"`
        : w.state === 'writing'
          ? 'writing the answer'
          : 'reading the request';
  }
}

/** All that keeps the workers of a moment, most frequent cause first. */
export function holdings(m: Moment): Holding[][] {
  const groups = new Map<Cause, Holding[]>();
  for (const w of m.world.workers) {
    // A worker that was taken away for good keeps nobody waiting.
    if (w.state === 'dead' && w.stopping) continue;
    const h = holdingAt(m, w);
    groups.set(h.cause, [...(groups.get(h.cause) ?? []), h]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}
