import type { CauseKind } from '../insight/causes/causeKinds.ts';
import type { Help, HelpAnswer, HelpOutcome } from '../insight/causes/helpShape.ts';
import { whyChain } from '../insight/causes/whyChain.ts';
import type { Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { writeScenario } from '../scenario/writeScenario.ts';
import { simulate } from '../sim/simulate.ts';
import type { Experiment } from './experiment.ts';
import { type Candidate, candidatesFor } from './helpsCandidates.ts';
import { type Fared, faredAll, namesOf, outcomeOf, verdictOf } from './helpsCompare.ts';
import { changedScenario } from './helpsWrite.ts';

/** Runs at most, with the one as it is. */
const MOST_RUNS = 12;
/** A world is watched on for at least this long after the request's end, so that a change for the worse can be seen. */
const LONGER_BY_US = 1_000_000;
/** And for this long where it failed: a good answer may take its time. */
const LONGER_IF_BAD_US = 6_000_000;

export interface HelpsAsked {
  readonly scenario: Scenario;
  /** The request in a run of this scenario. */
  readonly request: number;
  /** What the chain named as cause and root, or nothing: then it is worked out here. */
  readonly causes?: readonly CauseKind[];
}

/**
 * What would have helped a request: real settings changed one at a time, each world simulated again with the same seed and arrivals until after
 * the request's end, and the same request found in it. No guesses: also what makes no difference, or makes it worse, is told.
 */
export function* whatHelps({ scenario, request, causes = [] }: HelpsAsked): Experiment<HelpAnswer> {
  const whole = simulate(scenario);
  yield 1 / MOST_RUNS;
  const names = namesOf(whole);
  const name = names[request];
  const first = outcomeOf(whole, request, whole.endUs);
  if (name === undefined || !first) return { request, before: nobody(), tried: [], watchedUs: 0 };
  const endUs = first.startUs + first.outcome.latencyUs;
  const watchedUs = Math.min(
    scenario.durationUs,
    Math.ceil(
      endUs +
        Math.max(first.outcome.isGood ? LONGER_BY_US : LONGER_IF_BAD_US, first.outcome.latencyUs),
    ),
  );
  const before = faredAll(whole, names, first.endUs ?? endUs, watchedUs);
  const chain = whyChain(whole, request, null);
  const named = [...new Set([chain.cause, chain.root, ...causes])];
  const last = chain.links.findLast((link) => link.request !== null && link.request !== request);
  const own = whole.seed(request);
  const culprit = last?.request == null ? own.route : whole.seed(last.request).route;
  const candidates = candidatesFor(
    { scenario, routes: [...new Set([culprit, own.route])], bodyBytes: own.bodyBytes },
    named,
    MOST_RUNS - 1,
  );
  const tried: Help[] = [];
  const written = writeScenario(scenario);
  for (const [i, candidate] of candidates.entries()) {
    const changed = parseScenario(changedScenario(written, candidate.path, candidate.value));
    if (!isProblems(changed)) {
      const run = simulate(changed, { until: Math.min(changed.durationUs, watchedUs) });
      const help = helpOf(
        candidate,
        run,
        name,
        before,
        first.outcome,
        first.endUs ?? endUs,
        watchedUs,
      );
      if (help) tried.push(help);
    }
    yield (i + 2) / (candidates.length + 1);
  }
  return { request, before: first.outcome, tried: tried.sort(byEffect), watchedUs };
}

const nobody = (): HelpOutcome => ({
  isGood: false,
  status: null,
  latencyUs: 0,
  hasEnded: false,
  words: t('there is no such request'),
});

function helpOf(
  { path, value, setting, from, to, words }: Candidate,
  run: Run,
  name: string,
  before: Fared,
  was: HelpOutcome,
  endUs: number,
  watchedUs: number,
): Help | null {
  const names = namesOf(run);
  const found = outcomeOf(run, names.indexOf(name), watchedUs);
  if (!found) return null;
  const after = faredAll(run, names, endUs, watchedUs);
  return {
    path,
    value,
    setting,
    from,
    to,
    words,
    before: was,
    after: found.outcome,
    p95: { beforeUs: before.p95Us, afterUs: after.p95Us },
    errors: { before: before.errors, after: after.errors },
    verdict: verdictOf(was, found.outcome),
  };
}

const ORDER = ['solves', 'helps', 'no difference', 'worse'];

/** Verdict first, then what it does for the request, then for all. */
function byEffect(a: Help, b: Help): number {
  return (
    ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) ||
    a.errors.after - b.errors.after ||
    a.after.latencyUs - b.after.latencyUs ||
    a.p95.afterUs - b.p95.afterUs
  );
}
