/**
 * What queueing theory says a queue comes to in the long run, to hold a recording against. Closed forms of textbooks: no simulation, no chance.
 * Rates are per second, times µs; what grows without end is Infinity; a value out of its domain is a RangeError that names it.
 */
export { type ClosedLoop, closedLoop } from './closedLoop.ts';
export { type ExpectedQueue, expectedQueue } from './expectedQueue.ts';
export { md1, mg1 } from './generalService.ts';
export { littlesLaw } from './littlesLaw.ts';
export { erlangC, type MarkovQueue, mm1, mmc } from './markovQueue.ts';
export type { OpenQueue } from './openQueue.ts';
