import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Lesson } from '../../lesson/lesson.ts';
import { doJob, type Job, type JobResult } from './job.ts';

/** A job and the lesson that it is about. */
export interface LessonJob {
  readonly lesson: Lesson;
  readonly job: Job;
}

/** Less than so many seeds and combinations is done here: a process takes a second to start. */
const WORTH_PROCESSES = 150;
const WORKER = fileURLToPath(new URL('./poolWorker.ts', import.meta.url));

function sizeOf(jobs: readonly LessonJob[]): number {
  let size = 0;
  for (const { job } of jobs)
    size += job.kind === 'own' ? 1 : job.kind === 'seeds' ? job.seeds.length : job.tries.length;
  return size;
}

/**
 * Does jobs, on all cores where there are enough of them; results in the order of the jobs. `onResult` hears of each as it comes.
 * @throws (rejects) with the error of a job that threw
 */
export async function doJobs(
  jobs: readonly LessonJob[],
  onResult: (index: number, result: JobResult) => void = () => {},
): Promise<JobResult[]> {
  const results: JobResult[] = [];
  const note = (index: number, result: JobResult): void => {
    results[index] = result;
    onResult(index, result);
  };
  const processes = Math.min(availableParallelism(), jobs.length);
  if (processes < 2 || sizeOf(jobs) < WORTH_PROCESSES) {
    jobs.forEach(({ lesson, job }, i) => {
      note(i, doJob(lesson, job));
    });
    return results;
  }
  let next = 0;
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      // Processes, not threads: tsx, through which Node 20 reads TypeScript, does not follow into threads.
      const worker = fork(WORKER, {
        execArgv: ['--import', import.meta.resolve('tsx')],
        serialization: 'advanced',
      });
      let mine = -1;
      let isDone = false;
      const give = (): void => {
        isDone = next >= jobs.length;
        if (isDone) {
          worker.disconnect();
          return;
        }
        mine = next++;
        worker.send(jobs[mine] as LessonJob);
      };
      worker.on('message', (result: JobResult) => {
        note(mine, result);
        give();
      });
      worker.on('error', reject);
      worker.on('exit', (code) => {
        if (isDone) resolve();
        else reject(new Error(`a process that checks lessons ended with status ${code}`));
      });
      give();
    });
  await Promise.all(Array.from({ length: processes }, work));
  return results;
}
