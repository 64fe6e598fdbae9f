import type { Written } from '../../panels/written.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Problem, Scenario } from '../../scenario/scenario.ts';

/** The sandbox's scenario as written, what it means, and the ways back and forward. */
export interface SandboxState {
  readonly written: Written;
  /** The last scenario without fault: what is simulated and shared. */
  readonly scenario: Scenario;
  /** What is wrong with `written`; shown beside the knobs while the last good run stays. */
  readonly problems: readonly Problem[];
  readonly past: readonly Written[];
  readonly future: readonly Written[];
}

/** How many turns of a knob can be taken back. */
const PAST_MAX = 100;

/** A sandbox that begins with this scenario; the caller has made sure that it is without fault. */
export function beginSandbox(written: Written, scenario: Scenario): SandboxState {
  return { written, scenario, problems: [], past: [], future: [] };
}

export type SandboxChange =
  | { readonly do: 'write'; readonly written: Written }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' };

/** A knob turned, or taken back. What is faulty is kept as written and changes nothing else. */
export function changeSandbox(state: SandboxState, change: SandboxChange): SandboxState {
  const { written, past, future } = state;
  switch (change.do) {
    case 'write':
      return settle(state, change.written, [...past, written].slice(-PAST_MAX), []);
    case 'undo': {
      const before = past.at(-1);
      return before ? settle(state, before, past.slice(0, -1), [written, ...future]) : state;
    }
    case 'redo': {
      const [after, ...rest] = future;
      return after ? settle(state, after, [...past, written], rest) : state;
    }
  }
}

function settle(
  state: SandboxState,
  written: Written,
  past: readonly Written[],
  future: readonly Written[],
): SandboxState {
  const parsed = parseScenario(written);
  return isProblems(parsed)
    ? { written, scenario: state.scenario, problems: parsed, past, future }
    : { written, scenario: parsed, problems: [], past, future };
}
