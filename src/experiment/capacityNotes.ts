import type { CapacityPoint } from '../insight/capacityShape.ts';
import { t } from '../language/t.ts';
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
    runsNote(counts, seeds),
    t(
      'Beyond the knee the figures depend on how long one measures: a queue that grows makes the later ones wait longer.',
    ),
  ];
  if (kinds.has('closed') && load.perSecond > 0)
    notes.push(t('Clients who come by themselves and clients who wait are multiplied alike.'));
  else if (kinds.has('closed'))
    notes.push(
      t(
        'More load is more clients; each asks until the end, and pauses for random times with the same mean.',
      ),
    );
  if (kinds.has('list'))
    notes.push(
      t('The listed arrivals follow one another faster, and begin anew when they are through.'),
    );
  if (scenario.clients.some(comesForAWhile(scenario)))
    notes.push(t('Clients who come only for a part of the scenario come all the time here.'));
  if (scenario.script.length > 0) notes.push(t('Nothing of the script happens here.'));
  return notes;
}

function runsNote(counts: readonly number[], seeds: number): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most
    ? t(
        'Each load is a run of its own length, {most, plural, one {# request} other {# requests}} after a fifth for warming up, and is run with {seeds, plural, one {# seed} other {# seeds}}.',
        { most, seeds },
      )
    : t(
        'Each load is a run of its own length, {least} to {most, plural, one {# request} other {# requests}} after a fifth for warming up, and is run with {seeds, plural, one {# seed} other {# seeds}}.',
        { least, most, seeds },
      );
}

const comesForAWhile =
  (scenario: Scenario) =>
  ({ arrivals }: Scenario['clients'][number]): boolean =>
    (arrivals.kind === 'poisson' || arrivals.kind === 'uniform') &&
    (arrivals.fromUs > 0 || arrivals.untilUs < scenario.durationUs);
