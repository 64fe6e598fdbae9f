import type { CapacityCurve, CapacityPoint, KneeCause } from '../../insight/capacityShape.ts';
import { nounsText } from '../../insight/nouns.ts';
import { durationText } from '../../insight/plainWords.ts';
import { t } from '../../language/t.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import { formatRate } from '../../scenario/units.ts';
import { figureText, fixedText } from '../../stage/secondsText.ts';

/** A share for reading: `0 %`, `0.4 %`, `37 %`. */
export function shareText(share: number): string {
  const percent = share * 100;
  return `${percent >= 0.05 && percent < 9.95 ? fixedText(percent, 1) : Math.round(percent)} %`;
}

/** `14.3 ×`, with three digits at most. */
export const factorText = (factor: number): string =>
  `${figureText(Number(factor.toPrecision(3)))} ×`;

/** A load in its own unit: `143/s`, `24 clients`, or both. */
export function loadText(point: Pick<CapacityPoint, 'offeredPerSecond' | 'clients'>): string {
  const clients = t('{count, plural, one {# client} other {# clients}}', { count: point.clients });
  if (point.clients === 0) return formatRate(point.offeredPerSecond, 3);
  return point.offeredPerSecond === 0
    ? clients
    : t('{rate} and {clients}', {
        rate: formatRate(point.offeredPerSecond, 3),
        clients,
      });
}

/** The present load, out of any point. */
export function presentLoadText({ points }: CapacityCurve): string {
  const at = points.find(({ factor }) => factor === 1) ?? points[0];
  if (!at) return t('nobody');
  return loadText({
    offeredPerSecond: at.offeredPerSecond / at.factor,
    clients: Math.round(at.clients / at.factor),
  });
}

const CAUSES: Readonly<Record<KneeCause, (name: string | null) => string>> = {
  errors: () => t('more than one request in a hundred fails'),
  queue: () => t('requests come faster than they are answered, and the queue grows'),
  latency: (name) =>
    name === null
      ? t('requests take more than five times as long as at light load')
      : t('requests of “{name}” take more than five times as long as at light load', { name }),
};

/** What the curve comes to, in one to three sentences. */
export function verdict(curve: CapacityCurve, scenario: Scenario): string {
  const { points, knee, holds } = curve;
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return t('Nobody comes, so there is nothing to measure.');
  if (!holds)
    return t(
      'It does not even hold the lightest load measured, {first} ({factor} the present load): {mid} of the requests fail.',
      {
        first: loadText(first),
        factor: factorText(first.factor),
        mid: shareText(first.errorShare.mid),
      },
    );
  const at = points.find(({ factor }) => factor === knee?.factor);
  const beyond = points.find(({ factor }) => factor === knee?.beyondFactor);
  if (!knee || !at || !beyond)
    return t('It holds every load measured, up to {last} ({factor} the present load).', {
      last: loadText(last),
      factor: factorText(last.factor),
    });
  const name = beyond.latencyOf.length > 1 ? beyond.latencyOf[knee.population ?? -1]?.name : null;
  const room =
    knee.factor >= 1
      ? t('{factor} the present load', { factor: factorText(knee.factor) })
      : t('only {factor} the present load, which is too much', { factor: factorText(knee.factor) });
  return t('Holds up to {load} ({room}). At {beyond} {why}. {usedUp}', {
    load: loadText(at),
    room,
    beyond: loadText(beyond),
    why: CAUSES[knee.cause](name || null),
    usedUp: usedUp(beyond, scenario),
  });
}

/** What runs out beyond the knee, as far as the shares tell. */
function usedUp(point: CapacityPoint, { app }: Scenario): string {
  const workers = point.workerUtilisation.mid;
  const cores = point.coreUtilisation.mid;
  if (cores >= 0.9) return t('Used up are the cores ({cores} busy).', { cores: shareText(cores) });
  const { slotsPerProcess, slotWord } = traitsOf(app);
  const isPlaces = slotsPerProcess > 0;
  const said = {
    nouns: nounsText(slotWord),
    held: shareText(workers),
    cores: shareText(cores),
  };
  if (isPlaces && workers >= 0.9)
    return t('Used up are the {nouns} ({held} held; cores {cores} busy).', said);
  return isPlaces
    ? t(
        'On average neither the {nouns} ({held} held) nor the cores ({cores} busy) are used up: look at what holds them for a while, at connections and at locks.',
        said,
      )
    : t(
        'On average the cores ({cores} busy) are not used up: look at what holds them for a while, at connections and at locks.',
        said,
      );
}

/** Latency of a point; a dash where nothing was answered. */
export const latencyText = (us: number): string => (us > 0 ? durationText(us) : '–');

/** One point in words, for whoever walks along the curve. */
export function pointText(point: CapacityPoint): string {
  return [
    `${loadText(point)} (${factorText(point.factor)})`,
    `p50 ${latencyText(point.p50Us.mid)}, p95 ${latencyText(point.p95Us.mid)}, p99 ${latencyText(point.p99Us.mid)}`,
    t('errors {mid}', { mid: shareText(point.errorShare.mid) }),
    t('answered {mid}', { mid: formatRate(point.throughputPerSecond.mid, 3) }),
    t('workers {mid} held', { mid: shareText(point.workerUtilisation.mid) }),
    t('cores {mid} busy', { mid: shareText(point.coreUtilisation.mid) }),
  ].join(' · ');
}
