import { t } from '../language/t.ts';
import { type EventName, NONE } from '../recording/vocabulary.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';
import { deedSentence } from './deedSentence.ts';
import { nounsText, nounText } from './nouns.ts';
import { bytesText, durationText } from './plainWords.ts';
import { takerOf, takerWord } from './programs.ts';
import { ownMoments } from './state/ownMoments.ts';
import { runIndex } from './state/runIndex.ts';
import { processName as nameOf } from './state/slotTable.ts';
import {
  appMaster,
  appName,
  appOf,
  frameworkIn,
  frontName,
  hostName,
  masterName,
  plain,
  processName,
  type Sentences,
  spanText,
  type Told,
  timeOf,
} from './told.ts';

/** What a program may be unable to do, by the signal that would ask for it elsewhere. */
const IGNORED: Readonly<Record<number, string>> = { 1: 'reload', 21: 'more', 22: 'fewer' };

/** What is said of app servers, their processes and slots, and of the hosts they run on. */
export const SERVER_SENTENCES = {
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
  'intervention/applied': (e) => deedSentence(e.run.scenario.script[e.arg], e),
} satisfies Partial<Sentences<EventName>>;

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
