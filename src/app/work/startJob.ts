import type { Experiment } from '../../experiment/experiment.ts';
import { language, t } from '../../language/t.ts';
import { spokenMessages } from '../shell/spokenMessages.ts';
import type { AnswerOf, Job } from './jobs.ts';
import type { JobOrder, WorkerReport } from './workerReport.ts';

/** Who waits for a job. One of `onDone` and `onFailed` is called, once, later than `startJob` returns; nothing is called after cancelling. */
export interface JobListener<Answer> {
  /** Share done, 0..1. */
  onProgress(share: number): void;
  onDone(answer: Answer): void;
  /** Why there is no answer, as a sentence or the program's own message. */
  onFailed(message: string): void;
}

/** A slice may take this long before the page gets its turn to draw and to hear the cancel button, ms. */
const SLICE_MS = 12;

/**
 * Does a job in a web worker, or, where the page may not start one (a sandboxed frame, a page opened as a file), between the page's frames.
 * @returns the way to cancel it
 */
export function startJob<J extends Job>(job: J, listener: JobListener<AnswerOf<J>>): () => void {
  return startJobWith(newWorker, job, listener);
}

const newWorker = () => new Worker(new URL('./jobWorker.ts', import.meta.url), { type: 'module' });

/** As {@link startJob}, with another way to get a worker. */
export function startJobWith<J extends Job>(
  makeWorker: () => Worker,
  job: J,
  listener: JobListener<AnswerOf<J>>,
): () => void {
  let worker: Worker;
  try {
    worker = makeWorker();
  } catch {
    return runHere(job, listener);
  }
  let isReady = false;
  let isOver = false;
  let cancelHere = () => {};
  const end = () => {
    isOver = true;
    worker.terminate();
  };
  worker.onmessage = ({ data }: MessageEvent<WorkerReport>) => {
    // What a worker said before it was ended may still be on its way.
    if (isOver) return;
    if (data.is === 'ready') isReady = true;
    else if (data.is === 'progress') listener.onProgress(data.share);
    else {
      end();
      if (data.is === 'done') listener.onDone(data.answer as AnswerOf<J>);
      else listener.onFailed(data.message);
    }
  };
  worker.onerror = (event) => {
    event.preventDefault();
    if (isOver) return;
    end();
    // A policy or a missing file is told as an error of a worker that has never run.
    if (isReady) listener.onFailed(event.message || t('The worker ended without an answer.'));
    else cancelHere = runHere(job, listener);
  };
  const order: JobOrder = { job, language: language(), messages: spokenMessages() };
  worker.postMessage(order);
  return () => {
    end();
    cancelHere();
  };
}

/** The same job on the page's own thread, a slice at a time. */
function runHere<J extends Job>(job: J, listener: JobListener<AnswerOf<J>>): () => void {
  let isCancelled = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fail = (error: unknown) => {
    if (!isCancelled) listener.onFailed(error instanceof Error ? error.message : String(error));
  };
  function slice(experiment: Experiment<AnswerOf<J>>) {
    const step = forAWhile(experiment);
    if (step instanceof Error) fail(step);
    else if (step.done) listener.onDone(step.value);
    else {
      listener.onProgress(step.value);
      if (!isCancelled) timer = setTimeout(slice, 0, experiment);
    }
  }
  // Loaded only here, so that a page whose workers do the work need not carry the experiments.
  import('./jobs.ts')
    .then(({ experimentOf }) => {
      if (!isCancelled) timer = setTimeout(slice, 0, experimentOf(job));
    })
    .catch(fail);
  return () => {
    isCancelled = true;
    clearTimeout(timer);
  };
}

/** Takes an experiment forward until its slice is over. */
function forAWhile<Answer>(experiment: Experiment<Answer>): IteratorResult<number, Answer> | Error {
  const untilMs = performance.now() + SLICE_MS;
  try {
    let step = experiment.next();
    while (!step.done && performance.now() < untilMs) step = experiment.next();
    return step;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
