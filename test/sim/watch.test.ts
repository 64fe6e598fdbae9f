import { describe, expect, test } from 'vitest';
import { sceneAt } from '../../src/insight/scene/sceneAt.ts';
import type { ActorKind, ActorRef } from '../../src/recording/chartShape.ts';
import { recordingHash } from '../../src/recording/recording.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { EVENT } from '../../src/recording/vocabulary.ts';
import { presetScenario } from '../../src/scenario/presets.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { pictureOf } from '../../src/sim/pictures.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { Watch, watchActor } from '../../src/sim/watch.ts';
import { EVERY_WORD } from './everyWord.ts';
import { scenarioOf } from './runs.ts';

const RUNS: Readonly<Record<string, Scenario>> = {
  ...Object.fromEntries(
    (
      ['slow-clients-no-nginx', 'page-with-files', 'one-row-for-all', 'reload-under-load'] as const
    ).map((name) => [name, presetScenario(name)]),
  ),
  ...Object.fromEntries(
    Object.entries(EVERY_WORD).map(([name, written]) => [name, scenarioOf(written)]),
  ),
};

const KINDS: readonly ActorKind[] = [
  'client',
  'front',
  'listener',
  'arbiter',
  'worker',
  'slot',
  'session',
  'kept',
  'pooled',
];

describe('an actor that is watched', () => {
  for (const [name, scenario] of Object.entries(RUNS)) {
    const plain = simulate(scenario);
    const hash = recordingHash(plain);
    for (const kind of KINDS)
      test(`${name}: ${kind} 0 leaves the recording as it is, and goes from arrow to arrow`, () => {
        const watch = new Watch(scenario, { kind, index: 0 });
        watch.runUntil(scenario.durationUs);
        expect(recordingHash(watch.recording)).toBe(hash);
        const picture = pictureOf(kind);
        let state = picture.initial;
        for (const step of watch.steps) {
          const arrow = picture.arrows[step.arrow];
          expect(step.from).toBe(state);
          expect(step.to).toBe(arrow.to ?? state);
          expect(step.from === arrow.from || step.from.startsWith(`${arrow.from}.`)).toBe(true);
          if (step.eventCount > 0)
            expect(plain.at(step.eventCount - 1)).toBeLessThanOrEqual(step.atUs);
          if (step.eventCount < plain.length)
            expect(plain.at(step.eventCount)).toBeGreaterThanOrEqual(step.atUs);
          state = step.to;
        }
      });
  }
});

const moments = (scenario: Scenario, count = 97) =>
  Array.from({ length: count }, (_, i) => Math.round((scenario.durationUs * (i + 0.37)) / count));

/** The state at a moment after all that happens in it. */
function stateAt(ref: ActorRef, scenario: Scenario): (atUs: number) => string {
  const steps = watchActor(scenario, ref);
  return (atUs) => {
    let state = pictureOf(ref.kind).initial;
    for (const step of steps) if (step.atUs <= atUs) state = step.to;
    return state;
  };
}

describe('what a chart says, the stage says', () => {
  for (const [name, scenario] of Object.entries(RUNS)) {
    const run = simulate(scenario);
    test(`${name}: a slot holds a request where its chart says so`, () => {
      let held = 0;
      for (let slot = 0; slot < Math.min(run.slots.length, 4); slot++) {
        const state = stateAt({ kind: 'slot', index: slot }, scenario);
        for (const atUs of moments(scenario)) {
          const view = sceneAt(run, atUs).workers.find((one) => one.worker === slot);
          // One that waits for its client's next request has nobody else, and shows as held too.
          const isHeld = /^held\.|^keeping$/.test(state(atUs));
          if (isHeld) held++;
          expect(view !== undefined && view.request !== null, `slot ${slot} at ${atUs}`).toBe(
            isHeld,
          );
        }
      }
      if (scenario.durationUs > 2e6 && name !== 'page-with-files') expect(held).toBeGreaterThan(0);
    });

    test(`${name}: a process is dead, boots or stops where its chart says so`, () => {
      const processes = new Set(run.slots.map((slot) => slot.process));
      for (const process of [...processes].slice(0, 4)) {
        const state = stateAt({ kind: 'worker', index: process }, scenario);
        for (const atUs of moments(scenario)) {
          const view = sceneAt(run, atUs).processes.find((one) => one.process === process);
          const own = state(atUs);
          if (own === 'unborn') expect(view?.state ?? 'dead').toBe('dead');
          else {
            expect(view?.state === 'dead', `${process} at ${atUs}: ${own}`).toBe(own === 'dead');
            expect(view?.state === 'booting', `${process} at ${atUs}: ${own}`).toBe(
              own === 'booting',
            );
          }
        }
      }
    });

    test(`${name}: a client's request is over where the recording says so`, () => {
      const rows = requestTable(run);
      for (const request of [0, 1, rows.length >> 1, rows.length - 1]) {
        const steps = watchActor(scenario, { kind: 'client', index: request });
        const over = steps.find((step) => step.to === 'ended');
        expect(over?.atUs ?? null).toBe(rows[request].endUs);
        expect(steps[0].atUs).toBe(rows[request].startUs);
      }
    });

    test(`${name}: a session executes or waits only while its slot asks the database`, () => {
      if (!scenario.database) return;
      const steps = watchActor(scenario, { kind: 'session', index: 0 });
      const asked = countOf(run, 'query/started', 0);
      const queries = steps.filter(
        (step) => pictureOf('session').arrows[step.arrow].event === 'query',
      );
      expect(queries.length).toBe(asked);
    });
  }

  test('listening socket: everybody who is queued has connected', () => {
    const scenario = RUNS['slow-clients-no-nginx'];
    const run = simulate(scenario);
    const { arrows } = pictureOf('listener');
    const steps = watchActor(scenario, { kind: 'listener', index: 0 });
    const connects = steps.filter((step) => arrows[step.arrow].event === 'connect');
    expect(connects.length).toBe(countOf(run, 'socket/queued'));
  });

  test('a kept connection is known by a request that it carried', () => {
    const scenario = RUNS['page-with-files'];
    const run = simulate(scenario);
    let reused = -1;
    for (let i = 0; i < run.length && reused < 0; i++)
      if (run.type(i) === EVENT['connection/reused']) reused = run.request(i);
    const { arrows } = pictureOf('kept');
    const steps = watchActor(scenario, { kind: 'kept', index: reused });
    const read = steps.filter((step) => arrows[step.arrow].event === 'readable');
    expect(read.length).toBeGreaterThan(0);
  });

  test('an actor that a run does not know takes no transition', () => {
    const scenario = RUNS['slow-clients-no-nginx'];
    expect(watchActor(scenario, { kind: 'front', index: 0 })).toEqual([]);
    expect(watchActor(scenario, { kind: 'slot', index: 4000 })).toEqual([]);
  });
});

function countOf(run: ReturnType<typeof simulate>, name: keyof typeof EVENT, actor?: number) {
  let count = 0;
  for (let i = 0; i < run.length; i++)
    if (run.type(i) === EVENT[name] && (actor === undefined || run.actor(i) === actor)) count++;
  return count;
}
