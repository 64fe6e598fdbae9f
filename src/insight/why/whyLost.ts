import { msg, t } from '../../language/t.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import { aNounText, nounText } from '../nouns.ts';
import { durationText, requestName } from '../plainWords.ts';
import { appProgram, frontProgram } from '../programs.ts';
import { lifeOf, NOT_YET } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { processName, slotTable } from '../state/slotTable.ts';
import { stoppedWords } from './whyDied.ts';
import { type Fault, justBefore, lastOf, linkTo } from './whyFault.ts';
import { type Explanation, named, piece, settingLink } from './whyParts.ts';

/** The front server has set every app server aside: it asks nobody. */
export function sayNobodyLeft(f: Fault): boolean {
  const { say, m } = f;
  const { app, front } = m.run.scenario;
  const failed = lastOf(f, 'upstream/failed');
  if (!failed || app.instances < 2 || !front?.upstream) return false;
  const retried = lastOf(f, 'upstream/retried');
  const chosen = f.events.some(
    (e) => e.name === 'upstream/chosen' && e.index > (retried?.index ?? NONE),
  );
  if (chosen) return false;
  const { max_fails, fail_timeoutUs } = front.upstream;
  const blamed = downCauses(f, failed.index);
  say.tell(
    msg(
      '<had>{front} had set every app server aside: after</had> {fails} ({number}) an app server is left alone for {alone} ({time}){over, select, some {; they failed over {requests}} other {}}.##fails, alone: settings; requests: #3 and #7',
    ),
    {
      had: linkTo(f, failed),
      front: frontProgram(m.run.scenario)?.name ?? '',
      fails: settingLink('max_fails'),
      number: String(max_fails),
      alone: settingLink('fail_timeout'),
      time: durationText(fail_timeoutUs),
      over: blamed.length > 0 ? 'some' : 'none',
      requests: listed(blamed),
    },
  );
  return true;
}

/** `#3, #5 and #7`, each of which leads to its request. */
const listed = (requests: readonly number[]): Explanation =>
  piece((say) => {
    requests.forEach((request, i) => {
      const isLast = i === requests.length - 1;
      const place = { request: { text: requestName(request), request } };
      if (i === 0) say.more('{request}', place);
      else say.more(isLast ? msg(' and {request}##last of a list') : ', {request}', place);
    });
  });

/** Requests over which the app servers that are set aside failed last. */
function downCauses({ m }: Fault, untilIndex: number): number[] {
  const world = justBefore(m, m.run.event(untilIndex)).world;
  const isDown = new Set(
    world.instances.filter((s) => s.downUntilUs > m.run.at(untilIndex)).map((s) => s.instance),
  );
  const found = new Set<number>();
  for (let i = untilIndex - 1; i >= 0 && isDown.size > 0; i--) {
    if (m.run.type(i) !== EVENT['upstream/down'] || !isDown.delete(Math.max(0, m.run.actor(i))))
      continue;
    if (m.run.request(i) !== NONE) found.add(m.run.request(i));
  }
  return [...found].sort((a, b) => a - b);
}

/** It went over a connection that was kept, and whose other end had just gone. */
export function sayLostConnection(f: Fault): boolean {
  return f.m.run.scenario.front ? sayPoolRace(f) : sayKeptConnection(f) || sayUnread(f);
}

/** nginx's pool: the app server closed an idle connection just as nginx used it. */
function sayPoolRace(f: Fault): boolean {
  const { say, m } = f;
  const { routes, front: own } = m.run.scenario;
  const front = frontProgram(m.run.scenario);
  const app = appProgram(m.run.scenario);
  const failed = lastOf(f, 'upstream/failed');
  const reused = lastOf(f, 'upstream/reused');
  if (!front || !own || !failed || !reused) return false;
  const since = f.events.filter((e) => e.index > reused.index);
  if (since.some((e) => e.name === 'worker/accepted' || e.name === 'upstream/connected'))
    return false;
  const route = routes[m.run.seed(f.life.request).route] as Route;
  if (app.traits.closesUnsaid) {
    say.tell(
      msg(
        '{front} sent it over a connection of its pool: {app} closes that after each answer, but its answer does not say so (no Connection: close), so {front} counted on it.',
      ),
      { front: front.name, app: app.name },
      linkTo(f, reused),
    );
    return true;
  }
  say.tell(
    msg(
      '<sent>{front} sent it over a connection of its pool that {app} had just closed: idle for</sent> {limit} ({time}) there, while {front} would keep it for {keeps}{own, select, none {} other { ({own})}}.##limit, keeps: settings',
    ),
    {
      sent: linkTo(f, reused),
      front: front.name,
      app: app.name,
      limit: named(app.called('keepalive'), t('too long')),
      time: durationText(app.traits.limits.keepaliveUs),
      keeps: settingLink('keepalive_timeout'),
      own: own.upstream ? durationText(own.upstream.keepalive_timeoutUs) : 'none',
    },
  );
  if (route.method !== 'GET')
    say.tell(msg('A GET would be sent again, a {method} is not.'), { method: route.method });
  return true;
}

/** A client's kept connection to Gunicorn: its worker closed it, or was ending and no longer read from it. */
function sayKeptConnection(f: Fault): boolean {
  const { say, m, life } = f;
  const reused = lastOf(f, 'connection/reused');
  if (!reused || f.events.some((e) => e.name === 'worker/accepted')) return false;
  const before = runIndex(m.run).clients.before.get(life.request);
  const link = linkTo(f, reused);
  const slot = before === undefined ? NONE : lifeOf(m.run, runIndex(m.run), before, m.count).worker;
  const process = slot === NONE ? NONE : slotTable(m.run).processOf(slot);
  const end =
    process === NONE ? undefined : justBefore(m, m.run.event(endIndex(f))).world.processes[process];
  if (end && (end.stopping || end.recycling || end.state !== 'ready')) {
    const who = { text: processName(m.run, process), worker: slot, ...link };
    say.tell(
      msg(
        '<was>it was sent over a kept connection, and</was> {stopped}: it closes its idle connections, whatever is on its way over them.##stopped: worker 1 was told to stop',
      ),
      { was: link, stopped: stoppedWords(f, who, process, endIndex(f)) },
    );
    return true;
  }
  const app = appProgram(m.run.scenario);
  say.tell(
    msg(
      '<was>it was sent over a kept connection, and</was> the server had just closed it: idle for {limit} ({time}).##limit: a setting',
    ),
    {
      was: link,
      limit: named(app.called('keepalive'), t('too long')),
      time: durationText(app.traits.limits.keepaliveUs),
    },
  );
  return true;
}

function endIndex({ events }: Fault): number {
  return events.at(-1)?.index ?? 0;
}

/** A server that limits how long it waits for the head, or for anything at all. */
function sayUnread(f: Fault): boolean {
  const { say, m, life } = f;
  const app = appProgram(m.run.scenario);
  const { limits, slotWord, processWord } = app.traits;
  if (life.receivedUs !== NOT_YET || lastOf(f, 'worker/killed', 'worker/exited')) return false;
  const parked = lastOf(f, 'connection/parked');
  if (parked)
    say.tell(
      msg(
        "<came>nothing came over its connection: {slot} waited {time}, the {noun}'s poller then</came> {limit} ({most}), looking once a second.##slot: a thread; noun: worker; limit: a setting",
      ),
      {
        came: linkTo(f, parked),
        slot: aNounText(slotWord),
        time: durationText(parked.arg),
        noun: nounText(processWord),
        limit: named(app.called('keepalive'), t('for a while')),
        most: durationText(limits.keepaliveUs),
      },
    );
  else if (Number.isFinite(limits.headUs) && life.takenUs !== NOT_YET)
    say.tell(
      msg(
        '<had>its head had not come in time: {app} gives it no longer than</had> {limit} ({time}), as it does an idle connection.##limit: a setting',
      ),
      {
        had: linkTo(f, lastOf(f, 'worker/accepted')),
        app: app.kind || app.name,
        limit: named(app.called('keepalive'), t('that##limit')),
        time: durationText(limits.headUs),
      },
    );
  else return false;
  return true;
}

/** The app server was stopped: nothing listens, or what lay in its backlog was thrown away. */
export function sayStopped(f: Fault): boolean {
  const { say, m, life } = f;
  const index = endIndex(f);
  const world = justBefore(m, m.run.event(index)).world;
  const instance = world.instances[life.instance];
  if (!instance || instance.up) return false;
  const link = { atUs: instance.sinceUs, request: null };
  const number = m.run.scenario.app.instances > 1 ? String(life.instance + 1) : 'none';
  if (life.queuedUs !== NOT_YET && life.queuedUs <= instance.sinceUs)
    say.tell(
      msg(
        '{number, select, none {the app server} other {app server {number}}} was stopped while it waited in the backlog: the kernel resets who lies there.##it: a request',
      ),
      { number },
      link,
    );
  else
    say.tell(
      msg(
        '{number, select, none {the app server} other {app server {number}}} had been stopped: nothing listens there.',
      ),
      { number },
      link,
    );
  return true;
}
