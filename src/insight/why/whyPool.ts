import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { aNounText, nounText } from '../nouns.ts';
import { durationText, requestName } from '../plainWords.ts';
import { appProgram } from '../programs.ts';
import type { Life } from '../state/life.ts';
import { processName } from '../state/slotTable.ts';
import type { ProcessFold } from '../state/world.ts';
import { capital, holdings, type Moment } from './whyHeld.ts';
import { barOf, sayMainThread } from './whyLoops.ts';
import { type Explanation, named, piece } from './whyParts.ts';
import { sayAllHeld, sayGroups } from './whySlots.ts';
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
