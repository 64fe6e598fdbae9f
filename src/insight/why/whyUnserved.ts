import { msg, t } from '../../language/t.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { waitedForText } from '../nouns.ts';
import { durationText, requestName } from '../plainWords.ts';
import { appProgram } from '../programs.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, lifeOf, NOT_YET } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { slotTable } from '../state/slotTable.ts';
import { sayNobodyRestarts } from './whyBooting.ts';
import { DEEDS } from './whyDied.ts';
import { type Fault, justBefore, lastOf, linkTo, momentAt } from './whyFault.ts';
import { named, piece } from './whyParts.ts';
import { explainQueue } from './whyQueue.ts';

/** A connection that was shown to its server so much later was held back on purpose. */
const SHOWN_LATE_US = 500_000;

/** It had waited for too long before a slot looked at it. */
export function sayQueueLimit(f: Fault): boolean {
  const { say, m, life } = f;
  if (!isOverQueueLimit(f)) return false;
  const app = appProgram(m.run.scenario);
  const taken = lastOf(f, 'worker/accepted');
  say.tell(
    msg(
      '<had>it had waited {time} for {slot}, longer than</had> {limit} ({most}). Half-way:##slot: a thread; half of its wait over, what it was at follows',
    ),
    {
      had: linkTo(f, taken),
      time: durationText(life.takenUs - life.queuedUs),
      slot: waitedForText(app.traits.slotWord),
      limit: named(app.called('queueLimit'), t('its limit'), linkTo(f, taken)),
      most: durationText(app.traits.queueLimitUs),
    },
  );
  const half = momentAt(m, Math.floor((life.queuedUs + life.takenUs) / 2));
  const then = lifeOf(m.run, runIndex(m.run), life.request, half.count);
  explainQueue(say, half, then, requestName(life.request));
  return true;
}

/** Whether a slot turned it away for its waiting: answered 504 without a view. */
export function isOverQueueLimit({
  life,
  status,
  m,
}: Pick<Fault, 'life' | 'status' | 'm'>): boolean {
  const { queueLimitUs } = appProgram(m.run.scenario).traits;
  if (queueLimitUs === 0 || status !== 504 || life.takenUs === NOT_YET) return false;
  return life.viewUs === NOT_YET && life.writingUs !== NOT_YET;
}

/** Which limit on a client that sends nothing struck in a slot: for its first byte, or between two reads. Null: none did. */
export function silenceOf({ life, m, status }: Pick<Fault, 'life' | 'm' | 'status'>): {
  readonly isFirst: boolean;
  readonly limitUs: number;
} | null {
  const { limits } = appProgram(m.run.scenario).traits;
  if (m.run.scenario.front || life.receivedUs !== NOT_YET || life.takenUs === NOT_YET) return null;
  if (status !== NONE && life.writingUs === NOT_YET) return null;
  const { stops } = circumstances(m.run, life.request).pace;
  const isFirst = stops === 'before-head' || life.sendUs === NOT_YET;
  const limitUs =
    isFirst && Number.isFinite(limits.firstByteUs) ? limits.firstByteUs : limits.silenceUs;
  return Number.isFinite(limitUs) ? { isFirst, limitUs } : null;
}

/** The server gave up on a client that sent nothing for too long. */
export function saySilence(f: Fault): boolean {
  const { say, m, status, life } = f;
  if (lastOf(f, 'worker/killed', 'worker/exited', 'worker/timedOut', 'connection/parked'))
    return false;
  const found = silenceOf(f);
  if (!found) return false;
  const app = appProgram(m.run.scenario);
  const setting = app.called('silence');
  say.tell(
    msg(
      '<had>its client had sent nothing{more, select, more { more} other {}} for {time}, the limit of {app}</had>{known, select, known { ({setting})} other {}}{end, select, silent {; the connection is closed without a word.} other {.}}',
    ),
    {
      had: linkTo(f, lastOf(f, 'worker/accepted')),
      more: found.isFirst ? 'first' : 'more',
      time: durationText(found.limitUs),
      app: app.name,
      known: setting ? 'known' : 'none',
      setting: named(setting, ''),
      end: status === NONE ? 'silent' : 'answered',
    },
  );
  const hiddenUs = life.connectedUs === NOT_YET ? 0 : life.takenUs - life.connectedUs;
  if (found.isFirst && app.traits.defersAcceptUs > 0 && hiddenUs > SHOWN_LATE_US)
    say.tell(
      msg(
        'The kernel had shown the connection to {app} only after {time}, because nothing came over it: {setting}.',
      ),
      {
        app: app.name,
        time: durationText(hiddenUs),
        setting: named(app.called('deferAccept'), 'TCP_DEFER_ACCEPT'),
      },
    );
  return true;
}

/** A server that closes each connection after its answer without having said so. */
export function sayUnsaidClose(f: Fault): boolean {
  const { say, m } = f;
  const { front } = m.run.scenario;
  const app = appProgram(m.run.scenario);
  const reused = lastOf(f, 'connection/reused');
  if (front || !app.traits.closesUnsaid || !reused || lastOf(f, 'worker/accepted')) return false;
  say.tell(
    msg(
      'it was sent over the connection of the request before: {app} closes that after each answer, but its answer does not say so (no Connection: close), so the client counted on it.',
    ),
    { app: app.name },
    linkTo(f, reused),
  );
  return true;
}

/** The server died of what somebody asked of it, and nobody starts it again. */
export function sayServerGone(f: Fault): boolean {
  const { say, m, life } = f;
  const app = appProgram(m.run.scenario);
  if (app.traits.respawns) return false;
  const end = f.events.at(-1)?.index ?? 0;
  const instance = justBefore(m, m.run.event(end)).world.instances[life.instance];
  if (!instance || instance.up) return false;
  const died = deathBefore(m.run, life, end);
  if (died === NONE) return false;
  const name = m.run.scenario.app.instances > 1 ? `${app.name} ${life.instance + 1}` : app.name;
  const killer = m.run.request(died);
  say.tell(msg('<has>{app} has been gone for {time}</has>{more}.##more: why'), {
    has: { atUs: m.run.at(died), request: null },
    app: name,
    time: durationText(life.endUs - m.run.at(died)),
    more: piece((into) => {
      if (killer !== NONE && killer !== life.request) {
        const deed = DEEDS[circumstances(m.run, killer).route.effect];
        const request = { text: requestName(killer), request: killer };
        if (deed)
          into.more(msg(': {request}’s view {deed}##deed: called os._exit(1)'), {
            request,
            deed: t(deed),
          });
        else into.more(msg(': {request} ended it'), { request });
      } else if (m.run.type(died) === EVENT['worker/killed'])
        into.more(msg(': it was killed by signal {signal}'), { signal: String(m.run.arg(died)) });
      sayNobodyRestarts(into, app);
    }),
  });
  return true;
}

/** Event with which the last process of its app server ended, of itself or killed, not told to stop; NONE where it was told. */
export function deathBefore(run: Run, life: Pick<Life, 'instance'>, until: number): number {
  const slots = slotTable(run);
  let found = NONE as number;
  for (let i = until; i >= 0; i--) {
    const type = run.type(i);
    const actor = Math.max(0, run.actor(i));
    if (type === EVENT['arbiter/signalled'] && actor === life.instance) return NONE;
    if (type === EVENT['app/started'] && actor === life.instance) break;
    if (type !== EVENT['worker/exited'] && type !== EVENT['worker/killed']) continue;
    if (slots.instanceOf(actor) !== life.instance) continue;
    // Of the words of one death the first tells how.
    if (found === NONE || run.at(i) === run.at(found)) found = i;
  }
  return found;
}
