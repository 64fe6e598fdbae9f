import { t } from '../../language/t.ts';
import { isRecord } from '../../scenario/fields.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { SLOW } from '../../scenario/presets/slowClients.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { WrittenScenario } from '../../scenario/writeScenario.ts';
import { recall } from '../shell/deviceMemory.ts';
import { packComparison } from './compareLink.ts';
import { type CompareSide, problemsOf } from './side.ts';

/** The scenario of the sandbox as it was left on this device, or what the sandbox starts from. */
export function sandboxScenario(): WrittenScenario {
  const left = recall('sandbox');
  const isGood = isRecord(left) && !isProblems(parseScenario(left));
  return isGood ? left : SLOW['slow-clients-unbuffered'];
}

/** A comparison of the sandbox's scenario with one that differs in its front server, packed; null where it cannot be. */
export function ownComparison(): string | null {
  const mine = sandboxScenario();
  const sides: CompareSide[] = [
    { title: t('my sandbox'), source: { scenario: mine } },
    variationOf(mine),
  ];
  if (problemsOf(sides).length > 0) return null;
  return packComparison({ sides, focus: 0, atUs: null, selected: null });
}

/** With a front server where there is none, without one where there is. */
function variationOf(scenario: WrittenScenario): CompareSide {
  const { front, ...rest } = scenario;
  const hasFront = front !== 'none' && front !== null;
  if (!hasFront) return { title: t('with nginx'), source: { scenario: rest } };
  // What cannot be without a front server goes with it: a unix socket, several instances.
  const { instances: _, ...app } = isRecord(scenario.app) ? scenario.app : {};
  const own = scenario.app === undefined ? rest : { ...rest, app };
  return { title: t('without nginx'), source: { scenario: { ...own, socket: {}, front: 'none' } } };
}
