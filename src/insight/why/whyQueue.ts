import { NONE } from '../../recording/vocabulary.ts';
import { countText, durationText, requestName } from '../plainWords.ts';
import { appProgram, many, takesFromSocket } from '../programs.ts';
import { type Life, lifeOf } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { processName, slotTable } from '../state/slotTable.ts';
import type { ProcessFold } from '../state/world.ts';
import { backlogAfter } from '../state/worldAfter.ts';
import { sayBecause } from './whyBecause.ts';
import { sayBooting, sayNobodyRestarts } from './whyBooting.ts';
import { type Holding, holdings, type Moment, sayHolding } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

/** Slots named one by one in an explanation; the others are counted. */
const NAMED = 3;

/** In the backlog of the app server: who could take it, and why nobody does. Always true: it waits. */
export function explainQueue(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const queue = queueOf(m, life);
  const link = { request: life.request };
  say
    .say(name, { ...link, atUs: life.startUs })
    .say(' waits in the ')
    .say('backlog', { ...link, atUs: life.queuedUs, setting: 'backlog' });
  say.say(
    ` (position ${queue.indexOf(life.request) + 1} of ${queue.length}, for ${durationText(m.atUs - life.queuedUs)}): `,
  );
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
    say.say(`${countText(free, word, many(word))} will take the next in a moment.`);
    return;
  }
  const held = all.filter((h) => h.life !== null).length;
  const setting = app.called(app.traits.slotsPerProcess > 1 ? 'slots' : 'processes')?.key ?? null;
  if (held === 0) say.say(`no ${word} is ready. `);
  else if (held < all.length)
    say.say(
      `${countText(held, `${word} is`, `${many(word)} are`)} held, ${all.length - held} not ready. `,
      { setting },
    );
  else say.say(`${allOf(held, word)} held. `, { setting });
  if (all.length > 0) sayGroups(say, m, groups);
}

/** `the only worker is`, `both workers are`, `all 3 workers are`. */
function allOf(count: number, what: string): string {
  if (count === 1) return `the only ${what} is`;
  return `${count === 2 ? 'both' : `all ${count}`} ${many(what)} are`;
}

/** One sentence on who is held by whom, one on why. */
function sayGroups(say: Explanation, m: Moment, groups: readonly Holding[][]): void {
  const named = groups.flat().slice(0, NAMED);
  named.forEach((h, i) => {
    if (i > 0) say.say('; ');
    sayHolding(say, m, h, i === 0);
  });
  const rest = groups.flat().length - named.length;
  say.say(rest > 0 ? `; ${rest} more likewise. ` : '. ');
  groups.slice(0, 2).forEach((group, i) => {
    const first = group[0] as Holding;
    if (first.cause === 'moment' && groups.length > 1) return;
    say.say(i === 0 ? 'The reason: ' : ' And ');
    sayBecause(say, m, first);
    say.say('.');
  });
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
    say.say(`${processName(m.run, free.p.process)} will accept it in a moment.`, {
      atUs: free.p.sinceUs,
    });
    return;
  }
  const { processWord } = appProgram(m.run.scenario).traits;
  say.say(all.length === 0 ? `no ${processWord} is there.` : `no ${processWord} accepts. `);
  const first = all[0];
  if (!first) return;
  all.slice(0, NAMED).forEach(({ p, bar }, i) => {
    if (i > 0) say.say('; ');
    sayBar(say, m, p, bar, i === 0);
  });
  const rest = all.length - NAMED;
  say.say(rest > 0 ? `; ${rest} more likewise. ` : '. ').say('The reason: ');
  sayBarReason(say, m, first.p, first.bar);
  say.say('.');
}

function sayBar(say: Explanation, m: Moment, p: ProcessFold, bar: Bar, first: boolean): void {
  const name = processName(m.run, p.process);
  const since = durationText(m.atUs - p.sinceUs);
  say.say(first ? capital(name) : name, { atUs: p.sinceUs });
  switch (bar) {
    case 'booting':
      say.say(` is starting for ${since}`);
      return;
    case 'dead':
      say.say(` is gone for ${since}`);
      return;
    case 'stopping':
      say.say(` is about to end`);
      return;
    case 'full':
      say.say(' has all the connections that it may');
      return;
    default:
      say
        .say(' waits for ')
        .say(requestName(p.blockedBy), { request: p.blockedBy })
        .say(` to close, for ${durationText(p.blockedUntilUs - m.atUs)} more`);
  }
}

function sayBarReason(say: Explanation, m: Moment, p: ProcessFold, bar: Bar): void {
  const app = appProgram(m.run.scenario);
  const { processWord } = app.traits;
  switch (bar) {
    case 'booting':
      sayBooting(say, m, {
        process: p.process,
        sinceUs: p.sinceUs,
        worker: slotTable(m.run).slotsOf(p.process)[0] ?? p.process,
      });
      return;
    case 'dead':
      say.say(`a ${processWord} that has ended accepts nobody`);
      sayNobodyRestarts(say, app);
      return;
    case 'stopping':
      if (p.recycling)
        say
          .say('after ')
          .named(app.called('maxRequests'), 'its requests')
          .say(
            ` (${app.traits.maxRequests}) a ${processWord} finishes what it has and accepts nobody`,
          );
      else
        say.say(`a ${processWord} that was told to stop finishes what it has and accepts nobody`);
      return;
    case 'full':
      say
        .named(app.called('connections'), 'the most it may have')
        .say(` is ${app.traits.connectionsPerProcess}`);
      return;
    default:
      sayMainThread(say, m, p);
  }
}

/** The closing wait of current Gunicorn, where it hurts most: in the thread that accepts. */
function sayMainThread(say: Explanation, m: Moment, p: ProcessFold): void {
  const { release, aProcess } = appProgram(m.run.scenario);
  say.say(
    `${release} waits up to 2 s for a client to close its connection, and ${aProcess} does so in its main thread, which alone accepts connections and hands them out`,
    { request: p.blockedBy === NONE ? null : p.blockedBy },
  );
}

/** gthread: accepted by a process whose threads are all held. Another process may have free ones: what is accepted stays. */
export function explainPool(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const p = m.world.processes[life.process];
  if (!p) return false;
  const who = processName(m.run, p.process, p.pid);
  const place = p.pooled.indexOf(life.request) + 1;
  say
    .say(name, { request: life.request, atUs: life.startUs })
    .say(` waits for a thread of ${who}`, { request: life.request, atUs: life.pooledUs })
    .say(
      ` (position ${Math.max(1, place)} of ${Math.max(1, p.pooled.length)} in its own queue, for ${durationText(m.atUs - life.pooledUs)}): `,
    );
  const threads = m.world.workers.filter((w) => w.process === p.process && w.pid !== 0);
  const held = threads.filter((w) => w.request !== NONE).length;
  if (held < threads.length && p.blockedUntilUs > m.atUs) {
    say
      .say('a thread is free, but the main thread, which hands connections out, waits for ')
      .say(requestName(p.blockedBy), { request: p.blockedBy })
      .say(' to close. The reason: ');
    sayMainThread(say, m, p);
    say.say('.');
    return true;
  }
  if (held < threads.length) {
    say.say('one is about to take it.');
    return true;
  }
  const { called } = appProgram(m.run.scenario);
  say.say(`${allOf(held, 'thread')} held. `, { setting: called('slots')?.key ?? null });
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
  say.say(
    ` ${capital(processName(m.run, other.process))} has ${countText(freeThreads(m, other), 'thread')} free, but ${appProgram(m.run.scenario).aProcess} accepts whatever comes, and what it has accepted stays with it.`,
    { atUs: other.sinceUs },
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function freeThreads(m: Moment, p: ProcessFold): number {
  return m.world.workers.filter((w) => w.process === p.process && w.state === 'idle').length;
}

/** A connection over which nothing has come, back at the worker's poller: it holds nobody. */
export function explainParked(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const { called, traits } = appProgram(m.run.scenario);
  const { limits, slotWord, processWord } = traits;
  say
    .say(name, { request: life.request, atUs: life.startUs })
    .say(
      ` is connected to ${processName(m.run, life.process)} and sends nothing. A ${slotWord} waited ${durationText(limits.firstByteUs)} for its first byte, then gave the connection back to the ${processWord}'s poller ${durationText(m.atUs - life.parkedUs)} ago: no ${slotWord} is held. It is closed after `,
      { request: life.request, atUs: life.parkedUs },
    )
    .named(called('keepalive'), 'a while')
    .say(` (${durationText(limits.keepaliveUs)}).`);
  return false;
}
