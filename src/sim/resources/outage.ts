import type { Micros, Scenario } from '../../scenario/scenario.ts';
import { TCP_RTO_MAX_US, TCP_RTO_MIN_US } from '../versions.ts';

interface Cut {
  readonly fromUs: Micros;
  /** Infinity = for good. */
  readonly untilUs: Micros;
}

/**
 * When a way through the network is cut, known from the script before the run begins. What falls into a cut is lost and sent again by the
 * sender's kernel, each time after twice as long; so it arrives with the first try after the cut, not at its end.
 * A stream that is under way stands still in the same manner, and goes on at its own speed.
 */
export class Outage {
  private readonly cuts: readonly Cut[];

  constructor(cuts: readonly Cut[]) {
    this.cuts = cuts;
  }

  isCut(atUs: Micros): boolean {
    for (const { fromUs, untilUs } of this.cuts) if (atUs >= fromUs && atUs < untilUs) return true;
    return false;
  }

  /**
   * When something arrives that is under way from `fromUs` on and would arrive at `toUs`; Infinity = never.
   * SIMPLIFIED: one loss at the beginning of each cut; congestion windows do not begin anew.
   */
  arrivesUs(fromUs: Micros, toUs: Micros): Micros {
    let at = toUs;
    for (const cut of this.cuts) {
      if (at === Number.POSITIVE_INFINITY || at < cut.fromUs) return at;
      if (fromUs >= cut.untilUs) continue;
      const lostUs = Math.max(fromUs, cut.fromUs);
      at += sentAgainUs(lostUs, cut.untilUs) - lostUs;
    }
    return at;
  }

  /** Longest standstill of a stream between two moments: how long, and since when; 0 and Infinity where there is none. */
  longest(fromUs: Micros, toUs: Micros): { readonly stallUs: Micros; readonly sinceUs: Micros } {
    let stallUs = 0;
    let sinceUs = Number.POSITIVE_INFINITY;
    for (const cut of this.cuts) {
      if (cut.fromUs >= toUs || cut.untilUs <= fromUs) continue;
      const lostUs = Math.max(fromUs, cut.fromUs);
      const ownUs = sentAgainUs(lostUs, cut.untilUs) - lostUs;
      if (ownUs <= stallUs) continue;
      stallUs = ownUs;
      sinceUs = lostUs;
    }
    return { stallUs, sinceUs };
  }
}

/** The first retransmission after the cut of something that was lost at `lostUs` (RFC 6298: the timer doubles). */
function sentAgainUs(lostUs: Micros, untilUs: Micros): Micros {
  if (untilUs === Number.POSITIVE_INFINITY) return untilUs;
  let at = lostUs;
  let timerUs = TCP_RTO_MIN_US;
  while (at < untilUs) {
    at += timerUs;
    timerUs = Math.min(2 * timerUs, TCP_RTO_MAX_US);
  }
  return at;
}

/** The cuts of a way between hosts: whenever one of them is unplugged. null where the script never cuts it. */
export function outageOf(scenario: Scenario, hosts: readonly number[]): Outage | null {
  const merged: { fromUs: number; untilUs: number }[] = [];
  const steps = scenario.script.flatMap((step) =>
    step.do === 'unplug-host' && step.forUs > 0 && hosts.includes(step.host) ? [step] : [],
  );
  for (const { atUs, forUs } of steps.toSorted((a, b) => a.atUs - b.atUs)) {
    const last = merged.at(-1);
    if (last !== undefined && atUs <= last.untilUs)
      last.untilUs = Math.max(last.untilUs, atUs + forUs);
    else merged.push({ fromUs: atUs, untilUs: atUs + forUs });
  }
  return merged.length === 0 ? null : new Outage(merged);
}
