import { language } from '../language/t.ts';
import { backlogLanes, frontLanes, poolLanes } from './lanes/queueLanes.ts';
import { sessionLanes } from './lanes/sessionLanes.ts';
import { workerLanes } from './lanes/workerLanes.ts';
import type { Lane, Run } from './shapes.ts';

const known = new WeakMap<Run, { readonly language: string; readonly made: Lane[] }>();

/**
 * One lane per slot that was used, by process (a sync worker is one slot), then the backlogs, the queues within processes, nginx, and the
 * database sessions. A worker's stretches follow one
 * another without gaps; those of backlogs, queues and nginx are the stays of single requests and overlap. All are in order of
 * their beginning, and end at the latest where the run was observed until. Worked out once per recording and language.
 */
export function lanes(run: Run): Lane[] {
  const before = known.get(run);
  if (before?.language === language()) return before.made;
  const made = [
    ...workerLanes(run),
    ...backlogLanes(run),
    ...poolLanes(run),
    ...frontLanes(run),
    ...sessionLanes(run),
  ];
  known.set(run, { language: language(), made });
  return made;
}
