import { setup } from 'xstate';
import { compileChart } from '../../compile.ts';
import type { Message } from '../../messages.ts';
import type { Slot } from './slot.ts';
import { slotActions } from './slotActions.ts';
import { slotDelays, slotGuards } from './slotGuards.ts';
import {
  afterLinger,
  afterLoss,
  afterSleep,
  afterStep,
  afterTaking,
  afterWriting,
  enterView,
} from './slotSteps.ts';

/** One connection at a time, from accept to close. */
export const slotMachine = setup({
  types: {} as { context: { me: Slot }; input: Slot; events: Message },
  guards: slotGuards,
  actions: slotActions,
  delays: slotDelays,
}).createMachine({
  id: 'slot',
  context: ({ input }) => ({ me: input }),
  initial: 'off',
  states: {
    off: { on: { open: 'idle' } },
    idle: {
      entry: ['wait'],
      on: {
        take: afterTaking,
        halt: 'off',
      },
    },
    /** It has answered, and waits for the next request over the same connection: nobody else gets it. */
    keeping: {
      on: {
        take: afterTaking,
        expire: { target: 'idle', actions: ['letGo'] },
        halt: { target: 'off', actions: ['forgetClient'] },
      },
    },
    held: {
      initial: 'reading',
      on: {
        halt: { target: 'off', actions: ['drop'] },
        /** A view that runs does not notice; an async one is told by its worker. */
        clientGone: { guard: 'isAsync', actions: ['promiseCancel'] },
        cancel: [{ guard: 'isNotMine' }, { target: '#slot.idle', actions: ['cancelView'] }],
        sigabrt: [
          { guard: 'ignoresAbort' },
          { guard: 'isGreenlet', target: '#slot.idle', actions: ['loseView'] },
          { guard: 'abortIsAnswered', actions: ['abortWithAnswer'] },
          { actions: ['abort'] },
        ],
      },
      states: {
        /** The client has left half a request behind: read, found at its end, closed. */
        cut: { entry: ['readToEnd'], on: { cpuDone: afterLinger } },
        reading: {
          after: {
            requestRead: [
              { guard: 'hasThread', target: 'preparing', actions: ['received'] },
              { target: 'waitingForThread', actions: ['received', 'queueForThread'] },
            ],
            idleLimit: [
              { guard: 'saysSo', target: 'responding', actions: ['answerSilence'] },
              { target: '#slot.idle', actions: ['giveBack'] },
            ],
          },
          on: { clientGone: afterLoss },
        },
        /** asgi with a Django that runs all sync code of a process in one thread: somebody else has it. */
        waitingForThread: { on: { threadGranted: 'preparing' } },
        preparing: { entry: ['startView'], on: { cpuDone: enterView } },
        connecting: {
          on: {
            sessionReady: { target: 'querying', actions: ['startQuery'] },
            sessionRefused: { target: 'responding', actions: ['fail', 'leaveView'] },
          },
        },
        querying: {
          on: {
            queryDone: afterStep,
            queryFailed: { target: 'responding', actions: ['fail', 'leaveView'] },
          },
        },
        computing: { on: { cpuDone: afterStep } },
        sleeping: { after: { viewWait: afterSleep } },
        hanging: {},
        responding: { on: { cpuDone: 'answering' } },
        answering: {
          entry: ['answer'],
          on: {
            proceed: [
              { guard: 'isDone', target: '#slot.idle', actions: ['noteWritten', 'release'] },
              { guard: 'blocks', target: 'writing' },
              ...afterWriting,
            ],
          },
        },
        writing: {
          after: { writeReturns: afterWriting },
          on: {
            clientGone: afterLoss,
            sigabrt: [
              { guard: 'abortEndsSend', actions: ['abort'] },
              { target: 'brokenOff', actions: ['breakOff'] },
            ],
          },
        },
        /** SystemExit was raised within send(): the 500 page waits for room in the socket. */
        brokenOff: {
          after: { errorPageFits: { actions: ['abort'] } },
          on: { clientGone: { actions: ['abort'] }, sigabrt: {} },
        },
        lingering: {
          after: { linger: afterLinger },
          on: { clientGone: afterLoss, sigabrt: { actions: ['abort'] } },
        },
      },
    },
  },
});

export const compiled = compileChart<Slot>(slotMachine as never);
