/**
 * What an app server *is* to the requests that come to it, as data: how many it deals with at once, who takes connections off the
 * socket, what it bears of a slow client, and what becomes of it when something goes wrong. The engine, the stage and the explanations
 * read these and never ask which program it is.
 */
import type { Micros } from '../scenario.ts';

/** When a worker finds out that it is to end: within the signal, with the next event of its loop, or at the loop's next turn (once a second). */
export type Sight = 'at-once' | 'next-event' | 'next-turn';

/** How long a slot, or the loop, waits for what has not come, µs; Infinity = for ever. */
export interface WaitingLimits {
  /** For the first byte of a new connection, in a slot. */
  readonly firstByteUs: Micros;
  /** For the whole head, in a slot. */
  readonly headUs: Micros;
  /** Between two reads, in a slot: only silence runs into it. */
  readonly silenceUs: Micros;
  /** What is said when nothing, not all of the head, or not all of the body has come in time: a status; 0 = closed without a word. */
  readonly idleStatus: number;
  readonly headStatus: number;
  readonly bodyStatus: number;
  /** A connection that exceeded `firstByteUs` goes to the poller; otherwise it is closed. */
  readonly parksIdle: boolean;
  /** For the next request of a kept connection; 0 = none is kept. */
  readonly keepaliveUs: Micros;
  /** Idle connections that one process keeps at once at most. */
  readonly keptConnections: number;
  /** The slot itself waits for the next request of a connection, and deals with nobody else meanwhile. */
  readonly keptHoldsSlot: boolean;
  /** The loop looks for idle connections this often; 0 = each has a timer of its own. */
  readonly tickUs: Micros;
}

export interface AppTraits {
  /** Processes that deal with requests. */
  readonly processes: number;
  /** Requests that one of them deals with at once; 0 = as many as come. */
  readonly slotsPerProcess: number;
  /** What a process, and a place for one request within it, are called there. */
  readonly processWord: 'worker' | 'process' | 'child' | 'server';
  readonly slotWord: 'worker' | 'process' | 'child' | 'server' | 'thread' | 'greenlet' | 'task';
  /** What watches its processes is called; '' = nobody does. */
  readonly masterWord: 'arbiter' | 'master' | 'Apache' | '';
  /** Connections that one process holds at once at most. */
  readonly connectionsPerProcess: number;

  // Who takes connections, and what of them.
  /** A loop of its own takes connections off the socket whether or not a slot is free. */
  readonly acceptsInLoop: boolean;
  /** The kernel is asked to show a connection only once something has come over it, or after about this long (TCP_DEFER_ACCEPT); 0 = at once. */
  readonly defersAcceptUs: Micros;
  /** A process of its own takes connections, reads heads and hands them on; it gives up after this long without a sign. 0 = there is none. */
  readonly routesForUs: Micros;
  readonly limits: WaitingLimits;
  /** How it writes: in one call that blocks, as often as the socket has room, or through a router. */
  readonly writes: 'blocking' | 'as-room' | 'relayed';
  /** Static files come from the same slots, without the app. */
  readonly servesFiles: boolean;
  /** It closes after an answer without having said so: a client that counts on the connection loses its next request. */
  readonly closesUnsaid: boolean;
  /** It writes head and body of an answer apart: on a kept connection the second waits for the client's delayed acknowledgement, µs; 0 = not. */
  readonly delayedAckUs: Micros;
  /** How long the slot, and the process's own loop, wait for the client to close after the last byte. */
  readonly slotLingersUs: Micros;
  readonly mainLingersUs: Micros;
  /** A peer that closes at once, and a slot that waits for that, take so long to wake one another. */
  readonly closingTogetherUs: Micros;

  // Cores and threads.
  /** Several slots share one interpreter lock. */
  readonly sharesInterpreter: boolean;
  /** Views run within the loop that accepts. */
  readonly loopRunsViews: boolean;
  /** All sync code of a process runs in one thread. */
  readonly hasOneSyncThread: boolean;
  /** Slots of one lane do not preempt one another. */
  readonly laneOf: (slot: { readonly nth: number; readonly isAsync: boolean }) => number;
  /** Requests are read and answers written in the loop's lane, whatever lane the view has. */
  readonly serializesInLoop: boolean;
  /** Core-µs it takes to hand a sync view to a thread, and to hand its answer back. */
  readonly handOverUs: Micros;
  /** Core-µs that a request takes here before and after its view, beyond what it takes under Gunicorn. */
  readonly extraUs: Micros;

  // Life and death.
  /** Somebody puts a new process into the place of one that has died. Otherwise the server is gone with its last process. */
  readonly respawns: boolean;
  /** Whoever does so finds out when it looks next, once a second; otherwise at once. */
  readonly seesDeathAtLook: boolean;
  /** A process that has died is replaced only while fewer slots than this are idle. */
  readonly spareSlots: number;
  /** Work of the master before it forks, when it starts or starts anew: importing the app. */
  readonly masterBootUs: Micros;
  /** It listens only once the app is imported. */
  readonly bindsLate: boolean;
  /** From fork to ready. */
  readonly bootUs: Micros;
  /** What the first request of a process forked during the run takes longer. */
  readonly firstAfterForkUs: Micros;
  /** A process is replaced after so many requests, plus a random number up to the jitter; 0 = never. */
  readonly maxRequests: number;
  readonly maxRequestsJitter: number;
  /** A process that has not shown itself for so long is ended; 0 = nobody looks. */
  readonly heartbeatUs: Micros;
  /** A request that takes longer than this ends its process (harakiri, request-timeout); 0 = nobody looks. Looked for once a second. */
  readonly requestLimitUs: Micros;
  /** That clock counts in steps of so much, and the limit is over when it shows more than the limit; 0 = it is exact. */
  readonly requestLimitStepUs: Micros;
  /** What is compared is the time of all requests under way, divided by the slots. */
  readonly requestLimitIsMean: boolean;
  /** How long the process may go on after that: it is told to end, and killed when this is over. */
  readonly requestLimitGraceUs: Micros;
  /** A request that has waited for a slot for longer is answered with 504 as soon as a slot looks at it; 0 = never. */
  readonly queueLimitUs: Micros;
  /** How long a process that is told to end may finish its request, and how long the server as a whole, when it is told to stop. */
  readonly gracefulUs: Micros;
  readonly stopGraceUs: Micros;
  /**
   * A reload: new processes come before the old ones are told to end (new-first), or when all of them have ended (old-first); each is
   * replaced as it ends (in-place); everything ends at once and starts anew (at-once); the program knows no reload (none).
   */
  readonly reloads: 'new-first' | 'old-first' | 'in-place' | 'at-once' | 'none';
  /** It can be told to have one process more, or one less. */
  readonly scales: boolean;
  /** A worker that gets SIGABRT on its timeout answers 500 before it dies, unless it hangs in send(). */
  readonly timeoutAnswers: boolean;
  /** SIGABRT also ends a worker that hangs in send(). */
  readonly abortEndsSend: boolean;
  /** What SIGABRT ends where the loop is stuck: the process, the greenlet that has the loop, or (handled by that loop itself) nothing. */
  readonly abortEnds: 'process' | 'greenlet' | 'nothing';
  /** On HUP the master does nothing but wait until the old processes are gone. */
  readonly reloadBlocks: boolean;
  readonly seesTerm: Sight;
  readonly seesQuota: Sight;
  /** Its loop hears when a request is done. */
  readonly wakesWhenDone: boolean;
  /** A process that is to stop looks this often whether it has anything left to do; 0 = it hears of it. */
  readonly drainTurnUs: Micros;
  /** Idle connections are left open meanwhile, and requests that come over them answered. */
  readonly drainsIdle: boolean;
  /** An answer that was begun before the process knew that it was to end says keep-alive; its connection is closed all the same. */
  readonly breaksPromise: boolean;
  /** A process that is to stop gives up what it has under way so long after `gracefulUs`; Infinity = it finishes it. */
  readonly cutsAfterUs: Micros;
  /** It closes its listening socket when it sees that it is to stop; otherwise the kernel lets callers in until the last process is gone. */
  readonly closesSocketOnStop: boolean;
  /** An async view is stopped so long after its client has left; Infinity = never. */
  readonly cancelsAsyncAfterUs: Micros;
}

const NEVER = Number.POSITIVE_INFINITY;

/** The plainest server there is: one request at a time, no limits, no keep-alive, a process that dies is replaced. Others say what differs. */
export const ONE_AT_A_TIME: AppTraits = {
  processes: 1,
  slotsPerProcess: 1,
  processWord: 'worker',
  slotWord: 'worker',
  masterWord: 'master',
  connectionsPerProcess: NEVER,
  acceptsInLoop: false,
  defersAcceptUs: 0,
  routesForUs: 0,
  limits: {
    firstByteUs: NEVER,
    headUs: NEVER,
    silenceUs: NEVER,
    idleStatus: 0,
    headStatus: 0,
    bodyStatus: 0,
    parksIdle: false,
    keepaliveUs: 0,
    keptConnections: NEVER,
    keptHoldsSlot: false,
    tickUs: 0,
  },
  writes: 'blocking',
  servesFiles: false,
  closesUnsaid: false,
  delayedAckUs: 0,
  slotLingersUs: 0,
  mainLingersUs: 0,
  closingTogetherUs: 0,
  sharesInterpreter: false,
  loopRunsViews: false,
  hasOneSyncThread: false,
  laneOf: () => 0,
  serializesInLoop: false,
  handOverUs: 0,
  extraUs: 0,
  respawns: true,
  seesDeathAtLook: false,
  spareSlots: NEVER,
  masterBootUs: 0,
  bindsLate: false,
  bootUs: 120_000,
  firstAfterForkUs: 0,
  maxRequests: 0,
  maxRequestsJitter: 0,
  heartbeatUs: 0,
  requestLimitUs: 0,
  requestLimitStepUs: 0,
  requestLimitIsMean: false,
  requestLimitGraceUs: 0,
  queueLimitUs: 0,
  gracefulUs: 30_000_000,
  stopGraceUs: 30_000_000,
  reloads: 'none',
  scales: false,
  timeoutAnswers: false,
  abortEndsSend: true,
  abortEnds: 'process',
  reloadBlocks: false,
  seesTerm: 'at-once',
  seesQuota: 'at-once',
  wakesWhenDone: false,
  drainTurnUs: 0,
  drainsIdle: false,
  breaksPromise: false,
  cutsAfterUs: NEVER,
  closesSocketOnStop: false,
  cancelsAsyncAfterUs: NEVER,
};
