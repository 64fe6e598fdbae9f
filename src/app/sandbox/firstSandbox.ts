import { t } from '../../language/t.ts';
import type { Written } from '../../panels/written.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { SLOW } from '../../scenario/presets/slowClients.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { recall } from '../shell/deviceMemory.ts';
import type { Trouble } from '../shell/TroubleNotice.tsx';
import { type SharedSandbox, unpackSandbox } from './sandboxLink.ts';
import { beginSandbox, type SandboxState } from './sandboxState.ts';

/** The world one can always start from, as written. */
export const START = SLOW['slow-clients-unbuffered'] as Written;

/** The world one can always start from. */
export function startScenario(): Scenario {
  const scenario = parseScenario(START);
  if (isProblems(scenario)) throw new Error('the preset that the sandbox starts from is faulty');
  return scenario;
}

export interface FirstSandbox {
  readonly sandbox: SandboxState;
  readonly view: Pick<SharedSandbox, 'atUs' | 'selected'>;
  readonly trouble: Trouble | null;
}

/** The link's scenario, or the one left on this device, or the first preset: whatever of these is without fault. */
export function firstSandbox(state: string | null): FirstSandbox {
  const shared = state === null ? null : unpackSandbox(state);
  if (shared && !isProblems(shared))
    return { sandbox: beginSandbox(shared.written, shared.scenario), view: shared, trouble: null };
  const trouble = shared ? troubleWithLink(shared) : null;
  const view = { atUs: null, selected: null };
  const left = recall('sandbox');
  const leftScenario = left === null ? [] : parseScenario(left);
  const sandbox = isProblems(leftScenario)
    ? beginSandbox(START, startScenario())
    : beginSandbox(left as Written, leftScenario);
  return { sandbox, view, trouble };
}

/** Says that a link could not be opened, and why. */
export const troubleWithLink = (problems: Trouble['problems']): Trouble => ({
  summary: t('This link could not be opened. The sandbox shows what was here before.'),
  problems,
});
