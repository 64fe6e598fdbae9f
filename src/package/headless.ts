/**
 * The engine without a page. A scenario is data, `simulate` runs it to its end in virtual time, and everything else is asked of the recording:
 *
 *     const scenario = parseScenario({ duration: '5s', clients: [{ name: 'all', arrivals: { rate: '30/s' } }] });
 *     if (isProblems(scenario)) throw new Error(scenario.map(describeProblem).join('\n'));
 *     const run = simulate(scenario);
 *     const scene = sceneAt(run, 4_200_000); // microseconds, as all times
 */

export { costliestCauses } from '../insight/causes/costliestCauses.ts';
export { whyChain } from '../insight/causes/whyChain.ts';
export { lanes } from '../insight/lanes.ts';
export { type LifePart, lifeline } from '../insight/lifeline.ts';
export { logs } from '../insight/logs/logs.ts';
export { metrics } from '../insight/metrics.ts';
export { narrate } from '../insight/narrate.ts';
export { percentiles } from '../insight/percentiles.ts';
export type { Scene, Token } from '../insight/scene/scene.ts';
export { sceneAfter, sceneAt } from '../insight/scene/sceneAt.ts';
export { series } from '../insight/series.ts';
export type {
  Lane,
  LogLine,
  Metrics,
  Narration,
  Percentiles,
  Run,
  Stretch,
  Why,
  WireMessage,
} from '../insight/shapes.ts';
export { waterfall } from '../insight/waterfall.ts';
export { why, whyText } from '../insight/why/why.ts';
export { wire } from '../insight/wire/wire.ts';
export type { Answer } from '../lesson/answers.ts';
export { judge, type Verdict } from '../lesson/judge.ts';
export type { Lesson, Step } from '../lesson/lesson.ts';
export { valueText } from '../lesson/lessonValues.ts';
export { type LessonLibrary, parseGlossary, parseShared } from '../lesson/library.ts';
export { parseLesson } from '../lesson/parseLesson.ts';
export type { RunSource } from '../lesson/runSource.ts';
export { simulatedRuns } from '../lesson/simulatedRuns.ts';
export { untruths } from '../lesson/untruths.ts';
export {
  findEvent,
  type RecordedEvent,
  type Recording,
  recordingHash,
} from '../recording/recording.ts';
export { type Outcome, type RequestRow, requestTable } from '../recording/requestTable.ts';
export { EVENTS, type EventName } from '../recording/vocabulary.ts';
export { decodeLink, encodeLink, type LinkState } from '../scenario/link.ts';
export { describeProblem, isProblems, parseScenario } from '../scenario/parseScenario.ts';
export { type PresetName, presetScenario } from '../scenario/presets.ts';
export type { Micros, Problem, Scenario } from '../scenario/scenario.ts';
export { type WrittenScenario, writeScenario } from '../scenario/writeScenario.ts';
export { type SimulateOptions, simulate, startSimulation } from '../sim/simulate.ts';
export { readAccessLog } from '../traffic/readAccessLog.ts';
export { readHar } from '../traffic/readHar.ts';
export type { ReadTraffic } from '../traffic/traffic.ts';
export { writeEventsCsv, writeRequestsCsv } from '../traffic/writeCsv.ts';
export { writeHar } from '../traffic/writeHar.ts';
export { writeTrace } from '../traffic/writeTrace.ts';
