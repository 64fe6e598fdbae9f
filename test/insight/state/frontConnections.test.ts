import { describe, expect, test } from 'vitest';
import { FrontCount, frontConnections } from '../../../src/insight/state/frontConnections.ts';
import { PRESETS, type PresetName, presetScenario } from '../../../src/scenario/presets.ts';
import { simulate } from '../../../src/sim/simulate.ts';

const named = (name: string) => simulate(presetScenario(name as PresetName));

describe('nginx’s connections as counted are those that it tells', () => {
  test.each(Object.keys(PRESETS))('%s', (name) => {
    const run = named(name);
    if (!run.scenario.front) return;
    const differences: string[] = [];
    new FrontCount(run, (said, counted, i) => {
      if (said !== counted) differences.push(`event ${i} says ${said}, counted ${counted}`);
    }).count();
    expect(differences).toEqual([]);
  });
});

test('connections that browsers keep open are counted, also between two requests', () => {
  const run = named('page-with-files');
  expect(frontConnections(run, run.countUntil(1_500_000))).toBeGreaterThan(6);
});
