import { describe, expect, test } from 'vitest';
import type { ActorKind } from '../../src/recording/chartShape.ts';
import { compileChart } from '../../src/sim/compile.ts';
import { MACHINES } from '../../src/sim/machines.ts';
import { MESSAGES } from '../../src/sim/messages.ts';
import { arrowsFrom, chartPictures, pictureOf } from '../../src/sim/pictures.ts';
import { CHART_WORDS } from '../../src/sim/picturesWords.ts';

describe('the drawn chart is the one that runs', () => {
  const told = MACHINES.filter(({ id }) => id in CHART_WORDS);
  for (const machine of told) {
    const picture = pictureOf(machine.id as ActorKind);
    const compiled = compileChart<never>(machine as never);

    test(`${machine.id}: the same innermost states, and the same beginning`, () => {
      const parents = new Set(picture.states.map((state) => state.parent));
      const leaves = picture.states.filter((state) => !parents.has(state.path));
      expect(leaves.map((state) => state.path)).toEqual(compiled.states);
      expect(picture.initial).toBe(compiled.states[compiled.initial]);
    });

    test(`${machine.id}: each candidate of each state is an arrow to the same place`, () => {
      compiled.states.forEach((leaf, state) => {
        compiled.rows[state].forEach((first, code) => {
          const timer = compiled.timers[code - MESSAGES.length];
          const event = timer === undefined ? MESSAGES[code] : timer.split('.')[2];
          const drawn = arrowsFrom(picture, leaf, event, timer !== undefined);
          const targets: (string | null)[] = [];
          for (let one = first; one !== null; one = one.next)
            targets.push(one.target < 0 ? null : compiled.states[one.target]);
          // A table knows the timers of every state; here only those that this one arms count.
          if (timer !== undefined && first === null) return;
          expect(
            drawn.map((i) => picture.arrows[i].to),
            `${leaf} ${event}`,
          ).toEqual(targets);
          for (const i of drawn) expect(`${leaf}.`).toContain(`${picture.arrows[i].from}.`);
        });
      });
    });

    test(`${machine.id}: words for every state and event, and no others`, () => {
      const words = CHART_WORDS[picture.kind];
      expect(Object.keys(words.states).sort()).toEqual(picture.states.map((s) => s.path).sort());
      const events = new Set(picture.arrows.map((arrow) => arrow.event));
      expect(Object.keys(words.events).sort()).toEqual([...events].sort());
    });
  }

  test('no machine is left out but those that never change their state', () => {
    for (const machine of MACHINES)
      if (!told.includes(machine))
        expect(compileChart<never>(machine as never).states).toHaveLength(1);
    expect(told.map(({ id }) => id).sort()).toEqual(Object.keys(CHART_WORDS).sort());
  });

  test('pictures are plain data: they survive a copy', () => {
    const pictures = chartPictures();
    expect(pictures).toHaveLength(told.length);
    expect(structuredClone(pictures)).toEqual(pictures);
  });
});
