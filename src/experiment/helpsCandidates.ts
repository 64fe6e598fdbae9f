import type { CauseKind } from '../insight/causes/causeKinds.ts';
import { appProgram } from '../insight/programs.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { appHelps } from './helpsOfApp.ts';
import { databaseHelps } from './helpsOfDatabase.ts';
import { frontHelps } from './helpsOfFront.ts';

/** A change of one setting that may be worth trying. */
export interface Candidate {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly setting: string;
  readonly from: string;
  readonly to: string;
  readonly words: string;
  /** Causes that it is meant for. */
  readonly against: readonly CauseKind[];
}

/** What candidates are made for. */
export interface Patient {
  readonly scenario: Scenario;
  /** Route of the request itself, and of the one that the chain ends with. */
  readonly routes: readonly number[];
  /** Size of the request's body. */
  readonly bodyBytes: number;
}

/**
 * Changes that fit the causes, most to the point first: what is meant for the first cause before what is meant for the next. More workers are
 * tried in any case: that is what people try first, and that it does not help is worth knowing.
 */
export function candidatesFor(
  patient: Patient,
  causes: readonly CauseKind[],
  most: number,
): Candidate[] {
  const all = [...frontHelps(patient), ...appHelps(patient), ...databaseHelps(patient)];
  const rank = (c: Candidate): number => {
    const place = causes.findIndex((cause) => c.against.includes(cause));
    if (place >= 0) return place;
    return isOneMore(c, patient.scenario) ? causes.length : Infinity;
  };
  const fit = all
    .map((candidate, order) => ({ candidate, order, rank: rank(candidate) }))
    .filter((one) => one.rank < Infinity)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map((one) => one.candidate);
  const chosen = fit.slice(0, most);
  const workers = fit.find((c) => isOneMore(c, patient.scenario));
  if (workers && !chosen.includes(workers)) chosen[most - 1] = workers;
  return chosen;
}

/** One more process; of a server that has one, more threads. */
function isOneMore(c: Candidate, scenario: Scenario): boolean {
  const { traits, called } = appProgram(scenario);
  if (c.path[0] !== 'app') return false;
  const processes = called('processes')?.key;
  return processes === undefined
    ? c.setting === called('slots')?.key
    : c.setting === processes && c.value === traits.processes + 1;
}
