import { setup } from 'xstate';
import { EVENT } from '../../../recording/vocabulary.ts';
import { compileChart } from '../../compile.ts';
import { NEXT_ADDRESS_US } from '../../doors.ts';
import { MESSAGE, type Message } from '../../messages.ts';
import { synTimerUs } from '../../resources/synTimer.ts';
import { synRetryUs } from '../../versions.ts';
import type { Kept } from '../kept.ts';
import type { ClientConnection } from './client.ts';
import { abandoned, answered, failed, refused } from './clientDeeds.ts';
import { sendsEarly } from './securing.ts';

/** Answers whose first and last byte lie closer together than this are recorded as one moment. */
const ONE_MOMENT_US = 1_000;

const connect = [
  { guard: 'isAdmittedAndQuick', target: '#client.open.waiting', actions: ['establish'] },
  {
    guard: 'isRefusedAtOneDoor',
    target: '#client.open.knocking',
    reenter: true,
    actions: ['nextDoor'],
  },
  { guard: 'isRefused', target: '#client.ended', actions: ['failRefused'] },
  { guard: 'isDropped', target: '#client.open.retrying', reenter: true, actions: ['noteRetry'] },
  { guard: 'isSecure', target: '#client.open.securing', actions: ['establish'] },
  { target: '#client.open.sending', actions: ['establish'] },
] as const;

const beginsAnswer = [
  { guard: 'comesAtOnce', target: '#client.open.reading' },
  { target: '#client.open.onTheWay' },
] as const;

/** Of a request that has its connection from the start, or gets one of its visitor's. */
const onceFree = [
  { guard: 'reuses', target: '#client.open.sending', actions: ['resume'] },
  { guard: 'isFar', target: '#client.open.connecting' },
  { target: '#client.open.near' },
] as const;

/** A client's request: perhaps waits for a connection of its own visitor's, opens one, sends, waits, receives. */
export const clientMachine = setup({
  types: {} as { context: { me: ClientConnection }; input: ClientConnection; events: Message },
  guards: {
    isStalled: ({ context: { me } }) => me.errand?.isStalled === true,
    reuses: ({ context: { me } }) => me.kept !== null,
    isFarAndAlone: ({ context: { me } }) => me.errand === null && me.link.rttUs > 0,
    isNearAndAdmitted: ({ context: { me } }) => me.errand === null && isAdmittedAndQuick(me),
    isNearAndAlone: ({ context: { me } }) => me.errand === null,
    isFar: ({ context: { me } }) => me.link.rttUs > 0,
    /** The ordinary case, so it is asked first. */
    isAdmittedAndQuick: ({ context: { me } }) => isAdmittedAndQuick(me),
    /** Nobody listens at that address, but the client knows more. */
    isRefusedAtOneDoor: ({ context: { me } }) =>
      me.doorsLeft > 0 && me.world.admission(me) === 'refused',
    isRefused: ({ context: { me } }) => me.world.admission(me) === 'refused',
    isDropped: ({ context: { me } }) => me.world.admission(me) === 'dropped',
    /** Where its request goes along with its first words there is nothing to wait for. */
    isSecure: ({ context: { me } }) => me.world.tls !== null && !sendsEarly(me),
    comesAtOnce: ({ context: { me } }) => me.lastByteUs - me.firstByteUs <= ONE_MOMENT_US,
  },
  actions: {
    begin: ({ context: { me } }) => {
      me.startUs = me.world.queue.nowUs;
      me.world.arrived++;
      me.world.record(EVENT['request/started'], me.request, me.populationIndex, 0);
      me.errand?.noteCause(me);
    },
    proceed: ({ context: { me } }) => me.world.kernel.send(me.cell, MESSAGE.proceed, 0),
    establish: ({ context: { me } }) => {
      const { world } = me;
      me.sendsFromUs = world.queue.nowUs;
      world.admit(me);
    },
    resume: ({ context: { me } }) => {
      me.sendsFromUs = me.world.queue.nowUs;
      me.world.resume(me, me.kept as Kept);
    },
    nextDoor: ({ context: { me } }) => goToNextDoor(me),
    noteRetry: ({ context: { me } }) => {
      if (me.doorsLeft > 0) {
        goToNextDoor(me);
        me.waitsUs = NEXT_ADDRESS_US;
        return;
      }
      const waitUs = synRetryUs(me.synTries);
      me.synTries++;
      me.waitsUs = 0;
      me.world.record(EVENT['connection/retried'], me.request, me.populationIndex, waitUs);
    },
    /** Nobody listens, or the socket is full. nginx without a free connection accepts and closes at once. */
    failRefused: ({ context: { me } }) => refused(me),
    noteFirstByte: ({ context: { me } }) => {
      me.world.record(
        EVENT['response/begun'],
        me.request,
        me.populationIndex,
        Math.max(0, me.plannedLastUs - me.world.queue.nowUs),
      );
    },
    noteShared: ({ context: { me } }) => {
      const { world, request, populationIndex } = me;
      world.record(
        EVENT['response/shared'],
        request,
        populationIndex,
        Math.max(0, me.plannedLastUs - world.queue.nowUs),
      );
    },
    answered: ({ context: { me } }) => answered(me),
    failed: ({ context: { me }, event }) => failed(me, event.arg),
    /** Somebody sent it away: it does not come back. */
    forgoRetries: ({ context: { me } }) => me.errand?.forgoRetries(),
    abandon: ({ context: { me } }) => abandoned(me),
  },
  delays: {
    handshake: ({ context: { me } }) => me.link.rttUs,
    synRetry: ({ context: { me } }) => me.waitsUs || synTimerUs(me.world, me.request, me.synTries),
    patience: ({ context: { me } }) => me.patienceUs,
    allSent: ({ context: { me } }) => me.bodyLeavesUs,
    firstByte: ({ context: { me } }) => Math.max(0, me.firstByteUs - me.world.queue.nowUs),
    lastByte: ({ context: { me } }) => me.lastByteUs - me.world.queue.nowUs,
  },
}).createMachine({
  id: 'client',
  context: ({ input }) => ({ me: input }),
  initial: 'idle',
  states: {
    idle: {
      on: {
        start: [
          { guard: 'isFarAndAlone', target: 'open', actions: ['begin'] },
          { guard: 'isNearAndAdmitted', target: 'open.sent', actions: ['begin'] },
          { guard: 'isNearAndAlone', target: 'open.near', actions: ['begin'] },
          { guard: 'isStalled', target: 'open.stalled', actions: ['begin'] },
          { guard: 'reuses', target: 'open.sending', actions: ['begin', 'resume'] },
          { guard: 'isFar', target: 'open', actions: ['begin'] },
          { target: 'open.near', actions: ['begin'] },
        ],
      },
    },
    open: {
      initial: 'connecting',
      after: { patience: { target: 'ended', actions: ['abandon'] } },
      on: {
        abort: { target: 'ended', actions: ['forgoRetries', 'abandon'] },
        cut: { target: 'ended', actions: ['failed'] },
      },
      states: {
        /** All connections that its visitor may have are in use: its clock runs, but not a byte leaves. */
        stalled: { on: { proceed: onceFree } },
        connecting: { after: { handshake: connect } },
        /** At the next address of several. */
        knocking: { after: { handshake: connect } },
        /** On loopback the handshake takes no time: the same moment, no timer. */
        near: { entry: ['proceed'], on: { proceed: connect } },
        /** The same where it is known beforehand that it is let in and has sent everything this very moment. */
        sent: { entry: ['establish'], on: { answer: beginsAnswer } },
        retrying: { after: { synRetry: connect } },
        /** The TLS handshake: its own actor says when it is over. */
        securing: { on: { secured: 'sending' } },
        sending: {
          after: { allSent: 'waiting' },
          on: { answer: beginsAnswer },
        },
        waiting: { on: { answer: beginsAnswer } },
        onTheWay: {
          on: { replan: { target: 'onTheWay', reenter: true } },
          after: { firstByte: { target: 'receiving', actions: ['noteFirstByte'] } },
        },
        receiving: {
          on: { replan: { target: 'receiving', reenter: true, actions: ['noteShared'] } },
          after: { lastByte: { target: '#client.ended', actions: ['answered'] } },
        },
        reading: {
          on: {
            replan: [
              { guard: 'comesAtOnce', target: 'reading', reenter: true },
              { target: 'onTheWay' },
            ],
          },
          after: { lastByte: { target: '#client.ended', actions: ['noteFirstByte', 'answered'] } },
        },
      },
    },
    ended: {},
  },
});

function goToNextDoor(me: ClientConnection): void {
  me.world.doors?.goOn(me);
  me.world.record(EVENT['address/tried'], me.request, me.populationIndex, me.door);
}

export const compiled = compileChart<ClientConnection>(clientMachine as never);

function isAdmittedAndQuick(me: ClientConnection): boolean {
  return (
    me.bodyLeavesUs <= ONE_MOMENT_US &&
    me.world.tls === null &&
    me.world.admission(me) === 'admitted'
  );
}
