import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { aNounText, type Noun, nounsCounted, nounsText, nounText } from '../nouns.ts';
import { durationText, requestName } from '../plainWords.ts';
import { appProgram, takesFromSocket } from '../programs.ts';
import { type Life, lifeOf } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { processName, slotTable } from '../state/slotTable.ts';
import type { ProcessFold } from '../state/world.ts';
import { backlogAfter } from '../state/worldAfter.ts';
import { because } from './whyBecause.ts';
import { sayBooting, sayNobodyRestarts } from './whyBooting.ts';
import { capital, type Holding, holdings, type Moment, sayHolding } from './whyHeld.ts';
import { type Explanation, named, piece } from './whyParts.ts';

/** Slots named one by one in an explanation; the others are counted. */
const NAMED = 3;

/** In the backlog of the app server: who could take it, and why nobody does. Always true: it waits. */
export function explainQueue(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const queue = queueOf(m, life);
  const link = { request: life.request };
  say.tell(msg('{request} waits in the {backlog} (position {place} of {all}, for {time}):'), {
    request: { text: name, ...link, atUs: life.startUs },
    backlog: { text: t('backlog'), ...link, atUs: life.queuedUs, setting: 'backlog' },
    place: String(queue.indexOf(life.request) + 1),
    all: String(queue.length),
    time: durationText(m.atUs - life.queuedUs),
  });
  if (takesFromSocket(appProgram(m.run.scenario))) sayWorkers(say, m, life);
  else sayLoops(say, m, life);
  return true;
}

function queueOf(m: Moment, life: Life): readonly number[] {
  const all = [...backlogAfter(m.run, m.count)];
  if (m.run.scenario.app.instances <= 1) return all;
  const index = runIndex(m.run);
  return all.filter((r) => lifeOf(m.run, index, r, m.count).instance === life.instance);
}

/** Processes of the app server that a request has come to. */
function processesOf(m: Moment, life: Life): ProcessFold[] {
  return m.world.processes.filter(
    (p) => p.pid !== 0 && p.instance === life.instance && !(p.state === 'dead' && p.stopping),
  );
}

/** Whoever deals with requests takes one connection at a time off the socket, and all are taken. */
function sayWorkers(say: Explanation, m: Moment, life: Life): void {
  const { instanceOf } = slotTable(m.run);
  const app = appProgram(m.run.scenario);
  const word = app.traits.slotWord;
  const groups = holdings(m, (w) => instanceOf(w.process) === life.instance);
  const all = groups.flat();
  const free = all.filter((h) => h.cause === 'moment' && h.life === null).length;
  if (free > 0) {
    say.tell(msg('{slots} will take the next in a moment.##slots: 2 workers'), {
      slots: nounsCounted(free, word),
    });
    return;
  }
  const held = all.filter((h) => h.life !== null).length;
  const setting = app.called(app.traits.slotsPerProcess > 1 ? 'slots' : 'processes')?.key ?? null;
  if (held === 0)
    say.tell(msg('no {noun} is ready.##noun: worker, thread'), { noun: nounText(word) });
  else if (held < all.length)
    say.tell(
      msg(
        '{count, plural, one {{slots} is} other {{slots} are}} held, {rest} not ready.##slots: 2 workers',
      ),
      { count: held, slots: nounsCounted(held, word), rest: String(all.length - held) },
      { setting },
    );
  else sayAllHeld(say, held, word, setting);
  if (all.length > 0) sayGroups(say, m, groups);
}

/** `the only worker is held`, `both workers are`, `all 3 workers are`. */
function sayAllHeld(say: Explanation, count: number, what: Noun, setting: string | null): void {
  say.tell(
    msg(
      '{count, plural, =1 {the only {noun} is} =2 {both {nouns} are} other {all {number} {nouns} are}} held.##noun: worker, thread',
    ),
    { count, number: String(count), noun: nounText(what), nouns: nounsText(what) },
    { setting },
  );
}

/** One sentence on who is held by whom, one on why. */
function sayGroups(say: Explanation, m: Moment, groups: readonly Holding[][]): void {
  const all = groups.flat();
  sayList(
    say,
    all.slice(0, NAMED).map((h, i) => sayHolding(m, h, i === 0)),
    all.length - NAMED,
  );
  groups.slice(0, 2).forEach((group, i) => {
    const first = group[0] as Holding;
    if (first.cause === 'moment' && groups.length > 1) return;
    const reason = because(m, first);
    if (i === 0) say.tell(msg('The reason: {reason}.'), { reason });
    else say.tell(msg('And {reason}.##one more reason'), { reason });
  });
}

/** A sentence of so many parts, and how many more there are that it does not name. */
function sayList(say: Explanation, listed: readonly Explanation[], rest: number): void {
  const list = piece((into) => {
    listed.forEach((each, i) => {
      into.more(i > 0 ? msg('; {each}##one of a list') : '{each}', { each });
    });
  });
  if (rest > 0)
    say.tell(msg('{list}; {rest} more likewise.##list: worker 1 …; worker 2 …'), {
      list,
      rest: String(rest),
    });
  else say.tell(msg('{list}.##a sentence: worker 1 …; worker 2 …'), { list });
}

type Bar = 'booting' | 'dead' | 'blocked' | 'stopping' | 'full' | 'none';

/** What keeps a worker's loop from accepting. */
function barOf(m: Moment, p: ProcessFold): Bar {
  if (p.state !== 'ready') return p.state;
  if (p.stopping || p.recycling) return 'stopping';
  if (p.blockedUntilUs > m.atUs) return 'blocked';
  const connections = p.busy + p.pooled.length + p.parked.length + p.idle;
  return connections >= appProgram(m.run.scenario).traits.connectionsPerProcess ? 'full' : 'none';
}

/** A loop in each process accepts whatever comes, whether or not anybody is free to deal with it. */
function sayLoops(say: Explanation, m: Moment, life: Life): void {
  const all = processesOf(m, life).map((p) => ({ p, bar: barOf(m, p) }));
  const free = all.find(({ bar }) => bar === 'none');
  if (free) {
    say.tell(
      msg('{process} will accept it in a moment.'),
      { process: processName(m.run, free.p.process) },
      { atUs: free.p.sinceUs },
    );
    return;
  }
  const noun = nounText(appProgram(m.run.scenario).traits.processWord);
  const first = all[0];
  if (!first) {
    say.tell(msg('no {noun} is there.##noun: worker, process'), { noun });
    return;
  }
  say.tell(msg('no {noun} accepts.##noun: worker, process; accepts connections'), { noun });
  sayList(
    say,
    all.slice(0, NAMED).map(({ p, bar }, i) => sayBar(m, p, bar, i === 0)),
    all.length - NAMED,
  );
  say.tell(msg('The reason: {reason}.'), { reason: barReason(m, first.p, first.bar) });
}

function sayBar(m: Moment, p: ProcessFold, bar: Bar, first: boolean): Explanation {
  const name = processName(m.run, p.process);
  const places = {
    who: { text: first ? capital(name) : name, atUs: p.sinceUs },
    time: durationText(m.atUs - p.sinceUs),
  };
  return piece((say) => {
    switch (bar) {
      case 'booting':
        say.more(msg('{who} is starting for {time}'), places);
        return;
      case 'dead':
        say.more(msg('{who} is gone for {time}'), places);
        return;
      case 'stopping':
        say.more(msg('{who} is about to end'), places);
        return;
      case 'full':
        say.more(msg('{who} has all the connections that it may'), places);
        return;
      default:
        say.more(msg('{who} waits for {request} to close, for {rest} more##rest: 1.5 s'), {
          ...places,
          request: { text: requestName(p.blockedBy), request: p.blockedBy },
          rest: durationText(p.blockedUntilUs - m.atUs),
        });
    }
  });
}

const barReason = (m: Moment, p: ProcessFold, bar: Bar): Explanation =>
  piece((say) => sayBarReason(say, m, p, bar));

function sayBarReason(say: Explanation, m: Moment, p: ProcessFold, bar: Bar): void {
  const app = appProgram(m.run.scenario);
  const who = aNounText(app.traits.processWord);
  switch (bar) {
    case 'booting':
      sayBooting(say, m, {
        process: p.process,
        sinceUs: p.sinceUs,
        worker: slotTable(m.run).slotsOf(p.process)[0] ?? p.process,
      });
      return;
    case 'dead':
      say.more(msg('{who} that has ended accepts nobody##who: a worker, a process'), { who });
      sayNobodyRestarts(say, app);
      return;
    case 'stopping':
      if (p.recycling)
        say.more(
          msg(
            'after {requests} ({number}) {who} finishes what it has and accepts nobody##requests: max_requests; who: a worker',
          ),
          {
            requests: named(app.called('maxRequests'), t('its requests')),
            number: String(app.traits.maxRequests),
            who,
          },
        );
      else
        say.more(
          msg(
            '{who} that was told to stop finishes what it has and accepts nobody##who: a worker, a process',
          ),
          { who },
        );
      return;
    case 'full':
      say.more(msg('{setting} is {number}##worker_connections is 100'), {
        setting: named(app.called('connections'), t('the most it may have##connections')),
        number: String(app.traits.connectionsPerProcess),
      });
      return;
    default:
      sayMainThread(say, m, p);
  }
}

/** The closing wait of current Gunicorn, where it hurts most: in the thread that accepts. */
function sayMainThread(say: Explanation, m: Moment, p: ProcessFold): void {
  const { release, aProcess } = appProgram(m.run.scenario);
  say.more(
    msg(
      '{app} waits up to 2 s for a client to close its connection, and {who} does so in its main thread, which alone accepts connections and hands them out##who: a gthread worker',
    ),
    { app: release, who: aProcess },
    { request: p.blockedBy === NONE ? null : p.blockedBy },
  );
}

/** gthread: accepted by a process whose threads are all held. Another process may have free ones: what is accepted stays. */
export function explainPool(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const p = m.world.processes[life.process];
  if (!p) return false;
  const who = processName(m.run, p.process, p.pid);
  const place = p.pooled.indexOf(life.request) + 1;
  say.tell(
    msg(
      '{request}<waits> waits for a thread of {who}</waits> (position {place} of {all} in its own queue, for {time}):',
    ),
    {
      request: { text: name, request: life.request, atUs: life.startUs },
      waits: { request: life.request, atUs: life.pooledUs },
      who,
      place: String(Math.max(1, place)),
      all: String(Math.max(1, p.pooled.length)),
      time: durationText(m.atUs - life.pooledUs),
    },
  );
  const threads = m.world.workers.filter((w) => w.process === p.process && w.pid !== 0);
  const held = threads.filter((w) => w.request !== NONE).length;
  if (held < threads.length && p.blockedUntilUs > m.atUs) {
    say.tell(
      msg(
        'a thread is free, but the main thread, which hands connections out, waits for {request} to close. The reason: {reason}.',
      ),
      {
        request: { text: requestName(p.blockedBy), request: p.blockedBy },
        reason: piece((into) => sayMainThread(into, m, p)),
      },
    );
    return true;
  }
  if (held < threads.length) {
    say.tell(msg('one is about to take it.##a thread'));
    return true;
  }
  const { called } = appProgram(m.run.scenario);
  sayAllHeld(say, held, 'thread', called('slots')?.key ?? null);
  sayGroups(
    say,
    m,
    holdings(m, (w) => w.process === p.process),
  );
  sayOthersFree(say, m, p);
  return true;
}

function sayOthersFree(say: Explanation, m: Moment, p: ProcessFold): void {
  const other = m.world.processes.find((o) => {
    if (o.process === p.process || o.instance !== p.instance || barOf(m, o) !== 'none')
      return false;
    return freeThreads(m, o) > 0;
  });
  if (!other) return;
  say.tell(
    msg(
      '{process} has {free, plural, one {# thread} other {# threads}} free, but {who} accepts whatever comes, and what it has accepted stays with it.##who: a gthread worker',
    ),
    {
      process: capital(processName(m.run, other.process)),
      free: freeThreads(m, other),
      who: appProgram(m.run.scenario).aProcess,
    },
    { atUs: other.sinceUs },
  );
}

function freeThreads(m: Moment, p: ProcessFold): number {
  return m.world.workers.filter((w) => w.process === p.process && w.state === 'idle').length;
}

/** A connection over which nothing has come, back at the worker's poller: it holds nobody. */
export function explainParked(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const { called, traits } = appProgram(m.run.scenario);
  const { limits, slotWord, processWord } = traits;
  say.tell(
    msg(
      "{request}<sends> is connected to {process} and sends nothing. {aSlot} waited {first} for its first byte, then gave the connection back to the {noun}'s poller {ago} ago: no {slot} is held. It is closed after</sends> {limit} ({time}).##aSlot: A thread; noun: worker; limit: keepalive",
    ),
    {
      request: { text: name, request: life.request, atUs: life.startUs },
      sends: { request: life.request, atUs: life.parkedUs },
      process: processName(m.run, life.process),
      aSlot: capital(aNounText(slotWord)),
      slot: nounText(slotWord),
      noun: nounText(processWord),
      first: durationText(limits.firstByteUs),
      ago: durationText(m.atUs - life.parkedUs),
      limit: named(called('keepalive'), t('a while')),
      time: durationText(limits.keepaliveUs),
    },
  );
  return false;
}
