import { msg, t } from '../../language/t.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { nounText } from '../nouns.ts';
import { appProgram, frontProgram, holderWord, many } from '../programs.ts';

/**
 * Every kind of cause that a chain of causes can come to, in plain words for `t`. The list is closed: what a chain ends in can be counted, compared and
 * tested, and changes that might help are chosen by it.
 */
const CAUSE_WORDS = {
  // clients and the network
  'slow-client': msg('the client itself sends or reads slowly'),
  'slow-client-holds-worker': msg('slow clients hold {workers}'),
  'client-gave-up': msg('the client gave up'),
  network: msg('the way over the network'),
  'tls-handshake': msg('encryption had to be agreed upon first'),
  'stream-window': msg('the window of the one connection was full'),
  'delayed-ack': msg('the client’s kernel put off its acknowledgement (delayed ACK)'),
  // nginx
  'proxy-timeout': msg('{front} gave up waiting for the app server'),
  'rate-limit': msg('more requests of one address than {front} lets through'),
  'cache-wait': msg('waiting until another request has brought an answer into the cache'),
  'uneven-share': msg('{front} sends too many to one app server'),
  'front-full': msg('every place of {front} is taken'),
  'front-down': msg('{front} was stopped'),
  'servers-set-aside': msg('{front} has set every app server aside'),
  limit: msg('a rule or limit of {front}'),
  'connection-closed': msg('a kept connection was closed at the wrong moment'),
  // the socket
  'backlog-full': msg('the waiting room (listen backlog) was full'),
  // workers
  'queue-behind-long-views': msg('long views keep the {workers}'),
  'queue-behind-many': msg('more requests than the {workers} can serve at once'),
  'view-hangs': msg('a view never returns'),
  cpu: msg('programs share too few processor cores'),
  'worker-booting': msg('{workers} are only starting'),
  'worker-killed-timeout': msg('a {worker} was killed as silent ({setting})'),
  'request-over-limit': msg('a request took longer than its process may be at one'),
  'queue-over-limit': msg('it waited for a {worker} for longer than is allowed'),
  'server-gone': msg('the app server died, and nobody starts it again'),
  'kept-holds-worker': msg('idle kept connections hold {workers}'),
  'worker-crashed': msg('a view ended its own {worker}'),
  'worker-killed': msg('a {worker} was killed by a signal'),
  'told-to-stop': msg('a {worker} was told to stop'),
  'server-down': msg('the app server was stopped'),
  'worker-paused': msg('a {worker} stood still (SIGSTOP)'),
  'host-unplugged': msg('a host was unplugged'),
  memory: msg('the host ran out of memory'),
  'own-work': msg('its own work'),
  // the database
  'database-slow': msg('waiting for the database’s answers'),
  'database-lock': msg('waiting for a row that another request holds'),
  'database-down': msg('the database was away'),
  'no-connection-left': msg('no connection was left'),
  'connections-kept-idle': msg('idle {workers} keep database connections'),
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
  return t(CAUSE_WORDS[cause], {
    front: frontProgram(scenario)?.name ?? 'nginx',
    setting: app.spoken('heartbeat', '--timeout'),
    workers: many(word),
    worker: nounText(word),
  });
}

export type CauseKind = keyof typeof CAUSE_WORDS;

export const CAUSES = Object.keys(CAUSE_WORDS) as readonly CauseKind[];

export function isCauseKind(name: string): name is CauseKind {
  return Object.hasOwn(CAUSE_WORDS, name);
}
