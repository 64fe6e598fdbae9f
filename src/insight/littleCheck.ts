import { requestTable } from '../recording/requestTable.ts';
import { series } from './series.ts';
import type { Run } from './shapes.ts';
import { littlesLaw } from './theory/littlesLaw.ts';

/** Little's law held against a run: both sides measured apart from each other. */
export interface LittleCheck {
  /** Mean number of requests in flight over time, from the steps of their number. */
  readonly meanNumber: number;
  /** Arrivals per second, and the mean time from start to end of those that have ended, µs. */
  readonly perSecond: number;
  readonly meanStayUs: number;
  /** What the law makes of these two. */
  readonly expectedNumber: number;
  /** (expected − mean) / mean; 0 where nobody was there. Requests under way at the ends of the window make it differ from 0. */
  readonly error: number;
}

/** L against λ W of everything between client and server, from the start of the run until the moment. Null before anything has ended. */
export function littleCheck(run: Run, untilUs: number): LittleCheck | null {
  const until = Math.min(untilUs, run.endUs);
  if (until <= 0) return null;
  let arrived = 0;
  let ended = 0;
  let staysUs = 0;
  for (const row of requestTable(run)) {
    if (!row || row.startUs > until) continue;
    arrived++;
    if (row.endUs === null || row.endUs > until) continue;
    ended++;
    staysUs += row.endUs - row.startUs;
  }
  if (ended === 0) return null;
  const { atUs, value } = series(run).inFlight;
  let area = 0;
  for (let i = 0; i < atUs.length; i++) {
    const from = atUs[i] as number;
    if (from >= until) break;
    area += (value[i] as number) * (Math.min(atUs[i + 1] ?? until, until) - from);
  }
  const meanNumber = area / until;
  const perSecond = (arrived * 1e6) / until;
  const meanStayUs = staysUs / ended;
  const expectedNumber = littlesLaw(perSecond, meanStayUs);
  return {
    meanNumber,
    perSecond,
    meanStayUs,
    expectedNumber,
    error: meanNumber > 0 ? (expectedNumber - meanNumber) / meanNumber : 0,
  };
}
