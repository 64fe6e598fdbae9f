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
  { ...LEAVE, actions: ['enterView', 'leaveView'] },
] as const;

export const afterWriting = [
  { guard: 'lingers', target: '#slot.held.lingering', actions: ['noteWritten', 'noteLinger'] },
  { target: '#slot.idle', actions: ['noteWritten', 'release'] },
] as const;

export const afterLinger = [{ target: '#slot.idle', actions: ['release'] }] as const;

export const afterLoss = [
  { guard: 'isNotMine' },
  { target: '#slot.idle', actions: ['release'] },
] as const;
