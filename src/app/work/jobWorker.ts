/** The other side of startJob.ts: one job, then this worker has done its part. */
import { catalogFrom } from '../../language/catalog.ts';
import { speak } from '../../language/t.ts';
import { experimentOf } from './jobs.ts';
import type { JobOrder, WorkerReport } from './workerReport.ts';

/** More often than this nobody sees a bar move, ms. */
const REPORT_MS = 50;

const tell = (report: WorkerReport) => self.postMessage(report);

self.onmessage = ({ data: { job, language, messages } }: MessageEvent<JobOrder>) => {
  try {
    speak(language, messages === null ? null : catalogFrom(messages));
    const experiment = experimentOf(job);
    let toldMs = performance.now();
    for (let step = experiment.next(); ; step = experiment.next()) {
      if (step.done) {
        tell({ is: 'done', answer: step.value });
        return;
      }
      if (performance.now() - toldMs < REPORT_MS) continue;
      toldMs = performance.now();
      tell({ is: 'progress', share: step.value });
    }
  } catch (error) {
    tell({ is: 'failed', message: messageOf(error) });
  }
};

// Whoever started this worker cannot tell a slow job from a worker that the browser never let run.
tell({ is: 'ready' });

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
