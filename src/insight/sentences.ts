import { type EventName, NONE } from '../recording/vocabulary.ts';
import type { Intervention } from '../scenario/scenario.ts';
import { bytesText, countText, durationText, requestName, workerName } from './plainWords.ts';
import { failureWords } from './scene/whereIs.ts';
import type { Run } from './shapes.ts';
import type { Circumstances } from './state/circumstances.ts';
import type { World } from './state/world.ts';

/** What a sentence may speak of. */
export interface Told {
  readonly run: Run;
  readonly index: number;
  readonly at: number;
  readonly request: number;
  readonly actor: number;
  readonly arg: number;
  /** The world just after the event. */
  readonly world: World;
  /** Circumstances of the request. Only for words that have one. */
  readonly of: Circumstances;
  /** `worker 2 (pid 102)`. */
  readonly who: string;
}

/** `wait` or `waits`, for so many. */
const stillWait = (n: number): string =>
  n === 0 ? 'nobody waits behind it' : `${n} still wait${n === 1 ? 's' : ''}`;

const soon = (us: number): string => (us <= 0 ? 'all at once' : `over ${durationText(us)}`);

/** One sentence for every word of the vocabulary; the compiler knows when one is missing. */
export const SENTENCES: { readonly [K in EventName]: (e: Told) => string } = {
  'request/started': (e) =>
    `a client of "${e.of.population.name}" opens a connection to ask for ${e.of.route.method} ${e.of.route.path}.`,
  'connection/established': () => 'the connection stands.',
  'connection/retried': (e) =>
    `nobody answers its connection request; the client's kernel tries again in ${durationText(e.arg)}.`,
  'connection/refused': () => 'the connection is refused.',
  'request/sending': (e) =>
    e.arg < 0
      ? 'the client begins to send, and will fall silent before it is done.'
      : `the client sends the request${e.run.seed(e.request).bodyBytes > 0 ? ` and ${bytesText(e.run.seed(e.request).bodyBytes)} of body` : ''}, ${soon(e.arg)}.`,
  'response/begun': (e) =>
    `the first bytes of the answer reach the client; it reads them ${soon(e.arg)}.`,
  'request/answered': (e) => `the client has the whole answer: ${e.arg}.`,
  'request/failed': (e) => `it fails: ${failureWords(e.arg)}.`,
  'request/abandoned': (e) => `the client gives up after ${durationText(e.arg)}.`,
  'connection/closed': () => 'the client closes its side of the connection.',
  'front/accepted': (e) => `nginx accepts the connection; ${countText(e.arg, 'connection')} open.`,
  'head/received': (e) =>
    `nginx has the request head; ${e.arg === NONE ? 'no location matches' : `it matches ${locationText(e)}`}.`,
  'body/receiving': (e) =>
    `nginx ${e.run.scenario.front?.proxy_request_buffering === false ? 'starts to pass on' : 'starts to collect'} the body${e.arg < 0 ? ', which will never be complete' : `, ${soon(e.arg)}`}.`,
  'body/buffered': (e) =>
    `nginx has the whole body (${bytesText(e.arg)}); only now does it call a worker.`,
  'static/served': (e) =>
    `nginx takes the file from disk (${bytesText(e.arg)}); no worker is needed.`,
  'upstream/connected': () => 'nginx has a connection to the app server.',
  'upstream/failed': (e) =>
    `nginx gets no usable answer from the app server and tells the client ${e.arg}.`,
  'upstream/timedOut': (e) =>
    `nginx has waited too long for the app server and tells the client ${e.arg}.`,
  'response/buffered': (e) =>
    `nginx holds the whole answer (${bytesText(e.arg)}); the worker is free of the client.`,
  'front/answered': (e) => `nginx answers by itself: ${e.arg}.`,
  'front/closed': (e) => `nginx is done with this client and logs ${e.arg}.`,
  'socket/queued': (e) => `waits for a worker in the backlog, as number ${e.arg}.`,
  'socket/overflowed': (e) => `finds the backlog full (${e.arg} wait).`,
  'worker/forked': (e) => `the arbiter starts ${workerName(e.actor, e.arg)}.`,
  'worker/booted': (e) => `${e.who} has imported Django and is ready.`,
  'worker/accepted': (e) => `${e.who} takes it from the backlog; ${stillWait(e.arg)}.`,
  'worker/received': (e) =>
    `${e.who} has read the whole request${e.arg > 0 ? ` (${bytesText(e.arg)})` : ''}.`,
  'view/entered': (e) => `Django's view "${e.of.route.name}" begins on ${e.who}.`,
  'view/left': (e) => `the view returns ${e.arg}.`,
  'response/writing': (e) => `${e.who} writes the answer (${bytesText(e.arg)}).`,
  'response/written': (e) =>
    `${e.who} has handed over the last byte${e.arg > 0 ? `, after waiting ${durationText(e.arg)} for the reader` : ''}.`,
  'linger/started': (e) => `${e.who} waits for the client to close, 2 s at most.`,
  'worker/released': (e) =>
    `${e.who} is free again${e.arg > 0 ? `, after ${durationText(e.arg)}` : ''}.`,
  'worker/timedOut': (e) =>
    `WORKER TIMEOUT: ${e.who} has not reported for ${durationText(e.arg)} (--timeout ${durationText(e.run.scenario.app.timeoutUs)}); the arbiter aborts it.`,
  'worker/killed': (e) => `${e.who} is killed by signal ${e.arg}.`,
  'worker/exited': (e) => `${e.who} is gone (exit code ${e.arg}).`,
  'worker/stopping': (e) => `${e.who} is told to stop (signal ${e.arg}); it finishes what it has.`,
  'session/connecting': (e) => `${e.who} opens a connection to the database.`,
  'session/connected': (e) =>
    `the database connection stands; ${countText(e.arg, 'session')} open.`,
  'session/refused': (e) => `the database refuses: too many connections (${e.arg} open).`,
  'session/closed': (e) => `the database connection is closed; ${e.arg} still open.`,
  'query/started': (e) => `Django sends query ${e.arg} to the database.`,
  'query/finished': (e) => `the result of query ${e.arg} is back.`,
  'query/failed': () => 'the query fails: the connection to the database is lost.',
  'database/stopped': (e) => `the database stops; it will be away for ${durationText(e.arg)}.`,
  'database/started': () => 'the database is up again.',
  'database/slowed': (e) =>
    e.arg === 1000
      ? 'the database is back to its own speed.'
      : `the database becomes ${e.arg / 1000} times as slow.`,
  'intervention/applied': (e) => `you ${doneText(e.run.scenario.script[e.arg], e)}.`,
};

function locationText(e: Told): string {
  const l = e.run.scenario.front?.locations[e.arg];
  if (!l) return 'a location';
  const rule = `location ${l.modifier === '' ? '' : `${l.modifier} `}${l.match}`;
  return l.does === 'static'
    ? `${rule} (a file)`
    : l.does === 'proxy'
      ? `${rule} (for the app server)`
      : `${rule} (answers ${l.status})`;
}

function doneText(done: Intervention | undefined, e: Told): string {
  switch (done?.do) {
    case 'kill-worker':
      return `kill worker ${done.worker + 1}`;
    case 'add-worker':
      return 'add a worker';
    case 'remove-worker':
      return 'take a worker away';
    case 'restart-database':
      return `restart the database, which takes ${durationText(done.downUs)}`;
    case 'slow-database':
      return `make the database ${done.factor} times as slow for ${durationText(done.forUs)}`;
    case 'burst':
      return `send a burst of ${countText(done.count, 'request')} from "${e.run.scenario.clients[done.population]?.name ?? 'clients'}"`;
    case 'abort-client':
      return `cut the client of ${requestName(done.request)} off`;
    case undefined:
      return 'step in';
  }
}
