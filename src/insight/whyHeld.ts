import { EVENT, NONE } from '../recording/vocabulary.ts';
import { circumstances } from './circumstances.ts';
import { type Life, lifeOf, NOT_YET } from './life.ts';
import {
  bytesText,
  durationText,
  listText,
  partOfBytesText,
  requestName,
  workerName,
} from './plainWords.ts';
import { answerBytes, bytesReceived, bytesSent } from './progress.ts';
import { runIndex } from './runIndex.ts';
import type { Run } from './shapes.ts';
import type { Explanation } from './whyParts.ts';
import { slowSender, workerView } from './workerView.ts';
import type { WorkerFold, World } from './world.ts';

/** What keeps a worker: one cause may keep several. */
export type Cause =
  | 'sending'
  | 'reading'
  | 'lingering'
  | 'database'
  | 'hanging'
  | 'view'
  | 'booting'
  | 'gone'
  | 'moment';

/** A moment of a run that is being explained. */
export interface Moment {
  readonly run: Run;
  /** Events that have happened. */
  readonly count: number;
  readonly atUs: number;
  readonly world: World;
}

export interface Holding {
  readonly worker: WorkerFold;
  /** Life of the request that holds it, or null. */
  readonly life: Life | null;
  readonly cause: Cause;
}

/** What keeps a worker at the moment. */
export function holdingAt(m: Moment, worker: WorkerFold): Holding {
  const life =
    worker.request === NONE ? null : lifeOf(m.run, runIndex(m.run), worker.request, m.count);
  return { worker, life, cause: causeOf(m, worker, life) };
}

function causeOf(m: Moment, w: WorkerFold, life: Life | null): Cause {
  if (w.state === 'booting') return 'booting';
  if (!life) return w.state === 'idle' ? 'moment' : 'gone';
  if (w.state === 'database') return 'database';
  if (w.state === 'lingering') return 'lingering';
  if (w.state === 'running')
    return circumstances(m.run, life.request).route.effect === 'hang' ? 'hanging' : 'view';
  if (!workerView(m.run, w, life, m.atUs).heldByClient) return 'moment';
  return w.state === 'reading' ? 'sending' : 'reading';
}

/** `worker 1 by #4, reading a slow upload (180 of 900 kB) for 3.9 s` */
export function sayHolding(
  say: Explanation,
  m: Moment,
  { worker: w, life, cause }: Holding,
  first = false,
): void {
  const of = {
    worker: w.worker,
    request: life?.request ?? null,
    atUs: life ? w.heldSinceUs : w.sinceUs,
  };
  say.say(first ? `Worker ${w.worker + 1}` : workerName(w.worker), of);
  const since = durationText(m.atUs - w.sinceUs);
  if (!life) {
    say.say(
      cause === 'booting'
        ? ` is starting for ${since}`
        : cause === 'moment'
          ? ' is about to take the next'
          : ` is gone for ${since}`,
    );
    return;
  }
  say
    .say(' by ')
    .say(requestName(life.request), of)
    .say(`, ${doing(m, life, cause, w)} for ${since}`);
}

function doing(m: Moment, life: Life, cause: Cause, w: WorkerFold): string {
  const seed = m.run.seed(life.request);
  const c = circumstances(m.run, life.request);
  switch (cause) {
    case 'sending':
      return seed.bodyBytes > 0
        ? `reading ${slowSender(m.run, life)} (${partOfBytesText(bytesSent(life, seed, c, m.atUs), seed.bodyBytes)})`
        : `reading from ${slowSender(m.run, life)}`;
    case 'reading':
      return `sending to a slow reader (${partOfBytesText(bytesReceived(life, seed, m.atUs), answerBytes(life, seed))} read)`;
    case 'lingering':
      return 'answered, but its client has not closed';
    case 'database':
      return life.query === NONE ? 'connecting to the database' : 'waiting for the database';
    case 'hanging':
      return `in the view "${c.route.name}", which hangs,`;
    default:
      return w.state === 'running'
        ? `in the view "${c.route.name}"`
        : w.state === 'writing'
          ? 'writing the answer'
          : 'reading the request';
  }
}

/** Why a cause keeps a worker: the setting or fact behind it, as a clause without its full stop. */
export function sayBecause(say: Explanation, m: Moment, { life, cause, worker: w }: Holding): void {
  const { front, app, database } = m.run.scenario;
  if (!life) {
    if (cause === 'booting') sayBooting(say, m, w);
    else say.say('a worker that has ended serves nobody');
    return;
  }
  const c = circumstances(m.run, life.request);
  const seed = m.run.seed(life.request);
  switch (cause) {
    case 'sending':
      if (!front)
        say.say(
          'a worker must take a request at the pace of its client, because no front server collects it first',
          { setting: 'front' },
        );
      else
        say
          .say('nginx passes the body on as slowly as it comes, because ')
          .say('proxy_request_buffering', {
            setting: 'proxy_request_buffering',
            request: life.request,
            atUs: life.bodyUs === NOT_YET ? life.takenUs : life.bodyUs,
          })
          .say(' is off');
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
      if (life.query === NONE && database) {
        say
          .say('a new connection to the database costs ')
          .say(durationText(database.connectUs + database.rttUs));
        if (database.CONN_MAX_AGEUs === 0)
          say
            .say(', at every request, because ')
            .say('CONN_MAX_AGE', { setting: 'CONN_MAX_AGE' })
            .say(' is 0');
      } else {
        say.say(
          `query ${life.query} of ${c.route.queries} of "${c.route.name}" runs, and a sync worker waits for its result`,
          { atUs: life.databaseUs, request: life.request },
        );
        if (m.world.databaseFactor !== 1)
          say.say(`; the database is ${m.world.databaseFactor} times as slow now`);
      }
      return;
    case 'hanging':
      say.say('its view never returns; ');
      if (app.timeoutUs === 0)
        say.say('--timeout', { setting: 'timeout' }).say(' is 0, so nothing ends it');
      else
        say
          .say('only ')
          .say('--timeout', { setting: 'timeout' })
          .say(` (${durationText(app.timeoutUs)}) ends it`);
      return;
    default:
      sayBusy(say, m, life);
  }
}

function sayBusy(say: Explanation, m: Moment, life: Life): void {
  const { app, hosts } = m.run.scenario;
  const { route } = circumstances(m.run, life.request);
  const { waitUs } = m.run.seed(life.request);
  const link = {
    atUs: life.viewUs === NOT_YET ? life.takenUs : life.viewUs,
    request: life.request,
  };
  if (waitUs > route.cpuUs)
    say.say(
      `the view "${route.name}" sleeps ${durationText(waitUs)}, and a sync worker does nothing else meanwhile`,
      link,
    );
  else {
    const computing = m.world.workers.filter((w) => w.state === 'running').length;
    const cores = hosts[app.host]?.cores ?? 1;
    say.say(
      `the view "${route.name}" needs ${durationText(route.cpuUs + waitUs)} of its own`,
      link,
    );
    if (computing > cores)
      say.say(`, and ${computing} workers share ${cores} core${cores === 1 ? '' : 's'}`, {
        setting: 'cores',
      });
  }
}

const ENDS = [EVENT['worker/killed'], EVENT['worker/timedOut'], EVENT['worker/exited']];

function sayBooting(say: Explanation, m: Moment, w: WorkerFold): void {
  say.say(`a new worker needs ${durationText(m.run.scenario.app.bootUs)} to import Django`, {
    setting: 'boot',
    atUs: w.sinceUs,
    worker: w.worker,
  });
  let cause = NONE;
  for (let i = m.count - 1; i >= 0; i--) {
    if (m.run.actor(i) !== w.worker || !ENDS.includes(m.run.type(i))) {
      if (
        cause !== NONE &&
        m.run.actor(i) === w.worker &&
        m.run.type(i) === EVENT['worker/accepted']
      )
        break;
      continue;
    }
    if (cause === NONE || m.run.type(i) !== EVENT['worker/exited']) cause = i;
    if (m.run.type(i) === EVENT['worker/timedOut']) break;
  }
  if (cause === NONE) return;
  const link = {
    atUs: m.run.at(cause),
    worker: w.worker,
    request: m.run.request(cause) === NONE ? null : m.run.request(cause),
  };
  const type = m.run.type(cause);
  if (type === EVENT['worker/timedOut'])
    say.say('; the one before was ended by ').say('--timeout', { ...link, setting: 'timeout' });
  else
    say
      .say('; the one before was ')
      .say(type === EVENT['worker/killed'] ? `killed by signal ${m.run.arg(cause)}` : 'gone', link);
}

/** All that keeps the workers of a moment, most frequent cause first. */
export function holdings(m: Moment): Holding[][] {
  const groups = new Map<Cause, Holding[]>();
  for (const w of m.world.workers) {
    // A worker that was taken away for good keeps nobody waiting.
    if (w.state === 'dead' && w.stopping) continue;
    const h = holdingAt(m, w);
    groups.set(h.cause, [...(groups.get(h.cause) ?? []), h]);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

/** `#9, #10 and 3 more` */
export function namesText(requests: readonly number[], most = 3): string {
  const names = requests.slice(0, most).map(requestName);
  return listText(requests.length > most ? [...names, `${requests.length - most} more`] : names);
}
