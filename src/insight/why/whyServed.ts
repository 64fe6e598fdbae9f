import { NONE } from '../../recording/vocabulary.ts';
import { durationText, partOfBytesText } from '../plainWords.ts';
import { appProgram, processLimit } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { slotName } from '../state/slotTable.ts';
import { bytesSent } from '../state/transfer.ts';
import { rowName } from '../state/worldSessions.ts';
import { sayBecause } from './whyBecause.ts';
import { type Cause, holdingAt, type Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

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
  const link = { request: life.request, worker: life.worker };
  say.say(name, { request: life.request, atUs: life.startUs });
  const since = durationText(m.atUs - w.sinceUs);
  const who = slotName(m.run, w.worker, w.pid);
  const seed = m.run.seed(life.request);
  const c = circumstances(m.run, life.request);
  switch (h.cause) {
    case 'sending': {
      const silent = c.pace.stops === 'before-head' || life.sendUs === NOT_YET;
      const part =
        seed.bodyBytes > 0
          ? ` (${partOfBytesText(bytesSent(life, seed, c, m.atUs), seed.bodyBytes)})`
          : '';
      say
        .say(
          ` has its ${heldWord(m)} and makes it wait: ${who} reads ${silent ? 'and nothing comes' : 'what comes'}${part}, for ${since}`,
          {
            ...link,
            atUs: life.takenUs,
          },
        )
        .say('. The reason: ');
      break;
    }
    case 'reading':
      say
        .say(` is being sent its answer: ${who} is blocked in send() for ${since}`, {
          ...link,
          atUs: life.writingUs,
        })
        .say('. The reason: ');
      break;
    case 'lingering':
      say
        .say(` has its answer on the way, and still holds ${who}`, { ...link, atUs: life.lingerUs })
        .say('. The reason: ');
      break;
    case 'database':
      say
        .say(
          ` waits for the database, for ${durationText(m.atUs - life.databaseUs)}, and ${who} waits with it`,
          { ...link, atUs: life.databaseUs },
        )
        .say('. The reason: ');
      break;
    case 'lock':
      say
        .say(
          ` waits for the row "${rowName(m.run, life.request)}", for ${durationText(m.atUs - life.lockUs)}, and ${who} waits with it`,
          { ...link, atUs: life.lockUs },
        )
        .say('. The reason: ');
      break;
    case 'interpreter':
      say
        .say(` wants to compute on ${who}, and gets its turn only now and then`, {
          ...link,
          atUs: life.viewUs,
        })
        .say('. The reason: ');
      break;
    case 'syncThread':
      say
        .say(` has been read by ${who} and has no thread to run in, for ${since}`, {
          ...link,
          atUs: life.takenUs,
        })
        .say('. The reason: ');
      break;
    case 'hanging':
      say
        .say(` hangs in its view for ${since}, on ${who}`, { ...link, atUs: life.viewUs })
        .say('. The reason: ');
      break;
    default:
      say
        .say(` is being served by ${who}, for ${durationText(m.atUs - life.takenUs)}`, {
          ...link,
          atUs: life.takenUs,
        })
        .say('; ');
  }
  sayBecause(say, m, h);
  say.say('.');
  if (w.timedOutUs !== NONE) {
    const app = appProgram(m.run.scenario);
    say
      .say(` ${app.name} has given up on this ${app.traits.processWord}: `)
      .named(processLimit(app)?.name ?? null, 'its limit is over', { ...link, atUs: w.timedOutUs })
      .say('.');
  }
  return WAITS.has(h.cause);
}

/** What it has: with Gunicorn a worker, whatever serves it within that; elsewhere what serves it. */
function heldWord(m: Moment): string {
  const { processWord, slotWord } = appProgram(m.run.scenario).traits;
  return processWord === 'server' ? slotWord : processWord;
}
