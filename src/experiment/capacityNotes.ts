import type { CapacityPoint } from '../insight/capacityShape.ts';
import { countText } from '../insight/plainWords.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { PresentLoad } from './capacityLoad.ts';

/** What was changed or assumed to measure, as sentences. */
export function notesOf(
  scenario: Scenario,
  load: PresentLoad,
  seeds: number,
  points: readonly CapacityPoint[],
): string[] {
  const kinds = new Set(scenario.clients.map(({ arrivals }) => arrivals.kind));
  const counts = points.map((point) => Math.round(point.requests / seeds));
  const notes = [
    `Each load is a run of its own length, ${countsText(counts)} after a fifth for warming up, and is run with ${countText(seeds, 'seed')}.`,
    'Beyond the knee the figures depend on how long one measures: a queue that grows makes the later ones wait longer.',
  ];
  if (kinds.has('closed') && load.perSecond > 0)
    notes.push('Clients who come by themselves and clients who wait are multiplied alike.');
  else if (kinds.has('closed'))
    notes.push(
      'More load is more clients; each asks until the end, and pauses for random times with the same mean.',
    );
  if (kinds.has('list'))
    notes.push(
      'The listed arrivals follow one another faster, and begin anew when they are through.',
    );
  if (scenario.clients.some(comesForAWhile(scenario)))
    notes.push('Clients who come only for a part of the scenario come all the time here.');
  if (scenario.script.length > 0) notes.push('Nothing of the script happens here.');
  return notes;
}

function countsText(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const text = countText(most, 'request');
  return least === most ? text : `${least.toLocaleString('en')} to ${text}`;
}

const comesForAWhile =
  (scenario: Scenario) =>
  ({ arrivals }: Scenario['clients'][number]): boolean =>
    (arrivals.kind === 'poisson' || arrivals.kind === 'uniform') &&
    (arrivals.fromUs > 0 || arrivals.untilUs < scenario.durationUs);
