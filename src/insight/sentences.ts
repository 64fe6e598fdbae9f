import { numberText } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';
import { type EventName, NONE } from '../recording/vocabulary.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';
import { deedSentence } from './deedSentence.ts';
import { nounsText, nounText } from './nouns.ts';
import { bytesText, durationText, requestName } from './plainWords.ts';
import { holderWord, takerOf, takerWord } from './programs.ts';
import { failureWords } from './scene/whereIs.ts';
import { ownMoments } from './state/ownMoments.ts';
import { runIndex } from './state/runIndex.ts';
import { processName as nameOf } from './state/slotTable.ts';
import { rowName } from './state/worldSessions.ts';
import {
  appMaster,
  appName,
  appOf,
  clientsName,
  collects,
  frontName,
  holderName,
  hostName,
  locationText,
  masterName,
  processName,
  serverNumber,
  spanText,
  type Told,
} from './told.ts';
import { frameworkOf } from './wire/wireNames.ts';

/** How long something takes, for messages that choose by it: `none` where it happens at once, `never` where it does not end. */
const timeOf = (us: number): string => (us < 0 ? 'never' : us === 0 ? 'none' : durationText(us));

/** A number as it stands, without commas between its thousands. */
const plain = String;

const frameworkIn = ({ run }: Told): string => frameworkOf(run.scenario.app);
const holderOf = (e: Told): string => nounText(holderWord(appOf(e)));

/** What a program may be unable to do, by the signal that would ask for it elsewhere. */
const IGNORED: Readonly<Record<number, string>> = { 1: 'reload', 21: 'more', 22: 'fewer' };

const CACHE_HITS = ['hit', 'stale', 'updating'] as const;
const CACHE_MISSES = [
  msg('the cache has no answer (MISS): an app server is asked.'),
  msg('the answer in the cache is too old (EXPIRED): an app server is asked.'),
  msg(
    'it has waited long enough for another’s answer (proxy_cache_lock_timeout), and nothing of its own will be kept: an app server is asked.',
  ),
] as const;
const HANDSHAKES = [
  msg('client and server begin the TLS {version} handshake: keys, certificate, signature.'),
  msg('client and server take up the TLS {version} session they had: no certificate.'),
  msg(
    'client and server take up the TLS 1.3 session they had, and the request goes along with the first words (early data).',
  ),
] as const;

/** One sentence for every word of the vocabulary; the compiler knows when one is missing. */
export const SENTENCES: { readonly [K in EventName]: (e: Told) => string } = {
  'request/started': (e) =>
    t('a client of "{population}" opens a connection to ask for {method} {path}.', {
      population: e.of.population.name,
      method: e.of.route.method,
      path: e.of.route.path,
    }),
  'connection/established': () => t('the connection stands.'),
  'connection/retried': (e) =>
    t("nobody answers its connection request; the client's kernel tries again in {time}.", {
      time: durationText(e.arg),
    }),
  'connection/refused': () => t('the connection is refused.'),
  'request/sending': (e) => {
    if (e.arg < 0) return t('the client begins to send, and will fall silent before it is done.');
    const { bodyBytes } = e.run.seed(e.request);
    return t(
      'the client sends the request{size, select, none {} other { and {size} of body}}, {time, select, none {all at once} other {over {time}}}.',
      { size: bodyBytes > 0 ? bytesText(bodyBytes) : 'none', time: timeOf(e.arg) },
    );
  },
  'response/begun': (e) =>
    t(
      'the first bytes of the answer reach the client; it reads them {time, select, none {all at once} other {over {time}}}.',
      { time: timeOf(Math.max(0, e.arg)) },
    ),
  'request/answered': (e) => t('the client has the whole answer: {status}.', { status: e.arg }),
  'request/failed': (e) => t('it fails: {how}.', { how: failureWords(e.arg) }),
  'request/abandoned': (e) => t('the client gives up after {time}.', { time: durationText(e.arg) }),
  'connection/closed': () => t('the client closes its side of the connection.'),
  'front/accepted': (e) =>
    t(
      '{front} accepts the connection; {open, plural, one {# connection} other {# connections}} open.',
      { front: frontName(e), open: e.arg },
    ),
  'head/received': (e) =>
    e.arg === NONE
      ? t('{front} has the request head; no location matches.', { front: frontName(e) })
      : t('{front} has the request head; it matches {location}.', {
          front: frontName(e),
          location: locationText(e),
        }),
  'body/receiving': (e) =>
    t(
      '{front} {does, select, collect {starts to collect} other {starts to pass on}} the body{time, select, never {, which will never be complete} none {, all at once} other {, over {time}}}.',
      {
        front: frontName(e),
        does: collects(e) ? 'collect' : 'pass',
        time: timeOf(e.arg),
      },
    ),
  'body/buffered': (e) =>
    t('{front} has the whole body ({size}); only now does it call {taker}.', {
      front: frontName(e),
      size: bytesText(e.arg),
      taker: takerOf(appOf(e)),
    }),
  'static/served': (e) =>
    t('{front} takes the file from disk ({size}); no {holder} is needed.', {
      front: frontName(e),
      size: bytesText(e.arg),
      holder: holderOf(e),
    }),
  'upstream/connected': (e) =>
    t('{front} has a connection to the app server.', { front: frontName(e) }),
  'upstream/failed': (e) =>
    t('{front} gets no usable answer from the app server and tells the client {status}.', {
      front: frontName(e),
      status: plain(e.arg),
    }),
  'upstream/timedOut': (e) =>
    t('{front} has waited too long for the app server and tells the client {status}.', {
      front: frontName(e),
      status: plain(e.arg),
    }),
  'response/buffered': (e) =>
    t('{front} holds the whole answer ({size}); the {holder} is free of the client.', {
      front: frontName(e),
      size: bytesText(e.arg),
      holder: holderOf(e),
    }),
  'front/answered': (e) =>
    t('{front} answers by itself: {status}.', { front: frontName(e), status: plain(e.arg) }),
  'front/closed': (e) =>
    e.arg === 0
      ? t('{front} is done with this client and logs nothing.', { front: frontName(e) })
      : t('{front} is done with this client and logs {status}.', {
          front: frontName(e),
          status: plain(e.arg),
        }),
  'socket/queued': (e) =>
    t('waits for {taker} in the backlog, as number {place}.', {
      taker: takerOf(appOf(e)),
      place: plain(e.arg),
    }),
  'socket/overflowed': (e) =>
    t('finds the backlog full ({waiting} wait).', { waiting: plain(e.arg) }),
  'worker/forked': (e) =>
    t('{master} starts {process}.', {
      master: masterName(e),
      process: nameOf(e.run, e.actor, e.arg),
    }),
  'worker/booted': (e) =>
    t('{process} has imported {framework} and is ready.', {
      process: processName(e),
      framework: frameworkIn(e),
    }),
  'worker/accepted': takenText,
  'worker/received': (e) =>
    t('{who} has read the whole request{size, select, none {} other { ({size})}}.', {
      who: e.who,
      size: e.arg > 0 ? bytesText(e.arg) : 'none',
    }),
  'view/entered': (e) =>
    t('{framework}\'s view "{view}" begins on {who}.', {
      framework: frameworkIn(e),
      view: e.of.route.name,
      who: e.who,
    }),
  'view/left': (e) => t('the view returns {status}.', { status: plain(e.arg) }),
  'response/writing': (e) =>
    t('{who} writes the answer ({size}).', { who: e.who, size: bytesText(e.arg) }),
  'response/written': (e) =>
    t(
      '{who} has handed over the last byte{time, select, none {} other {, after waiting {time} for the reader}}.',
      { who: e.who, time: timeOf(Math.max(0, e.arg)) },
    ),
  'connection/awaited': (e) =>
    t(
      '{who} has answered and waits for the next request over this connection{time, select, never {} other {, {time} at most}}; nobody else gets it meanwhile.',
      { who: e.who, time: e.arg < 0 ? 'never' : durationText(e.arg) },
    ),
  'arbiter/ignored': (e) =>
    t(
      'nothing happens: the program knows no way to {what, select, reload {reload} more {have one process more} fewer {have one process less} other {do that}}.',
      { what: IGNORED[e.arg] ?? 'other' },
    ),
  'linger/started': (e) => t('{who} waits for the client to close, 2 s at most.', { who: e.who }),
  'worker/released': (e) =>
    t('{who} is free again{time, select, none {} other {, after {time}}}.', {
      who: e.who,
      time: timeOf(Math.max(0, e.arg)),
    }),
  'worker/timedOut': (e) =>
    t(
      'WORKER TIMEOUT: {process} has not reported for {time} (--timeout {limit}); {master} aborts it.',
      {
        process: processName(e),
        time: durationText(e.arg),
        limit: durationText(traitsOf(e.run.scenario.app).heartbeatUs),
        master: masterName(e),
      },
    ),
  'worker/killed': (e) =>
    t('{process} is killed by signal {signal}.', {
      process: processName(e),
      signal: plain(e.arg),
    }),
  'worker/exited': (e) =>
    e.arg > 0
      ? t('{process} is gone (exit code {code}).', { process: processName(e), code: plain(e.arg) })
      : t('{process} is gone.', { process: processName(e) }),
  'worker/stopping': (e) =>
    t('{process} is told to stop (signal {signal}); it finishes what it has.', {
      process: processName(e),
      signal: plain(e.arg),
    }),
  'session/connecting': (e) => t('{who} opens a connection to the database.', { who: e.who }),
  'session/connected': (e) =>
    t('the database connection stands; {open, plural, one {# session} other {# sessions}} open.', {
      open: e.arg,
    }),
  'session/refused': (e) =>
    t('the database refuses: too many connections ({open} open).', { open: plain(e.arg) }),
  'session/closed': (e) =>
    t('the database connection is closed; {open} still open.', { open: plain(e.arg) }),
  'query/started': (e) =>
    t('{framework} sends query {number} to the database.', {
      framework: frameworkIn(e),
      number: plain(e.arg),
    }),
  'query/finished': (e) => t('the result of query {number} is back.', { number: plain(e.arg) }),
  'query/failed': () => t('the query fails: the connection to the database is lost.'),
  'database/stopped': (e) =>
    t('the database stops; it will be away for {time}.', { time: durationText(e.arg) }),
  'database/started': () => t('the database is up again.'),
  'database/slowed': (e) =>
    e.arg === 1000
      ? t('the database is back to its own speed.')
      : t('the database becomes {factor} times as slow.', { factor: e.arg / 1000 }),
  'connection/reused': (e) =>
    t(
      'its client uses a connection that is still open and has carried {count, plural, one {# request} other {# requests}}.',
      { count: e.arg },
    ),
  'connection/kept': (e) =>
    t(
      'the connection stays open for a next request{time, select, never {} other {, {time} at most}}.',
      { time: e.arg < 0 ? 'never' : durationText(e.arg) },
    ),
  'connection/expired': (e) =>
    t('{who} closes the connection that was kept open, idle for {time}.', {
      who: e.actor === NONE ? frontName(e) : processName(e),
      time: durationText(e.arg),
    }),
  'connection/pooled': (e) =>
    t('{process} accepts it; it waits for a thread, as number {place}.', {
      process: processName(e),
      place: plain(e.arg),
    }),
  'connection/parked': (e) =>
    t('nothing has come for {time}: its thread gives the connection back, {process} watches it.', {
      time: durationText(e.arg),
      process: processName(e),
    }),
  'request/followed': (e) =>
    t('it is asked for because of {request}, a page.', { request: requestName(e.arg) }),
  'request/retried': (e) => t('it repeats {request}.', { request: requestName(e.arg) }),
  'page/loaded': (e) =>
    t('the page and all its files are there, after {time}.', { time: durationText(e.arg) }),
  'upstream/chosen': (e) =>
    t(
      '{front} chooses app server {number}{failed, select, none {} other {, after {failed} that failed}}.',
      {
        front: frontName(e),
        number: plain(e.actor + 1),
        failed: e.arg > 0 ? plain(e.arg) : 'none',
      },
    ),
  'upstream/reused': (e) =>
    t(
      '{front} sends it over a connection from its pool that has carried {count, plural, one {# request} other {# requests}}.',
      { front: frontName(e), count: e.arg },
    ),
  'upstream/kept': (e) =>
    t('{front} puts the connection into its pool; {idle} idle there.', {
      front: frontName(e),
      idle: plain(e.arg),
    }),
  'upstream/expired': (e) =>
    t(
      'an idle connection of {front}’s pool{server, select, none {} other { of app server {server}}} is closed; {left} left.',
      { front: frontName(e), server: serverNumber(e.actor, e), left: plain(e.arg) },
    ),
  'upstream/retried': (e) =>
    t(
      '{server, select, none {the app server} other {app server {server}}} {why, select, slow {has not answered in time} other {has failed}}; {front} sends the request again.',
      {
        server: serverNumber(e.actor, e),
        why: e.arg === 1 ? 'slow' : 'failed',
        front: frontName(e),
      },
    ),
  'limit/delayed': (e) =>
    t('its address asks too often: {front} lets it wait {time} for its turn (limit_req).', {
      front: frontName(e),
      time: durationText(e.arg),
    }),
  'limit/refused': (e) =>
    t(
      'its address asks too often, {requests} requests ahead of the rate: {front} refuses it (limit_req).',
      { requests: numberText(Number((e.arg / 1000).toFixed(1)), 1), front: frontName(e) },
    ),
  'cache/hit': (e) =>
    t(
      '{front} {how, select, stale {cannot get a new answer and gives the old one from its cache (STALE)} updating {gives the old answer from its cache while another request fetches a new one (UPDATING)} other {has the answer in its cache (HIT)}}; no {holder} is needed.',
      { front: frontName(e), how: CACHE_HITS[e.arg] ?? 'hit', holder: holderOf(e) },
    ),
  'cache/missed': (e) => t(CACHE_MISSES[e.arg] ?? CACHE_MISSES[0]),
  'cache/waiting': (e) =>
    t(
      'another request fetches the same answer; {front} looks again in {time} (proxy_cache_lock).',
      { front: frontName(e), time: durationText(e.arg) },
    ),
  'cache/stored': (e) =>
    t('{front} keeps the answer in its cache, fresh for {time}.', {
      front: frontName(e),
      time: durationText(e.arg),
    }),
  'response/compressed': (e) =>
    t('{front} compresses the answer to {size} (gzip).', {
      front: frontName(e),
      size: bytesText(e.arg),
    }),
  'upstream/down': (e) =>
    t('app server {number} has failed too often; {front} leaves it alone for {time}.', {
      number: plain(Math.max(0, e.actor) + 1),
      front: frontName(e),
      time: durationText(e.arg),
    }),
  'front/reloaded': (e) =>
    t(
      'new workers of {front} take over; the old ones finish {count, plural, one {# connection} other {# connections}}.',
      { front: frontName(e), count: e.arg },
    ),
  'arbiter/signalled': (e) =>
    t(
      '{master} gets {what, select, hup {HUP: new {processes} first, then the old ones end} term {TERM: everything is to end} other {signal {signal}}}.',
      {
        master: appMaster(e),
        what: e.arg === 1 ? 'hup' : e.arg === 15 ? 'term' : 'other',
        processes: nounsText(appOf(e).traits.processWord),
        signal: plain(e.arg),
      },
    ),
  'app/stopped': (e) => t('{app} has stopped; its socket is closed.', { app: appName(e.actor, e) }),
  'app/started': (e) =>
    t('{app} starts (pid {pid}).', { app: appName(e.actor, e), pid: plain(e.arg) }),
  'worker/recycling': (e) =>
    t(
      '{process} has served {count, plural, one {# request} other {# requests}}, its {setting, select, none {limit} other {{setting}}}; it will be replaced.',
      {
        process: processName(e),
        count: e.arg,
        setting: appOf(e).called('maxRequests')?.spoken ?? 'none',
      },
    ),
  'worker/blocked': (e) =>
    t('{process} waits {time} for this client to close and accepts nobody meanwhile.', {
      process: processName(e),
      time: durationText(e.arg),
    }),
  'span/entered': (e) =>
    t("{framework}'s {part} begins on {who}.", {
      framework: frameworkIn(e),
      part: spanText(e),
      who: e.who,
    }),
  'span/left': (e) =>
    t("{framework}'s {part} is done.", { framework: frameworkIn(e), part: spanText(e) }),
  'view/cancelled': (e) =>
    t('the client left {time} ago: {who} stops the view where it is.', {
      time: durationText(e.arg),
      who: e.who,
    }),
  'lock/waiting': (e) =>
    t(
      'its query waits for row “{row}”{holder, select, none {} other {, which {holder} holds}}; {waiting, plural, =1 {nobody else waits} other {{waiting} wait}}.',
      { row: rowName(e.run, e.request), holder: holderName(e), waiting: plain(e.arg) },
    ),
  'lock/taken': (e) =>
    t('it has row “{row}”{time, select, none {} other {, after {time}}}.', {
      row: rowName(e.run, e.request),
      time: timeOf(Math.max(0, e.arg)),
    }),
  'lock/released': (e) =>
    t(
      'it lets go of row “{row}”; {waited, plural, =0 {nobody waits for it} other {{waited} waited for it}}.',
      { row: rowName(e.run, e.request), waited: plain(e.arg) },
    ),
  'lock/timedOut': (e) =>
    t('it has waited {time} for row “{row}”: the database gives up on its query.', {
      time: durationText(e.arg),
      row: rowName(e.run, e.request),
    }),
  'memory/exhausted': (e) =>
    t('{host} is out of memory ({size} in use): the kernel must kill.', {
      host: e.run.scenario.hosts[e.actor]?.name ?? t('the host'),
      size: bytesText(e.arg),
    }),
  'worker/paused': (e) =>
    t(
      '{process} is stopped (SIGSTOP) {time, select, never {for good} other {for {time}}}: it does nothing and shows no heartbeat.',
      { process: processName(e), time: e.arg < 0 ? 'never' : durationText(e.arg) },
    ),
  'worker/resumed': (e) =>
    t('{process} goes on (SIGCONT), after {time} in which it stood still.', {
      process: processName(e),
      time: durationText(e.arg),
    }),
  'host/unplugged': (e) =>
    t(
      '{host} loses its network {time, select, never {for good} other {for {time}}}: what is sent to it or by it is lost.',
      { host: hostName(e), time: e.arg < 0 ? 'never' : durationText(e.arg) },
    ),
  'host/plugged': (e) =>
    t('{host} has its network back; what was lost is sent again.', { host: hostName(e) }),
  'host/busied': (e) =>
    e.arg === 0
      ? t('the other programs on {host} have stopped computing.', { host: hostName(e) })
      : t(
          '{count, plural, =1 {another program computes} other {{count} other programs compute}} on {host} and take their share of its cores.',
          { count: plain(e.arg), host: hostName(e) },
        ),
  'front/stopped': (e) =>
    t(
      '{front} stops (TERM) and closes {count, plural, one {# connection} other {# connections}}; who comes now is refused.',
      { front: frontName(e), count: e.arg },
    ),
  'address/tried': (e) =>
    t('nobody answers there; the client tries its next address, front server {number}.', {
      number: plain(e.arg + 1),
    }),
  'front/started': (e) => t('{front} starts and listens again.', { front: frontName(e) }),
  'client/slowed': (e) =>
    e.arg === 1000
      ? t('the line of "{population}" is as fast as before.', {
          population: clientsName(e, e.actor),
        })
      : t('the line of "{population}" becomes {factor} times as slow.', {
          population: clientsName(e, e.actor),
          factor: e.arg / 1000,
        }),
  'tls/handshaking': (e) =>
    t(HANDSHAKES[e.arg] ?? msg('the TLS handshake begins.'), {
      version: e.run.scenario.front?.tls?.protocol ?? '1.3',
    }),
  'tls/established': () => t('the TLS handshake is done: what follows is encrypted.'),
  'stream/opened': (e) =>
    e.arg === 0
      ? t('its client speaks HTTP/2: all of its requests go over this connection.')
      : t(
          'it goes as one more stream over its client’s HTTP/2 connection, which has carried {count, plural, one {# request} other {# requests}}.',
          { count: e.arg },
        ),
  'response/shared': (e) =>
    t('other answers want its client’s line too; the rest of this one takes {time}.', {
      time: durationText(e.arg),
    }),
  'intervention/applied': (e) => deedSentence(e.run.scenario.script[e.arg], e),
};

/** From where a slot takes a request: the backlog, its process's own queue, or a connection that was open. */
function takenText(e: Told): string {
  const { who } = e;
  const { unqueuedAt, stays } = runIndex(e.run);
  if (unqueuedAt[e.request] === e.index || stays.get(e.request)?.some((s) => s[1] === e.index))
    return t(
      '{who} takes it from the backlog; {waiting, plural, =0 {nobody waits behind it} one {{waiting} still waits} other {{waiting} still wait}}.',
      { who, waiting: plain(e.arg) },
    );
  return ownMoments(e.run, e.request, e.index).some((m) => m.name === 'connection/pooled')
    ? t('{who} takes it out of its {taker}’s queue.', { who, taker: nounText(takerWord(appOf(e))) })
    : t('{who} takes it from a connection that is open already.', { who });
}
