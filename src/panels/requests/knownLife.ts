import { type LifePart, lifeline } from '../../insight/lifeline.ts';
import { durationText } from '../../insight/plainWords.ts';
import { SaidOf } from '../../insight/saidOf.ts';
import type { Run } from '../../insight/shapes.ts';
import { requestTable } from '../../recording/requestTable.ts';

/** A request's life in parts and in words. */
export interface KnownLife {
  readonly parts: readonly LifePart[];
  /** The parts in words, longest first. */
  readonly text: string;
}

const known = new SaidOf<Run, Map<number, KnownLife>>();

/** The life of a request as far as the moment; one that is over is worked out once, for rows are drawn many times a second. */
export function knownLife(run: Run, request: number, untilUs: number): KnownLife {
  const endUs = requestTable(run)[request]?.endUs ?? Number.POSITIVE_INFINITY;
  if (endUs > untilUs) return lifeOf(run, request, untilUs);
  const of = known.get(run) ?? new Map<number, KnownLife>();
  known.set(run, of);
  let life = of.get(request);
  if (!life) {
    life = lifeOf(run, request, untilUs);
    of.set(request, life);
  }
  return life;
}

function lifeOf(run: Run, request: number, untilUs: number): KnownLife {
  const parts = lifeline(run, request, untilUs);
  const sums = new Map<string, number>();
  for (const part of parts) {
    const us = (part.untilUs ?? untilUs) - part.fromUs;
    sums.set(part.label, (sums.get(part.label) ?? 0) + us);
  }
  const text = [...sums]
    .sort((a, b) => b[1] - a[1])
    .map(([label, us]) => `${label} ${durationText(us)}`)
    .join(', ');
  return { parts, text };
}
