import { appProgram } from '../programs.ts';
import type { Run } from '../shapes.ts';
import { type Life, NOT_YET } from '../state/life.ts';

/** Whether the body of an answer waited in the server's kernel for the acknowledgement of its head. */
export function waitedForAck(run: Run, life: Life, endUs: number): boolean {
  const { delayedAckUs } = appProgram(run.scenario).traits;
  if (delayedAckUs === 0 || run.scenario.front || life.carried === 0) return false;
  return life.writingUs !== NOT_YET && endUs - life.writingUs >= delayedAckUs;
}
