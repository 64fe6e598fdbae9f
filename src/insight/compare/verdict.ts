import { numberText } from '../../language/numbers.ts';
import { msg, t } from '../../language/t.ts';
import type { EventName } from '../../recording/vocabulary.ts';
import { nounText } from '../nouns.ts';
import { durationText } from '../plainWords.ts';
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
  if (most === 0) return t('Nobody is ahead: no client would notice a difference.');
  return t(
    '{count, plural, one {Nobody is ahead on the whole, but # request fares noticeably better or worse.} other {Nobody is ahead on the whole, but # requests fare noticeably better or worse.}}',
    { count: most },
  );
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
  const headline = t('“{best}” serves {share} of its requests, “{worst}” {lower}.', {
    best: String(names[best]),
    worst: String(names[worst]),
    share: percentText(shares[best] as number),
    lower: percentText(shares[worst] as number),
  });
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
    const said = {
      best: String(names[best]),
      worst: String(names[worst]),
      low: durationText(lowUs),
      high: durationText(highUs),
      // Small ones with a digit behind the point.
      ratio: ratio < 9.5 ? Number(ratio.toFixed(1)) : Math.round(ratio),
    };
    const headline =
      name === null
        ? t(
            '“{best}” is ahead: p95 is {low}; with “{worst}” it is {high}, {ratio} times as long.',
            said,
          )
        : t(
            '“{best}” is ahead: p95 of “{clients}” clients is {low}; with “{worst}” it is {high}, {ratio} times as long.',
            { ...said, clients: name },
          );
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
    front: frontProgram(scenario)?.name ?? t('the front server##does something'),
    process: nounText(app.traits.processWord),
    holders: many(holderWord(app)),
    taker: takerOf(app),
  };
}

/** What breaks, by the word that says so; the first that only the worse run has is the reason. */
const BREAKS: readonly (readonly [EventName, string])[] = [
  [
    'memory/exhausted',
    msg(
      'Why: with “{name}” its host ran out of memory {count, plural, =1 {once} =2 {twice} other {# times}}{few, plural, =0 {} other {, against #}}.',
    ),
  ],
  [
    'worker/timedOut',
    msg(
      'Why: with “{name}” a silent {process} was killed {count, plural, =1 {once} =2 {twice} other {# times}}{few, plural, =0 {} other {, against #}}.',
    ),
  ],
  [
    'session/refused',
    msg(
      'Why: with “{name}” the database had no connection left {count, plural, =1 {once} =2 {twice} other {# times}}{few, plural, =0 {} other {, against #}}.',
    ),
  ],
  [
    'socket/overflowed',
    msg(
      'Why: with “{name}” its backlog was full {count, plural, =1 {once} =2 {twice} other {# times}}{few, plural, =0 {} other {, against #}}.',
    ),
  ],
  [
    'upstream/down',
    msg(
      'Why: with “{name}” {front} left an app server alone {count, plural, =1 {once} =2 {twice} other {# times}}, after failures{few, plural, =0 {} other {, against #}}.',
    ),
  ],
  [
    'upstream/timedOut',
    msg(
      'Why: with “{name}” {front} waited in vain for an answer {count, plural, =1 {once} =2 {twice} other {# times}}{few, plural, =0 {} other {, against #}}.',
    ),
  ],
  [
    'lock/timedOut',
    msg(
      'Why: with “{name}” a wait for a row ran out {count, plural, =1 {once} =2 {twice} other {# times}}{few, plural, =0 {} other {, against #}}.',
    ),
  ],
  [
    'address/tried',
    msg(
      'Why: with “{name}” clients knocked at the door of a server that was down {count, plural, =1 {once} =2 {twice} other {# times}}{few, plural, =0 {} other {, against #}}.',
    ),
  ],
  [
    'connection/refused',
    msg(
      'Why: with “{name}” nobody listened {count, plural, =1 {once} =2 {twice} other {# times}} when a client came{few, plural, =0 {} other {, against #}}.',
    ),
  ],
  [
    'upstream/failed',
    msg(
      'Why: with “{name}” the front server got no answer {count, plural, =1 {once} =2 {twice} other {# times}}{few, plural, =0 {} other {, against #}}.',
    ),
  ],
];

/** From what breaks to what is merely busy: the first contrast that stands out. */
function causeOf(best: Totals, worst: Totals, name: string, of: Programs): string | null {
  for (const [event, words] of BREAKS) {
    const [few, count] = [best.count(event), worst.count(event)];
    if (count > 2 * few)
      return t(words, { name, count, few, front: of.front, process: of.process });
  }
  const b = best.metrics;
  const w = worst.metrics;
  const [heldB, heldW] = [best.heldByClients ?? 0, worst.heldByClients ?? 0];
  if (heldW - heldB > 0.1)
    return t(
      'Why: with “{name}” clients hold the {holders} for {share} of their time, against {lower}.',
      { name, holders: of.holders, share: percentText(heldW), lower: percentText(heldB) },
    );
  const [few, opened] = [best.count('session/connecting'), worst.count('session/connecting')];
  const lockUs = (of: typeof b) => of.lockWait.meanUs * of.lockWait.count;
  if (lockUs(w) > 2 * lockUs(b) && isNoticeable(lockUs(b), lockUs(w)))
    return t('Why: with “{name}” requests wait {time} for rows in all, against {less}.', {
      name,
      time: durationText(lockUs(w)),
      less: durationText(lockUs(b)),
    });
  if (opened > 2 * few && opened > 10)
    return t('Why: “{name}” opens {opened} database connections, against {few}.', {
      name,
      opened,
      few,
    });
  if (isNoticeable(b.longestQueueUs, w.longestQueueUs) && w.longestQueueUs > 2 * b.longestQueueUs)
    return t('Why: with “{name}” requests wait up to {time} for {taker}, against {less}.', {
      name,
      taker: of.taker,
      time: durationText(w.longestQueueUs),
      less: durationText(b.longestQueueUs),
    });
  if (isNoticeable(best.meanViewUs, worst.meanViewUs) && worst.meanViewUs > 1.5 * best.meanViewUs)
    return t(
      'Why: with “{name}” a view takes {time} on average, against {less}: more of them are at work at once and share the cores.',
      { name, time: durationText(worst.meanViewUs), less: durationText(best.meanViewUs) },
    );
  if (w.meanQueue > 2 * b.meanQueue && w.meanQueue - b.meanQueue > QUEUES_APART)
    return t('Why: with “{name}” {more} requests on average stand in a backlog, against {less}.', {
      name,
      more: numberText(w.meanQueue, 1),
      less: numberText(b.meanQueue, 1),
    });
  if (isNoticeable(best.meanUnsentUs, worst.meanUnsentUs))
    return t(
      'Why: with “{name}” a request takes {time} on average until it is on its way, against {less}: for its connection, TLS, or its turn.',
      { name, time: durationText(worst.meanUnsentUs), less: durationText(best.meanUnsentUs) },
    );
  const busiest = Math.max(...w.hostUtilisation.map(({ share }) => share), 0);
  if (busiest > 0.9)
    return t('Why: with “{name}” a host’s cores are busy {share} of the time.', {
      name,
      share: percentText(busiest),
    });
  if (w.workerUtilisation - b.workerUtilisation > 0.1)
    return t('Why: with “{name}” {holders} are held {share} of their time, against {lower}.', {
      name,
      holders: of.holders,
      share: percentText(w.workerUtilisation),
      lower: percentText(b.workerUtilisation),
    });
  return null;
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
