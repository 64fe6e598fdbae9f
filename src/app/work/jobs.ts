import { capacityCurve } from '../../experiment/capacity.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { whatHelps } from '../../experiment/helps.ts';
import type { CapacityCurve } from '../../insight/capacityShape.ts';
import type { CauseKind } from '../../insight/causes/causeKinds.ts';
import type { HelpAnswer } from '../../insight/causes/helpShape.ts';
import type { Written } from '../../panels/written.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { describeProblem, isProblems } from '../../scenario/problems.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { type CheckOrder, checkLesson, type LessonCheck } from '../prepare/checkLesson.ts';

/**
 * Every job by name: what it asks (plain data, for it travels to a worker) and what it answers. A new one is a line here and one in
 * {@link JOBS}.
 */
export interface JobKinds {
  readonly capacity: {
    readonly asks: { readonly written: Written };
    readonly answers: CapacityCurve;
  };
  readonly helps: {
    readonly asks: {
      readonly written: Written;
      readonly request: number;
      readonly causes: readonly CauseKind[];
    };
    readonly answers: HelpAnswer;
  };
  readonly lesson: { readonly asks: CheckOrder; readonly answers: LessonCheck };
}

export type JobName = keyof JobKinds;
export type JobOf<K extends JobName> = { readonly job: K } & JobKinds[K]['asks'];
export type Job = { readonly [K in JobName]: JobOf<K> }[JobName];
export type AnswerOf<J extends Job> = JobKinds[J['job']]['answers'];

/** How each job is done. */
const JOBS: {
  readonly [K in JobName]: (job: JobOf<K>) => Experiment<JobKinds[K]['answers']>;
} = {
  capacity: ({ written }) => capacityCurve(scenarioOf(written)),
  helps: ({ written, request, causes }) =>
    whatHelps({ scenario: scenarioOf(written), request, causes }),
  lesson: checkLesson,
};

/** The experiment of a job, not begun. Throws where the job's scenario is not one. */
export function experimentOf<J extends Job>(job: J): Experiment<AnswerOf<J>> {
  return (JOBS[job.job] as unknown as (job: J) => Experiment<AnswerOf<J>>)(job);
}

/** A written scenario as the experiments take it. Scenarios travel as written: plain data that any messenger carries. */
function scenarioOf(written: Written): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(scenario.map(describeProblem).join('; '));
  return scenario;
}
