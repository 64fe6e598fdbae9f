import type { CapacityCurve, CapacityPoint, KneeCause } from '../../insight/capacityShape.ts';
import { durationText } from '../../insight/plainWords.ts';
import { many } from '../../insight/programs.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import { formatRate } from '../../scenario/units.ts';

/** A share for reading: `0 %`, `0.4 %`, `37 %`. */
export function shareText(share: number): string {
  const percent = share * 100;
  return `${percent >= 0.05 && percent < 9.95 ? percent.toFixed(1) : Math.round(percent)} %`;
}

/** `14.3 ×`, with three digits at most. */
export const factorText = (factor: number): string => `${Number(factor.toPrecision(3))} ×`;

/** A load in its own unit: `143/s`, `24 clients`, or both. */
export function loadText(point: Pick<CapacityPoint, 'offeredPerSecond' | 'clients'>): string {
  const clients = `${point.clients.toLocaleString('en')} ${point.clients === 1 ? 'client' : 'clients'}`;
  if (point.clients === 0) return formatRate(point.offeredPerSecond, 3);
  return point.offeredPerSecond === 0
    ? clients
    : `${formatRate(point.offeredPerSecond, 3)} and ${clients}`;
}

/** The present load, out of any point. */
export function presentLoadText({ points }: CapacityCurve): string {
  const at = points.find(({ factor }) => factor === 1) ?? points[0];
  if (!at) return 'nobody';
  return loadText({
    offeredPerSecond: at.offeredPerSecond / at.factor,
    clients: Math.round(at.clients / at.factor),
  });
}

const CAUSES: Readonly<Record<KneeCause, (of: string) => string>> = {
  errors: () => 'more than one request in a hundred fails',
  queue: () => 'requests come faster than they are answered, and the queue grows',
  latency: (of) => `requests${of} take more than five times as long as at light load`,
};

/** What the curve comes to, in one to three sentences. */
export function verdict(curve: CapacityCurve, scenario: Scenario): string {
  const { points, knee, holds } = curve;
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return 'Nobody comes, so there is nothing to measure.';
  if (!holds)
    return `It does not even hold the lightest load measured, ${loadText(first)} (${factorText(first.factor)} the present load): ${shareText(first.errorShare.mid)} of the requests fail.`;
  const at = points.find(({ factor }) => factor === knee?.factor);
  const beyond = points.find(({ factor }) => factor === knee?.beyondFactor);
  if (!knee || !at || !beyond)
    return `It holds every load measured, up to ${loadText(last)} (${factorText(last.factor)} the present load).`;
  const name = beyond.latencyOf.length > 1 ? beyond.latencyOf[knee.population ?? -1]?.name : null;
  const whose = name ? ` of “${name}”` : '';
  const room =
    knee.factor >= 1
      ? `${factorText(knee.factor)} the present load`
      : `only ${factorText(knee.factor)} the present load, which is too much`;
  return `Holds up to ${loadText(at)} (${room}). At ${loadText(beyond)} ${CAUSES[knee.cause](whose)}. ${usedUp(beyond, scenario)}`;
}

/** What runs out beyond the knee, as far as the shares tell. */
function usedUp(point: CapacityPoint, { app }: Scenario): string {
  const workers = point.workerUtilisation.mid;
  const cores = point.coreUtilisation.mid;
  if (cores >= 0.9) return `Used up are the cores (${shareText(cores)} busy).`;
  const { slotsPerProcess, slotWord } = traitsOf(app);
  const isPlaces = slotsPerProcess > 0;
  const noun = many(slotWord);
  if (isPlaces && workers >= 0.9)
    return `Used up are the ${noun} (${shareText(workers)} held; cores ${shareText(cores)} busy).`;
  const held = isPlaces ? `the ${noun} (${shareText(workers)} held) nor ` : '';
  return `On average ${isPlaces ? 'neither ' : ''}${held}the cores (${shareText(cores)} busy) are ${isPlaces ? '' : 'not '}used up: look at what holds them for a while, at connections and at locks.`;
}

/** Latency of a point; a dash where nothing was answered. */
export const latencyText = (us: number): string => (us > 0 ? durationText(us) : '–');

/** One point in words, for whoever walks along the curve. */
export function pointText(point: CapacityPoint): string {
  return [
    `${loadText(point)} (${factorText(point.factor)})`,
    `p50 ${latencyText(point.p50Us.mid)}, p95 ${latencyText(point.p95Us.mid)}, p99 ${latencyText(point.p99Us.mid)}`,
    `errors ${shareText(point.errorShare.mid)}`,
    `answered ${formatRate(point.throughputPerSecond.mid, 3)}`,
    `workers ${shareText(point.workerUtilisation.mid)} held`,
    `cores ${shareText(point.coreUtilisation.mid)} busy`,
  ].join(' · ');
}
