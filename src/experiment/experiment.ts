/**
 * Many runs for one answer. Yields the share done, 0..1, after each run, so whoever runs it may draw a bar, give way to the page, or stop.
 */
export type Experiment<Answer> = Generator<number, Answer, void>;

/** Runs an experiment to its end, at once. */
export function finish<Answer>(experiment: Experiment<Answer>): Answer {
  for (;;) {
    const step = experiment.next();
    if (step.done) return step.value;
  }
}
