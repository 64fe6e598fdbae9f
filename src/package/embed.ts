/** Version 1 of the contract with pages that embed a lesson, as EMBED.md has it: for whoever speaks with the frame without the element. */

export {
  type EmbedCommand,
  type EmbedEvent,
  type Envelope,
  type Enveloped,
  envelope,
  isOurs,
  readCommand,
  readEvent,
} from '../embed/messages.ts';
export {
  type EmbedOptions,
  type ParameterName,
  readParameters,
  writeParameters,
} from '../embed/parameters.ts';
export { type EmbedState, readState, writeState } from '../embed/state.ts';
export { EMBED_VERSION, LONGEST_STATE } from '../embed/version.ts';
export type { Answer } from '../lesson/answers.ts';
export { describeProblem, isProblems } from '../scenario/problems.ts';
export type { Problem } from '../scenario/scenario.ts';
