import { describe, expect, test } from 'vitest';
import { narrate } from '../../src/insight/narrate.ts';
import { EVENT, EVENTS, NONE } from '../../src/recording/vocabulary.ts';
import { Hand, postgresql, scenario, threeHeldByUploads } from './handmade.ts';
import { NAMES, runOf } from './realRuns.ts';

/** A run in which every word of the vocabulary occurs once, in no sensible order. */
function everyWord() {
  const hand = new Hand(
    scenario({ database: postgresql, script: [{ atUs: 0, do: 'kill-worker', worker: 0 }] }),
    1,
  );
  const r = hand.request(0, 0);
  for (const name of EVENTS) {
    const speaksOfAll = /^(database|intervention)\/|worker\/(forked|booted)/.test(name);
    hand.event(EVENT[name], name, speaksOfAll ? NONE : r, 0, 0);
  }
  return hand.done();
}

test.each(EVENTS)('%s is told in a plain sentence', (name) => {
  const run = everyWord();
  const told = narrate(run, 0, run.length).filter((n) => n.name === name);
  expect(told.length).toBeGreaterThan(0);
  for (const { text } of told) {
    expect(text).toMatch(/^(#1: [a-zA-Z]|[A-Z]).{8,}\.$/);
    expect(text).not.toMatch(/undefined|NaN|null|\s\s/);
  }
});

test('the story of a queue', () => {
  const run = threeHeldByUploads();
  const told = narrate(run, 0, run.length).map((n) => n.text);
  expect(told).toContain('#1: nginx starts to pass on the body, over 20 s.');
  expect(told).toContain('#4: waits for a worker in the backlog, as number 1.');
  expect(told).toContain('#4: worker 1 (pid 101) takes it from the backlog; 4 still wait.');
  expect(told).toContain(
    '#8: worker 2 (pid 102) takes it from the backlog; nobody waits behind it.',
  );
});

test('any part is told as it is within the whole', () => {
  const run = runOf('crowded');
  const whole = narrate(run, 0, run.length);
  expect(whole.map((n) => n.index)).toEqual(Array.from({ length: run.length }, (_, i) => i));
  expect(narrate(run, 9_000, 9_050)).toEqual(whole.slice(9_000, 9_050));
  expect(narrate(run, -5, 2)).toEqual(whole.slice(0, 2));
  expect(narrate(run, run.length - 1, run.length + 9)).toEqual(whole.slice(-1));
  expect(narrate(run, 7, 7)).toEqual([]);
});

describe.each(NAMES)('%s', (name) => {
  test('every sentence is whole', () => {
    for (const { text } of narrate(runOf(name), 0, 2_000))
      expect(text).not.toMatch(/undefined|NaN|its worker|\.\.|\s\s/);
  });
});
