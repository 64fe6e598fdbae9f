import type { FidelityServer } from '../../src/app/truth/fidelityTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { entryOf } from '../../src/scenario/servers/appServers.ts';
import { frontEntryOf } from '../../src/scenario/servers/fronts.ts';
import type { Case } from './readCases.ts';
import type { Line } from './replay.ts';

/** What a case was measured at: `uWSGI`, `Gunicorn behind nginx`. */
export function serverOf({ name, scenario }: Pick<Case, 'name' | 'scenario'>): string {
  const parsed = parseScenario(scenario);
  if (isProblems(parsed)) throw new Error(`${name}: ${parsed[0].at} ${parsed[0].message}`);
  const { app, front } = parsed;
  const program = entryOf(app).name;
  return front ? `${program} behind ${frontEntryOf(front).name}` : program;
}

/** How well each arrangement is met, most requests first. */
export function byServer(
  replayed: readonly { readonly one: Case; readonly lines: readonly Line[] }[],
): FidelityServer[] {
  const found = new Map<string, FidelityServer>();
  for (const { one, lines } of replayed) {
    const name = serverOf(one);
    const before = found.get(name) ?? { name, cases: 0, requests: 0, outcomes: 0, right: 0 };
    found.set(name, {
      name,
      cases: before.cases + 1,
      requests: before.requests + lines.length,
      outcomes: before.outcomes + lines.filter((line) => line.hasRightOutcome).length,
      right: before.right + lines.filter((line) => line.isRight).length,
    });
  }
  return [...found.values()].sort((a, b) => b.requests - a.requests);
}
