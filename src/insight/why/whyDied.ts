import type { RecordedEvent } from '../../recording/recording.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { bytesText, durationText, requestName } from '../plainWords.ts';
import { appProgram } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { processName, slotTable } from '../state/slotTable.ts';
import { sayNobodyRestarts } from './whyBooting.ts';
import { type Fault, justBefore, lastOf, linkTo } from './whyFault.ts';
import type { Moment } from './whyHeld.ts';

const SIGHUP = 1;

/** What views do to their own process. */
export const DEEDS: Readonly<Record<string, string>> = {
  crash: 'called os._exit(1)',
  segv: 'made it touch memory that is not its own (SIGSEGV)',
  sigkill: 'sent it SIGKILL',
};

/** The process that had the request died. */
export function sayDeath(f: Fault): boolean {
  const { say, m, life } = f;
  const died = lastOf(f, 'worker/killed') ?? lastOf(f, 'worker/exited');
  if (!died || (life.worker === NONE && life.process === NONE)) return false;
  const process = life.worker === NONE ? life.process : slotTable(m.run).processOf(life.worker);
  const link = linkTo(f, died);
  const at = justBefore(m, died);
  const exhausted = exhaustedBefore(m, died);
  if (exhausted !== NONE) {
    sayOutOfMemory(f, died, process, exhausted);
    return true;
  }
  if (sayToldToStop(f, at, process, died)) return true;
  say.say(processName(m.run, process), {
    worker: life.worker === NONE ? null : life.worker,
    ...link,
  });
  say.say(
    died.name === 'worker/killed'
      ? ` was killed by signal ${died.arg} while it served this request`
      : ` ended (exit code ${died.arg}) while it served this request`,
  );
  sayCulprit(f, at, process);
  sayNobodyRestarts(say, appProgram(m.run.scenario));
  say.say('.');
  return true;
}

/** Event with which the host of the process ran out of memory, at the moment of its death, or NONE. */
function exhaustedBefore(m: Moment, died: RecordedEvent): number {
  for (let i = died.index - 1; i >= 0 && m.run.at(i) === died.at; i--)
    if (m.run.type(i) === EVENT['memory/exhausted']) return i;
  return NONE;
}

function sayOutOfMemory(f: Fault, died: RecordedEvent, process: number, exhausted: number): void {
  const { m, say } = f;
  const host = m.run.scenario.hosts[Math.max(0, m.run.actor(exhausted))];
  say
    .say('the kernel killed ')
    .say(processName(m.run, process), { ...linkTo(f, died), worker: f.life.worker })
    .say(`: the host "${host?.name ?? 'server'}" had no memory left, `)
    .say(`${bytesText(m.run.arg(exhausted))} were in use of `)
    .say(bytesText(host?.memoryBytes ?? 0), { setting: 'memory', atUs: died.at })
    .say('.');
}

/** Whose view ended the process: its own, or that of a request that shared the process with it. */
function sayCulprit({ say, life, m }: Fault, at: Moment, process: number): void {
  const culprit = at.world.workers.find(
    (w) =>
      w.process === process &&
      w.state === 'running' &&
      w.request !== NONE &&
      DEEDS[circumstances(m.run, w.request).route.effect] !== undefined,
  );
  if (!culprit) return;
  const { route } = circumstances(m.run, culprit.request);
  const whose =
    culprit.request === life.request
      ? 'its'
      : `${requestName(culprit.request)} shared the process, and its`;
  say.say(`: ${whose} view "${route.name}" ${DEEDS[route.effect]}`, { request: culprit.request });
}

/** HUP, TERM or max_requests: it was to end, and the time for what it had under way was over. */
function sayToldToStop(f: Fault, at: Moment, process: number, died: RecordedEvent): boolean {
  const { say, life, m } = f;
  const p = at.world.processes[process];
  if (!p || !(p.stopping || p.recycling)) return false;
  const app = appProgram(m.run.scenario);
  say.say(processName(m.run, process), {
    ...linkTo(f, died),
    worker: life.worker === NONE ? null : life.worker,
  });
  sayWhyStopping(f, process, died.index);
  say
    .say(', and ended before it was done: ')
    .named(app.called('graceful'), 'the time for that', linkTo(f, died))
    .say(` is ${durationText(app.traits.gracefulUs)}.`);
  return true;
}

/** ` was told to stop by HUP (a reload)`: why a process was about to end. */
export function sayWhyStopping({ say, m }: Fault, process: number, untilIndex: number): void {
  const app = appProgram(m.run.scenario);
  const instance = slotTable(m.run).instanceOf(process);
  for (let i = untilIndex - 1; i >= 0; i--) {
    const type = m.run.type(i);
    if (type === EVENT['worker/recycling'] && m.run.actor(i) === process) {
      say
        .say(' had served its ', { atUs: m.run.at(i) })
        .named(app.called('maxRequests'), 'requests', { atUs: m.run.at(i) })
        .say(` (${app.traits.maxRequests})`);
      return;
    }
    if (type === EVENT['arbiter/signalled'] && Math.max(0, m.run.actor(i)) === instance) {
      const signal = m.run.arg(i) === SIGHUP ? 'HUP (a reload)' : 'TERM';
      say.say(` was told to stop by ${signal}`, { atUs: m.run.at(i) });
      return;
    }
    if (type === EVENT['worker/forked'] && m.run.actor(i) === process) break;
  }
  say.say(' was told to stop');
}
