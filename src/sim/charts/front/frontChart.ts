import { setup } from 'xstate';
import { EVENT } from '../../../recording/vocabulary.ts';
import { compileChart } from '../../compile.ts';
import { MESSAGE, type Message } from '../../messages.ts';
import { synTimerUs } from '../../resources/synTimer.ts';
import { synRetryUs } from '../../versions.ts';
import type { FrontConnection } from './front.ts';
import {
  answer,
  answerBadly,
  answerOwn,
  bodyTimeoutUs,
  closeFront,
  expectBody,
  finish,
  freeUpstream,
  passOnHeld,
  sendTimeoutUs,
  stopFront,
} from './frontDeeds.ts';
import { afterHead, afterTimeout, connectUpstream, noting, toUpstream } from './frontSteps.ts';
import {
  chooseUpstream,
  dropUpstream,
  goOn,
  noteFailure,
  openUpstream,
  reuseUpstream,
  triesAgain,
} from './frontTries.ts';

/**
 * One request in nginx: head, perhaps the whole body, then the file door or an app server, then the answer.
 * SIMPLIFIED: nginx's own work is a fixed 0.15 ms per request; it does not queue for a core.
 */
export const frontMachine = setup({
  types: {} as { context: { me: FrontConnection }; input: FrontConnection; events: Message },
  guards: {
    goesStraightOn: ({ context: { me } }) =>
      goesUpstream(me) && me.keeper.isPlain && !isTooLarge(me) && !buffersBody(me) && admits(me),
    isTooLarge: ({ context: { me } }) => isTooLarge(me),
    isStatic: ({ context: { me } }) => me.world.locationOf(me.client.routeIndex)?.does === 'static',
    /** Also where no location matches: nginx looks under its own root and finds nothing. */
    isReturn: ({ context: { me } }) => !goesUpstream(me),
    buffersBody: ({ context: { me } }) => buffersBody(me),
    mustChoose: ({ context: { me } }) => !me.keeper.isPlain,
    noneLive: ({ context: { me } }) => me.instance < 0,
    isPooled: ({ context: { me } }) => me.pooled !== null,
    isFar: ({ context: { me } }) => me.keeper.rttUs > 0,
    isOld: ({ context: { me }, event }) => event.arg !== me.attempt,
    triesNext: ({ context: { me } }) => triesAgain(me, false),
    triesNextInTime: ({ context: { me } }) => triesAgain(me, true),
    noConnectionLeft: ({ context: { me } }) => me.keeper.isFull,
    upstreamAdmits: ({ context: { me } }) => admits(me),
    hasRoom: ({ context: { me } }) => me.world.upstreamAdmission(me.client.app) === 'admitted',
    upstreamDrops: ({ context: { me } }) => me.world.upstreamAdmission(me.client.app) === 'dropped',
  },
  actions: {
    noteHead: ({ context: { me } }) => {
      me.location = me.world.locationIndex(me.client.routeIndex);
      me.world.record(EVENT['head/received'], me.client.request, -1, me.location);
    },
    noteBody: ({ context: { me } }) => expectBody(me),
    bodyBuffered: ({ context: { me } }) =>
      me.world.record(EVENT['body/buffered'], me.client.request, -1, me.client.bodyBytes),
    choose: ({ context: { me } }) => chooseUpstream(me),
    proceed: ({ context: { me } }) => me.world.kernel.send(me.cell, MESSAGE.proceed, me.attempt),
    reuseUpstream: ({ context: { me } }) => reuseUpstream(me),
    connectUpstream: ({ context: { me } }) => openUpstream(me),
    /** The last third of the handshake, and the request right behind it. */
    reachApp: ({ context: { me } }) => me.client.app.listener.connect(me.client),
    /** Others were quicker: the backlog has filled while the connection was on its way. */
    disconnect: ({ context: { me } }) => {
      me.hasUpstream = false;
      me.keeper.connections--;
    },
    goOn: ({ context: { me } }) => goOn(me, false),
    goOnInTime: ({ context: { me } }) => goOn(me, true),
    noteRetry: ({ context: { me } }) => {
      if (me.connectsFromUs === 0) me.connectsFromUs = me.world.queue.nowUs;
      const waitUs = synRetryUs(me.synTries);
      me.synTries++;
      me.world.record(EVENT['connection/retried'], me.client.request, -1, waitUs);
    },
    /** A backlog without room. A socket that nobody listens on has none. */
    noteUpstreamRefused: ({ context: { me } }) => {
      const { isOpen, backlog } = me.client.app.listener;
      if (isOpen)
        me.world.record(EVENT['socket/overflowed'], me.client.request, -1, backlog.length);
    },
    serveStatic: ({ context: { me } }) => {
      me.world.record(EVENT['static/served'], me.client.request, -1, me.client.route.responseBytes);
      answer(me, 200, me.client.answerBytes(200));
    },
    answerReturn: ({ context: { me } }) => {
      const location = me.world.locationOf(me.client.routeIndex);
      answerOwn(me, location?.does === 'return' ? location.status : 404);
    },
    answerTooLarge: ({ context: { me } }) => answerOwn(me, 413),
    answerBadGateway: ({ context: { me } }) => {
      dropUpstream(me);
      noteFailure(me, false);
      me.world.record(EVENT['upstream/failed'], me.client.request, -1, 502);
      answerBadly(me, 502);
    },
    answerTimeout: ({ context: { me } }) => {
      noteFailure(me, true);
      me.world.record(EVENT['upstream/timedOut'], me.client.request, -1, 504);
      dropUpstream(me);
      answerBadly(me, 504);
    },
    /** nginx closes a connection that was silent for too long without an answer, and logs 408. */
    closeSilent: ({ context: { me } }) => {
      me.status = 408;
      closeFront(me);
      me.client.cutOff('empty-reply');
    },
    /** Nothing has come over it, and a new connection needs its place: there is no request to answer or to log. */
    makeRoom: ({ context: { me } }) => {
      closeFront(me);
      me.client.cutOff('empty-reply');
    },
    /** The client has taken nothing for too long: whatever it has got by then is all it gets. */
    closeStalled: ({ context: { me } }) => {
      dropUpstream(me);
      closeFront(me);
      me.client.cutOff('truncated');
    },
    /** The whole answer is in nginx: the upstream connection is free. */
    freeUpstream: ({ context: { me }, event }) => {
      if (event.arg === 1) freeUpstream(me);
    },
    closeSilentUpload: ({ context: { me } }) => {
      dropUpstream(me);
      me.status = 408;
      closeFront(me);
      me.client.cutOff('empty-reply');
    },
    answerNoConnection: ({ context: { me } }) => {
      me.world.record(EVENT['upstream/failed'], me.client.request, -1, 500);
      answerBadly(me, 500);
    },
    logLeft: ({ context: { me } }) => {
      me.status = 499;
      if (me.hasUpstream && !me.keeper.isPlain) me.keeper.upstreams.worked(me.instance);
      dropUpstream(me);
      closeFront(me);
    },
    finish: ({ context: { me } }) => finish(me),
    passOnHeld: ({ context: { me } }) => passOnHeld(me),
    /** The process ends, and with it all it has open. */
    stop: ({ context: { me } }) => {
      dropUpstream(me);
      stopFront(me);
    },
  },
  delays: {
    headArrives: ({ context: { me } }) =>
      me.client.headArrivesUs - me.world.queue.nowUs + me.traits.workUs,
    /** Not armed where the head is known to be in time: the timer would only be cancelled. */
    client_header_timeout: ({ context: { me } }) =>
      me.client.headArrivesUs - me.world.queue.nowUs > me.traits.headLimitUs
        ? me.traits.headLimitUs
        : Number.POSITIVE_INFINITY,
    /** A small body is there before nginx has dealt with its head. */
    bodyArrives: ({ context: { me } }) => Math.max(0, me.bodyArrivesUs - me.world.queue.nowUs),
    /** Between two reads, so only silence runs into it; half the body has come before a client that stops in its middle. */
    client_body_timeout: ({ context: { me } }) => bodyTimeoutUs(me),
    /** Between two writes; armed only where the client pauses for longer. */
    send_timeout: ({ context: { me } }) => sendTimeoutUs(me),
    upstreamHandshake: ({ context: { me } }) => me.keeper.rttUs,
    synRetry: ({ context: { me } }) => synTimerUs(me.world, me.client.request, me.synTries),
    proxy_connect_timeout: ({ context: { me } }) =>
      me.connectsFromUs + me.traits.connectLimitUs - me.world.queue.nowUs,
    /** Runs from the last byte sent upstream: with proxy_request_buffering off that is when the client's body ends. */
    proxy_read_timeout: ({ context: { me } }) =>
      Math.max(0, me.bodyArrivesUs - me.world.queue.nowUs) + me.traits.answerLimitUs,
  },
}).createMachine({
  id: 'front',
  context: ({ input }) => ({ me: input }),
  initial: 'idle',
  states: {
    idle: { on: { open: 'open' } },
    open: {
      initial: 'readingHead',
      on: {
        clientGone: { target: 'closed', actions: ['logLeft'] },
        halt: { target: 'closed', actions: ['stop'] },
      },
      states: {
        readingHead: {
          on: { expire: { target: '#front.closed', actions: ['makeRoom'] } },
          after: {
            headArrives: [...afterHead, ...noting(toUpstream, 'noteHead', 'noteBody')],
            client_header_timeout: { target: '#front.closed', actions: ['closeSilent'] },
          },
        },
        readingBody: {
          after: {
            bodyArrives: noting(toUpstream, 'bodyBuffered'),
            client_body_timeout: { target: '#front.closed', actions: ['closeSilent'] },
          },
        },
        /** Several app servers, or a pool of connections, or a distance: the same moment, no timer. */
        choosing: {
          entry: ['choose', 'proceed'],
          on: {
            proceed: [
              { guard: 'noneLive', target: 'answering', actions: ['answerBadGateway'] },
              { guard: 'isPooled', target: 'proxying', actions: ['reuseUpstream'] },
              { guard: 'isFar', target: 'connecting' },
              ...connectUpstream,
            ],
          },
        },
        connecting: {
          after: { upstreamHandshake: connectUpstream, proxy_connect_timeout: afterTimeout },
        },
        retrying: {
          after: { synRetry: connectUpstream, proxy_connect_timeout: afterTimeout },
        },
        proxying: {
          on: {
            upstreamAnswer: { target: 'answering', actions: ['freeUpstream'] },
            answerArrives: [{ guard: 'isOld' }, { actions: ['passOnHeld'] }],
            upstreamClosed: [
              { guard: 'isOld' },
              { guard: 'triesNext', target: 'choosing', actions: ['goOn'] },
              { target: 'answering', actions: ['answerBadGateway'] },
            ],
            proceed: [
              { guard: 'isOld' },
              { guard: 'hasRoom', actions: ['reachApp'] },
              { guard: 'upstreamDrops', target: 'retrying', actions: ['disconnect', 'noteRetry'] },
              { guard: 'triesNext', target: 'choosing', actions: ['goOn'] },
              { target: 'answering', actions: ['answerBadGateway'] },
            ],
          },
          after: {
            proxy_read_timeout: afterTimeout,
            client_body_timeout: { target: '#front.closed', actions: ['closeSilentUpload'] },
          },
        },
        answering: {
          on: {
            clientDone: { target: '#front.closed', actions: ['finish'] },
          },
          after: { send_timeout: { target: '#front.closed', actions: ['closeStalled'] } },
        },
      },
    },
    closed: {},
  },
});

export const compiled = compileChart<FrontConnection>(frontMachine as never);

function goesUpstream(me: FrontConnection): boolean {
  return me.world.locationOf(me.client.routeIndex)?.does === 'proxy';
}

function isTooLarge(me: FrontConnection): boolean {
  const limit = me.traits.maxBodyBytes;
  return limit > 0 && me.client.bodyBytes > limit;
}

function buffersBody(me: FrontConnection): boolean {
  return me.client.bodyBytes > 0 && me.traits.requestBufferBytes >= me.client.bodyBytes;
}

function admits(me: FrontConnection): boolean {
  return !me.keeper.isFull && me.world.upstreamAdmission(me.client.app) === 'admitted';
}
