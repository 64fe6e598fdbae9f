import { msg } from '../../language/t.ts';
import { choice, flag } from '../makeField.ts';
import { appServer, type EveryApp } from './appServer.ts';
import { type AppTraits, ONE_AT_A_TIME } from './appTraits.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** Head and body of an answer go out in two writes: on a connection that is used again the second waits for the client's delayed acknowledgement (measured: N runserver-keepalive-44ms-cause). */
const DELAYED_ACK_US = 43_000;
/** A ping takes this much longer than with Gunicorn (measured: N overhead-ping). */
const EXTRA_US = 200;

/** A development server: one process, a thread for each connection or none at all, nobody who starts it again. */
function development(
  isThreaded: boolean,
  keepsAlive: boolean,
  reloads: boolean,
  bindsLate: boolean,
  { bootUs }: EveryApp,
): AppTraits {
  return {
    ...ONE_AT_A_TIME,
    processWord: 'server',
    masterWord: '',
    slotWord: isThreaded ? 'thread' : 'server',
    slotsPerProcess: isThreaded ? 0 : 1,
    acceptsInLoop: isThreaded,
    sharesInterpreter: isThreaded,
    laneOf: ({ nth }) => nth,
    limits: {
      ...ONE_AT_A_TIME.limits,
      keepaliveUs: isThreaded && keepsAlive ? NEVER : 0,
      keptHoldsSlot: true,
    },
    delayedAckUs: DELAYED_ACK_US,
    extraUs: EXTRA_US,
    respawns: false,
    bindsLate,
    bootUs,
    gracefulUs: 0,
    stopGraceUs: 0,
    reloads: reloads ? 'at-once' : 'none',
  };
}

/** Django's `manage.py runserver`. */
export const RUNSERVER = appServer({
  name: 'runserver',
  isMeasured: true,
  backlog: 10,
  releases: null,
  words: {
    slots: 'threading',
    manyAtOnce: [{ setting: 'threading', value: true, words: msg('a thread for each connection') }],
  },
  settings: {
    threading: flag('threading', true, msg('a thread for each connection (off = --nothreading)')),
    reload: flag(
      'reload',
      true,
      msg('start again when a source file changes, in a process of its own (off = --noreload)'),
    ),
  } as const,
  traits: (settings) => development(settings.threading, true, settings.reload, true, settings),
});

/** Flask's `flask run`, which is Werkzeug's development server. */
export const FLASK = appServer({
  name: 'Flask’s development server',
  isMeasured: false,
  backlog: 128,
  releases: null,
  words: {
    slots: 'threaded',
    manyAtOnce: [{ setting: 'threaded', value: true, words: msg('a thread for each connection') }],
  },
  settings: {
    version: choice('version', '3', ['3'], msg('which Flask')),
    threaded: flag('threaded', true, msg('a thread for each connection (off = --without-threads)')),
    reload: flag('reload', false, msg('start again when a source file changes')),
  } as const,
  // With a reloader it is the reloader that listens (Werkzeug 3, WERKZEUG_SERVER_FD): callers wait while the app is imported.
  traits: (settings) =>
    development(settings.threaded, false, settings.reload, !settings.reload, settings),
});
