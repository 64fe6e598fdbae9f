import { requestName } from '../plainWords.ts';
import type { Run } from '../shapes.ts';
import { type Life, lifeOf } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { worldAfter } from '../state/worldAfter.ts';
import type { Moment } from '../why/whyHeld.ts';
import type { CauseKind } from './causeKinds.ts';
import { MOST_LINKS, type Tier, type WhyChain, type WhyLink } from './chainShape.ts';

interface LinkPlace {
  readonly tier: Tier;
  readonly fromUs: number;
  readonly untilUs?: number;
  readonly request?: number | null;
  readonly worker?: number | null;
  readonly setting?: string | null;
}

/** A chain in the making, as of one moment: nothing later than that gets into it. */
export class Chain {
  readonly links: WhyLink[] = [];
  private cause: CauseKind | null = null;
  private root: CauseKind | null = null;
  /** Stories that have been told: a chain never comes back to one. */
  private readonly told = new Set<string>();

  readonly run: Run;
  readonly request: number;
  readonly atUs: number;
  /** Events that have happened by the moment. */
  readonly count: number;

  constructor(run: Run, request: number, atUs: number, count: number) {
    this.run = run;
    this.request = request;
    this.atUs = atUs;
    this.count = count;
  }

  /** Adds a link; one without an end goes on until the moment. */
  link(text: string, place: LinkPlace): this {
    if (this.isFull) return this;
    // What goes on after the effect is over is none of its causes.
    const limitUs = this.links[0]?.untilUs ?? this.atUs;
    const untilUs = Math.min(place.untilUs ?? limitUs, limitUs);
    const fromUs = Math.max(0, Math.min(place.fromUs, untilUs));
    this.links.push({
      text,
      tier: place.tier,
      fromUs,
      untilUs,
      request: place.request === -1 ? null : (place.request ?? null),
      worker: place.worker === -1 ? null : (place.worker ?? null),
      setting: place.setting ?? null,
      depth: this.links.length,
    });
    return this;
  }

  /** Names what is behind it: the first one named is the cause, the last one the root. */
  blame(kind: CauseKind): this {
    this.cause ??= kind;
    this.root = kind;
    return this;
  }

  /** Whether anything has been named yet. */
  get isBlamed(): boolean {
    return this.cause !== null;
  }

  /** Until when the wait or failure that is explained lasted, as far as the moment knows. */
  get untilUs(): number {
    return this.links[0]?.untilUs ?? this.atUs;
  }

  get isFull(): boolean {
    return this.links.length >= MOST_LINKS;
  }

  /** Whether a story is new to this chain and there is room for it; it counts as told from now on. */
  begins(story: string): boolean {
    if (this.isFull || this.told.has(story)) return false;
    this.told.add(story);
    return true;
  }

  /** The moment at which something is looked at: never later than that of the chain. */
  moment(atUs: number): Moment {
    const count = Math.min(this.count, this.run.countUntil(atUs));
    return { run: this.run, count, atUs, world: worldAfter(this.run, count) };
  }

  /** What has come of a request by the moment of the chain. */
  life(request: number, count = this.count): Life {
    return lifeOf(this.run, runIndex(this.run), request, count);
  }

  name(request: number): string {
    return requestName(request);
  }

  done(hasEnded: boolean, hasFailed: boolean): WhyChain {
    return {
      request: this.request,
      atUs: this.atUs,
      hasEnded,
      hasFailed,
      cause: this.cause ?? 'own-work',
      root: this.root ?? this.cause ?? 'own-work',
      links: this.links,
    };
  }
}
