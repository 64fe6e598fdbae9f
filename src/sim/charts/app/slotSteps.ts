/** Lists of transitions that several states of the slot's chart share: what may come next. */

const ASK = {
  guard: 'asksAtOnce',
  target: '#slot.held.querying',
  actions: ['startQuery'],
} as const;
const CONNECT = {
  guard: 'needsSession',
  target: '#slot.held.connecting',
  actions: ['connectDatabase'],
} as const;
const WORK = { guard: 'hasWork', target: '#slot.held.computing', actions: ['compute'] } as const;
const SLEEP = { guard: 'hasWait', target: '#slot.held.sleeping', actions: ['sleep'] } as const;
const DIE = { guard: 'dies', actions: ['dieByView'] } as const;
const HANG = { guard: 'hangs', target: '#slot.held.hanging', actions: ['hang'] } as const;
const SPIN = { guard: 'spins', target: '#slot.held.hanging', actions: ['spin'] } as const;
const LEAVE = { target: '#slot.held.responding', actions: ['leaveView'] } as const;

/** The same as the last resort, asked for by name where nothing else is likely. */
const OVER = { guard: 'isOver', ...LEAVE } as const;

/** The next op of the program. The ordinary cases stand first: a guard that is not asked costs nothing. */
export const afterStep = [
  { ...ASK, reenter: true },
  { ...WORK, reenter: true },
  { ...SLEEP, reenter: true },
  OVER,
  CONNECT,
  DIE,
  HANG,
  SPIN,
  LEAVE,
] as const;

/** A route's own wait is the last it has. */
export const afterSleep = [OVER, ...afterStep] as const;

/** The view begins, and with it the program. */
export const enterView = [
  { ...ASK, actions: ['enterView', 'startQuery'] },
  { ...WORK, actions: ['enterView', 'compute'] },
  { ...SLEEP, actions: ['enterView', 'sleep'] },
  { ...CONNECT, actions: ['enterView', 'connectDatabase'] },
  { ...DIE, actions: ['enterView', 'dieByView'] },
  { ...HANG, actions: ['enterView', 'hang'] },
  { ...SPIN, actions: ['enterView', 'spin'] },
  { guard: 'isFile', target: '#slot.held.answering', actions: ['serveFile'] },
  { ...LEAVE, actions: ['enterView', 'leaveView'] },
] as const;

export const afterWriting = [
  { guard: 'staysWithClient', target: '#slot.keeping', actions: ['noteWritten', 'stay'] },
  { guard: 'lingers', target: '#slot.held.lingering', actions: ['noteWritten', 'noteLinger'] },
  { target: '#slot.idle', actions: ['noteWritten', 'release'] },
] as const;

export const afterLinger = [{ target: '#slot.idle', actions: ['release'] }] as const;

/** A connection is its own: whether all of the request is there already, or has waited for too long. */
export const afterTaking = [
  { guard: 'waitedTooLong', target: '#slot.held.responding', actions: ['take', 'turnAway'] },
  { guard: 'requestIsHere', target: '#slot.held.preparing', actions: ['take', 'received'] },
  {
    guard: 'requestWaits',
    target: '#slot.held.waitingForThread',
    actions: ['take', 'received', 'queueForThread'],
  },
  { guard: 'isCutShort', target: '#slot.held.cut', actions: ['take'] },
  { target: '#slot.held.reading', actions: ['take'] },
] as const;

export const afterLoss = [
  { guard: 'isNotMine' },
  { target: '#slot.idle', actions: ['release'] },
] as const;
