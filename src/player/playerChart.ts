import { assign, setup } from 'xstate';
import {
  advancedByEvents,
  advancedSmoothly,
  heldSpeed,
  jumped,
  type Position,
  steppedBack,
  steppedForward,
} from './advance.ts';
import type { Playable, PlayerState } from './player.ts';

interface Context extends Position {
  readonly run: Playable;
  readonly speed: number;
  readonly style: PlayerState['style'];
}

type Command =
  | { type: 'load'; run: Playable }
  | { type: 'play' | 'pause' | 'toggle' | 'stepForward' | 'stepBack' }
  | { type: 'seek'; atUs: number }
  | { type: 'setSpeed'; speed: number }
  | { type: 'setStyle'; style: PlayerState['style'] }
  /** One animation frame: real µs since the one before. */
  | { type: 'tick'; elapsedUs: number };

/** What is played before a recording is there: nothing, for no time. */
const NOTHING: Playable = { length: 0, endUs: 0, at: () => 0, countUntil: () => 0 };

/**
 * The playback chart: paused, playing (smooth, events), ended. It knows no clock: whoever runs it sends `tick` with the
 * real time that has passed. Nothing but `play` and `toggle` ever starts it.
 */
export const playerChart = setup({
  types: { context: {} as Context, events: {} as Command },
  guards: {
    isAtEnd: ({ context }) => context.atUs >= context.run.endUs,
    isSmooth: ({ context }) => context.style === 'smooth',
    isPastEnd: ({ context, event }) =>
      event.type === 'seek' && event.atUs >= context.run.endUs && context.run.endUs > 0,
  },
  actions: {
    rewind: assign(({ context }) => jumped(context.run, 0)),
    jump: assign(({ context, event }) =>
      event.type === 'seek' ? jumped(context.run, event.atUs) : {},
    ),
    load: assign(({ context, event }) =>
      event.type === 'load' ? { run: event.run, ...jumped(event.run, context.atUs) } : {},
    ),
    stepForward: assign(({ context }) => steppedForward(context.run, context)),
    stepBack: assign(({ context }) => steppedBack(context.run, context)),
    // A new speed or style starts a new leg: the way to the next event is measured anew.
    setSpeed: assign(({ event }) =>
      event.type === 'setSpeed'
        ? { speed: heldSpeed(event.speed), dwellLeftUs: 0, legPace: 0 }
        : {},
    ),
    setStyle: assign(({ event }) =>
      event.type === 'setStyle' ? { style: event.style, dwellLeftUs: 0, legPace: 0 } : {},
    ),
    flow: assign(({ context, event }) =>
      event.type === 'tick'
        ? advancedSmoothly(context.run, context, event.elapsedUs, context.speed)
        : {},
    ),
    walk: assign(({ context, event }) =>
      event.type === 'tick'
        ? advancedByEvents(context.run, context, event.elapsedUs, context.speed)
        : {},
    ),
  },
}).createMachine({
  id: 'player',
  initial: 'paused',
  context: {
    run: NOTHING,
    speed: 1,
    style: 'smooth',
    ...{ atUs: 0, eventIndex: -1, dwellLeftUs: 0, legPace: 0 },
  },
  on: {
    load: { target: '.paused', actions: 'load' },
    seek: [
      { guard: 'isPastEnd', target: '.ended', actions: 'jump' },
      { target: '.paused', actions: 'jump' },
    ],
    setSpeed: { actions: 'setSpeed' },
    setStyle: { actions: 'setStyle' },
    stepForward: { target: '.paused', actions: 'stepForward' },
    stepBack: { target: '.paused', actions: 'stepBack' },
  },
  states: {
    paused: {
      on: {
        play: [{ guard: 'isAtEnd', target: 'playing', actions: 'rewind' }, { target: 'playing' }],
        toggle: [{ guard: 'isAtEnd', target: 'playing', actions: 'rewind' }, { target: 'playing' }],
      },
    },
    playing: {
      initial: 'choosing',
      always: { guard: 'isAtEnd', target: 'ended' },
      on: {
        pause: 'paused',
        toggle: 'paused',
        load: { target: '.choosing', actions: 'load' },
        seek: { actions: 'jump' },
        setStyle: { target: '.choosing', actions: 'setStyle' },
      },
      states: {
        choosing: { always: [{ guard: 'isSmooth', target: 'smooth' }, { target: 'events' }] },
        smooth: { on: { tick: { actions: 'flow' } } },
        events: { on: { tick: { actions: 'walk' } } },
      },
    },
    ended: {
      on: {
        play: { target: 'playing', actions: 'rewind' },
        toggle: { target: 'playing', actions: 'rewind' },
      },
    },
  },
});
