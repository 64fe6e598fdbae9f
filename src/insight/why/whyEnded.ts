import type { RecordedEvent } from '../../recording/recording.ts';
import { EVENT, type EventName, NONE } from '../../recording/vocabulary.ts';
import { bytesText, durationText, requestName, workerName } from '../plainWords.ts';
import { worldAfter } from '../scene/sceneAt.ts';
import { failureWords } from '../scene/whereIs.ts';
import { type Life, lifeOf, NOT_YET } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { runIndex } from '../state/runIndex.ts';
import { waterfall } from '../waterfall.ts';
import type { Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

/** Explains the moment just before an event, by the main explanation. */
type Before = (m: Moment, life: Life) => void;

/** Why a request ended as it did, and what became of it on the server. */
export function sayEnd(say: Explanation, m: Moment, life: Life, before: Before): void {
  const events = ownMoments(m.run, life.request, m.count);
  const end = events.find((e) => EVENT[e.name] === life.ending) as RecordedEvent;
  const name = requestName(life.request);
  const link = { request: life.request, atUs: end.at };
  const took = durationText(end.at - life.startUs);
  if (end.name === 'request/answered') {
    say.say(`${name} was answered ${end.arg} after ${took}`, link).say(end.arg < 400 ? '.' : ': ');
    if (end.arg < 400) sayLongest(say, m, life, end);
    else sayFault(say, m, life, events, before, end.arg);
  } else if (end.name === 'request/abandoned') {
    say
      .say(`${name} is over: its client gave up after ${durationText(end.arg)}. `, link)
      .say('Just before: ');
    before(just(m, end), lifeBefore(m, end));
  } else {
    say.say(`${name} failed after ${took}: ${failureWords(end.arg)}`, link).say(', because ');
    sayFault(say, m, life, events, before, NONE);
  }
  sayLeftover(say, life);
}

/** Where most of an answered request's time went, where that was somebody else's. */
function sayLongest(say: Explanation, m: Moment, life: Life, end: RecordedEvent): void {
  const parts = waterfall(m.run, life.request, end.at).map((s) => ({
    ...s,
    tookUs: (s.untilUs ?? end.at) - s.fromUs,
  }));
  const most = parts.reduce((a, b) => (b.tookUs > a.tookUs ? b : a), {
    tookUs: 0,
    label: '',
    fromUs: 0,
  });
  if (most.tookUs === 0) return;
  const link = { atUs: most.fromUs, request: life.request };
  say
    .say(' Most of it: ')
    .say(most.label, link)
    .say(` (${durationText(most.tookUs)}).`);
}

/** A fault has its cause in the request's own events; the last one that explains it counts. */
function sayFault(
  say: Explanation,
  m: Moment,
  life: Life,
  events: readonly RecordedEvent[],
  before: Before,
  status: number,
): void {
  const { scenario } = m.run;
  const last = (...names: EventName[]): RecordedEvent | undefined =>
    events.findLast((e) => names.includes(e.name));
  const at = (e: RecordedEvent | undefined): { atUs: number | null; request: number } => ({
    atUs: e?.at ?? null,
    request: life.request,
  });
  const gaveUp = last('upstream/timedOut');
  if (gaveUp) {
    const setting = life.queuedUs === NOT_YET ? 'proxy_connect_timeout' : 'proxy_read_timeout';
    const limitUs =
      life.queuedUs === NOT_YET
        ? scenario.front?.proxy_connect_timeoutUs
        : scenario.front?.proxy_read_timeoutUs;
    say
      .say('nginx gave up on the app server after ')
      .say(setting, { ...at(gaveUp), setting })
      .say(` (${durationText(limitUs ?? 0)}). Just before: `);
    before(just(m, gaveUp), lifeBefore(m, gaveUp));
    return;
  }
  const timedOut = last('worker/timedOut');
  const died = last('worker/killed') ?? last('worker/exited');
  if (timedOut) {
    say.say(
      `${workerName(life.worker)} had given no sign of life for ${durationText(timedOut.arg)}, longer than `,
      { ...at(timedOut), worker: life.worker },
    );
    say
      .say('--timeout', { ...at(timedOut), setting: 'timeout' })
      .say(` (${durationText(scenario.app.timeoutUs)}), so Gunicorn ended it. Just before: `);
    before(just(m, timedOut), lifeBefore(m, timedOut));
    return;
  }
  if (died) {
    say.say(workerName(life.worker), { worker: life.worker, ...at(died) });
    say.say(
      died.name === 'worker/killed'
        ? ` was killed by signal ${died.arg} while it served this request.`
        : ` ended (exit code ${died.arg}) while it served this request.`,
    );
    return;
  }
  if (scenario.front && last('connection/refused')) {
    const setting = 'worker_connections';
    say
      .say('nginx had no connection left: ')
      .say(setting, { ...at(last('connection/refused')), setting })
      .say(` is ${scenario.front.worker_connections}.`);
    return;
  }
  const full = last('socket/overflowed', 'connection/refused');
  if (full) {
    say
      .say('the ')
      .say('backlog', { ...at(full), setting: 'backlog' })
      .say(
        ` of the app server was full (${full.name === 'socket/overflowed' ? full.arg : scenario.socket.backlog} waiting).`,
      );
    return;
  }
  const refused = last('session/refused', 'query/failed');
  if (refused) {
    const world = worldAfter(m.run, refused.index + 1);
    if (refused.name === 'query/failed')
      say.say('the database connection broke under the query.', at(refused));
    else if (!world.databaseUp) say.say('the database was down.', at(refused));
    else
      say
        .say('the database had no free connection: ')
        .say('max_connections', { ...at(refused), setting: 'max_connections' })
        .say(` leaves ${usable(m)} (${refused.arg} were open).`);
    return;
  }
  if (status === 413 && scenario.front) {
    say
      .say('the body is larger than ')
      .say('client_max_body_size', {
        ...at(last('front/answered')),
        setting: 'client_max_body_size',
      })
      .say(` (${bytesText(scenario.front.client_max_body_sizeBytes)}).`);
    return;
  }
  const silent = last('front/closed');
  if (silent?.arg === 408) {
    const setting = life.headUs === NOT_YET ? 'client_header_timeout' : 'client_body_timeout';
    say
      .say('nginx had waited too long for its client: ')
      .say(setting, { ...at(silent), setting })
      .say('.');
    return;
  }
  say.say(
    status === NONE ? 'the server closed the connection.' : 'that is what the server had to say.',
  );
}

/** What the server still does for a client that is gone. */
function sayLeftover(say: Explanation, life: Life): void {
  if (life.ending === EVENT['request/answered']) {
    if (life.takenUs !== NOT_YET && life.releasedUs === NOT_YET)
      say.say(` Worker ${life.worker + 1} still waits for it to close.`, {
        worker: life.worker,
        atUs: life.lingerUs === NOT_YET ? life.takenUs : life.lingerUs,
      });
    return;
  }
  if (life.queuedUs === NOT_YET || life.releasedUs !== NOT_YET) return;
  if (life.takenUs === NOT_YET)
    say.say(
      ' It stays in the backlog and will be executed all the same: nobody tells the worker that its client has gone.',
      { atUs: life.queuedUs, request: life.request },
    );
  else
    say.say(
      ` Worker ${life.worker + 1} still executes it: a sync worker does not see that its client has gone.`,
      { worker: life.worker, request: life.request, atUs: life.takenUs },
    );
}

function usable(m: Moment): number {
  const { database } = m.run.scenario;
  return database ? database.max_connections - database.superuser_reserved_connections : 0;
}

function just(m: Moment, e: RecordedEvent): Moment {
  return { run: m.run, count: e.index, atUs: e.at, world: worldAfter(m.run, e.index) };
}

function lifeBefore(m: Moment, e: RecordedEvent): Life {
  return lifeOf(m.run, runIndex(m.run), e.request, e.index);
}
