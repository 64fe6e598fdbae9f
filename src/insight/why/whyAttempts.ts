import { msg, t } from '../../language/t.ts';
import type { RecordedEvent } from '../../recording/recording.ts';
import { nounText } from '../nouns.ts';
import { appProgram, frontProgram } from '../programs.ts';
import type { Life } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { processName, slotTable } from '../state/slotTable.ts';
import type { Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

/** Which app servers nginx has asked before, and why it went on: one sentence for each. */
export function sayAttempts(say: Explanation, m: Moment, life: Life): void {
  const events = ownMoments(m.run, life.request, m.count);
  events.forEach((e, i) => {
    if (e.name !== 'upstream/retried') return;
    say.tell(
      msg('{front} had sent it before: {what}, so it sent it again.'),
      {
        front: frontProgram(m.run.scenario)?.name ?? '',
        what: whatWentWrong(m, e, events.slice(0, i)),
      },
      {
        request: life.request,
        atUs: e.at,
        setting: frontProgram(m.run.scenario)?.called('nextUpstream')?.key ?? null,
      },
    );
  });
}

/** `app server 2 was too slow`. */
function whatWentWrong(m: Moment, e: RecordedEvent, before: readonly RecordedEvent[]): string {
  const { app } = m.run.scenario;
  const from = before.findLastIndex((b) => b.name === 'upstream/retried');
  const own = before.slice(from + 1);
  const number = app.instances > 1 ? String(Math.max(0, e.actor) + 1) : 'none';
  const server = t('{number, select, none {the app server} other {app server {number}}}', {
    number,
  });
  if (e.arg === 1) return t('{server} was too slow', { server });
  const died = own.some((b) => b.name === 'worker/killed' || b.name === 'worker/exited');
  const taken = own.find((b) => b.name === 'worker/accepted');
  if (died && taken)
    return t('the {noun} of {server} died over it ({process})##the worker of app server 2', {
      noun: nounText(appProgram(m.run.scenario).traits.processWord),
      server,
      process: processName(m.run, slotTable(m.run).processOf(taken.actor)),
    });
  return own.some((b) => b.name === 'upstream/reused') && !taken
    ? t('{server} had just closed that connection of the pool', { server })
    : t('{server} refused or closed the connection', { server });
}
