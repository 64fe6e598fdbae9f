import type { Call } from '../../compile.ts';
import { OP } from '../../program.ts';
import type { ClientConnection } from '../client/client.ts';
import { readingLimit } from './silence.ts';
import type { Slot } from './slot.ts';
import { staysWithClient } from './slotDeeds.ts';
import { hasThread, isDeadly, waitOf } from './slotProgram.ts';

type Of = Call<Slot>;

/** What the next step of a connection in a slot depends on. */
export const slotGuards = {
  requestIsHere: ({ context: { me } }: Of) => {
    const { world } = me;
    const availableUs = world.requestAvailableUs(me);
    return (
      availableUs <= world.queue.nowUs && hasThread(me) && !world.requestIsCutShort(me, availableUs)
    );
  },
  requestWaits: ({ context: { me } }: Of) => {
    const { world } = me;
    const availableUs = world.requestAvailableUs(me);
    return availableUs <= world.queue.nowUs && !world.requestIsCutShort(me, availableUs);
  },
  hasThread: ({ context: { me } }: Of) => hasThread(me),
  isCutShort: ({ context: { me } }: Of) =>
    me.world.requestIsCutShort(me, me.world.requestAvailableUs(me)),
  asksAtOnce: ({ context: { me } }: Of) =>
    me.program.ops[me.pc] === OP.query && me.session !== null && !me.session.isClosed,
  dies: ({ context: { me } }: Of) => isDeadly(me.program.ops[me.pc]),
  hangs: ({ context: { me } }: Of) => me.program.ops[me.pc] === OP.hang,
  spins: ({ context: { me } }: Of) => me.program.ops[me.pc] === OP.spin,
  isOver: ({ context: { me } }: Of) => me.program.ops[me.pc] === OP.leave,
  needsSession: ({ context: { me } }: Of) =>
    me.program.ops[me.pc] === OP.query && me.session?.isClosed === true,
  hasWork: ({ context: { me } }: Of) => me.program.ops[me.pc] === OP.cpu,
  hasWait: ({ context: { me } }: Of) => me.program.ops[me.pc] === OP.wait && waitOf(me) > 0,
  isDone: ({ context: { me } }: Of) =>
    !me.mayStay &&
    me.writeReturnsUs <= me.world.queue.nowUs &&
    !(me.worker.app.traits.slotLingersUs > 0 && me.peerClosesUs > me.world.queue.nowUs),
  blocks: ({ context: { me } }: Of) => me.writeReturnsUs > me.world.queue.nowUs,
  waitedTooLong: ({ context: { me } }: Of) =>
    me.queueLimitUs < Number.POSITIVE_INFINITY &&
    me.world.queue.nowUs - (me.current as ClientConnection).headArrivesUs > me.queueLimitUs,
  isFile: ({ context: { me } }: Of) => me.program.ops[me.pc] === OP.file,
  saysSo: ({ context: { me } }: Of) => readingLimit(me).status > 0,
  staysWithClient: ({ context: { me } }: Of) => me.mayStay && staysWithClient(me),
  lingers: ({ context: { me } }: Of) =>
    me.worker.app.traits.slotLingersUs > 0 && me.peerClosesUs > me.world.queue.nowUs,
  isAsync: ({ context: { me } }: Of) =>
    me.isAsync && me.worker.app.traits.cancelsAsyncAfterUs < Number.POSITIVE_INFINITY,
  isNotMine: ({ context: { me }, event }: Of) => me.current?.request !== event.arg,
  isGreenlet: ({ context: { me } }: Of) => me.worker.app.traits.abortEnds === 'greenlet',
  abortIsAnswered: ({ context: { me } }: Of) => me.worker.app.traits.timeoutAnswers,
  ignoresAbort: ({ context: { me } }: Of) => me.current?.route.effect === 'hang-hard',
  abortEndsSend: ({ context: { me } }: Of) => me.worker.app.traits.abortEndsSend,
};

/** After how long each wait of a slot is over, µs. */
export const slotDelays = {
  requestRead: ({ context: { me } }: Of) =>
    Math.max(0, me.world.requestAvailableUs(me) - me.world.queue.nowUs),
  /** How long it waits for what is not there yet: the first byte, the whole head, the next byte. */
  idleLimit: ({ context: { me } }: Of) => readingLimit(me).atUs - me.world.queue.nowUs,
  viewWait: ({ context: { me } }: Of) => me.sleepsUs,
  writeReturns: ({ context: { me } }: Of) => me.writeReturnsUs - me.world.queue.nowUs,
  errorPageFits: ({ context: { me } }: Of) => Math.max(0, me.diesAtUs - me.world.queue.nowUs),
  linger: ({ context: { me } }: Of) =>
    Math.min(me.worker.app.traits.slotLingersUs, me.peerClosesUs - me.world.queue.nowUs),
};
