import { setup } from 'xstate';
import { compileChart } from '../../compile.ts';
import type { Message } from '../../messages.ts';
import type { FrontConnection } from './front.ts';
import { frontActions } from './frontActions.ts';
import { frontDelays } from './frontDelays.ts';
import { frontGuards } from './frontGuards.ts';
import {
  afterHead,
  afterLimit,
  afterTimeout,
  connectUpstream,
  noting,
  toAppServer,
  toUpstream,
} from './frontSteps.ts';

/**
 * One request in nginx: head, perhaps the whole body, then the file door or an app server, then the answer.
 * SIMPLIFIED: nginx's own work is a fixed 0.15 ms per request; it does not queue for a core.
 */
export const frontMachine = setup({
  types: {} as { context: { me: FrontConnection }; input: FrontConnection; events: Message },
  guards: frontGuards,
  actions: frontActions,
  delays: frontDelays,
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
