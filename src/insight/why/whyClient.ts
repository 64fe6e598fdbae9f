import { msg } from '../../language/t.ts';
import { aNounText } from '../nouns.ts';
import { bytesText, durationText } from '../plainWords.ts';
import { appProgram, type FrontProgram, frontProgram, processLimit } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import type { Moment } from './whyHeld.ts';
import { type Explanation, named } from './whyParts.ts';

/** Why a front server does not take a whole answer over. */
export function sayAnswerKept(say: Explanation, front: FrontProgram, size: string): void {
  const { answerMemoryBytes, answerFileBytes } = front.traits;
  const places = { front: front.name, size };
  if (front.isOff('takesAnswers')) {
    say.more(
      msg(
        '{front} takes the answer of {size} only as fast as the client reads it, because {setting} is off',
      ),
      { ...places, setting: named(front.called('takesAnswers'), '') },
    );
    return;
  }
  const [memory, file] = [front.called('answerMemory'), front.called('answerFile')];
  if (memory && file)
    say.more(
      msg(
        'the answer of {size} is larger than what {front} may keep: {memory} and {file}##both are settings',
      ),
      { ...places, memory: memory.spoken, file: named(file, '') },
    );
  else
    say.more(msg('the answer of {size} is larger than what {front} may keep: {most}'), {
      ...places,
      most: bytesText(answerMemoryBytes + answerFileBytes),
    });
}

/** Why a slot must take a request at the pace of its client. */
export function saySending(say: Explanation, m: Moment, life: Life): void {
  const front = frontProgram(m.run.scenario);
  const app = appProgram(m.run.scenario);
  if (front) {
    const switched = front.isOff('collects') ? front.called('collects') : null;
    const at = {
      request: life.request,
      atUs: life.bodyUs === NOT_YET ? life.takenUs : life.bodyUs,
    };
    const prefix = front.traits.requestBufferBytes;
    const name = front.name;
    if (switched)
      say.more(msg('{front} passes the body on as slowly as it comes, because {setting} is off'), {
        front: name,
        setting: named(switched, '', at),
      });
    else if (prefix > 0)
      say.more(
        msg(
          '{front} collects the first {size} of a body only, and passes on what is beyond as slowly as it comes',
        ),
        { front: name, size: bytesText(prefix) },
        at,
      );
    else say.more(msg('{front} passes the body on as slowly as it comes'), { front: name }, at);
    return;
  }
  const { slotWord } = app.traits;
  say.more(
    msg(
      '{slot} must take a request at the pace of its client, because no front server collects it first##slot: a worker, a thread',
    ),
    { slot: aNounText(slotWord) },
    { setting: 'front' },
  );
  sayPatience(say, m, life);
}

/** What would end the wait for a client that sends slowly or nothing. */
function sayPatience(say: Explanation, m: Moment, life: Life): void {
  const app = appProgram(m.run.scenario);
  const { slotWord, limits } = app.traits;
  const isSilent =
    life.sendUs === NOT_YET || circumstances(m.run, life.request).pace.stops === 'before-head';
  if (limits.parksIdle) {
    if (!isSilent) return;
    const places = { slot: aNounText(slotWord), app: app.release };
    if (Number.isFinite(limits.firstByteUs))
      say.more(
        msg(
          '; {slot} of {app} waits {time} for the first byte, then gives the connection back##slot: a thread',
        ),
        { ...places, time: durationText(limits.firstByteUs) },
      );
    else
      say.more(
        msg('; {slot} of {app} waits for the first byte without limit##slot: a thread'),
        places,
      );
  } else if (Number.isFinite(limits.headUs))
    say.more(msg('; {app} gives the head as long as {limit}'), {
      app: app.kind || app.name,
      limit: named(app.called('keepalive'), durationText(limits.headUs)),
    });
  else if (Number.isFinite(limits.silenceUs))
    say.more(
      msg(
        '; it gives up on a client only where nothing at all comes for {limit}{time, select, none {} other { ({time})}}',
      ),
      {
        limit: named(app.called('silence'), durationText(limits.silenceUs)),
        time: app.called('silence') ? durationText(limits.silenceUs) : 'none',
      },
    );
  else if (processLimit(app) === null && app.called('heartbeat') === null)
    say.more(msg('; {app} has no limit on how long that may take'), { app: app.name });
}
