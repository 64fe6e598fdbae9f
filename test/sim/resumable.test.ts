import { describe, expect, test } from 'vitest';
import { recordingHash } from '../../src/recording/recording.ts';
import { simulate, startSimulation } from '../../src/sim/simulate.ts';
import { Dice, randomScenario } from '../scenario/randomScenario.ts';
import { EVERY_WORD } from './everyWord.ts';
import { scenarioOf } from './runs.ts';

describe('T2 a run may be cut into slices', () => {
  test('arbitrary slices give the recording of one go (scenarios and slices of seeds 1 to 150)', () => {
    for (let seed = 1; seed <= 150; seed++) {
      const scenario = scenarioOf(randomScenario(seed));
      const whole = simulate(scenario);
      const dice = new Dice(seed);
      const simulation = startSimulation(scenario);
      let at = 0;
      while (at < scenario.durationUs) {
        at = Math.min(scenario.durationUs, at + dice.whole(1, scenario.durationUs / 5));
        simulation.runUntil(at);
        expect(simulation.nowUs, `seed ${seed}`).toBe(at);
      }
      const sliced = simulation.recording;
      expect(recordingHash(sliced), `seed ${seed}`).toBe(recordingHash(whole));
      expect(sliced.endUs).toBe(whole.endUs);
      expect(sliced.hosts, `seed ${seed}`).toEqual(whole.hosts);
    }
  });

  test('slices that end exactly on events, or twice at the same moment, change nothing', () => {
    const scenario = scenarioOf(EVERY_WORD['a script'] ?? {});
    const whole = simulate(scenario);
    const simulation = startSimulation(scenario);
    for (let i = 0; i < whole.length; i += 7) {
      simulation.runUntil(whole.at(i));
      simulation.runUntil(whole.at(i));
      expect(simulation.recording.length).toBe(whole.countUntil(whole.at(i)));
    }
    simulation.runUntil(scenario.durationUs);
    expect(recordingHash(simulation.recording)).toBe(recordingHash(whole));
  });
});

describe('simulate()', () => {
  const scenario = scenarioOf(EVERY_WORD.poisson ?? {});

  test('tells its progress, forwards only, up to 1, and is not changed by telling', () => {
    const told: number[] = [];
    const recording = simulate(scenario, { onProgress: (done) => told.push(done) });
    expect(told.length).toBeGreaterThan(10);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(told[0]).toBeGreaterThan(0);
    expect(told.at(-1)).toBe(1);
    expect(told.filter((done) => done === 1).length).toBe(1);
    expect(recordingHash(recording)).toBe(recordingHash(simulate(scenario)));
  });

  test('`until` cuts: the same events as far as they go', () => {
    const whole = simulate(scenario);
    const cut = simulate(scenario, { until: 2_345_678 });
    expect(cut.endUs).toBe(2_345_678);
    expect(cut.length).toBe(whole.countUntil(2_345_678));
    for (let i = 0; i < cut.length; i++) expect(cut.event(i)).toEqual(whole.event(i));
  });

  test('nothing is recorded after the end, and hosts say how busy they were', () => {
    const recording = simulate(scenario);
    expect(recording.at(recording.length - 1)).toBeLessThanOrEqual(scenario.durationUs);
    for (const host of recording.hosts) {
      expect(host.busyUs).toBeGreaterThan(0);
      expect(host.busyUs).toBeLessThanOrEqual(host.cores * scenario.durationUs);
    }
  });
});
