import { EVENT, NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import { durationText, requestName } from '../plainWords.ts';
import { appProgram, frontProgram } from '../programs.ts';
import { lifeOf, NOT_YET } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { processName, slotTable } from '../state/slotTable.ts';
import { sayWhyStopping } from './whyDied.ts';
import { type Fault, justBefore, lastOf, linkTo } from './whyFault.ts';

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
  say
    .say(
      `${frontProgram(m.run.scenario)?.name} had set every app server aside: after `,
      linkTo(f, failed),
    )
    .say('max_fails', { setting: 'max_fails' })
    .say(` (${max_fails}) an app server is left alone for `)
    .say('fail_timeout', { setting: 'fail_timeout' })
    .say(` (${durationText(fail_timeoutUs)})`);
  const blamed = downCauses(f, failed.index);
  if (blamed.length > 0) {
    say.say('; they failed over ');
    blamed.forEach((request, i) => {
      if (i > 0) say.say(i === blamed.length - 1 ? ' and ' : ', ');
      say.say(requestName(request), { request });
    });
  }
  say.say('.');
  return true;
}

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
    say.say(
      `${front.name} sent it over a connection of its pool: ${app.name} closes that after each answer, but its answer does not say so (no Connection: close), so ${front.name} counted on it.`,
      linkTo(f, reused),
    );
    return true;
  }
  say
    .say(
      `${front.name} sent it over a connection of its pool that ${app.name} had just closed: idle for `,
      linkTo(f, reused),
    )
    .named(app.called('keepalive'), 'too long')
    .say(
      ` (${durationText(app.traits.limits.keepaliveUs)}) there, while ${front.name} would keep it for `,
    )
    .say('keepalive_timeout', { setting: 'keepalive_timeout' });
  if (own.upstream) say.say(` (${durationText(own.upstream.keepalive_timeoutUs)})`);
  say.say(route.method === 'GET' ? '.' : `. A GET would be sent again, a ${route.method} is not.`);
  return true;
}

/** A client's kept connection to Gunicorn: its worker closed it, or was ending and no longer read from it. */
function sayKeptConnection(f: Fault): boolean {
  const { say, m, life } = f;
  const reused = lastOf(f, 'connection/reused');
  if (!reused || f.events.some((e) => e.name === 'worker/accepted')) return false;
  const before = runIndex(m.run).clients.before.get(life.request);
  const link = linkTo(f, reused);
  say.say('it was sent over a kept connection, and ', link);
  const slot = before === undefined ? NONE : lifeOf(m.run, runIndex(m.run), before, m.count).worker;
  const process = slot === NONE ? NONE : slotTable(m.run).processOf(slot);
  const end =
    process === NONE ? undefined : justBefore(m, m.run.event(endIndex(f))).world.processes[process];
  if (end && (end.stopping || end.recycling || end.state !== 'ready')) {
    say.say(processName(m.run, process), { worker: slot, ...link });
    sayWhyStopping(f, process, endIndex(f));
    say.say(': it closes its idle connections, whatever is on its way over them.');
    return true;
  }
  const app = appProgram(m.run.scenario);
  say
    .say('the server had just closed it: idle for ')
    .named(app.called('keepalive'), 'too long')
    .say(` (${durationText(app.traits.limits.keepaliveUs)}).`);
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
    say
      .say(
        `nothing came over its connection: a ${slotWord} waited ${durationText(parked.arg)}, the ${processWord}'s poller then `,
        linkTo(f, parked),
      )
      .named(app.called('keepalive'), 'for a while')
      .say(` (${durationText(limits.keepaliveUs)}), looking once a second.`);
  else if (Number.isFinite(limits.headUs) && life.takenUs !== NOT_YET)
    say
      .say(
        `its head had not come in time: ${app.kind || app.name} gives it no longer than `,
        linkTo(f, lastOf(f, 'worker/accepted')),
      )
      .named(app.called('keepalive'), 'that')
      .say(` (${durationText(limits.headUs)}), as it does an idle connection.`);
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
  const name =
    m.run.scenario.app.instances > 1 ? `app server ${life.instance + 1}` : 'the app server';
  if (life.queuedUs !== NOT_YET && life.queuedUs <= instance.sinceUs)
    say.say(
      `${name} was stopped while it waited in the backlog: the kernel resets who lies there.`,
      link,
    );
  else say.say(`${name} had been stopped: nothing listens there.`, link);
  return true;
}
