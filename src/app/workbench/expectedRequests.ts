import type { Arrivals, Scenario } from '../../scenario/scenario.ts';

/**
 * About how many requests a scenario will make: enough to tell a run of a blink from one that needs a progress bar.
 * An upper estimate for clients that wait for their answer, since how long they wait is what the run finds out.
 */
export function expectedRequests(scenario: Scenario): number {
  let sum = 0;
  for (const population of scenario.clients)
    sum += expectedArrivals(population.arrivals, scenario.durationUs);
  for (const intervention of scenario.script)
    if (intervention.do === 'burst') sum += intervention.count;
  return sum;
}

function expectedArrivals(arrivals: Arrivals, durationUs: number): number {
  switch (arrivals.kind) {
    case 'list':
      return arrivals.items.length;
    case 'closed': {
      const turnUs = arrivals.thinkUs + 10_000; // no answer takes less than some ten milliseconds over a network
      return arrivals.count * Math.min(arrivals.requestsEach, Math.ceil(durationUs / turnUs));
    }
    default: {
      const lastsUs = Math.max(0, Math.min(arrivals.untilUs, durationUs) - arrivals.fromUs);
      return (arrivals.perSecond * lastsUs) / 1_000_000;
    }
  }
}
