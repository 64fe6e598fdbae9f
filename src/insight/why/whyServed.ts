import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { type Noun, nounText } from '../nouns.ts';
import { durationText, partOfBytesText } from '../plainWords.ts';
import { appProgram, processLimit } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { slotName } from '../state/slotTable.ts';
import { bytesSent } from '../state/transfer.ts';
import { rowName } from '../state/worldSessions.ts';
import { because } from './whyBecause.ts';
import { type Cause, type Holding, holdingAt, type Moment } from './whyHeld.ts';
import { type Explanation, named } from './whyParts.ts';

/** Causes for which it waits for somebody else. */
const WAITS: ReadonlySet<Cause> = new Set([
  'database',
  'lock',
  'hanging',
  'interpreter',
  'syncThread',
]);

/** With a worker: what it does, and why that takes as long. Returns whether it waits for somebody other than its client. */
export function explainServed(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const w = m.world.workers[life.worker];
  if (!w) return false;
  const h = holdingAt(m, w);
  const { message, places, atUs } = servedWords(m, life, h);
  say.tell(message, {
    ...places,
    request: { text: name, request: life.request, atUs: life.startUs },
    who: slotName(m.run, w.worker, w.pid),
    reason: because(m, h),
    does: { request: life.request, worker: life.worker, atUs },
  });
  if (w.timedOutUs !== NONE) {
    const app = appProgram(m.run.scenario);
    const link = { request: life.request, worker: life.worker, atUs: w.timedOutUs };
    say.tell(msg('{app} has given up on this {noun}: {limit}.##noun: worker, process'), {
      app: app.name,
      noun: nounText(app.traits.processWord),
      limit: named(processLimit(app)?.name ?? null, t('its limit is over'), link),
    });
  }
  return WAITS.has(h.cause);
}

interface ServedWords {
  /** A message about `{request}` and `{who}` serves it, with the `{reason}`; what is within `<does>` leads to the moment. */
  readonly message: string;
  readonly places: Readonly<Record<string, string>>;
  readonly atUs: number;
}

function servedWords(m: Moment, life: Life, { cause, worker: w }: Holding): ServedWords {
  const seed = m.run.seed(life.request);
  const c = circumstances(m.run, life.request);
  const time = durationText(m.atUs - w.sinceUs);
  switch (cause) {
    case 'sending':
      return {
        message: msg(
          '{request}<does> has its {held} and makes it wait: {who} reads {comes, select, nothing {and nothing comes} other {what comes}}{part, select, none {} other { ({part})}}, for {time}</does>. The reason: {reason}.##held: worker, thread; part: 180 of 900 kB',
        ),
        places: {
          held: nounText(heldWord(m)),
          comes: c.pace.stops === 'before-head' || life.sendUs === NOT_YET ? 'nothing' : 'slowly',
          part:
            seed.bodyBytes > 0
              ? partOfBytesText(bytesSent(life, seed, c, m.atUs), seed.bodyBytes)
              : 'none',
          time,
        },
        atUs: life.takenUs,
      };
    case 'reading':
      return {
        message: msg(
          '{request}<does> is being sent its answer: {who} is blocked in send() for {time}</does>. The reason: {reason}.',
        ),
        places: { time },
        atUs: life.writingUs,
      };
    case 'lingering':
      return {
        message: msg(
          '{request}<does> has its answer on the way, and still holds {who}</does>. The reason: {reason}.',
        ),
        places: {},
        atUs: life.lingerUs,
      };
    case 'database':
      return {
        message: msg(
          '{request}<does> waits for the database, for {time}, and {who} waits with it</does>. The reason: {reason}.',
        ),
        places: { time: durationText(m.atUs - life.databaseUs) },
        atUs: life.databaseUs,
      };
    case 'lock':
      return {
        message: msg(
          '{request}<does> waits for the row "{row}", for {time}, and {who} waits with it</does>. The reason: {reason}.',
        ),
        places: {
          row: rowName(m.run, life.request),
          time: durationText(m.atUs - life.lockUs),
        },
        atUs: life.lockUs,
      };
    case 'interpreter':
      return {
        message: msg(
          '{request}<does> wants to compute on {who}, and gets its turn only now and then</does>. The reason: {reason}.',
        ),
        places: {},
        atUs: life.viewUs,
      };
    case 'syncThread':
      return {
        message: msg(
          '{request}<does> has been read by {who} and has no thread to run in, for {time}</does>. The reason: {reason}.',
        ),
        places: { time },
        atUs: life.takenUs,
      };
    case 'hanging':
      return {
        message: msg(
          '{request}<does> hangs in its view for {time}, on {who}</does>. The reason: {reason}.',
        ),
        places: { time },
        atUs: life.viewUs,
      };
    default:
      return {
        message: msg('{request}<does> is being served by {who}, for {time}</does>; {reason}.'),
        places: { time: durationText(m.atUs - life.takenUs) },
        atUs: life.takenUs,
      };
  }
}

/** What it has: with Gunicorn a worker, whatever serves it within that; elsewhere what serves it. */
function heldWord(m: Moment): Noun {
  const { processWord, slotWord } = appProgram(m.run.scenario).traits;
  return processWord === 'server' ? slotWord : processWord;
}
