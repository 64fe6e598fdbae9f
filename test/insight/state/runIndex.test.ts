import { expect, test } from 'vitest';
import { sceneAt } from '../../../src/insight/scene/sceneAt.ts';
import { ENTRIES_PER_EVENT, runIndex } from '../../../src/insight/state/runIndex.ts';
import { presetScenario } from '../../../src/scenario/presets.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { busy } from '../handmade.ts';
import { runOf } from '../realRuns.ts';

test('a seek replays a bounded number of events, however long the backlog', () => {
  const run = busy(20_000);
  const { checkpoints } = runIndex(run);
  let entries = 0;
  checkpoints.forEach((c, i) => {
    const next = checkpoints[i + 1]?.count ?? run.length;
    entries += c.inFlight.length + c.backlog.length;
    // What is replayed is of the order of what is drawn anyway.
    expect(next - c.count).toBeLessThanOrEqual(
      Math.max(2_048, Math.ceil((c.inFlight.length + c.backlog.length) / ENTRIES_PER_EVENT)),
    );
  });
  expect(checkpoints.length).toBeGreaterThan(10);
  expect(entries).toBeLessThanOrEqual(ENTRIES_PER_EVENT * run.length);
});

test('every event of a request is found under it, in order', () => {
  const run = runOf('crowded');
  const { first, own } = runIndex(run);
  let found = 0;
  for (let r = 0; r < run.requests; r++) {
    for (let k = first[r] as number; k < (first[r + 1] as number); k++, found++) {
      expect(run.request(own[k] as number)).toBe(r);
      if (k > (first[r] as number)) expect(own[k]).toBeGreaterThan(own[k - 1] as number);
    }
  }
  expect(found).toBe(own.length);
  expect(runIndex(run)).toBe(runIndex(run));
});

test('who was sent on from a server that stopped leaves the backlog of the next one with its worker', () => {
  const run = simulate(presetScenario('one-of-two-stops'));
  const tokens = [...Array(180).keys()].flatMap(
    (k) => sceneAt(run, 2_000_000 + 100_000 * k).tokens,
  );
  expect(tokens.length).toBeGreaterThan(180);
  expect(tokens.filter((t) => t.place === 'backlog' && t.outcome === 'answered')).toEqual([]);
});
