import { describe, expect, test } from 'vitest';
import { createPlayer } from '../../src/player/createPlayer.ts';
import type { Playable, PlayerState } from '../../src/player/player.ts';

/** Events at these moments in ms; a run that is observed until `endMs`. */
function runOf(momentsMs: number[], endMs: number): Playable {
  const at = momentsMs.map((ms) => ms * 1000);
  return {
    length: at.length,
    endUs: endMs * 1000,
    at: (index) => at[index] as number,
    countUntil: (atUs) => at.filter((moment) => moment <= atUs).length,
  };
}

/** A player whose clock and frames are turned by hand. */
function handTurned(run: Playable) {
  let nowMs = 0;
  let pending: (() => void) | null = null;
  const player = createPlayer({
    now: () => nowMs,
    requestFrame: (callback) => {
      pending = callback;
      return 1;
    },
    cancelFrame: () => {
      pending = null;
    },
  });
  player.load(run);
  return {
    player,
    isTurning: () => pending !== null,
    frame(ms: number) {
      nowMs += ms;
      const callback = pending;
      pending = null;
      callback?.();
    },
  };
}

const run = runOf([0, 10, 10, 10, 500, 900], 1000);

describe('smooth', () => {
  test('nothing plays by itself', () => {
    const { player, isTurning } = handTurned(run);
    expect(player.get()).toMatchObject({ playing: false, atUs: 0, endUs: 1_000_000 });
    expect(isTurning()).toBe(false);
  });

  test('virtual time is real time by speed, and stops when paused', () => {
    const { player, frame, isTurning } = handTurned(run);
    player.setSpeed(0.5);
    player.play();
    frame(100);
    frame(100);
    expect(player.get()).toMatchObject({ playing: true, atUs: 100_000, eventIndex: 3 });
    player.pause();
    frame(100);
    expect(player.get().atUs).toBe(100_000);
    expect(isTurning()).toBe(false);
  });

  test('the slowest speed still moves', () => {
    const { player, frame } = handTurned(run);
    player.setSpeed(0.0001);
    expect(player.get().speed).toBe(0.01);
    player.play();
    for (let i = 0; i < 100; i++) frame(0.05);
    expect(player.get().atUs).toBe(50);
  });

  test('it ends at the end and plays again from the start', () => {
    const { player, frame, isTurning } = handTurned(run);
    player.setSpeed(100);
    player.play();
    frame(20);
    expect(player.get()).toMatchObject({ playing: false, atUs: 1_000_000, eventIndex: 5 });
    expect(isTurning()).toBe(false);
    player.play();
    expect(player.get()).toMatchObject({ playing: true, atUs: 0 });
  });

  test('from a pause at the end it plays from the start too', () => {
    const { player } = handTurned(run);
    player.seek(9e9);
    player.load(run);
    player.play();
    expect(player.get()).toMatchObject({ playing: true, atUs: 0 });
  });

  test('a page that was hidden goes on where it was left', () => {
    const { player, frame } = handTurned(run);
    player.play();
    frame(3_600_000);
    expect(player.get().atUs).toBe(250_000);
  });

  test('a listener hears each change once, and no more after it has left', () => {
    const { player, frame } = handTurned(run);
    const heard: PlayerState[] = [];
    const leave = player.subscribe((state) => heard.push(state));
    player.play();
    frame(16);
    frame(16);
    expect(heard.map((state) => state.atUs)).toEqual([0, 16_000, 32_000]);
    player.setSpeed(1);
    expect(heard).toHaveLength(3);
    leave();
    frame(16);
    expect(heard).toHaveLength(3);
  });
});

describe('stepping', () => {
  test('events at one moment are stepped one by one, both ways', () => {
    const { player } = handTurned(run);
    const seen: number[][] = [];
    const look = () => seen.push([player.get().eventIndex, player.get().atUs / 1000]);
    for (let i = 0; i < 4; i++) {
      player.stepForward();
      look();
    }
    for (let i = 0; i < 5; i++) {
      player.stepBack();
      look();
    }
    expect(seen).toEqual([
      [1, 10],
      [2, 10],
      [3, 10],
      [4, 500],
      [3, 10],
      [2, 10],
      [1, 10],
      [0, 0],
      [-1, 0],
    ]);
  });

  test('from between two events, back goes to the moment of the last one', () => {
    const { player } = handTurned(run);
    player.seek(700_000);
    expect(player.get().eventIndex).toBe(4);
    player.stepBack();
    expect(player.get()).toMatchObject({ eventIndex: 4, atUs: 500_000 });
  });

  test('forward from the last event goes to the end; a step stops playing', () => {
    const { player } = handTurned(run);
    player.seek(900_000);
    player.play();
    player.stepForward();
    expect(player.get()).toMatchObject({ playing: false, eventIndex: 5, atUs: 1_000_000 });
  });

  test('seeking takes the last event at or before, and stays within the run', () => {
    const { player } = handTurned(run);
    player.seek(10_000);
    expect(player.get().eventIndex).toBe(3);
    player.seek(9_999);
    expect(player.get().eventIndex).toBe(0);
    player.seek(-5);
    expect(player.get().atUs).toBe(0);
    player.seek(Number.NaN);
    expect(player.get().atUs).toBe(0);
    player.seek(9e9);
    expect(player.get().atUs).toBe(1_000_000);
  });
});

describe('event by event', () => {
  test('it dwells on each event and moves smoothly between', () => {
    const { player, frame } = handTurned(run);
    player.setStyle('events');
    player.seek(10_000);
    player.play();
    // 490 ms of the run lie before the next event: as much real time at ×1.
    frame(245);
    expect(player.get()).toMatchObject({ eventIndex: 3, atUs: 255_000 });
    frame(245);
    expect(player.get()).toMatchObject({ eventIndex: 4, atUs: 500_000 });
    frame(200);
    frame(200);
    frame(200);
    expect(player.get()).toMatchObject({ eventIndex: 4, atUs: 500_000 });
    frame(200);
    expect(player.get()).toMatchObject({ eventIndex: 4, atUs: 600_000 });
  });

  test('events at one moment each have their dwell', () => {
    const { player, frame } = handTurned(runOf([0, 0, 0], 1000));
    player.setStyle('events');
    player.stepBack();
    player.stepBack();
    player.stepBack();
    player.play();
    const seen = [];
    for (let i = 0; i < 9; i++) {
      frame(250);
      seen.push(player.get().eventIndex);
    }
    expect(seen).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 2]);
  });

  test('at high speed several events pass in one frame, and it ends', () => {
    const { player, frame } = handTurned(run);
    player.setStyle('events');
    player.setSpeed(100);
    player.play();
    frame(250);
    expect(player.get()).toMatchObject({ playing: false, eventIndex: 5, atUs: 1_000_000 });
  });
});

describe('another recording', () => {
  test('keeps the moment where it exists, and goes on playing', () => {
    const { player } = handTurned(run);
    player.seek(600_000);
    player.load(runOf([100, 550, 560], 800));
    expect(player.get()).toMatchObject({ atUs: 600_000, eventIndex: 2, endUs: 800_000 });
    player.play();
    player.load(runOf([100], 700));
    expect(player.get()).toMatchObject({ playing: true, atUs: 600_000, eventIndex: 0 });
    player.load(runOf([100], 200));
    expect(player.get()).toMatchObject({ playing: false, atUs: 200_000 });
  });

  test('an empty player plays nothing and breaks nothing', () => {
    const player = createPlayer({ now: () => 0, requestFrame: () => 1, cancelFrame: () => {} });
    player.play();
    player.stepBack();
    player.stepForward();
    expect(player.get()).toMatchObject({ playing: false, atUs: 0, eventIndex: -1 });
    player.dispose();
  });
});
