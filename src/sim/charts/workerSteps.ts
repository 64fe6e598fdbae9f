/** Lists of transitions that several states of the worker's chart share: what may come next, the ordinary case first. */

/**
 * What a view does next. SIMPLIFIED: it asks its queries first, then does all of its own work, then sleeps; each list begins where the
 * step before it ends. Here and below the ordinary case stands first: a guard that is not asked costs nothing.
 */
export const afterWork = [
  { guard: 'hasWait', target: '#worker.held.sleeping', actions: ['sleep'] },
  { target: '#worker.held.responding', actions: ['leaveView'] },
] as const;

export const afterQuery = [
  { guard: 'hasQuery', target: '#worker.held.querying', actions: ['startQuery'] },
  { guard: 'hasWork', target: '#worker.held.computing', actions: ['compute'] },
  ...afterWork,
] as const;

export const enterView = [
  { guard: 'asksAtOnce', target: '#worker.held.querying', actions: ['enterView', 'startQuery'] },
  { guard: 'crashes', target: '#worker.dead', actions: ['enterView', 'crash'] },
  { guard: 'hangs', target: '#worker.held.hanging', actions: ['enterView'] },
  {
    guard: 'needsSession',
    target: '#worker.held.connecting',
    actions: ['enterView', 'connectDatabase'],
  },
  { guard: 'hasWork', target: '#worker.held.computing', actions: ['enterView', 'compute'] },
  { guard: 'hasWait', target: '#worker.held.sleeping', actions: ['enterView', 'sleep'] },
  { target: '#worker.held.responding', actions: ['enterView', 'leaveView'] },
] as const;

export const afterWriting = [
  { guard: 'lingers', target: '#worker.held.lingering', actions: ['noteWritten', 'noteLinger'] },
  { guard: 'mustStop', target: '#worker.dead', actions: ['noteWritten', 'release', 'exit'] },
  { target: '#worker.idle', actions: ['noteWritten', 'release'] },
] as const;

export const afterLinger = [
  { guard: 'mustStop', target: '#worker.dead', actions: ['release', 'exit'] },
  { target: '#worker.idle', actions: ['release'] },
] as const;

export const afterLoss = [
  { guard: 'isNotMine' },
  { guard: 'mustStop', target: '#worker.dead', actions: ['release', 'exit'] },
  { target: '#worker.idle', actions: ['release'] },
] as const;
