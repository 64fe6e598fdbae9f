import type { Written } from '../../panels/written.ts';
import { decodeLink, encodeLink, type LinkState } from '../../scenario/link.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Problem, Scenario } from '../../scenario/scenario.ts';

export interface SharedSandbox {
  readonly written: Written;
  readonly scenario: Scenario;
  readonly atUs: number | null;
  readonly selected: number | null;
}

/** Packs a scenario, and where one looks, into what stands behind `#s=`; null where it is too large for an address. */
export function packSandbox(
  written: Written,
  view: Pick<LinkState, 'atUs' | 'selected'> = {},
): string | null {
  const link = encodeLink({ scenario: written, ...view });
  return typeof link === 'string' ? link.replace(/^s=/, '') : null;
}

/** Reads what stands behind `#s=`: the scenario without fault, or everything that is wrong with it. */
export function unpackSandbox(state: string): SharedSandbox | Problem[] {
  const link = decodeLink(`#s=${state}`);
  if (isProblems(link)) return link;
  const scenario = parseScenario(link.scenario);
  if (isProblems(scenario)) return scenario;
  return {
    written: link.scenario,
    scenario,
    atUs: link.atUs ?? null,
    selected: link.selected ?? null,
  };
}
