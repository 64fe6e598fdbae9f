import { describe, expect, test } from 'vitest';
import { checkConservation } from '../../src/insight/conservation.ts';
import { NONE } from '../../src/recording/vocabulary.ts';
import { Hand } from './handmade.ts';
import { NAMES, runOf } from './realRuns.ts';
import { SLOT_NAMES, slotRunOf } from './realSlotRuns.ts';

test.each(NAMES)('the engine keeps every law: %s', (name) => {
  expect(runOf(name).length).toBeGreaterThan(10);
  expect(checkConservation(runOf(name))).toEqual([]);
});

test.each(SLOT_NAMES)('the engine keeps every law: %s', (name) => {
  expect(slotRunOf(name).length).toBeGreaterThan(1_000);
  expect(checkConservation(slotRunOf(name))).toEqual([]);
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

  test('a slot of a process that does not live', () => {
    const hand = new Hand().event(0, 'worker/exited', NONE, 0, 0);
    const r = hand.toBacklog(1);
    expect(checkConservation(hand.taken(r, 0, 9_000).done()).join()).toMatch(
      /worker 1 does not live/,
    );
  });

  test('a request out of nowhere', () => {
    const hand = new Hand();
    const r = hand.toHead(0, 0, 0);
    expect(checkConservation(hand.taken(r, 0, 9_000).done()).join()).toMatch(
      /#1 is not the oldest in the backlog/,
    );
  });

  test('a row with two holders, one that is never let go', () => {
    const { hand, r } = oneServed();
    hand.event(5_000, 'lock/taken', r, 0, 0).event(6_000, 'lock/taken', r, 1, 0);
    const breaches = checkConservation(hand.done()).join();
    expect(breaches).toMatch(/row “a row” is held by #1/);
    expect(breaches).toMatch(/#1 is done and still holds row/);
  });

  test('a connection out of an empty pool, or one that nobody kept', () => {
    const { hand, r } = oneServed();
    hand.event(3_000, 'upstream/reused', r, 0, 1).event(0, 'connection/reused', r, 0, 1);
    const breaches = checkConservation(hand.done()).join();
    expect(breaches).toMatch(/empty pool/);
    expect(breaches).toMatch(/no connection of this client was kept/);
  });

  test('a wrong length of a process’s own queue', () => {
    const hand = new Hand();
    const r = hand.toBacklog(0);
    expect(
      checkConservation(hand.event(4_000, 'connection/pooled', r, 0, 3).done()).join(),
    ).toMatch(/says that 3 wait, but it is 1/);
  });
});
