import type { Scenario } from '../../scenario/scenario.ts';
import { appProgram, frontProgram, holderWord, many } from '../programs.ts';

/**
 * Every kind of cause that a chain of causes can come to, in plain words. The list is closed: what a chain ends in can be counted, compared and
 * tested, and changes that might help are chosen by it.
 */
export const CAUSE_WORDS = {
  // clients and the network
  'slow-client': 'the client itself sends or reads slowly',
  'slow-client-holds-worker': 'slow clients hold workers',
  'client-gave-up': 'the client gave up',
  network: 'the way over the network',
  'tls-handshake': 'encryption had to be agreed upon first',
  'stream-window': 'the window of the one connection was full',
  'delayed-ack': 'the client’s kernel put off its acknowledgement (delayed ACK)',
  // nginx
  'proxy-timeout': 'nginx gave up waiting for the app server',
  'rate-limit': 'more requests of one address than nginx lets through',
  'cache-wait': 'waiting until another request has brought an answer into the cache',
  'uneven-share': 'nginx sends too many to one app server',
  'front-full': 'every place of nginx is taken',
  'front-down': 'nginx was stopped',
  'servers-set-aside': 'nginx has set every app server aside',
  limit: 'a rule or limit of nginx',
  'connection-closed': 'a kept connection was closed at the wrong moment',
  // the socket
  'backlog-full': 'the waiting room (listen backlog) was full',
  // workers
  'queue-behind-long-views': 'long views keep the workers',
  'queue-behind-many': 'more requests than the workers can serve at once',
  'view-hangs': 'a view never returns',
  cpu: 'programs share too few processor cores',
  'worker-booting': 'workers are only starting',
  'worker-killed-timeout': 'a worker was killed as silent (--timeout)',
  'request-over-limit': 'a request took longer than its process may be at one',
  'queue-over-limit': 'it waited for a worker for longer than is allowed',
  'server-gone': 'the app server died, and nobody starts it again',
  'kept-holds-worker': 'idle kept connections hold workers',
  'worker-crashed': 'a view ended its own worker',
  'worker-killed': 'a worker was killed by a signal',
  'told-to-stop': 'a worker was told to stop',
  'server-down': 'the app server was stopped',
  'worker-paused': 'a worker stood still (SIGSTOP)',
  'host-unplugged': 'a host was unplugged',
  memory: 'the host ran out of memory',
  'own-work': 'its own work',
  // the database
  'database-slow': 'waiting for the database’s answers',
  'database-lock': 'waiting for a row that another request holds',
  'database-down': 'the database was away',
  'no-connection-left': 'no connection was left',
  'connections-kept-idle': 'idle workers keep database connections',
} as const;

/** Those in which a request holds something, or waits for it. */
const HOLDS: ReadonlySet<CauseKind> = new Set([
  'slow-client-holds-worker',
  'queue-behind-long-views',
  'queue-behind-many',
  'queue-over-limit',
  'kept-holds-worker',
] as const);

/** The same of the programs of a scenario, by their own names. */
export function causeWords(cause: CauseKind, scenario: Pick<Scenario, 'app' | 'front'>): string {
  const app = appProgram(scenario);
  // What is held and waited for may be a thread; what starts and dies is its process.
  const word = HOLDS.has(cause) ? holderWord(app) : app.traits.processWord;
  const words: string = CAUSE_WORDS[cause];
  return words
    .replace('nginx', frontProgram(scenario)?.name ?? 'nginx')
    .replace('--timeout', app.spoken('heartbeat', '--timeout'))
    .replace(/\bworkers\b/, many(word))
    .replace(/\bworker\b/, word);
}

export type CauseKind = keyof typeof CAUSE_WORDS;

export const CAUSES = Object.keys(CAUSE_WORDS) as readonly CauseKind[];

export function isCauseKind(name: string): name is CauseKind {
  return Object.hasOwn(CAUSE_WORDS, name);
}
