import { NONE } from '../../recording/vocabulary.ts';
import { linkLabel } from '../../scenario/linkPresets.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import type { Setting } from '../../scenario/servers/serverWords.ts';
import { deedDuring } from '../causes/deeds.ts';
import { handshakeOf, windowOf } from '../causes/lineStays.ts';
import { bytesText, countText, durationText, partOfBytesText } from '../plainWords.ts';
import { appProgram, frontProgram } from '../programs.ts';
import type { WhyPart } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import {
  answerBytes,
  bytesReceived,
  bytesSent,
  readsSlowly,
  sendsSlowly,
} from '../state/transfer.ts';
import { sayAttempts } from './whyAttempts.ts';
import type { Moment } from './whyHeld.ts';
import { Explanation } from './whyParts.ts';
import { explainPassing, sayFromCache } from './whyPassing.ts';

/** On the way: connecting, in nginx, or with the answer coming. */
export function explainWay(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const { run, atUs } = m;
  const front = frontProgram(run.scenario);
  const { processWord } = appProgram(run.scenario).traits;
  const seed = run.seed(life.request);
  const c = circumstances(run, life.request);
  const link = { request: life.request };
  say.say(name, { ...link, atUs: life.startUs });
  if (
    life.begunUs !== NOT_YET ||
    Math.max(life.staticUs, life.heldByFrontUs, life.frontAnsweredUs, life.writtenUs) !== NOT_YET
  ) {
    const total = answerBytes(life, seed);
    say.say(` gets its answer: ${partOfBytesText(bytesReceived(life, seed, atUs), total)}.`, {
      ...link,
      atUs: life.begunUs === NOT_YET ? life.lastUs : life.begunUs,
    });
    if (life.staticUs !== NOT_YET)
      say.say(` It is a file that ${front?.name} sends by itself; no ${processWord} was needed.`, {
        atUs: life.staticUs,
      });
    else if (
      windowOf(run, life, m.count) === null &&
      life.heldByFrontUs !== NOT_YET &&
      readsSlowly(life, atUs)
    )
      say
        .say(
          ` Its client reads slowly, but no ${processWord} is held: ${front?.name} has the whole answer`,
        )
        .add(switchedOn(front?.called('takesAnswers'), life.heldByFrontUs))
        .say('.');
    else if (
      life.heldByFrontUs === NOT_YET &&
      life.writtenUs !== NOT_YET &&
      readsSlowly(life, atUs)
    )
      say.say(` No ${processWord} is held any more: the rest lies in socket buffers.`, {
        atUs: life.writtenUs,
      });
    const window = windowOf(run, life, m.count);
    if (window) say.say(` ${window}.`, { setting: 'window' });
    sayFromCache(say, m, life);
    sayAckWait(say, m, life);
    return false;
  }
  if (life.isSentAgain && life.queuedUs === NOT_YET) {
    say.say(` is in ${front?.name}, which tries another app server: `, {
      ...link,
      atUs: life.lastUs,
    });
    sayAttempts(say, m, life);
    return true;
  }
  if (life.ending === NONE && explainPassing(say, m, life)) return true;
  if (life.headUs !== NOT_YET) {
    if (life.retriedUs > life.headUs || life.overflowedUs !== NOT_YET) {
      say
        .say(' cannot get into the ')
        .say('backlog', { setting: 'backlog', atUs: Math.max(life.retriedUs, life.overflowedUs) })
        .say(
          ` of the app server: it is full (${run.scenario.socket.backlog}). ${front?.name} tries again after ${durationText(life.retryInUs)}.`,
        );
      return true;
    }
    if (life.bodyUs !== NOT_YET) {
      const slow = sendsSlowly(life, atUs) ? 'its client sends slowly' : 'its client sends';
      say.say(
        ` is still on its way: ${slow}, ${partOfBytesText(bytesSent(life, seed, c, atUs), seed.bodyBytes)} are there. `,
        { ...link, atUs: life.bodyUs },
      );
      say
        .say(`${front?.name} collects the body; no ${processWord} is held`)
        .add(switchedOn(front?.called('collects'), null))
        .say('.');
      return false;
    }
    say.say(` is in ${front?.name}, which passes it on in a moment.`, {
      ...link,
      atUs: life.headUs,
    });
    return false;
  }
  if (life.connectedUs === NOT_YET) {
    const { app } = run.scenario;
    const entrance = [hostOf(run.scenario.front ?? app)];
    const unplugged = deedDuring(run, 'unplugged', entrance, atUs, atUs);
    if (unplugged) {
      const host = run.scenario.hosts[unplugged.actor]?.name ?? 'server';
      say.say(` cannot connect: the host "${host}" is unplugged, so what is sent to it is lost.`, {
        atUs: unplugged.fromUs,
      });
      return true;
    }
    if (life.retriedUs !== NOT_YET) {
      say
        .say(' cannot connect: the ')
        .say('backlog', { setting: 'backlog', atUs: life.retriedUs })
        .say(
          ` is full (${run.scenario.socket.backlog}), so the kernel drops its connection request. Its own kernel tries again after ${durationText(life.retryInUs)}.`,
        );
      return true;
    }
    say.say(
      ` is connecting: that takes one round trip (${durationText(c.link.rttUs)} on ${linkLabel(c.link)}).`,
      { ...link, atUs: life.startUs },
    );
    return false;
  }
  if (life.tlsUs !== NOT_YET && life.sendUs === NOT_YET) {
    sayHandshake(say, m, life);
    return false;
  }
  const { stops } = c.pace;
  const silent = stops === 'before-head' || life.sendUs === NOT_YET;
  const isHeadSlow = silent || stops === 'mid-head' || c.pace.headOverUs > 0;
  if (isHeadSlow && sendsSlowly(life, atUs)) {
    say.say(silent ? ' is connected and sends nothing.' : ' sends its request head slowly.', {
      ...link,
      atUs: life.connectedUs,
    });
    if (front) say.say(` ${front.name} waits for the whole head; no ${processWord} is held.`);
    else sayGate(say, m);
    return false;
  }
  say.say(
    ` is on the wire to ${front?.name ?? 'the app server'}: half a round trip (${durationText(c.link.rttUs)})`,
    { ...link, atUs: life.connectedUs },
  );
  if (life.carried > 0)
    say.say(
      `, without connecting first: its connection has carried ${countText(life.carried, 'request')} before`,
      { setting: 'keepalive' },
    );
  say.say(seed.bodyBytes > 0 ? `, ${bytesText(seed.bodyBytes)} of body behind it.` : '.');
  return false;
}

/** Connected, and still agreeing on keys. */
function sayHandshake(say: Explanation, m: Moment, life: Life): void {
  const handshake = handshakeOf(m.run, life.request, m.count);
  say.say(' is connected, and its connection is being secured', { atUs: life.tlsUs });
  if (handshake)
    say.say(': ').say(handshake.words, { setting: handshake.setting, atUs: handshake.atUs });
  say.say('. No request has been sent yet.');
}

/** The body of its answer lies in the server's kernel until the client's has acknowledged the head. */
function sayAckWait(say: Explanation, m: Moment, life: Life): void {
  const { traits, name } = appProgram(m.run.scenario);
  if (traits.delayedAckUs === 0 || m.run.scenario.front || life.carried === 0) return;
  if (life.writingUs === NOT_YET || m.atUs - life.writingUs > traits.delayedAckUs) return;
  say.say(
    ` ${name} writes head and body apart: the body waits until the client's kernel acknowledges the head, which on a connection that is used again it puts off (delayed ACK).`,
    { atUs: life.writingUs },
  );
}

/** What keeps a connection over which nothing comes from whoever would have to wait for it. */
function sayGate(say: Explanation, m: Moment): void {
  const { traits, name, called } = appProgram(m.run.scenario);
  if (traits.routesForUs > 0)
    say.say(
      ` The router process of ${name} waits for the whole head; no ${traits.processWord} is held.`,
    );
  else if (traits.defersAcceptUs > 0) {
    say.say(
      ` The kernel shows a connection to ${name} only once something has come over it, so no ${traits.slotWord} is held`,
    );
    const setting = called('deferAccept');
    if (setting) say.say(': ').named(setting, '');
    say.say('.');
  }
}

/** `, because proxy_buffering is on`; nothing where it is always so. */
function switchedOn(setting: Setting | null | undefined, atUs: number | null): readonly WhyPart[] {
  if (!setting) return [];
  return new Explanation().say(', because ').named(setting, '', { atUs }).say(' is on').list;
}
