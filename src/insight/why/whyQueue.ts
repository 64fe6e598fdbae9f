import { msg, t } from '../../language/t.ts';
import { nounsCounted, nounText } from '../nouns.ts';
import { durationText } from '../plainWords.ts';
import { appProgram, takesFromSocket } from '../programs.ts';
import { type Life, lifeOf } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { slotTable } from '../state/slotTable.ts';
import { backlogAfter } from '../state/worldAfter.ts';
import { holdings, type Moment } from './whyHeld.ts';
import { sayLoops } from './whyLoops.ts';
import type { Explanation } from './whyParts.ts';
import { sayAllHeld, sayGroups } from './whySlots.ts';
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
