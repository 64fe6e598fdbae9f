import { bytesText, durationText } from '../plainWords.ts';
import { appProgram, type FrontProgram, frontProgram, processLimit } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import type { Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

/** Why a front server does not take a whole answer over. */
export function sayAnswerKept(say: Explanation, front: FrontProgram, size: string): void {
  const { answerMemoryBytes, answerFileBytes } = front.traits;
  if (front.isOff('takesAnswers')) {
    say.say(
      `${front.name} takes the answer of ${size} only as fast as the client reads it, because `,
    );
    say.named(front.called('takesAnswers'), '').say(' is off');
    return;
  }
  say.say(`the answer of ${size} is larger than what ${front.name} may keep: `);
  const [memory, file] = [front.called('answerMemory'), front.called('answerFile')];
  if (memory && file) say.say(`${memory.spoken} and `).named(file, '');
  else say.say(bytesText(answerMemoryBytes + answerFileBytes));
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
    if (switched)
      say
        .say(`${front.name} passes the body on as slowly as it comes, because `)
        .say(switched.spoken, { setting: switched.key, ...at })
        .say(' is off');
    else if (prefix > 0)
      say.say(
        `${front.name} collects the first ${bytesText(prefix)} of a body only, and passes on what is beyond as slowly as it comes`,
        at,
      );
    else say.say(`${front.name} passes the body on as slowly as it comes`, at);
    return;
  }
  const { slotWord, limits } = app.traits;
  say.say(
    `a ${slotWord} must take a request at the pace of its client, because no front server collects it first`,
    { setting: 'front' },
  );
  const isSilent =
    life.sendUs === NOT_YET || circumstances(m.run, life.request).pace.stops === 'before-head';
  if (limits.parksIdle) {
    if (isSilent)
      say.say(
        Number.isFinite(limits.firstByteUs)
          ? `; a ${slotWord} of ${app.release} waits ${durationText(limits.firstByteUs)} for the first byte, then gives the connection back`
          : `; a ${slotWord} of ${app.release} waits for the first byte without limit`,
      );
  } else if (Number.isFinite(limits.headUs)) {
    say.say(`; ${app.kind || app.name} gives the head as long as `);
    say.named(app.called('keepalive'), durationText(limits.headUs));
  } else if (Number.isFinite(limits.silenceUs)) {
    say.say('; it gives up on a client only where nothing at all comes for ');
    say.named(app.called('silence'), durationText(limits.silenceUs));
    if (app.called('silence')) say.say(` (${durationText(limits.silenceUs)})`);
  } else if (processLimit(app) === null && app.called('heartbeat') === null)
    say.say(`; ${app.name} has no limit on how long that may take`);
}
