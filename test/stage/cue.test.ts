import { expect, test } from 'vitest';
import { EVENT, EVENTS } from '../../src/recording/vocabulary.ts';
import { presetScenario } from '../../src/scenario/presets.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { cueOf } from '../../src/stage/cue.ts';

const run = simulate(presetScenario('one-request'));
const first = (name: keyof typeof EVENT): number => {
  for (let i = 0; i < run.length; i++) if (run.type(i) === EVENT[name]) return i;
  throw new Error(`no ${name}`);
};

test('an event points at the tier where it happens and at its request', () => {
  const tiers = (
    [
      'request/started',
      'request/sending',
      'head/received',
      'socket/queued',
      'view/entered',
      'query/started',
    ] as const
  ).map((name) => cueOf(run, first(name))?.tier);
  expect(tiers).toEqual(['clients', 'internet', 'front', 'socket', 'app', 'database']);
  expect(cueOf(run, first('view/entered'))?.request).toBe(0);
});

test('before the first event nothing is pointed at', () => {
  expect(cueOf(run, -1)).toBeNull();
});

test('every word but those of the learner and of hosts has a tier', () => {
  const lonely = EVENTS.filter((name) => {
    const like = {
      ...run,
      length: 1,
      type: () => EVENT[name],
      request: () => 0,
    } as unknown as typeof run;
    return cueOf(like, 0)?.tier === null;
  });
  expect(lonely.filter((name) => !/^(intervention|host)\//.test(name))).toEqual([]);
});
