import { describe, expect, test } from 'vitest';
import { checkConservation } from '../../src/insight/conservation.ts';
import { NONE } from '../../src/recording/vocabulary.ts';
import { Hand } from './handmade.ts';
import { NAMES, runOf } from './realRuns.ts';

test.each(NAMES)('the engine keeps every law: %s', (name) => {
  expect(runOf(name).length).toBeGreaterThan(10);
  expect(checkConservation(runOf(name))).toEqual([]);
});

describe('a recording that breaks a law is found out', () => {
  const oneServed = () => {
    const hand = new Hand();
    const r = hand.toBacklog(0);
    return { hand: hand.served(r, 0, 4_000, 104_000), r };
  };

  test('a sound one is not', () => {
    expect(checkConservation(oneServed().hand.done())).toEqual([]);
  });

  test('back in time', () => {
    const run = oneServed().hand.done();
    run.push(1, 0, run.addRequest(0, 0, NONE, 0, 0, 0, 0), 0, 0);
    expect(checkConservation(run)[0]).toMatch(/goes back in time/);
  });

  test('after the end', () => {
    expect(checkConservation(oneServed().hand.done(50_000))[0]).toMatch(/after the end/);
  });

  test('two ends', () => {
    const { hand, r } = oneServed();
    const breaches = checkConservation(hand.event(200_000, 'request/failed', r, NONE, 1).done());
    expect(breaches.join()).toMatch(/#1 ends twice/);
  });

  test('life after the end', () => {
    const { hand, r } = oneServed();
    expect(checkConservation(hand.event(200_000, 'response/begun', r).done()).join()).toMatch(
      /#1 is over/,
    );
  });

  test('a worker with two requests, and a queue that is not one', () => {
    const hand = new Hand();
    const first = hand.toBacklog(0);
    const second = hand.toBacklog(1);
    hand.event(9_000, 'worker/accepted', second, 0, 1).event(9_000, 'worker/accepted', first, 0, 0);
    const breaches = checkConservation(hand.done()).join();
    expect(breaches).toMatch(/#2 is not the oldest/);
    expect(breaches).toMatch(/worker 1 already holds #2/);
  });

  test('a wrong length of the backlog', () => {
    const hand = new Hand();
    const r = hand.toHead(0, 0, 0);
    expect(checkConservation(hand.event(3_000, 'socket/queued', r, NONE, 7).done()).join()).toMatch(
      /says that 7 wait, but it is 1/,
    );
  });
});
