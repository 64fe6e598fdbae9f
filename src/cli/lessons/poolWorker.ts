/** A process of {@link doJobs}: does what it is given, one job after another, until its parent lets go of it. */
import { doJob } from './job.ts';
import type { LessonJob } from './pool.ts';

process.on('message', ({ lesson, job }: LessonJob) => {
  process.send?.(doJob(lesson, job));
});
