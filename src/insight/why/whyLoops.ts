import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { aNounText, nounText } from '../nouns.ts';
import { durationText, requestName } from '../plainWords.ts';
import { appProgram } from '../programs.ts';
import type { Life } from '../state/life.ts';
import { processName, slotTable } from '../state/slotTable.ts';
import type { ProcessFold } from '../state/world.ts';
import { sayBooting, sayNobodyRestarts } from './whyBooting.ts';
import { capital, type Moment } from './whyHeld.ts';
import { type Explanation, named, piece } from './whyParts.ts';
import { NAMED, sayList } from './whySlots.ts';

type Bar = 'booting' | 'dead' | 'blocked' | 'stopping' | 'full' | 'none';

/** What keeps a worker's loop from accepting. */
export function barOf(m: Moment, p: ProcessFold): Bar {
  if (p.state !== 'ready') return p.state;
  if (p.stopping || p.recycling) return 'stopping';
  if (p.blockedUntilUs > m.atUs) return 'blocked';
  const connections = p.busy + p.pooled.length + p.parked.length + p.idle;
  return connections >= appProgram(m.run.scenario).traits.connectionsPerProcess ? 'full' : 'none';
}

/** A loop in each process accepts whatever comes, whether or not anybody is free to deal with it. */
export function sayLoops(say: Explanation, m: Moment, life: Life): void {
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
export function sayMainThread(say: Explanation, m: Moment, p: ProcessFold): void {
  const { release, aProcess } = appProgram(m.run.scenario);
  say.more(
    msg(
      '{app} waits up to 2 s for a client to close its connection, and {who} does so in its main thread, which alone accepts connections and hands them out##who: a gthread worker',
    ),
    { app: release, who: aProcess },
    { request: p.blockedBy === NONE ? null : p.blockedBy },
  );
}

/** Processes of the app server that a request has come to. */
function processesOf(m: Moment, life: Life): ProcessFold[] {
  return m.world.processes.filter(
    (p) => p.pid !== 0 && p.instance === life.instance && !(p.state === 'dead' && p.stopping),
  );
}
