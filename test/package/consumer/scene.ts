import {
  describeProblem,
  isProblems,
  narrate,
  type Problem,
  parseLesson,
  parseScenario,
  type Scenario,
  type Scene,
  sceneAt,
  simulate,
  why,
  whyText,
} from 'roundtrip';
import { type EmbedCommand, envelope, readCommand, readParameters } from 'roundtrip/embed';

const read: Scenario | Problem[] = parseScenario({
  duration: '4s',
  seed: 7,
  clients: [{ name: 'uploaders', link: 'slow-3g', arrivals: [{ at: '1s', route: 'upload' }] }],
  routes: [{ name: 'upload', method: 'POST', path: '/photo', body: '900kB' }],
});
if (isProblems(read)) throw new Error(read.map(describeProblem).join('\n'));
const run = simulate(read);
const scene: Scene = sceneAt(run, 2_000_000);
const wrong = parseScenario({ duration: 'soon' });
const lesson = parseLesson({ id: 'mine' }, 'mine.yaml');
const command: EmbedCommand = { type: 'goto', step: 3, t: '4.2s' };

// What is no scene must not pass for one: the types are those of the product, not `any`.
// @ts-expect-error
export const notAScene: Scene = { atUs: 'now' };

console.log(
  JSON.stringify({
    requests: run.requests,
    words: scene.tokens.map((token) => token.words),
    why: whyText(why(run, 0, 2_000_000)),
    told: narrate(run, 0, 1).length,
    refused: isProblems(wrong) ? wrong.map(describeProblem) : [],
    lessonProblems: isProblems(lesson) ? lesson.length : 0,
    command: readCommand(envelope(command)),
    theme: readParameters('?theme=dark').options.theme,
  }),
);
