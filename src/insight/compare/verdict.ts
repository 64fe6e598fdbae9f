import type { EventName } from '../../recording/vocabulary.ts';
import { countText, durationText } from '../plainWords.ts';
import { appProgram, frontProgram, holderWord, many, takerOf } from '../programs.ts';
import type { Run } from '../shapes.ts';
import { percentText } from './compareTable.ts';
import { differences, isNoticeable } from './differences.ts';
import { type Totals, totals } from './totals.ts';

/** Who does best, and what makes it so. */
export interface Verdict {
  /** Best and worst run, or null where none is ahead. */
  readonly best: number | null;
  readonly worst: number | null;
  readonly headline: string;
  /** The sharpest contrast between the two, or null where nothing stands out. */
  readonly why: string | null;
}

/** Shares of requests served that are this close are no matter. */
const SERVED_APART = 0.01;
/** Mean lengths of a queue that are closer are no matter. */
const QUEUES_APART = 0.1;

/**
 * One sentence on who wins and one on why. First comes who serves more of what was asked; where all serve alike, the p95 in which they are
 * furthest apart, over all clients or those of one name. `names` are those of the sides.
 */
export function verdict(runs: readonly Run[], names: readonly string[]): Verdict {
  const all = runs.map(totals);
  const found = byServed(all, names) ?? byLatency(all, names);
  if (!found) return { best: null, worst: null, headline: evenly(runs), why: null };
  const [best, worst] = [all[found.best] as Totals, all[found.worst] as Totals];
  return {
    ...found,
    why: causeOf(best, worst, String(names[found.worst]), programsOf(runs[found.worst] as Run)),
  };
}

/** Where totals are alike single requests may not be: whoever has one of them notices. */
function evenly(runs: readonly Run[]): string {
  let most = 0;
  for (const [i, a] of runs.entries())
    for (const b of runs.slice(i + 1))
      most = Math.max(
        most,
        differences(a, b).filter(({ verdict: is }) => is === 'lost' || is === 'gained').length,
      );
  if (most === 0) return 'Nobody is ahead: no client would notice a difference.';
  return `Nobody is ahead on the whole, but ${countText(most, 'request')} ${most === 1 ? 'fares' : 'fare'} noticeably better or worse.`;
}

type Found = Omit<Verdict, 'why'> & { readonly best: number; readonly worst: number };

function byServed(all: readonly Totals[], names: readonly string[]): Found | null {
  const shares = all.map(({ servedShare }) => servedShare);
  const most = Math.max(...shares);
  // Of those who serve alike, the quickest is the best.
  const p95 = all.map(({ metrics }, i) =>
    most - (shares[i] as number) < SERVED_APART ? metrics.latency.p95Us : Infinity,
  );
  const [best] = ends(p95, (p, q) => p - q);
  const [, worst] = ends(shares, (p, q) => q - p);
  if (most - (shares[worst] as number) < SERVED_APART) return null;
  const headline = `“${names[best]}” serves ${percentText(shares[best] as number)} of its requests, “${names[worst]}” ${percentText(shares[worst] as number)}.`;
  return { best, worst, headline };
}

function byLatency(all: readonly Totals[], names: readonly string[]): Found | null {
  const populations = Object.keys(all[0]?.metrics.latencyOf ?? {});
  const measures = [null, ...(populations.length > 1 ? populations : [])];
  let furthest: { ratio: number; found: Found } | null = null;
  for (const name of measures) {
    const of = all.map((t) => (name === null ? t.metrics.latency : t.metrics.latencyOf[name]));
    if (of.some((each) => !each || each.count === 0)) continue;
    const p95 = of.map((each) => each?.p95Us ?? 0);
    const [best, worst] = ends(p95, (p, q) => p - q);
    const [lowUs, highUs] = [p95[best] as number, p95[worst] as number];
    const ratio = highUs / Math.max(lowUs, 1);
    if (!isNoticeable(lowUs, highUs) || (furthest && ratio <= furthest.ratio)) continue;
    const whose = name === null ? '' : ` of “${name}” clients`;
    const headline = `“${names[best]}” is ahead: p95${whose} is ${durationText(lowUs)}; with “${names[worst]}” it is ${durationText(highUs)}, ${timesText(ratio)}.`;
    furthest = { ratio, found: { best, worst, headline } };
  }
  return furthest?.found ?? null;
}

/** What the programs of a run are called. */
interface Programs {
  readonly front: string;
  readonly process: string;
  /** What requests hold, several of them. */
  readonly holders: string;
  /** Whom requests wait for. */
  readonly taker: string;
}

function programsOf({ scenario }: Run): Programs {
  const app = appProgram(scenario);
  return {
    front: frontProgram(scenario)?.name ?? 'the front server',
    process: app.traits.processWord,
    holders: many(holderWord(app)),
    taker: takerOf(app),
  };
}

/** What breaks, by the word that says so; the first that only the worse run has is the reason. */
const BREAKS: readonly (readonly [EventName, (times: string, of: Programs) => string])[] = [
  ['memory/exhausted', (times) => `its host ran out of memory ${times}`],
  ['worker/timedOut', (times, { process }) => `a silent ${process} was killed ${times}`],
  ['session/refused', (times) => `the database had no connection left ${times}`],
  ['socket/overflowed', (times) => `its backlog was full ${times}`],
  [
    'upstream/down',
    (times, { front }) => `${front} left an app server alone ${times}, after failures`,
  ],
  ['upstream/timedOut', (times, { front }) => `${front} waited in vain for an answer ${times}`],
  ['lock/timedOut', (times) => `a wait for a row ran out ${times}`],
  ['address/tried', (times) => `clients knocked at the door of a server that was down ${times}`],
  ['connection/refused', (times) => `nobody listened ${times} when a client came`],
  ['upstream/failed', (times) => `the front server got no answer ${times}`],
];

/** From what breaks to what is merely busy: the first contrast that stands out. */
function causeOf(best: Totals, worst: Totals, name: string, of: Programs): string | null {
  for (const [event, words] of BREAKS) {
    const [few, times] = [best.count(event), worst.count(event)];
    if (times > 2 * few) {
      const against = few > 0 ? `, against ${few.toLocaleString('en')}` : '';
      return `Why: with “${name}” ${words(countTimes(times), of)}${against}.`;
    }
  }
  const b = best.metrics;
  const w = worst.metrics;
  const [heldB, heldW] = [best.heldByClients ?? 0, worst.heldByClients ?? 0];
  if (heldW - heldB > 0.1)
    return `Why: with “${name}” clients hold the ${of.holders} for ${percentText(heldW)} of their time, against ${percentText(heldB)}.`;
  const [few, opened] = [best.count('session/connecting'), worst.count('session/connecting')];
  const lockUs = (of: typeof b) => of.lockWait.meanUs * of.lockWait.count;
  if (lockUs(w) > 2 * lockUs(b) && isNoticeable(lockUs(b), lockUs(w)))
    return `Why: with “${name}” requests wait ${durationText(lockUs(w))} for rows in all, against ${durationText(lockUs(b))}.`;
  if (opened > 2 * few && opened > 10)
    return `Why: “${name}” opens ${opened.toLocaleString('en')} database connections, against ${few.toLocaleString('en')}.`;
  if (isNoticeable(b.longestQueueUs, w.longestQueueUs) && w.longestQueueUs > 2 * b.longestQueueUs)
    return `Why: with “${name}” requests wait up to ${durationText(w.longestQueueUs)} for ${of.taker}, against ${durationText(b.longestQueueUs)}.`;
  if (isNoticeable(best.meanViewUs, worst.meanViewUs) && worst.meanViewUs > 1.5 * best.meanViewUs)
    return `Why: with “${name}” a view takes ${durationText(worst.meanViewUs)} on average, against ${durationText(best.meanViewUs)}: more of them are at work at once and share the cores.`;
  if (w.meanQueue > 2 * b.meanQueue && w.meanQueue - b.meanQueue > QUEUES_APART)
    return `Why: with “${name}” ${w.meanQueue.toFixed(1)} requests on average stand in a backlog, against ${b.meanQueue.toFixed(1)}.`;
  if (isNoticeable(best.meanUnsentUs, worst.meanUnsentUs))
    return `Why: with “${name}” a request takes ${durationText(worst.meanUnsentUs)} on average until it is on its way, against ${durationText(best.meanUnsentUs)}: for its connection, TLS, or its turn.`;
  const busiest = Math.max(...w.hostUtilisation.map(({ share }) => share), 0);
  if (busiest > 0.9)
    return `Why: with “${name}” a host’s cores are busy ${percentText(busiest)} of the time.`;
  if (w.workerUtilisation - b.workerUtilisation > 0.1)
    return `Why: with “${name}” ${of.holders} are held ${percentText(w.workerUtilisation)} of their time, against ${percentText(b.workerUtilisation)}.`;
  return null;
}

function countTimes(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count.toLocaleString('en')} times`;
}

/** `4 times as long`; small ones with a digit behind the point. */
function timesText(ratio: number): string {
  return `${ratio < 9.5 ? Number(ratio.toFixed(1)) : Math.round(ratio).toLocaleString('en')} times as long`;
}

/** Indexes of the first and the last in an order. Of equals the earliest is first, and the latest last. */
function ends(
  values: readonly number[],
  order: (p: number, q: number) => number,
): [number, number] {
  const sorted = values.map((_, i) => i);
  sorted.sort((i, j) => order(values[i] as number, values[j] as number) || i - j);
  return [sorted[0] as number, sorted.at(-1) as number];
}
