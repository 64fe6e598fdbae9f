import { setup } from 'xstate';
import { EVENT, FAILURES } from '../../recording/vocabulary.ts';
import type { Nginx } from '../../scenario/scenario.ts';
import { type Compiled, compileChart } from '../compile.ts';
import { Actor } from '../kernel.ts';
import { MESSAGE, type Message } from '../messages.ts';
import { synTimerUs } from '../resources/synTimer.ts';
import { COST, synRetryUs } from '../versions.ts';
import type { World } from '../world.ts';
import type { ClientConnection } from './client.ts';
import { answer, answerOwn, closeFront, expectBody, openUpstream } from './frontDeeds.ts';
import type { Kept } from './kept.ts';

/** nginx's end of one client connection, with the upstream connection it may open for it. */
export class FrontConnection extends Actor {
  declare readonly world: World;
  declare readonly nginx: Nginx;
  declare readonly client: ClientConnection;
  /** Index of the location that matched, -1 = none yet. */
  declare location: number;
  /** An upstream connection exists: queued or with a worker. */
  declare hasUpstream: boolean;
  declare synTries: number;
  declare connectsFromUs: number;
  /** Absolute moment at which nginx has the whole body. */
  declare bodyArrivesUs: number;
  declare status: number;
  /** Longest time in which the client takes nothing of the answer now being sent. */
  declare stallUs: number;
  declare isFree: boolean;

  constructor(world: World, nginx: Nginx, client: ClientConnection) {
    super(compiled as Compiled<never>);
    this.world = world;
    this.nginx = nginx;
    this.client = client;
    this.location = -1;
    this.hasUpstream = false;
    this.synTries = 0;
    this.connectsFromUs = 0;
    this.bodyArrivesUs = 0;
    this.status = 0;
    this.stallUs = 0;
    this.isFree = false;
  }

  /** The connection to the app server may go back into the pool. */
  get keepsUpstream(): boolean {
    return false;
  }

  /** The app server keeps the connection: it goes back into the pool. */
  putBack(_kept: Kept): void {}
}

/** SIMPLIFIED: nginx's own work is a fixed 0.15 ms per request; it does not queue for a core. */
const noUpstream = [
  {
    guard: 'noConnectionLeft',
    target: '#front.open.answering',
    actions: ['answerNoConnection'],
  },
  { guard: 'upstreamDrops', target: '#front.open.retrying', reenter: true, actions: ['noteRetry'] },
  { target: '#front.open.answering', actions: ['noteUpstreamRefused', 'answerBadGateway'] },
] as const;

const connectUpstream = [
  { guard: 'upstreamAdmits', target: '#front.open.proxying', actions: ['connectUpstream'] },
  ...noUpstream,
] as const;

/** The same transitions with something to note first. */
function noting<T extends { readonly actions: readonly string[] }>(
  transitions: readonly T[],
  ...notes: string[]
) {
  return transitions.map((transition) => ({
    ...transition,
    actions: [...notes, ...transition.actions],
  })) as unknown as readonly T[];
}

/** The ordinary case stands first: a page that goes straight on. */
const afterHead = [
  {
    guard: 'goesStraightOn',
    target: '#front.open.proxying',
    actions: ['noteHead', 'noteBody', 'connectUpstream'],
  },
  { guard: 'isTooLarge', target: '#front.open.answering', actions: ['noteHead', 'answerTooLarge'] },
  { guard: 'isStatic', target: '#front.open.answering', actions: ['noteHead', 'serveStatic'] },
  { guard: 'isReturn', target: '#front.open.answering', actions: ['noteHead', 'answerReturn'] },
  { guard: 'buffersBody', target: '#front.open.readingBody', actions: ['noteHead', 'noteBody'] },
] as const;

/** One connection in nginx: head, perhaps the whole body, then the file door or the app server, then the answer. */
export const frontMachine = setup({
  types: {} as { context: { me: FrontConnection }; input: FrontConnection; events: Message },
  guards: {
    goesStraightOn: ({ context: { me } }) =>
      goesUpstream(me) && !isTooLarge(me) && !buffersBody(me) && admits(me),
    isTooLarge: ({ context: { me } }) => isTooLarge(me),
    isStatic: ({ context: { me } }) => me.world.locationOf(me.client.routeIndex)?.does === 'static',
    /** Also where no location matches: nginx looks under its own root and finds nothing. */
    isReturn: ({ context: { me } }) => !goesUpstream(me),
    buffersBody: ({ context: { me } }) => buffersBody(me),
    noConnectionLeft: ({ context: { me } }) => me.world.frontIsFull(),
    upstreamAdmits: ({ context: { me } }) => admits(me),
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
    connectUpstream: ({ context: { me } }) => openUpstream(me),
    noteRetry: ({ context: { me } }) => {
      if (me.synTries === 0) me.connectsFromUs = me.world.queue.nowUs;
      const waitUs = synRetryUs(me.synTries);
      me.synTries++;
      me.world.record(EVENT['connection/retried'], me.client.request, -1, waitUs);
    },
    noteUpstreamRefused: ({ context: { me } }) => {
      me.world.record(
        EVENT['socket/overflowed'],
        me.client.request,
        -1,
        me.client.app.listener.backlog.length,
      );
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
      me.world.dropUpstream(me);
      me.world.record(EVENT['upstream/failed'], me.client.request, -1, 502);
      answer(me, 502);
    },
    answerTimeout: ({ context: { me } }) => {
      me.world.record(EVENT['upstream/timedOut'], me.client.request, -1, 504);
      me.world.dropUpstream(me);
      answer(me, 504);
    },
    /** nginx closes a connection that was silent for too long without an answer, and logs 408. */
    closeSilent: ({ context: { me } }) => {
      me.status = 408;
      closeFront(me);
      me.world.kernel.send(me.client, MESSAGE.cut, FAILURES.indexOf('empty-reply'));
    },
    /** The client has taken nothing for too long: whatever it has got by then is all it gets. */
    closeStalled: ({ context: { me } }) => {
      me.world.dropUpstream(me);
      closeFront(me);
      me.world.kernel.send(me.client, MESSAGE.cut, FAILURES.indexOf('truncated'));
    },
    /** The whole answer is in nginx: the upstream connection is free. */
    freeUpstream: ({ context: { me }, event }) => {
      if (event.arg === 1 && me.hasUpstream) {
        me.hasUpstream = false;
        me.world.frontConnections--;
      }
    },
    closeSilentUpload: ({ context: { me } }) => {
      me.world.dropUpstream(me);
      me.status = 408;
      closeFront(me);
      me.world.kernel.send(me.client, MESSAGE.cut, FAILURES.indexOf('empty-reply'));
    },
    answerNoConnection: ({ context: { me } }) => {
      me.world.record(EVENT['upstream/failed'], me.client.request, -1, 500);
      answer(me, 500);
    },
    logLeft: ({ context: { me } }) => {
      me.status = 499;
      me.world.dropUpstream(me);
      closeFront(me);
    },
    close: ({ context: { me } }) => closeFront(me),
  },
  delays: {
    headArrives: ({ context: { me } }) =>
      me.client.headArrivesUs - me.world.queue.nowUs + COST.nginxUs,
    /** Not armed where the head is known to be in time: the timer would only be cancelled. */
    client_header_timeout: ({ context: { me } }) =>
      me.client.headArrivesUs - me.world.queue.nowUs > me.nginx.client_header_timeoutUs
        ? me.nginx.client_header_timeoutUs
        : Number.POSITIVE_INFINITY,
    /** A small body is there before nginx has dealt with its head. */
    bodyArrives: ({ context: { me } }) => Math.max(0, me.bodyArrivesUs - me.world.queue.nowUs),
    /** Between two reads, so only silence runs into it; half the body has come before a client that stops in its middle. */
    client_body_timeout: ({ context: { me } }) =>
      me.bodyArrivesUs === Number.POSITIVE_INFINITY
        ? Math.round(me.client.pace.bodyOverUs / 2) + me.nginx.client_body_timeoutUs
        : Number.POSITIVE_INFINITY,
    /** Between two writes; armed only where the client pauses for longer. */
    send_timeout: ({ context: { me } }) =>
      me.stallUs > me.nginx.send_timeoutUs ? me.nginx.send_timeoutUs : Number.POSITIVE_INFINITY,
    synRetry: ({ context: { me } }) => synTimerUs(me.world, me.client.request, me.synTries),
    proxy_connect_timeout: ({ context: { me } }) =>
      me.connectsFromUs + me.nginx.proxy_connect_timeoutUs - me.world.queue.nowUs,
    /** Runs from the last byte sent upstream: with proxy_request_buffering off that is when the client's body ends. */
    proxy_read_timeout: ({ context: { me } }) =>
      Math.max(0, me.bodyArrivesUs - me.world.queue.nowUs) + me.nginx.proxy_read_timeoutUs,
  },
}).createMachine({
  id: 'front',
  context: ({ input }) => ({ me: input }),
  initial: 'idle',
  states: {
    idle: { on: { open: 'open' } },
    open: {
      initial: 'readingHead',
      on: { clientGone: { target: 'closed', actions: ['logLeft'] } },
      states: {
        readingHead: {
          after: {
            headArrives: [...afterHead, ...noting(noUpstream, 'noteHead')],
            client_header_timeout: { target: '#front.closed', actions: ['closeSilent'] },
          },
        },
        readingBody: {
          after: {
            bodyArrives: noting(connectUpstream, 'bodyBuffered'),
            client_body_timeout: { target: '#front.closed', actions: ['closeSilent'] },
          },
        },
        retrying: {
          after: {
            synRetry: connectUpstream,
            proxy_connect_timeout: { target: 'answering', actions: ['answerTimeout'] },
          },
        },
        proxying: {
          on: {
            upstreamAnswer: { target: 'answering', actions: ['freeUpstream'] },
            upstreamClosed: { target: 'answering', actions: ['answerBadGateway'] },
          },
          after: {
            proxy_read_timeout: { target: 'answering', actions: ['answerTimeout'] },
            client_body_timeout: { target: '#front.closed', actions: ['closeSilentUpload'] },
          },
        },
        answering: {
          on: {
            clientDone: { target: '#front.closed', actions: ['close'] },
          },
          after: { send_timeout: { target: '#front.closed', actions: ['closeStalled'] } },
        },
      },
    },
    closed: {},
  },
});

const compiled = compileChart<FrontConnection>(frontMachine as never);

function goesUpstream(me: FrontConnection): boolean {
  return me.world.locationOf(me.client.routeIndex)?.does === 'proxy';
}

function isTooLarge(me: FrontConnection): boolean {
  const limit = me.nginx.client_max_body_sizeBytes;
  return limit > 0 && me.client.bodyBytes > limit;
}

function buffersBody(me: FrontConnection): boolean {
  return me.nginx.proxy_request_buffering && me.client.bodyBytes > 0;
}

function admits(me: FrontConnection): boolean {
  return !me.world.frontIsFull() && me.world.upstreamAdmission(me.client.app) === 'admitted';
}
