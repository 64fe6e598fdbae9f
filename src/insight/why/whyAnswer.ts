import { msg } from '../../language/t.ts';
import { windowOf } from '../causes/lineStays.ts';
import { nounText } from '../nouns.ts';
import { partOfBytesText } from '../plainWords.ts';
import { appProgram, frontProgram } from '../programs.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { answerBytes, bytesReceived, readsSlowly } from '../state/transfer.ts';
import { hopNames } from '../wire/wireNames.ts';
import type { Moment } from './whyHeld.ts';
import { type Explanation, named, type Places } from './whyParts.ts';
import { sayFromCache } from './whyPassing.ts';

/** The name of a request as a place of a message. */
export type Request = NonNullable<Places[string]>;

/** What serves requests, as it is called where none is held by this one. */
export const nounIn = (m: Moment): string =>
  nounText(appProgram(m.run.scenario).traits.processWord);

/** Its answer is coming: how much is there, and who has the rest. */
export function sayAnswerComing(say: Explanation, m: Moment, life: Life, request: Request): void {
  const { run, atUs } = m;
  const front = frontProgram(run.scenario);
  // Where nobody stands in front, the program that holds the app hands out its files.
  const places = { front: front?.name ?? hopNames(run.scenario).app, noun: nounIn(m) };
  const total = answerBytes(life, run.seed(life.request));
  say.tell(msg('{request}<gets> gets its answer: {part}.</gets>##part: 180 of 900 kB'), {
    request,
    gets: {
      request: life.request,
      atUs: life.begunUs === NOT_YET ? life.lastUs : life.begunUs,
    },
    part: partOfBytesText(bytesReceived(life, run.seed(life.request), atUs), total),
  });
  const window = windowOf(run, life, m.count);
  if (life.staticUs !== NOT_YET)
    say.tell(
      msg('It is a file that {front} sends by itself; no {noun} was needed.##noun: worker'),
      places,
      { atUs: life.staticUs },
    );
  else if (window === null && life.heldByFrontUs !== NOT_YET && readsSlowly(life, atUs)) {
    const setting = front?.called('takesAnswers') ?? null;
    if (setting)
      say.tell(
        msg(
          'Its client reads slowly, but no {noun} is held: {front} has the whole answer, because {setting} is on.##noun: worker',
        ),
        { ...places, setting: named(setting, '', { atUs: life.heldByFrontUs }) },
      );
    else
      say.tell(
        msg(
          'Its client reads slowly, but no {noun} is held: {front} has the whole answer.##noun: worker',
        ),
        places,
      );
  } else if (
    life.heldByFrontUs === NOT_YET &&
    life.writtenUs !== NOT_YET &&
    readsSlowly(life, atUs)
  )
    say.tell(
      msg('No {noun} is held any more: the rest lies in socket buffers.##noun: worker'),
      places,
      { atUs: life.writtenUs },
    );
  if (window) say.tell(msg('{window}.##a sentence'), { window }, { setting: 'window' });
  sayFromCache(say, m, life);
  sayAckWait(say, m, life);
}

/** The body of its answer lies in the server's kernel until the client's has acknowledged the head. */
function sayAckWait(say: Explanation, m: Moment, life: Life): void {
  const { traits, name } = appProgram(m.run.scenario);
  if (traits.delayedAckUs === 0 || m.run.scenario.front || life.carried === 0) return;
  if (life.writingUs === NOT_YET || m.atUs - life.writingUs > traits.delayedAckUs) return;
  say.tell(
    msg(
      "{app} writes head and body apart: the body waits until the client's kernel acknowledges the head, which on a connection that is used again it puts off (delayed ACK).",
    ),
    { app: name },
    { atUs: life.writingUs },
  );
}
