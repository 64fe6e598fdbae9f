import { narrate } from '../insight/narrate.ts';
import { type Noun, nounsCounted, nounsText } from '../insight/nouns.ts';
import { durationText } from '../insight/plainWords.ts';
import { sceneAt } from '../insight/scene/sceneAt.ts';
import type { Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
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
  const said = {
    time: durationText(atUs),
    title,
    crowd: crowdWords(recording, atUs),
  };
  const told = lastTold(recording, atUs, look?.request ?? null);
  return told === null
    ? t('The simulated servers {time} into the run “{title}”: {crowd}.', said)
    : t('The simulated servers {time} into the run “{title}”: {crowd}. {told}', { ...said, told });
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
      ? nounsOrNone(count, slotWord)
      : t('{count} of {all}##such as 2 of 3 workers', {
          count: String(count),
          all: nounsOrNone(alive.length, slotWord),
        });
  const phrases = [
    t(
      '{count, plural, =0 {no requests under way} one {# request under way} other {{count} requests under way}}',
      { count: String(counts.inFlight) },
    ),
    waiting > 0 ? t('{count} in the waiting room', { count: String(waiting) }) : '',
    held > 0
      ? t('{some} held by their clients', { some: some(held) })
      : alive.length > 0
        ? t('{some} busy', { some: some(busy) })
        : '',
    failed > 0 ? t('{count} failed so far', { count: String(failed) }) : '',
  ];
  return phrases.filter((phrase) => phrase !== '').join(', ');
}

const nounsOrNone = (count: number, noun: Noun): string =>
  count === 0 ? t('no {nouns}', { nouns: nounsText(noun) }) : nounsCounted(count, noun);

/** What has happened last by then, to this request or, where none is meant, to any. */
function lastTold(run: Run, atUs: number, request: number | null): string | null {
  for (let i = run.length - 1; i >= 0; i--) {
    if (run.at(i) > atUs || (request !== null && run.request(i) !== request)) continue;
    const text = narrate(run, i, i + 1)[0]?.text;
    return text === undefined ? null : /[.!?]$/.test(text) ? text : `${text}.`;
  }
  return null;
}
