import { narrate } from '../insight/narrate.ts';
import { durationText } from '../insight/plainWords.ts';
import { sceneAt } from '../insight/scene/sceneAt.ts';
import type { Run } from '../insight/shapes.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';
import type { Lesson, Step } from './lesson.ts';
import { resolveLook } from './lessonValues.ts';

/**
 * What the stage shows in a step, for whoever does not see its picture: how many are under way, who waits and who is busy, and what has
 * happened last to the request that the step looks at.
 */
export function pictureWords(lesson: Lesson, step: Step, run: (name: string) => Run): string {
  const recording = run(step.run);
  const look = step.look && resolveLook(recording, step.look);
  const atUs = look?.atUs ?? 0;
  const title = lesson.runs.find(({ name }) => name === step.run)?.title ?? lesson.title;
  const where = `The simulated servers ${durationText(atUs)} into the run “${title}”`;
  const told = lastTold(recording, atUs, look?.request ?? null);
  return `${where}: ${crowdWords(recording, atUs)}.${told === null ? '' : ` ${told}`}`;
}

/** `9 requests under way, 6 in the waiting room, 2 of 3 workers held by their clients`. */
function crowdWords(run: Run, atUs: number): string {
  const { counts, backlog, workers, badEndings } = sceneAt(run, atUs);
  const { slotsPerProcess, slotWord } = traitsOf(run.scenario.app);
  const alive = workers.filter(({ state }) => state !== 'dead');
  const held = alive.filter(({ heldByClient }) => heldByClient).length;
  const busy = alive.filter(({ request }) => request !== null).length;
  const failed = badEndings.reduce((sum, { count }) => sum + count, 0);
  const waiting = backlog.requests.length;
  const some = (count: number): string =>
    slotsPerProcess === 0
      ? counted(count, slotWord)
      : `${count} of ${counted(alive.length, slotWord)}`;
  const phrases = [
    `${counted(counts.inFlight, 'request')} under way`,
    waiting > 0 ? `${waiting} in the waiting room` : '',
    held > 0 ? `${some(held)} held by their clients` : alive.length > 0 ? `${some(busy)} busy` : '',
    failed > 0 ? `${failed} failed so far` : '',
  ];
  return phrases.filter((phrase) => phrase !== '').join(', ');
}

const counted = (count: number, one: string): string =>
  `${count === 0 ? 'no' : count} ${one}${count === 1 ? '' : one.endsWith('s') ? 'es' : 's'}`;

/** What has happened last by then, to this request or, where none is meant, to any. */
function lastTold(run: Run, atUs: number, request: number | null): string | null {
  for (let i = run.length - 1; i >= 0; i--) {
    if (run.at(i) > atUs || (request !== null && run.request(i) !== request)) continue;
    const text = narrate(run, i, i + 1)[0]?.text;
    return text === undefined ? null : /[.!?]$/.test(text) ? text : `${text}.`;
  }
  return null;
}
