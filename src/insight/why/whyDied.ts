import { msg, t } from '../../language/t.ts';
import type { RecordedEvent } from '../../recording/recording.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { bytesText, durationText, requestName } from '../plainWords.ts';
import { appProgram } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { processName, slotTable } from '../state/slotTable.ts';
import { sayNobodyRestarts } from './whyBooting.ts';
import { type Fault, justBefore, lastOf, linkTo } from './whyFault.ts';
import type { Moment } from './whyHeld.ts';
import { type Explanation, type Linked, named, piece } from './whyParts.ts';

const SIGHUP = 1;

/** What views do to their own process. To be shown with `t`. */
export const DEEDS: Readonly<Record<string, string>> = {
  crash: msg('called os._exit(1)##a view did this'),
  segv: msg('made it touch memory that is not its own (SIGSEGV)##a view did this to its process'),
  sigkill: msg('sent it SIGKILL##a view did this to its process'),
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
  const end = died.name === 'worker/killed';
  say.tell(
    end
      ? msg(
          '{process} was killed by signal {number} while it served this request{more}.##more: why',
        )
      : msg('{process} ended (exit code {number}) while it served this request{more}.##more: why'),
    {
      process: {
        text: processName(m.run, process),
        worker: life.worker === NONE ? null : life.worker,
        ...link,
      },
      number: String(died.arg),
      more: piece((into) => {
        sayCulprit(into, f, at, process);
        sayNobodyRestarts(into, appProgram(m.run.scenario));
      }),
    },
  );
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
  say.tell(
    msg(
      'the kernel killed {process}: the host "{host}" had no memory left, {size} were in use of {all}.',
    ),
    {
      process: {
        text: processName(m.run, process),
        ...linkTo(f, died),
        worker: f.life.worker,
      },
      host: host?.name ?? 'server',
      size: bytesText(m.run.arg(exhausted)),
      all: { text: bytesText(host?.memoryBytes ?? 0), setting: 'memory', atUs: died.at },
    },
  );
}

/** Whose view ended the process: its own, or that of a request that shared the process with it. */
function sayCulprit(into: Explanation, { life, m }: Fault, at: Moment, process: number): void {
  const culprit = at.world.workers.find(
    (w) =>
      w.process === process &&
      w.state === 'running' &&
      w.request !== NONE &&
      DEEDS[circumstances(m.run, w.request).route.effect] !== undefined,
  );
  if (!culprit) return;
  const { route } = circumstances(m.run, culprit.request);
  const places = { view: route.name, deed: t(DEEDS[route.effect] as string) };
  const link = { request: culprit.request };
  if (culprit.request === life.request)
    into.more(msg(': its view "{view}" {deed}##deed: called os._exit(1)'), places, link);
  else
    into.more(
      msg(': {request} shared the process, and its view "{view}" {deed}##deed: called os._exit(1)'),
      { ...places, request: requestName(culprit.request) },
      link,
    );
}

/** HUP, TERM or max_requests: it was to end, and the time for what it had under way was over. */
function sayToldToStop(f: Fault, at: Moment, process: number, died: RecordedEvent): boolean {
  const { say, life, m } = f;
  const p = at.world.processes[process];
  if (!p || !(p.stopping || p.recycling)) return false;
  const app = appProgram(m.run.scenario);
  say.tell(msg('{stopped}, and ended before it was done: {limit} is {time}.##limit: a setting'), {
    stopped: stoppedWords(
      f,
      {
        text: processName(m.run, process),
        ...linkTo(f, died),
        worker: life.worker === NONE ? null : life.worker,
      },
      process,
      died.index,
    ),
    limit: named(app.called('graceful'), t('the time for that##is a setting'), linkTo(f, died)),
    time: durationText(app.traits.gracefulUs),
  });
  return true;
}

/** `worker 1 was told to stop by HUP (a reload)`: why a process was about to end. */
export function stoppedWords(
  { m }: Fault,
  who: Linked,
  process: number,
  untilIndex: number,
): Explanation {
  const app = appProgram(m.run.scenario);
  const instance = slotTable(m.run).instanceOf(process);
  for (let i = untilIndex - 1; i >= 0; i--) {
    const type = m.run.type(i);
    const link = { atUs: m.run.at(i) };
    if (type === EVENT['worker/recycling'] && m.run.actor(i) === process)
      return piece((say) =>
        say.more(msg('{process}<had> had served its {requests}</had> ({number})'), {
          process: who,
          had: link,
          requests: named(app.called('maxRequests'), t('requests'), link),
          number: String(app.traits.maxRequests),
        }),
      );
    if (type === EVENT['arbiter/signalled'] && Math.max(0, m.run.actor(i)) === instance)
      return piece((say) =>
        say.more(
          m.run.arg(i) === SIGHUP
            ? msg('{process}<was> was told to stop by HUP (a reload)</was>')
            : msg('{process}<was> was told to stop by TERM</was>'),
          { process: who, was: link },
        ),
      );
    if (type === EVENT['worker/forked'] && m.run.actor(i) === process) break;
  }
  return piece((say) => say.more(msg('{process} was told to stop'), { process: who }));
}
