import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { bytesText, durationText } from '../plainWords.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { answerBytes } from '../state/transfer.ts';
import type { WorkerFold } from '../state/world.ts';
import type { Holding, Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

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
