import { type EventName, NONE } from '../recording/vocabulary.ts';
import type { Intervention } from '../scenario/scenario.ts';
import { entryOf, traitsOf } from '../scenario/servers/appServers.ts';
import { frontEntryOf, frontTraitsOf } from '../scenario/servers/fronts.ts';
import { bytesText, countText, durationText, requestName, SPAN_WORDS } from './plainWords.ts';
import { appProgram, holderWord, many, takerOf, takerWord } from './programs.ts';
import { failureWords } from './scene/whereIs.ts';
import type { Run } from './shapes.ts';
import type { Circumstances } from './state/circumstances.ts';
import { ownMoments } from './state/ownMoments.ts';
import { runIndex } from './state/runIndex.ts';
import { processName as nameOf } from './state/slotTable.ts';
import type { World } from './state/world.ts';
import { rowName } from './state/worldSessions.ts';
import { frameworkOf } from './wire/wireNames.ts';

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
  /** `worker 2 (pid 102)`, `thread 3 of worker 2 (pid 102)`. */
  readonly who: string;
}

/** `wait` or `waits`, for so many. */
const stillWait = (n: number): string =>
  n === 0 ? 'nobody waits behind it' : `${n} still wait${n === 1 ? 's' : ''}`;

const soon = (us: number): string => (us <= 0 ? 'all at once' : `over ${durationText(us)}`);

/** What a program may be unable to do, by the signal that would ask for it elsewhere. */
const IGNORED: Readonly<Record<number, string>> = {
  1: 'reload',
  21: 'have one process more',
  22: 'have one process less',
};

const CACHE_HITS = [
  'has the answer in its cache (HIT)',
  'cannot get a new answer and gives the old one from its cache (STALE)',
  'gives the old answer from its cache while another request fetches a new one (UPDATING)',
] as const;
const CACHE_MISSES = [
  'the cache has no answer (MISS)',
  'the answer in the cache is too old (EXPIRED)',
  'it has waited long enough for another’s answer (proxy_cache_lock_timeout), and nothing of its own will be kept',
] as const;

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
  'front/accepted': (e) =>
    `${frontName(e)} accepts the connection; ${countText(e.arg, 'connection')} open.`,
  'head/received': (e) =>
    `${frontName(e)} has the request head; ${e.arg === NONE ? 'no location matches' : `it matches ${locationText(e)}`}.`,
  'body/receiving': (e) =>
    `${frontName(e)} ${collects(e) ? 'starts to collect' : 'starts to pass on'} the body${e.arg < 0 ? ', which will never be complete' : `, ${soon(e.arg)}`}.`,
  'body/buffered': (e) =>
    `${frontName(e)} has the whole body (${bytesText(e.arg)}); only now does it call ${takerOf(appOf(e))}.`,
  'static/served': (e) =>
    `${frontName(e)} takes the file from disk (${bytesText(e.arg)}); no ${holderWord(appOf(e))} is needed.`,
  'upstream/connected': (e) => `${frontName(e)} has a connection to the app server.`,
  'upstream/failed': (e) =>
    `${frontName(e)} gets no usable answer from the app server and tells the client ${e.arg}.`,
  'upstream/timedOut': (e) =>
    `${frontName(e)} has waited too long for the app server and tells the client ${e.arg}.`,
  'response/buffered': (e) =>
    `${frontName(e)} holds the whole answer (${bytesText(e.arg)}); the ${holderWord(appOf(e))} is free of the client.`,
  'front/answered': (e) => `${frontName(e)} answers by itself: ${e.arg}.`,
  'front/closed': (e) =>
    e.arg === 0
      ? `${frontName(e)} is done with this client and logs nothing.`
      : `${frontName(e)} is done with this client and logs ${e.arg}.`,
  'socket/queued': (e) => `waits for ${takerOf(appOf(e))} in the backlog, as number ${e.arg}.`,
  'socket/overflowed': (e) => `finds the backlog full (${e.arg} wait).`,
  'worker/forked': (e) => `${masterName(e)} starts ${nameOf(e.run, e.actor, e.arg)}.`,
  'worker/booted': (e) =>
    `${processName(e)} has imported ${frameworkOf(e.run.scenario.app)} and is ready.`,
  'worker/accepted': (e) => `${e.who} takes it ${takenText(e)}.`,
  'worker/received': (e) =>
    `${e.who} has read the whole request${e.arg > 0 ? ` (${bytesText(e.arg)})` : ''}.`,
  'view/entered': (e) =>
    `${frameworkOf(e.run.scenario.app)}'s view "${e.of.route.name}" begins on ${e.who}.`,
  'view/left': (e) => `the view returns ${e.arg}.`,
  'response/writing': (e) => `${e.who} writes the answer (${bytesText(e.arg)}).`,
  'response/written': (e) =>
    `${e.who} has handed over the last byte${e.arg > 0 ? `, after waiting ${durationText(e.arg)} for the reader` : ''}.`,
  'connection/awaited': (e) =>
    `${e.who} has answered and waits for the next request over this connection${e.arg < 0 ? '' : `, ${durationText(e.arg)} at most`}; nobody else gets it meanwhile.`,
  'arbiter/ignored': (e) =>
    `nothing happens: the program knows no way to ${IGNORED[e.arg] ?? 'do that'}.`,
  'linger/started': (e) => `${e.who} waits for the client to close, 2 s at most.`,
  'worker/released': (e) =>
    `${e.who} is free again${e.arg > 0 ? `, after ${durationText(e.arg)}` : ''}.`,
  'worker/timedOut': (e) =>
    `WORKER TIMEOUT: ${processName(e)} has not reported for ${durationText(e.arg)} (--timeout ${durationText(traitsOf(e.run.scenario.app).heartbeatUs)}); ${masterName(e)} aborts it.`,
  'worker/killed': (e) => `${processName(e)} is killed by signal ${e.arg}.`,
  'worker/exited': (e) => `${processName(e)} is gone${e.arg > 0 ? ` (exit code ${e.arg})` : ''}.`,
  'worker/stopping': (e) =>
    `${processName(e)} is told to stop (signal ${e.arg}); it finishes what it has.`,
  'session/connecting': (e) => `${e.who} opens a connection to the database.`,
  'session/connected': (e) =>
    `the database connection stands; ${countText(e.arg, 'session')} open.`,
  'session/refused': (e) => `the database refuses: too many connections (${e.arg} open).`,
  'session/closed': (e) => `the database connection is closed; ${e.arg} still open.`,
  'query/started': (e) =>
    `${frameworkOf(e.run.scenario.app)} sends query ${e.arg} to the database.`,
  'query/finished': (e) => `the result of query ${e.arg} is back.`,
  'query/failed': () => 'the query fails: the connection to the database is lost.',
  'database/stopped': (e) => `the database stops; it will be away for ${durationText(e.arg)}.`,
  'database/started': () => 'the database is up again.',
  'database/slowed': (e) =>
    e.arg === 1000
      ? 'the database is back to its own speed.'
      : `the database becomes ${e.arg / 1000} times as slow.`,
  'connection/reused': (e) =>
    `its client uses a connection that is still open and has carried ${countText(e.arg, 'request')}.`,
  'connection/kept': (e) =>
    `the connection stays open for a next request${e.arg < 0 ? '' : `, ${durationText(e.arg)} at most`}.`,
  'connection/expired': (e) =>
    `${e.actor === NONE ? frontName(e) : processName(e)} closes the connection that was kept open, idle for ${durationText(e.arg)}.`,
  'connection/pooled': (e) =>
    `${processName(e)} accepts it; it waits for a thread, as number ${e.arg}.`,
  'connection/parked': (e) =>
    `nothing has come for ${durationText(e.arg)}: its thread gives the connection back, ${processName(e)} watches it.`,
  'request/followed': (e) => `it is asked for because of ${requestName(e.arg)}, a page.`,
  'request/retried': (e) => `it repeats ${requestName(e.arg)}.`,
  'page/loaded': (e) => `the page and all its files are there, after ${durationText(e.arg)}.`,
  'upstream/chosen': (e) =>
    `${frontName(e)} chooses app server ${e.actor + 1}${e.arg > 0 ? `, after ${e.arg} that failed` : ''}.`,
  'upstream/reused': (e) =>
    `${frontName(e)} sends it over a connection from its pool that has carried ${countText(e.arg, 'request')}.`,
  'upstream/kept': (e) => `${frontName(e)} puts the connection into its pool; ${e.arg} idle there.`,
  'upstream/expired': (e) =>
    `an idle connection of ${frontName(e)}’s pool${onServer(e)} is closed; ${e.arg} left.`,
  'upstream/retried': (e) =>
    `${e.run.scenario.app.instances > 1 ? `app server ${Math.max(0, e.actor) + 1}` : 'the app server'} ${e.arg === 1 ? 'has not answered in time' : 'has failed'}; ${frontName(e)} sends the request again.`,
  'limit/delayed': (e) =>
    `its address asks too often: ${frontName(e)} lets it wait ${durationText(e.arg)} for its turn (limit_req).`,
  'limit/refused': (e) =>
    `its address asks too often, ${(e.arg / 1000).toFixed(1)} requests ahead of the rate: ${frontName(e)} refuses it (limit_req).`,
  'cache/hit': (e) =>
    `${frontName(e)} ${CACHE_HITS[e.arg] ?? CACHE_HITS[0]}; no ${holderWord(appOf(e))} is needed.`,
  'cache/missed': (e) => `${CACHE_MISSES[e.arg] ?? CACHE_MISSES[0]}: an app server is asked.`,
  'cache/waiting': (e) =>
    `another request fetches the same answer; ${frontName(e)} looks again in ${durationText(e.arg)} (proxy_cache_lock).`,
  'cache/stored': (e) =>
    `${frontName(e)} keeps the answer in its cache, fresh for ${durationText(e.arg)}.`,
  'response/compressed': (e) =>
    `${frontName(e)} compresses the answer to ${bytesText(e.arg)} (gzip).`,
  'upstream/down': (e) =>
    `app server ${Math.max(0, e.actor) + 1} has failed too often; ${frontName(e)} leaves it alone for ${durationText(e.arg)}.`,
  'front/reloaded': (e) =>
    `new workers of ${frontName(e)} take over; the old ones finish ${countText(e.arg, 'connection')}.`,
  'arbiter/signalled': (e) =>
    `${appMaster(e)}${onServer(e)} gets ${e.arg === 1 ? `HUP: new ${many(appOf(e).traits.processWord)} first, then the old ones end` : e.arg === 15 ? 'TERM: everything is to end' : `signal ${e.arg}`}.`,
  'app/stopped': (e) =>
    `${entryOf(e.run.scenario.app).name}${onServer(e)} has stopped; its socket is closed.`,
  'app/started': (e) => `${entryOf(e.run.scenario.app).name}${onServer(e)} starts (pid ${e.arg}).`,
  'worker/recycling': (e) =>
    `${processName(e)} has served ${countText(e.arg, 'request')}, its ${appOf(e).spoken('maxRequests', 'limit')}; it will be replaced.`,
  'worker/blocked': (e) =>
    `${processName(e)} waits ${durationText(e.arg)} for this client to close and accepts nobody meanwhile.`,
  'span/entered': (e) => `${frameworkOf(e.run.scenario.app)}'s ${spanText(e)} begins on ${e.who}.`,
  'span/left': (e) => `${frameworkOf(e.run.scenario.app)}'s ${spanText(e)} is done.`,
  'view/cancelled': (e) =>
    `the client left ${durationText(e.arg)} ago: ${e.who} stops the view where it is.`,
  'lock/waiting': (e) =>
    `its query waits for row “${rowName(e.run, e.request)}”${holderText(e)}; ${e.arg === 1 ? 'nobody else waits' : `${e.arg} wait`}.`,
  'lock/taken': (e) =>
    `it has row “${rowName(e.run, e.request)}”${e.arg > 0 ? `, after ${durationText(e.arg)}` : ''}.`,
  'lock/released': (e) =>
    `it lets go of row “${rowName(e.run, e.request)}”; ${e.arg === 0 ? 'nobody waits for it' : `${e.arg} waited for it`}.`,
  'lock/timedOut': (e) =>
    `it has waited ${durationText(e.arg)} for row “${rowName(e.run, e.request)}”: the database gives up on its query.`,
  'memory/exhausted': (e) =>
    `${e.run.scenario.hosts[e.actor]?.name ?? 'the host'} is out of memory (${bytesText(e.arg)} in use): the kernel must kill.`,
  'worker/paused': (e) =>
    `${processName(e)} is stopped (SIGSTOP) ${e.arg < 0 ? 'for good' : `for ${durationText(e.arg)}`}: it does nothing and shows no heartbeat.`,
  'worker/resumed': (e) =>
    `${processName(e)} goes on (SIGCONT), after ${durationText(e.arg)} in which it stood still.`,
  'host/unplugged': (e) =>
    `${hostName(e)} loses its network ${e.arg < 0 ? 'for good' : `for ${durationText(e.arg)}`}: what is sent to it or by it is lost.`,
  'host/plugged': (e) => `${hostName(e)} has its network back; what was lost is sent again.`,
  'host/busied': (e) =>
    e.arg === 0
      ? `the other programs on ${hostName(e)} have stopped computing.`
      : `${e.arg === 1 ? 'another program computes' : `${e.arg} other programs compute`} on ${hostName(e)} and take their share of its cores.`,
  'front/stopped': (e) =>
    `${frontName(e)} stops (TERM) and closes ${countText(e.arg, 'connection')}; who comes now is refused.`,
  'address/tried': (e) =>
    `nobody answers there; the client tries its next address, front server ${e.arg + 1}.`,
  'front/started': (e) => `${frontName(e)} starts and listens again.`,
  'client/slowed': (e) =>
    `the line of "${e.run.scenario.clients[e.actor]?.name ?? 'clients'}" ${e.arg === 1000 ? 'is as fast as before' : `becomes ${e.arg / 1000} times as slow`}.`,
  'tls/handshaking': (e) =>
    [
      `client and server begin the TLS ${e.run.scenario.front?.tls?.protocol ?? '1.3'} handshake: keys, certificate, signature.`,
      `client and server take up the TLS ${e.run.scenario.front?.tls?.protocol ?? '1.3'} session they had: no certificate.`,
      'client and server take up the TLS 1.3 session they had, and the request goes along with the first words (early data).',
    ][e.arg] ?? 'the TLS handshake begins.',
  'tls/established': () => 'the TLS handshake is done: what follows is encrypted.',
  'stream/opened': (e) =>
    e.arg === 0
      ? 'its client speaks HTTP/2: all of its requests go over this connection.'
      : `it goes as one more stream over its client’s HTTP/2 connection, which has carried ${countText(e.arg, 'request')}.`,
  'response/shared': (e) =>
    `other answers want its client’s line too; the rest of this one takes ${durationText(e.arg)}.`,
  'intervention/applied': (e) => `you ${doneText(e.run.scenario.script[e.arg], e)}.`,
};

/** From where a slot takes a request: the backlog, its process's own queue, or a connection that was open. */
function takenText(e: Told): string {
  const { unqueuedAt, stays } = runIndex(e.run);
  if (unqueuedAt[e.request] === e.index || stays.get(e.request)?.some((s) => s[1] === e.index))
    return `from the backlog; ${stillWait(e.arg)}`;
  return ownMoments(e.run, e.request, e.index).some((m) => m.name === 'connection/pooled')
    ? `out of its ${takerWord(appOf(e))}’s queue`
    : 'from a connection that is open already';
}

/** `worker 2 (pid 102)`, of an event whose actor is a process. */
function processName(e: Told): string {
  return nameOf(e.run, Math.max(0, e.actor), e.world.processes[e.actor]?.pid);
}

/** How its app server is spoken of. */
const appOf = ({ run }: Told) => appProgram(run.scenario);

/** `nginx`. */
function frontName({ run }: Told): string {
  return run.scenario.front === null ? 'the front server' : frontEntryOf(run.scenario.front).name;
}

/** Who starts processes and watches them. */
function masterName({ run }: Told): string {
  const { app } = run.scenario;
  return app.kind === 'gunicorn' ? 'the arbiter' : entryOf(app).name;
}

/** The same as the subject of a sentence. */
function appMaster({ run }: Told): string {
  const { name } = entryOf(run.scenario.app);
  return run.scenario.app.kind === 'gunicorn' ? `${name}'s arbiter` : name;
}

/** The front server waits for the whole of this body. */
function collects({ run, request }: Told): boolean {
  const { front, app } = run.scenario;
  const collected = front === null ? -1 : frontTraitsOf(front, app).requestBufferBytes;
  return collected >= run.seed(request).bodyBytes;
}

/** ` 2` of several app servers, nothing where there is one. */
function onServer(e: Told): string {
  return e.run.scenario.app.instances > 1 ? ` of app server ${Math.max(0, e.actor) + 1}` : '';
}

function spanText(e: Told): string {
  const span = e.of.route.spans[e.arg];
  if (!span) return 'part';
  return span.name === span.kind ? span.kind : `${SPAN_WORDS[span.kind]} “${span.name}”`;
}

function holderText(e: Told): string {
  const row = rowName(e.run, e.request);
  const holder = e.world.locks.find((l) => l.row === row)?.request ?? NONE;
  return holder === NONE ? '' : `, which ${requestName(holder)} holds`;
}

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
  const app = entryOf(e.run.scenario.app).name;
  const front = frontName(e);
  switch (done?.do) {
    case 'kill-worker':
      return `kill ${nameOf(e.run, done.worker)}`;
    case 'add-worker':
      return `add a ${appOf(e).traits.processWord}`;
    case 'remove-worker':
      return `take a ${appOf(e).traits.processWord} away`;
    case 'reload-app':
      return `reload ${app}${serverText(done.instance, e)} (HUP)`;
    case 'stop-app':
      return `stop ${app}${serverText(done.instance, e)} (TERM)`;
    case 'start-app':
      return `start ${app}${serverText(done.instance, e)}`;
    case 'reload-front':
      return `reload ${front} (HUP)`;
    case 'restart-database':
      return `restart the database, which takes ${durationText(done.downUs)}`;
    case 'slow-database':
      return `make the database ${done.factor} times as slow for ${durationText(done.forUs)}`;
    case 'burst':
      return `send a burst of ${countText(done.count, 'request')} from "${e.run.scenario.clients[done.population]?.name ?? 'clients'}"`;
    case 'abort-client':
      return `cut the client of ${requestName(done.request)} off`;
    case 'hang-worker':
      return `stop ${nameOf(e.run, done.worker)} where it stands${lastingText(done.forUs)} (SIGSTOP)`;
    case 'slow-client':
      return `make the line of ${done.client === null ? '' : `client ${done.client + 1} of `}"${e.run.scenario.clients[done.population]?.name ?? 'clients'}" ${done.factor} times as slow${lastingText(done.forUs)}`;
    case 'unplug-host':
      return `unplug the host ${e.run.scenario.hosts[done.host]?.name ?? ''}${lastingText(done.forUs)}`;
    case 'busy-host':
      return `let ${countText(done.processes, 'other process', 'other processes')} compute on ${e.run.scenario.hosts[done.host]?.name ?? 'the host'}${lastingText(done.forUs)}`;
    case 'stop-front':
      return `stop ${front} (TERM)`;
    case 'start-front':
      return `start ${front}`;
    case undefined:
      return 'step in';
  }
}

/** ` for 2 s`, nothing where it is for good. */
function lastingText(forUs: number): string {
  return forUs === Number.POSITIVE_INFINITY ? '' : ` for ${durationText(forUs)}`;
}

function hostName(e: Told): string {
  return `host “${e.run.scenario.hosts[e.actor]?.name ?? e.actor + 1}”`;
}

function serverText(instance: number, e: Told): string {
  return e.run.scenario.app.instances > 1 ? ` of app server ${instance + 1}` : '';
}
