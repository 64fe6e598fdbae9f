import type { Link, Micros, Scenario } from '../../scenario/scenario.ts';

type Slowing = Extract<Scenario['script'][number], { do: 'slow-client' }>;

/**
 * Lines that the script has made slower. SIMPLIFIED: what is under way keeps its speed; an upload that begins, an answer that begins,
 * gets the new one. Round trips stay, and a loopback line, which has no speed, stays too.
 */
export class SlowLines {
  private readonly active: { readonly slowing: Slowing; readonly untilUs: Micros }[] = [];
  private readonly made = new Map<Link, Map<number, Link>>();
  /** What a slowed line is without it. */
  private readonly own = new Map<Link, Link>();

  begin(slowing: Slowing, nowUs: Micros): void {
    this.active.push({ slowing, untilUs: nowUs + slowing.forUs });
  }

  end(nowUs: Micros): void {
    for (let i = this.active.length - 1; i >= 0; i--)
      if (this.active[i].untilUs <= nowUs) this.active.splice(i, 1);
  }

  /** How many times as long bytes of a client take now: the worst of what has been done to its line. */
  factor(population: number, client: number): number {
    let factor = 1;
    for (const { slowing } of this.active)
      if (
        slowing.population === population &&
        (slowing.client === null || slowing.client === client)
      )
        factor = Math.max(factor, slowing.factor);
    return factor;
  }

  /** The line of a client as it is now. */
  lineOf(population: number, client: number, present: Link): Link {
    const link = this.own.get(present) ?? present;
    const factor = this.factor(population, client);
    if (factor === 1) return link;
    let lines = this.made.get(link);
    if (lines === undefined) {
      lines = new Map();
      this.made.set(link, lines);
    }
    let line = lines.get(factor);
    if (line === undefined) {
      line = {
        ...link,
        upBytesPerSecond: link.upBytesPerSecond / factor,
        downBytesPerSecond: link.downBytesPerSecond / factor,
      };
      lines.set(factor, line);
      this.own.set(line, link);
    }
    return line;
  }
}

/** null where the script never slows a line down: nobody asks then. */
export function slowLinesOf(scenario: Scenario): SlowLines | null {
  return scenario.script.some((step) => step.do === 'slow-client') ? new SlowLines() : null;
}
