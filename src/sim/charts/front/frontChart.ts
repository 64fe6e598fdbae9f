import { setup } from 'xstate';
import { EVENT } from '../../../recording/vocabulary.ts';
import { compileChart } from '../../compile.ts';
import { MESSAGE, type Message } from '../../messages.ts';
import { synTimerUs } from '../../resources/synTimer.ts';
import { synRetryUs } from '../../versions.ts';
import type { Admission } from '../../world.ts';
import type { FrontConnection } from './front.ts';
import {
  answer,
  answerBadly,
  answerOwn,
  bodyCollectedUs,
  bodyTimeoutUs,
  closeFront,
  expectBody,
  finish,
  freeUpstream,
  hasFirstLine,
  hasSentAll,
  headTimeoutUs,
  holdPlace,
  overlooksLeaving,
  passOnHeld,
  sendTimeoutUs,
  stopFront,
} from './frontDeeds.ts';
import {
  afterHead,
  afterLimit,
  afterTimeout,
  connectUpstream,
  noting,
  toAppServer,
  toUpstream,
} from './frontSteps.ts';
import {
  chooseUpstream,
  dropUpstream,
  goOn,
  noteFailure,
  openUpstream,
  reuseUpstream,
  triesAgain,
} from './frontTries.ts';
import {
  answerFromCache,
  answerLimited,
  answersStale,
  keepAnswer,
  limitRequest,
  lookIntoCache,
  usesCache,
} from './passage.ts';

/**
 * One request in nginx: head, perhaps the whole body, then the file door or an app server, then the answer.
 * SIMPLIFIED: nginx's own work is a fixed 0.15 ms per request; it does not queue for a core.
 */
export const frontMachine = setup({
  types: {} as { context: { me: FrontConnection }; input: FrontConnection; events: Message },
  guards: {
    goesStraightOn: ({ context: { me } }) =>
      goesUpstream(me) &&
      me.keeper.isPlain &&
      !me.keeper.isPicky &&
      !isTooLarge(me) &&
      !buffersBody(me) &&
      admits(me),
    isTooLarge: ({ context: { me } }) => isTooLarge(me),
    isStatic: ({ context: { me } }) => isFile(me),
    /** Also where no location matches: nginx looks under its own root and finds nothing. */
    isReturn: ({ context: { me } }) => !goesUpstream(me) && !isFile(me),
    isLimited: ({ context: { me } }) => me.keeper.limit !== null,
    isRefused: ({ context: { me } }) => me.passage?.isRefused === true,
    isDelayed: ({ context: { me } }) => (me.passage?.delayUs ?? 0) > 0,
    usesCache: ({ context: { me } }) => usesCache(me),
    isCached: ({ context: { me } }) => me.passage?.found?.does === 'answer',
    waitsForCache: ({ context: { me } }) => me.passage?.found?.does === 'wait',
    /** A client that leaves while its answer is fetched for the cache ends nothing. */
    fetchesOn: ({ context: { me } }) => me.passage?.stores === true,
    buffersBody: ({ context: { me } }) => buffersBody(me),
    mustChoose: ({ context: { me } }) => !me.keeper.isPlain,
    noneLive: ({ context: { me } }) => me.instance < 0,
    isPooled: ({ context: { me } }) => me.pooled !== null,
    isFar: ({ context: { me } }) => me.rttUs > 0,
    isOld: ({ context: { me }, event }) => event.arg !== me.attempt,
    triesNext: ({ context: { me } }) => triesAgain(me, false),
    triesNextInTime: ({ context: { me } }) => triesAgain(me, true),
    noConnectionLeft: ({ context: { me } }) => me.keeper.isFull,
    upstreamAdmits: ({ context: { me } }) => admits(me),
    hasRoom: ({ context: { me } }) => admission(me) === 'admitted',
    upstreamDrops: ({ context: { me } }) =>
      admission(me) === 'dropped' ||
      (me.traits.reconnectsInUs !== null && me.keeper.mayCallAgain(me.client.app)),
    needsPlace: ({ context: { me } }) => me.keeper.places !== null,
    hasFreePlace: ({ context: { me } }) => me.keeper.places?.hasFree === true,
    isTurnedAway: ({ context: { me } }) =>
      me.traits.fullStatus > 0 && me.keeper.places?.isFull === true,
    isLostCause: ({ context: { me } }) => me.client.isGone && !hasSentAll(me),
    overlooksLeaving: ({ context: { me } }) => overlooksLeaving(me),
    hasFirstLine: ({ context: { me } }) => hasFirstLine(me),
    answersSilence: ({ context: { me } }) => me.traits.bodyStatus > 0,
  },
  actions: {
    noteHead: ({ context: { me } }) => {
      me.location = me.world.locationIndex(me.client.routeIndex);
      me.world.record(EVENT['head/received'], me.client.request, me.keeper.actor, me.location);
    },
    noteBody: ({ context: { me } }) => expectBody(me),
    /** The whole of it; one that collects only the beginning says nothing and asks for a worker. */
    bodyBuffered: ({ context: { me } }) => {
      const { client, traits, world, keeper } = me;
      if (traits.requestBufferBytes >= client.bodyBytes)
        world.record(EVENT['body/buffered'], client.request, keeper.actor, client.bodyBytes);
    },
    takePlace: ({ context: { me } }) => me.keeper.places?.take(me),
    joinQueue: ({ context: { me } }) => me.keeper.places?.join(me),
    leavePlace: ({ context: { me } }) => me.keeper.places?.leave(me),
    answerFull: ({ context: { me } }) => answerOwn(me, me.traits.fullStatus),
    answerSilentHead: ({ context: { me } }) => answerOwn(me, me.traits.headStatus),
    answerSilentBody: ({ context: { me } }) => {
      dropUpstream(me);
      answerOwn(me, me.traits.bodyStatus);
    },
    giveUp: ({ context: { me } }) => closeFront(me),
    choose: ({ context: { me } }) => chooseUpstream(me),
    proceed: ({ context: { me } }) => me.world.kernel.send(me.cell, MESSAGE.proceed, me.attempt),
    limit: ({ context: { me } }) => limitRequest(me),
    answerLimited: ({ context: { me } }) => answerLimited(me),
    lookIntoCache: ({ context: { me } }) => lookIntoCache(me),
    answerFromCache: ({ context: { me } }) => answerFromCache(me),
    noteLeft: ({ context: { me } }) => {
      if (me.passage !== null) me.passage.isLeft = true;
    },
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
      me.keeper.startApp(me.client.app);
      if (me.connectsFromUs === 0) me.connectsFromUs = me.world.queue.nowUs;
      const waitUs = me.traits.reconnectsInUs?.(me.synTries) ?? synRetryUs(me.synTries);
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
      const { client, world, keeper } = me;
      const bytes = client.route.responseBytes;
      world.record(EVENT['static/served'], client.request, keeper.actor, bytes);
      answer(me, 200, me.client.answerBytes(200));
    },
    answerReturn: ({ context: { me } }) => {
      const location = me.world.locationOf(me.client.routeIndex);
      answerOwn(me, location?.does === 'return' ? location.status : 404);
    },
    answerTooLarge: ({ context: { me } }) => answerOwn(me, 413),
    answerBadGateway: ({ context: { me } }) => failUpstream(me, me.traits.closedStatus),
    answerRefused: ({ context: { me } }) => failUpstream(me, me.traits.refusedStatus),
    answerTimeout: ({ context: { me } }) => {
      noteFailure(me, true);
      if (me.passage !== null && staleInstead(me)) return;
      const { unreachedStatus, lateStatus } = me.traits;
      const status = me.hasUpstream ? lateStatus : unreachedStatus;
      me.world.record(EVENT['upstream/timedOut'], me.client.request, me.keeper.actor, status);
      dropUpstream(me);
      answerBadly(me, status);
    },
    /** nginx closes a connection that was silent for too long without an answer, and logs 408. */
    closeSilent: ({ context: { me } }) => {
      me.status = 408;
      closeFront(me);
      me.client.cutOff('empty-reply');
    },
    closeUnsecured: ({ context: { me } }) => {
      if (me.client.kept !== null) me.client.kept = null;
      me.status = 0;
      closeFront(me);
    },
    cutUnsecured: ({ context: { me } }) => me.client.cutOff('empty-reply'),
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
      if (me.hasPlace) holdPlace(me);
      if (event.arg === 1) freeUpstream(me);
      if (me.passage !== null) keepAnswer(me);
    },
    closeSilentUpload: ({ context: { me } }) => {
      dropUpstream(me);
      me.status = 408;
      closeFront(me);
      me.client.cutOff('empty-reply');
    },
    answerNoConnection: ({ context: { me } }) => {
      me.world.record(EVENT['upstream/failed'], me.client.request, me.keeper.actor, 500);
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
      Math.max(0, me.client.headArrivesUs - me.world.queue.nowUs) + me.traits.workUs,
    /** Not armed where the head is known to be in time: the timer would only be cancelled. */
    client_header_timeout: ({ context: { me } }) => headTimeoutUs(me),
    handshakeLimit: ({ context: { me } }) => me.traits.headLimitUs,
    /** A small body is there before nginx has dealt with its head. */
    bodyArrives: ({ context: { me } }) => Math.max(0, bodyCollectedUs(me) - me.world.queue.nowUs),
    /** Between two reads, so only silence runs into it; half the body has come before a client that stops in its middle. */
    client_body_timeout: ({ context: { me } }) => bodyTimeoutUs(me),
    /** Between two writes; armed only where the client pauses for longer. */
    send_timeout: ({ context: { me } }) => sendTimeoutUs(me),
    limitDelay: ({ context: { me } }) => me.passage?.delayUs ?? 0,
    cacheLook: ({ context: { me } }) =>
      me.passage?.found?.does === 'wait' ? me.passage.found.forUs : 0,
    upstreamHandshake: ({ context: { me } }) => me.rttUs,
    synRetry: ({ context: { me } }) =>
      me.traits.reconnectsInUs === null
        ? synTimerUs(me.world, me.client.request, me.synTries)
        : me.traits.reconnectsInUs(me.synTries - 1),
    firstByte: ({ context: { me } }) =>
      Math.max(0, me.client.firstByteArrivesUs - me.world.queue.nowUs),
    /** A connection over which nothing comes is shown in the end, and then has as long as any other. */
    silence: ({ context: { me } }) =>
      me.client.firstByteArrivesUs === Number.POSITIVE_INFINITY
        ? me.traits.defersAcceptUs + me.traits.headLimitUs
        : Number.POSITIVE_INFINITY,
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
    idle: { on: { open: 'open', await: 'open.arriving', secure: 'open.securing' } },
    open: {
      initial: 'readingHead',
      on: {
        clientGone: [
          { guard: 'fetchesOn', actions: ['noteLeft'] },
          { guard: 'overlooksLeaving' },
          { target: 'closed', actions: ['logLeft'] },
        ],
        halt: { target: 'closed', actions: ['stop'] },
      },
      states: {
        /** The TLS handshake: no request yet, nothing to log. SIMPLIFIED: it takes no thread where requests need one. */
        securing: {
          on: {
            secured: [{ guard: 'needsPlace', target: 'arriving' }, { target: 'readingHead' }],
            clientGone: { target: '#front.closed', actions: ['closeUnsecured'] },
          },
          after: {
            handshakeLimit: {
              target: '#front.closed',
              actions: ['closeUnsecured', 'cutUnsecured'],
            },
          },
        },
        /** Where a request needs a thread: nothing has come over the connection yet. */
        arriving: {
          after: {
            firstByte: [
              { guard: 'hasFreePlace', target: 'readingHead', actions: ['takePlace'] },
              { guard: 'isTurnedAway', target: 'answering', actions: ['answerFull'] },
              { target: 'queueing', actions: ['joinQueue'] },
            ],
            silence: { target: '#front.closed', actions: ['makeRoom'] },
          },
        },
        /** All threads are taken: it waits in the queue of the listening socket. */
        queueing: {
          on: {
            granted: [
              { guard: 'isLostCause', target: '#front.closed', actions: ['giveUp'] },
              { target: 'readingHead' },
            ],
          },
        },
        readingHead: {
          on: { expire: { target: '#front.closed', actions: ['makeRoom'] } },
          after: {
            headArrives: [...afterHead, ...noting(toUpstream, 'noteHead', 'noteBody')],
            client_header_timeout: [
              { guard: 'hasFirstLine', target: 'answering', actions: ['answerSilentHead'] },
              { target: '#front.closed', actions: ['closeSilent'] },
            ],
          },
        },
        /** limit_req, and the cache: each has its say within the moment. */
        limiting: {
          entry: ['limit', 'proceed'],
          on: {
            proceed: [
              { guard: 'isRefused', target: 'answering', actions: ['answerLimited'] },
              { guard: 'isDelayed', target: 'delayed' },
              ...afterLimit,
            ],
          },
        },
        delayed: { after: { limitDelay: afterLimit } },
        searching: {
          entry: ['lookIntoCache', 'proceed'],
          on: {
            proceed: [
              { guard: 'isCached', target: 'answering', actions: ['answerFromCache'] },
              { guard: 'waitsForCache', target: 'waiting' },
              ...toAppServer,
            ],
          },
        },
        /** Another request fetches the answer. Nobody calls: nginx looks again. */
        waiting: { after: { cacheLook: 'searching' } },
        readingBody: {
          after: {
            bodyArrives: noting(toUpstream, 'bodyBuffered'),
            client_body_timeout: [
              { guard: 'answersSilence', target: 'answering', actions: ['answerSilentBody'] },
              { target: '#front.closed', actions: ['closeSilent'] },
            ],
          },
        },
        /** Several app servers, or a pool of connections, or a distance: the same moment, no timer. */
        choosing: {
          entry: ['choose', 'proceed'],
          on: {
            proceed: [
              { guard: 'noneLive', target: 'answering', actions: ['answerRefused'] },
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
              { target: 'answering', actions: ['answerRefused'] },
            ],
          },
          after: {
            proxy_read_timeout: afterTimeout,
            client_body_timeout: [
              { guard: 'answersSilence', target: 'answering', actions: ['answerSilentBody'] },
              { target: '#front.closed', actions: ['closeSilentUpload'] },
            ],
          },
        },
        answering: {
          on: {
            written: { actions: ['leavePlace'] },
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

function isFile(me: FrontConnection): boolean {
  return me.world.locationOf(me.client.routeIndex)?.does === 'static';
}

/** The app server was too slow, but the cache has something: the try is given up without a word of it to the client. */
function staleInstead(me: FrontConnection): boolean {
  dropUpstream(me);
  return answersStale(me);
}

function isTooLarge(me: FrontConnection): boolean {
  const limit = me.traits.maxBodyBytes;
  return limit > 0 && me.client.bodyBytes > limit;
}

/** All of it, or the beginning. */
function buffersBody(me: FrontConnection): boolean {
  return me.client.bodyBytes > 0 && me.traits.requestBufferBytes > 0;
}

function admits(me: FrontConnection): boolean {
  return !me.keeper.isFull && admission(me) === 'admitted';
}

/** What the socket of the app server that is meant would say. */
function admission(me: FrontConnection): Admission {
  return me.world.upstreamAdmission(me.client.app, me.outage);
}

/** Nothing came of the present try, and there is no other. */
function failUpstream(me: FrontConnection, status: number): void {
  dropUpstream(me);
  noteFailure(me, false);
  if (answersStale(me)) return;
  me.world.record(EVENT['upstream/failed'], me.client.request, me.keeper.actor, status);
  answerBadly(me, status);
}
