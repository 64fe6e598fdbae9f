import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { bytesText, countText, durationText, requestName, workerName } from '../plainWords.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { answerBytes } from '../state/transfer.ts';
import type { WorkerFold } from '../state/world.ts';
import { sayDatabase } from './whyDatabase.ts';
import {
  doing,
  type Holding,
  holdingAt,
  type Moment,
  rivals,
  syncThreadHolder,
} from './whyHeld.ts';
import { sayLock } from './whyLocks.ts';
import type { Explanation } from './whyParts.ts';
import { computes, timeoutSees, whileSleeping } from './whyShared.ts';

/** Why a cause keeps a worker: the setting or fact behind it, as a clause without its full stop. */
export function sayBecause(say: Explanation, m: Moment, h: Holding): void {
  const { life, cause, worker: w } = h;
  const { front, app } = m.run.scenario;
  if (cause === 'paused') {
    say.say('its worker was made to stand still by SIGSTOP, until SIGCONT lets it go on');
    return;
  }
  if (!life) {
    if (cause === 'booting') sayBooting(say, m, w);
    else say.say('a worker that has ended serves nobody');
    return;
  }
  const seed = m.run.seed(life.request);
  switch (cause) {
    case 'sending':
      saySending(say, m, life);
      return;
    case 'reading': {
      const size = bytesText(answerBytes(life, seed));
      if (!front)
        say.say(
          `an answer of ${size} is larger than the socket buffers, so send() blocks, and no front server takes it over`,
          { setting: 'front', atUs: life.writingUs, request: life.request },
        );
      else if (!front.proxy_buffering)
        say
          .say(`nginx takes the answer of ${size} only as fast as the client reads it, because `)
          .say('proxy_buffering', { setting: 'proxy_buffering' })
          .say(' is off');
      else
        say
          .say(`the answer of ${size} is larger than what nginx may keep: proxy_buffers and `)
          .say('proxy_max_temp_file_size', { setting: 'proxy_max_temp_file_size' });
      return;
    }
    case 'lingering':
      say.say(
        `Gunicorn ${Math.floor(Number(app.version))} waits up to 2 s for the other side to close its connection`,
        { atUs: life.lingerUs, request: life.request, worker: w.worker },
      );
      if (!front) say.say(', and no front server is there to close at once', { setting: 'front' });
      else if (!front.proxy_buffering)
        say
          .say(', and nginx cannot while it has not read the rest: ')
          .say('proxy_buffering', { setting: 'proxy_buffering' })
          .say(' is off');
      return;
    case 'database':
      sayDatabase(say, m, life);
      return;
    case 'lock':
      sayLock(say, m, life);
      return;
    case 'hanging':
      sayHanging(say, m, life);
      return;
    case 'interpreter':
      sayInterpreter(say, m, h);
      return;
    case 'syncThread': {
      const holder = syncThreadHolder(m, w);
      say
        .say('Django 3.2', { setting: 'django' })
        .say(' runs all sync code of a process in one thread');
      if (holder)
        say
          .say(', and ')
          .say(requestName(holder.request), { request: holder.request, worker: holder.worker })
          .say(` has it (${doing(m, holdingAt(m, holder)).replace(/,$/, '')})`);
      return;
    }
    default:
      sayBusy(say, m, h);
  }
}

function saySending(say: Explanation, m: Moment, life: Life): void {
  const { front, app } = m.run.scenario;
  if (front) {
    say
      .say('nginx passes the body on as slowly as it comes, because ')
      .say('proxy_request_buffering', {
        setting: 'proxy_request_buffering',
        request: life.request,
        atUs: life.bodyUs === NOT_YET ? life.takenUs : life.bodyUs,
      })
      .say(' is off');
    return;
  }
  const kind = { sync: 'worker', gthread: 'thread', gevent: 'greenlet', asgi: 'task' }[
    app.worker_class
  ];
  say.say(
    `a ${kind} must take a request at the pace of its client, because no front server collects it first`,
    { setting: 'front' },
  );
  const isSilent =
    life.sendUs === NOT_YET || circumstances(m.run, life.request).pace.stops === 'before-head';
  if (app.worker_class === 'gthread' && isSilent)
    say.say(
      app.version === '26.1'
        ? '; a thread of Gunicorn 26 waits 5 s for the first byte, then gives the connection back'
        : '; a thread of Gunicorn 20 waits for the first byte without limit',
    );
  if (app.worker_class === 'gevent')
    say.say('; gevent gives the head as long as ').say('--keep-alive', { setting: 'keepalive' });
}

/** What ends a view that never returns: `--timeout`, where the arbiter can see it at all. */
function sayHanging(say: Explanation, m: Moment, life: Life): void {
  const { app } = m.run.scenario;
  const { route } = circumstances(m.run, life.request);
  say.say('its view never returns; ');
  if (app.timeoutUs === 0) {
    say.say('--timeout', { setting: 'timeout' }).say(' is 0, so nothing ends it');
    return;
  }
  if (timeoutSees(app, route)) {
    say
      .say('only ')
      .say('--timeout', { setting: 'timeout' })
      .say(` (${durationText(app.timeoutUs)}) ends it`);
    return;
  }
  say
    .say('--timeout', { setting: 'timeout' })
    .say(` never ends it: ${app.worker_class === 'asgi' ? 'an' : 'a'} `)
    .say(app.worker_class, { setting: 'worker_class' })
    .say(' worker shows that it lives from its main loop, and that goes on');
}

/** Several slots of one process compute: Python lets one of them at a time. */
function sayInterpreter(say: Explanation, m: Moment, { life, worker: w }: Holding): void {
  const { app } = m.run.scenario;
  const others = rivals(m, w);
  const name = workerName(w.process);
  const named = others.slice(0, 3);
  const list = named.map((o) => requestName(o.request)).join(', ');
  const more = others.length > named.length ? ` and ${others.length - named.length} more` : '';
  const link = { request: named[0]?.request ?? life?.request ?? null, worker: w.worker };
  say.say(
    `${list}${more} compute${others.length === 1 ? 's' : ''} in ${name} at the same time, and `,
    link,
  );
  if (app.worker_class === 'gthread' || (app.worker_class === 'asgi' && !isCoroutine(m, w)))
    say.say(`Python's interpreter lock (GIL) lets one thread of a process run at a time`, {
      setting: 'threads',
    });
  else
    say.say(
      `a ${app.worker_class === 'gevent' ? 'greenlet' : 'task'} gives way only when it waits: who computes stops all others of its process`,
      { setting: 'worker_class' },
    );
}

function isCoroutine(m: Moment, w: WorkerFold): boolean {
  return circumstances(m.run, w.request).route.isAsync;
}

function sayBusy(say: Explanation, m: Moment, { life, worker: w }: Holding): void {
  if (!life) return;
  const { app, hosts } = m.run.scenario;
  const { route } = circumstances(m.run, life.request);
  const { waitUs } = m.run.seed(life.request);
  const part = route.spans?.[w.span];
  const link = {
    atUs: life.viewUs === NOT_YET ? life.takenUs : life.viewUs,
    request: life.request,
  };
  const name = part
    ? `the part "${part.name}" of the view "${route.name}"`
    : `the view "${route.name}"`;
  const sleepsUs = part ? part.waitUs : waitUs;
  const cpuUs = part ? part.cpuUs : route.cpuUs;
  if (sleepsUs > cpuUs) {
    say.say(`${name} sleeps ${durationText(sleepsUs)}, and ${whileSleeping(app, route)}`, link);
    return;
  }
  const computing = new Set(m.world.workers.filter((o) => computes(m, o)).map((o) => o.process))
    .size;
  const cores = hosts[hostOf(app)]?.cores ?? 1;
  say.say(`${name} needs ${durationText(cpuUs + sleepsUs)} of its own`, link);
  if (computing > cores)
    say.say(`, and ${computing} workers share ${countText(cores, 'core')}`, { setting: 'cores' });
}

const ENDS = [EVENT['worker/killed'], EVENT['worker/timedOut'], EVENT['worker/exited']];

/** Why a process is only starting. Also for one that is asked about by itself. */
export function sayBooting(
  say: Explanation,
  m: Moment,
  w: Pick<WorkerFold, 'process' | 'sinceUs' | 'worker'>,
): void {
  const { app } = m.run.scenario;
  const link = {
    setting: app.preload_app ? 'preload_app' : 'boot',
    atUs: w.sinceUs,
    worker: w.worker,
  };
  say.say(
    app.preload_app
      ? 'a new worker is forked from a master that has imported Django'
      : `a new worker needs ${durationText(app.bootUs)} to import Django`,
    link,
  );
  const end = endBefore(m, w.process);
  if (end === null) return;
  const { cause, isRecycled, isStopped } = end;
  const of = {
    atUs: m.run.at(cause),
    worker: w.worker,
    request: m.run.request(cause) === NONE ? null : m.run.request(cause),
  };
  const type = m.run.type(cause);
  if (type === EVENT['worker/timedOut'])
    say.say('; the one before was ended by ').say('--timeout', { ...of, setting: 'timeout' });
  else if (isRecycled)
    say
      .say('; the one before had served its ')
      .say('max_requests', { ...of, setting: 'max_requests' })
      .say(` (${app.max_requests})`);
  else if (isStopped) say.say('; the one before was told to stop', of);
  else
    say
      .say('; the one before was ')
      .say(type === EVENT['worker/killed'] ? `killed by signal ${m.run.arg(cause)}` : 'gone', of);
}

/** How the process before this one in its place ended: the event that tells most. */
function endBefore(
  m: Moment,
  process: number,
): { cause: number; isRecycled: boolean; isStopped: boolean } | null {
  let cause = NONE;
  let isRecycled = false;
  let isStopped = false;
  let forks = 0;
  for (let i = m.count - 1; i >= 0 && forks < 2; i--) {
    if (m.run.actor(i) !== process) continue;
    const type = m.run.type(i);
    if (type === EVENT['worker/forked']) forks++;
    if (type === EVENT['worker/recycling']) isRecycled = true;
    if (type === EVENT['worker/stopping']) isStopped = true;
    if (!ENDS.includes(type)) continue;
    if (cause === NONE || type !== EVENT['worker/exited']) cause = i;
  }
  return cause === NONE ? null : { cause, isRecycled, isStopped };
}
