import { describe, expect, test } from 'vitest';
import type { Run } from '../../../src/insight/shapes.ts';
import { FrontCount, frontConnections } from '../../../src/insight/state/frontConnections.ts';
import { PRESETS, type PresetName, presetScenario } from '../../../src/scenario/presets.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { randomScenario } from '../../scenario/randomScenario.ts';
import { scenarioOf, type Written } from '../../sim/runs.ts';

const named = (name: string) => simulate(presetScenario(name as PresetName));

function differences(run: Run): string[] {
  const found: string[] = [];
  new FrontCount(run, (said, counted, i) => {
    if (said !== counted) found.push(`event ${i} says ${said}, counted ${counted}`);
  }).count();
  return found;
}

describe('nginx’s connections as counted are those that it tells', () => {
  test.each(Object.keys(PRESETS))('%s', (name) => {
    expect(differences(named(name))).toEqual([]);
  });

  // Answers passed on as they come, failures of app servers, backlogs that drop.
  test.each([27, 48, 52, 61, 155])('random scenario %i', (seed) => {
    expect(differences(simulate(scenarioOf(randomScenario(seed) as Written)))).toEqual([]);
  });
});

test('connections that browsers keep open are counted, also between two requests', () => {
  const run = named('page-with-files');
  expect(frontConnections(run, run.countUntil(1_500_000))).toBeGreaterThan(6);
});
