import { msg, t } from '../../language/t.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { nounText } from '../nouns.ts';
import { durationText } from '../plainWords.ts';
import { appProgram } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { DEEDS } from '../why/whyDied.ts';
import { deathBefore, isOverQueueLimit, silenceOf } from '../why/whyUnserved.ts';
import { linkSender } from './chainClient.ts';
import type { Fault } from './chainFaults.ts';
import { followQueue } from './chainQueue.ts';
import { staysOf } from './chainStay.ts';

const momentOf = ({ chain }: Fault) => chain.moment(chain.atUs);

/** It had waited for too long before a slot looked at it (queue-timeout). */
export function followQueueLimit(f: Fault): boolean {
  const { chain, life, status } = f;
  if (!isOverQueueLimit({ life, status, m: momentOf(f) })) return false;
  const app = appProgram(chain.run.scenario);
  const limit = app.called('queueLimit');
  chain.blame('queue-over-limit').link(
    t('it had waited {time} for a {noun}, longer than {setting} ({limit})', {
      time: durationText(life.takenUs - life.queuedUs),
      noun: nounText(app.traits.slotWord),
      setting: limit?.spoken ?? t('its limit'),
      limit: durationText(app.traits.queueLimitUs),
    }),
    {
      tier: 'socket',
      fromUs: life.queuedUs,
      untilUs: life.takenUs,
      request: chain.request,
      setting: limit?.key ?? null,
    },
  );
  const stay = staysOf(chain, chain.request).find((s) => s.fromUs === life.queuedUs);
  if (stay) followQueue(chain, stay);
  return true;
}

/** Its client sent nothing for longer than a slot waits. */
export function followSilentClient(f: Fault): boolean {
  const { chain, life, status } = f;
  const ended = ['worker/killed', 'worker/exited', 'worker/timedOut', 'connection/parked'];
  if (f.events.some((e) => ended.includes(e.name))) return false;
  const found = silenceOf({ life, status, m: momentOf(f) });
  if (!found) return false;
  const app = appProgram(chain.run.scenario);
  const limit = app.called('silence');
  chain
    .blame('slow-client')
    .link(
      t(
        found.isFirst
          ? msg(
              'its client sent nothing for {time}, the limit of {app}{setting, select, none {} other { ({setting})}}',
            )
          : msg(
              'its client sent nothing more for {time}, the limit of {app}{setting, select, none {} other { ({setting})}}',
            ),
        { time: durationText(found.limitUs), app: app.name, setting: limit?.spoken ?? 'none' },
      ),
      {
        tier: 'app',
        fromUs: Math.max(life.takenUs, life.endUs - found.limitUs),
        untilUs: life.endUs,
        request: chain.request,
        worker: life.worker,
        setting: limit?.key ?? null,
      },
    );
  linkSender(chain, chain.request, life.startUs, life.endUs);
  return true;
}

/** A server that closes after each answer and does not say so. */
export function followUnsaidClose(f: Fault): boolean {
  const { chain, life } = f;
  const app = appProgram(chain.run.scenario);
  const reused = f.events.findLast((e) => e.name === 'connection/reused');
  if (chain.run.scenario.front || !app.traits.closesUnsaid || !reused) return false;
  if (f.events.some((e) => e.name === 'worker/accepted')) return false;
  chain
    .blame('connection-closed')
    .link(t('it was sent over the connection of the request before, which was already closed'), {
      tier: 'internet',
      fromUs: reused.at,
      untilUs: life.endUs,
      request: chain.request,
    })
    .link(
      t('{name} closes after each answer, and its answer does not say so', { name: app.name }),
      {
        tier: 'app',
        fromUs: reused.at,
        untilUs: life.endUs,
      },
    );
  return true;
}

/** The server died, and nobody starts it again. */
export function followGone(f: Fault): boolean {
  const { chain, life } = f;
  const { run } = chain;
  const app = appProgram(run.scenario);
  if (app.traits.respawns) return false;
  const end = f.events.at(-1)?.index ?? 0;
  const instance = chain.moment(run.at(end)).world.instances[life.instance];
  const died = instance && !instance.up ? deathBefore(run, life, end) : NONE;
  if (died === NONE || run.at(died) >= life.endUs) return false;
  const killer = run.request(died);
  const respawn = app.called('respawn');
  chain.blame('server-gone').link(
    respawn
      ? t('{name} is gone, and nobody starts it again ({spoken} off)', {
          name: app.name,
          spoken: respawn.spoken,
        })
      : t('{name} is gone, and has no master process that would start it again', {
          name: app.name,
        }),
    {
      tier: 'app',
      fromUs: run.at(died),
      untilUs: life.endUs,
      setting: respawn?.key ?? null,
    },
  );
  if (killer === NONE) {
    chain
      .blame('worker-killed')
      .link(
        run.type(died) === EVENT['worker/killed']
          ? t('it was killed by signal {signal}, from outside', { signal: String(run.arg(died)) })
          : t('it had ended'),
        { tier: 'app', fromUs: run.at(died), untilUs: run.at(died) },
      );
    return true;
  }
  const { route } = circumstances(run, killer);
  const deed = DEEDS[route.effect];
  chain.blame('worker-crashed').link(
    deed
      ? t('{request}’s view “{view}” {deed}##what a view did to its process', {
          request: chain.name(killer),
          view: route.name,
          deed: t(deed),
        })
      : t('{request}’s view “{view}” ended it', {
          request: chain.name(killer),
          view: route.name,
        }),
    {
      tier: 'app',
      fromUs: run.at(died),
      untilUs: run.at(died),
      request: killer,
    },
  );
  return true;
}
