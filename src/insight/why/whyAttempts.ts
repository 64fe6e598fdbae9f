import type { RecordedEvent } from '../../recording/recording.ts';
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
    say.say(sentenceOf(m, e, events.slice(0, i)), {
      request: life.request,
      atUs: e.at,
      setting: frontProgram(m.run.scenario)?.called('nextUpstream')?.key ?? null,
    });
  });
}

function sentenceOf(m: Moment, e: RecordedEvent, before: readonly RecordedEvent[]): string {
  const { app } = m.run.scenario;
  const from = before.findLastIndex((b) => b.name === 'upstream/retried');
  const own = before.slice(from + 1);
  const server = app.instances > 1 ? `app server ${Math.max(0, e.actor) + 1}` : 'the app server';
  const reused = own.some((b) => b.name === 'upstream/reused');
  const died = own.some((b) => b.name === 'worker/killed' || b.name === 'worker/exited');
  const taken = own.find((b) => b.name === 'worker/accepted');
  const how =
    e.arg === 1
      ? `${server} was too slow`
      : died && taken
        ? `the ${appProgram(m.run.scenario).traits.processWord} of ${server} died over it (${processName(m.run, slotTable(m.run).processOf(taken.actor))})`
        : reused && !taken
          ? `${server} had just closed that connection of the pool`
          : `${server} refused or closed the connection`;
  return ` ${frontProgram(m.run.scenario)?.name} had sent it before: ${how}, so it sent it again.`;
}
