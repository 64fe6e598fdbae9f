import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { linkLabel } from '../../scenario/linkPresets.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { deedDuring } from '../causes/deeds.ts';
import { handshakeOf } from '../causes/lineStays.ts';
import { nounText } from '../nouns.ts';
import { bytesText, durationText, partOfBytesText } from '../plainWords.ts';
import { appProgram, frontProgram } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { bytesSent, sendsSlowly } from '../state/transfer.ts';
import { nounIn, type Request, sayAnswerComing } from './whyAnswer.ts';
import { sayAttempts } from './whyAttempts.ts';
import type { Moment } from './whyHeld.ts';
import { type Explanation, named } from './whyParts.ts';
import { explainPassing } from './whyPassing.ts';

/** On the way: connecting, in nginx, or with the answer coming. */
export function explainWay(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const { run } = m;
  const request = { text: name, request: life.request, atUs: life.startUs };
  const front = frontProgram(run.scenario)?.name ?? '';
  if (
    life.begunUs !== NOT_YET ||
    Math.max(life.staticUs, life.heldByFrontUs, life.frontAnsweredUs, life.writtenUs) !== NOT_YET
  ) {
    sayAnswerComing(say, m, life, request);
    return false;
  }
  if (life.isSentAgain && life.queuedUs === NOT_YET) {
    say.tell(msg('{request}<is> is in {front}, which tries another app server:</is>'), {
      request,
      is: { request: life.request, atUs: life.lastUs },
      front,
    });
    sayAttempts(say, m, life);
    return true;
  }
  if (life.ending === NONE && explainPassing(say, m, life)) return true;
  if (life.headUs !== NOT_YET) return explainInFront(say, m, life, request);
  if (life.connectedUs === NOT_YET) return explainConnecting(say, m, life, request);
  if (life.tlsUs !== NOT_YET && life.sendUs === NOT_YET) sayHandshake(say, m, life, request);
  else sayOnWire(say, m, life, request);
  return false;
}

/** In the front server: before a full backlog, with its body coming, or passed on in a moment. */
function explainInFront(say: Explanation, m: Moment, life: Life, request: Request): boolean {
  const { run, atUs } = m;
  const front = frontProgram(run.scenario);
  const name = front?.name ?? '';
  if (life.retriedUs > life.headUs || life.overflowedUs !== NOT_YET) {
    say.tell(
      msg(
        '{request} cannot get into the {backlog} of the app server: it is full ({number}). {front} tries again after {time}.',
      ),
      {
        request,
        backlog: {
          text: t('backlog'),
          setting: 'backlog',
          atUs: Math.max(life.retriedUs, life.overflowedUs),
        },
        number: String(run.scenario.socket.backlog),
        front: name,
        time: durationText(life.retryInUs),
      },
    );
    return true;
  }
  if (life.bodyUs === NOT_YET) {
    say.tell(msg('{request}<is> is in {front}, which passes it on in a moment.</is>'), {
      request,
      is: { request: life.request, atUs: life.headUs },
      front: name,
    });
    return false;
  }
  const seed = run.seed(life.request);
  const sent = bytesSent(life, seed, circumstances(run, life.request), atUs);
  say.tell(
    msg(
      '{request}<is> is still on its way: {pace, select, slow {its client sends slowly} other {its client sends}}, {part} are there.</is> ##part: 180 of 900 kB',
    ),
    {
      request,
      is: { request: life.request, atUs: life.bodyUs },
      pace: sendsSlowly(life, atUs) ? 'slow' : 'prompt',
      part: partOfBytesText(sent, seed.bodyBytes),
    },
  );
  const setting = front?.called('collects') ?? null;
  if (setting)
    say.tell(
      msg('{front} collects the body; no {noun} is held, because {setting} is on.##noun: worker'),
      { front: name, noun: nounIn(m), setting: named(setting, '') },
    );
  else
    say.tell(msg('{front} collects the body; no {noun} is held.##noun: worker'), {
      front: name,
      noun: nounIn(m),
    });
  return false;
}

function explainConnecting(say: Explanation, m: Moment, life: Life, request: Request): boolean {
  const { run, atUs } = m;
  const { link } = circumstances(run, life.request);
  const entrance = [hostOf(run.scenario.front ?? run.scenario.app)];
  const unplugged = deedDuring(run, 'unplugged', entrance, atUs, atUs);
  if (unplugged) {
    say.tell(
      msg(
        '{request}<cannot> cannot connect: the host "{host}" is unplugged, so what is sent to it is lost.</cannot>',
      ),
      {
        request,
        cannot: { atUs: unplugged.fromUs },
        host: run.scenario.hosts[unplugged.actor]?.name ?? 'server',
      },
    );
    return true;
  }
  if (life.retriedUs !== NOT_YET) {
    say.tell(
      msg(
        '{request} cannot connect: the {backlog} is full ({number}), so the kernel drops its connection request. Its own kernel tries again after {time}.',
      ),
      {
        request,
        backlog: { text: t('backlog'), setting: 'backlog', atUs: life.retriedUs },
        number: String(run.scenario.socket.backlog),
        time: durationText(life.retryInUs),
      },
    );
    return true;
  }
  say.tell(
    msg(
      '{request}<is> is connecting: that takes one round trip ({time} on {link}).</is>##link: a mobile connection',
    ),
    {
      request,
      is: { request: life.request, atUs: life.startUs },
      time: durationText(link.rttUs),
      link: linkLabel(link),
    },
  );
  return false;
}

/** Connected: it sends its head slowly or not at all, or what it has sent is on its way. */
function sayOnWire(say: Explanation, m: Moment, life: Life, request: Request): void {
  const { run, atUs } = m;
  const front = frontProgram(run.scenario);
  const seed = run.seed(life.request);
  const { pace, link } = circumstances(run, life.request);
  const at = { request: life.request, atUs: life.connectedUs };
  const silent = pace.stops === 'before-head' || life.sendUs === NOT_YET;
  const isHeadSlow = silent || pace.stops === 'mid-head' || pace.headOverUs > 0;
  if (isHeadSlow && sendsSlowly(life, atUs)) {
    say.tell(
      silent
        ? msg('{request}<sends> is connected and sends nothing.</sends>')
        : msg('{request}<sends> sends its request head slowly.</sends>'),
      { request, sends: at },
    );
    if (front)
      say.tell(msg('{front} waits for the whole head; no {noun} is held.##noun: worker'), {
        front: front.name,
        noun: nounIn(m),
      });
    else sayGate(say, m);
    return;
  }
  say.tell(
    msg(
      '{request}<is> is on the wire to {server, select, none {the app server} other {{server}}}: half a round trip ({time})</is>',
    ),
    { request, is: at, server: front?.name ?? 'none', time: durationText(link.rttUs) },
  );
  if (life.carried > 0)
    say.more(
      msg(
        ', without connecting first: its connection has carried {count, plural, one {# request} other {# requests}} before',
      ),
      { count: life.carried },
      { setting: 'keepalive' },
    );
  if (seed.bodyBytes > 0)
    say.more(msg(', {size} of body behind it.##behind the head of a request'), {
      size: bytesText(seed.bodyBytes),
    });
  else say.more(msg('.##ends a sentence'));
}

/** Connected, and still agreeing on keys. */
function sayHandshake(say: Explanation, m: Moment, life: Life, request: Request): void {
  const handshake = handshakeOf(m.run, life.request, m.count);
  const is = { atUs: life.tlsUs };
  if (handshake)
    say.tell(
      msg(
        '{request}<is> is connected, and its connection is being secured</is>: {handshake}. No request has been sent yet.',
      ),
      {
        request,
        is,
        handshake: {
          text: handshake.words,
          setting: handshake.setting,
          atUs: handshake.atUs,
        },
      },
    );
  else
    say.tell(
      msg(
        '{request}<is> is connected, and its connection is being secured</is>. No request has been sent yet.',
      ),
      { request, is },
    );
}

/** What keeps a connection over which nothing comes from whoever would have to wait for it. */
function sayGate(say: Explanation, m: Moment): void {
  const { traits, name, called } = appProgram(m.run.scenario);
  if (traits.routesForUs > 0)
    say.tell(
      msg('The router process of {app} waits for the whole head; no {noun} is held.##noun: worker'),
      { app: name, noun: nounIn(m) },
    );
  else if (traits.defersAcceptUs > 0) {
    const setting = called('deferAccept');
    const places = { app: name, noun: nounText(traits.slotWord) };
    if (setting)
      say.tell(
        msg(
          'The kernel shows a connection to {app} only once something has come over it, so no {noun} is held: {setting}.##noun: thread',
        ),
        { ...places, setting: named(setting, '') },
      );
    else
      say.tell(
        msg(
          'The kernel shows a connection to {app} only once something has come over it, so no {noun} is held.##noun: thread',
        ),
        places,
      );
  }
}
