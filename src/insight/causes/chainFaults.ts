import { t } from '../../language/t.ts';
import type { RecordedEvent } from '../../recording/recording.ts';
import { EVENT, type EventName, NONE } from '../../recording/vocabulary.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { nounText } from '../nouns.ts';
import { bytesText, durationText } from '../plainWords.ts';
import { appProgram, type FrontProgram, frontProgram } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { slotTable } from '../state/slotTable.ts';
import type { Chain } from './chain.ts';
import { linkSender } from './chainClient.ts';
import { followDatabaseFault } from './chainDatabase.ts';
import { followDeathOf, followEnding, followStop, followTimeout } from './chainDeath.ts';
import { followFrontStop, followUnplugged } from './chainDeeds.ts';
import { followRefused } from './chainFront.ts';
import { followFull, followStay } from './chainStay.ts';
import {
  followGone,
  followQueueLimit,
  followSilentClient,
  followUnsaidClose,
} from './chainUnserved.ts';

/** A request that ended badly: its own events until then, and what had come of it. */
export interface Fault {
  readonly chain: Chain;
  readonly life: Life;
  readonly events: readonly RecordedEvent[];
  /** HTTP status that its client got, or NONE. */
  readonly status: number;
}

/** In the order in which they are looked for: the first that finds its trace is it. */
const FAULTS: readonly ((f: Fault) => boolean)[] = [
  (f) => f.status === NONE && followFrontStop(f.chain, f.life.endUs),
  followRefused,
  followGivenUp,
  followSetAside,
  followSilence,
  followQueueLimit,
  followUnsaidClose,
  followSilentClient,
  followLostConnection,
  followOwnDeath,
  followGone,
  followStopped,
  followNoPlace,
  (f) => followDatabaseFault(f.chain, f.events),
  followRule,
  followSlowSender,
];

/** Why a request failed, from the last thing that went wrong back to the first. */
export function followFault(f: Fault): void {
  if (FAULTS.some((follow) => follow(f))) return;
  const { chain, life } = f;
  const { route } = circumstances(chain.run, chain.request);
  if (f.status === NONE)
    chain.blame('connection-closed').link(t('the server closed the connection'), {
      tier: 'app',
      fromUs: life.endUs,
      untilUs: life.endUs,
      request: chain.request,
    });
  else
    chain.blame('own-work').link(t('that is what “{name}” answers', { name: route.name }), {
      tier: 'app',
      fromUs: life.viewUs === NOT_YET ? life.startUs : life.viewUs,
      untilUs: life.endUs,
      request: chain.request,
    });
}

function lastOf(f: Fault, ...names: EventName[]): RecordedEvent | undefined {
  return f.events.findLast((e) => names.includes(e.name));
}

/** proxy_read_timeout or proxy_connect_timeout. */
function followGivenUp(f: Fault): boolean {
  const { chain } = f;
  const gaveUp = lastOf(f, 'upstream/timedOut');
  if (!gaveUp) return false;
  const { front: server, app } = chain.run.scenario;
  const front = frontProgram(chain.run.scenario);
  if (!server || !front) return false;
  const chosen = f.events.findLast((e) => e.name === 'upstream/retried' && e.index < gaveUp.index);
  const sinceRetry = f.events.filter((e) => e.index > (chosen?.index ?? NONE));
  const queued = sinceRetry.find((e) => e.name === 'socket/queued');
  const setting = front.called(queued ? 'answerLimit' : 'connectLimit');
  const limitUs = queued ? front.traits.answerLimitUs : front.traits.connectLimitUs;
  chain.blame('proxy-timeout').link(
    setting
      ? t('{front} gave up on the app server after {setting} ({limit})', {
          front: front.name,
          setting: setting.spoken,
          limit: durationText(limitUs),
        })
      : t('{front} gave up on the app server after {limit}', {
          front: front.name,
          limit: durationText(limitUs),
        }),
    {
      tier: 'front',
      fromUs: Math.max(0, gaveUp.at - limitUs),
      untilUs: gaveUp.at,
      request: chain.request,
      setting: setting?.key ?? null,
    },
  );
  if (
    followUnplugged(
      chain,
      [hostOf(server), hostOf(app)],
      Math.max(0, gaveUp.at - limitUs),
      gaveUp.at,
    )
  )
    return true;
  if (queued) followStay(chain, chain.request, gaveUp);
  else followFull(chain, chain.request, gaveUp.at);
  return true;
}

/** nginx asked nobody: every app server was set aside after failures of others. */
function followSetAside(f: Fault): boolean {
  const { chain } = f;
  const { run } = chain;
  const { app, front } = run.scenario;
  const failed = lastOf(f, 'upstream/failed');
  if (!failed || app.instances < 2 || !front?.upstream) return false;
  const retried = lastOf(f, 'upstream/retried');
  if (f.events.some((e) => e.name === 'upstream/chosen' && e.index > (retried?.index ?? NONE)))
    return false;
  const { max_fails, fail_timeoutUs } = front.upstream;
  const downs = lastDowns(chain, failed.index);
  const fromUs = Math.min(failed.at, ...downs.map((i) => run.at(i)));
  chain.blame('servers-set-aside').link(
    t(
      '{front} had set every app server aside: after {count, plural, one {# failure} other {# failures}} (max_fails) for {time} (fail_timeout)',
      {
        front: frontProgram(run.scenario)?.name ?? '',
        count: max_fails,
        time: durationText(fail_timeoutUs),
      },
    ),
    { tier: 'front', fromUs, untilUs: failed.at, request: chain.request, setting: 'max_fails' },
  );
  const first = downs.at(-1);
  const culprit = first === undefined ? NONE : run.request(first);
  if (first === undefined || culprit === NONE) return true;
  const only = downs.every((i) => run.request(i) === culprit);
  chain.link(
    culprit === chain.request
      ? t('its own tries failed on each of them')
      : only && downs.length > 1
        ? t('{request} failed on each of them, for {front} sent it again', {
            request: chain.name(culprit),
            front: frontProgram(run.scenario)?.name ?? '',
          })
        : t('{request} failed on one of them', { request: chain.name(culprit) }),
    {
      tier: 'front',
      fromUs: Math.min(...downs.map((i) => run.at(i))),
      untilUs: Math.max(...downs.map((i) => run.at(i))),
      request: culprit,
      setting: frontProgram(run.scenario)?.called('nextUpstream')?.key ?? null,
    },
  );
  followTry(chain, culprit, first);
  return true;
}

/** The events by which each app server that is set aside was so last, latest first. */
function lastDowns({ run }: Chain, until: number): number[] {
  const found = new Map<number, number>();
  for (let i = until; i >= 0; i--)
    if (run.type(i) === EVENT['upstream/down'] && !found.has(run.actor(i)))
      found.set(run.actor(i), i);
  return [...found.values()].sort((a, b) => b - a);
}

/** Why a request failed on one app server, by an event of it. */
export function followTry(chain: Chain, request: number, index: number): void {
  if (!chain.begins(`try ${request}`)) return;
  const { run } = chain;
  const events = ownMoments(run, request, Math.min(chain.count, index + 1));
  const from = events.findLastIndex((e) => e.name === 'upstream/retried' && e.index < index);
  const own = events.slice(from + 1);
  const timedOut = own.find((e) => e.name === 'worker/timedOut');
  const died = own.find((e) => e.name === 'worker/killed' || e.name === 'worker/exited');
  if (timedOut) followTimeout(chain, timedOut.actor, timedOut.index);
  else if (died) followDeathOf(chain, died.actor, died.at);
  else if (own.some((e) => e.name === 'socket/queued' || e.name === 'worker/accepted')) {
    const front = frontProgram(run.scenario);
    const limitUs = front?.traits.answerLimitUs ?? 0;
    const atUs = run.at(index);
    chain.blame('proxy-timeout').link(
      t('{name} gave up on it after {answerLimit} ({limit})', {
        name: front?.name ?? '',
        answerLimit: front?.spoken('answerLimit', t('its limit')) ?? '',
        limit: durationText(limitUs),
      }),
      {
        tier: 'front',
        fromUs: Math.max(0, atUs - limitUs),
        untilUs: atUs,
        request,
        setting: front?.called('answerLimit')?.key ?? null,
      },
    );
    followStay(chain, request, run.event(index));
  } else {
    const chosen = own.findLast((e) => e.name === 'upstream/chosen');
    if (!followStop(chain, Math.max(0, chosen?.actor ?? run.actor(index)), run.at(index)))
      followFull(chain, request, run.at(index));
  }
}

/** `--timeout` struck the worker that had it. */
function followSilence(f: Fault): boolean {
  const timedOut = lastOf(f, 'worker/timedOut');
  if (!timedOut || f.life.worker === NONE) return false;
  followTimeout(f.chain, timedOut.actor, timedOut.index);
  return true;
}

/** It went over a kept connection whose other end had just gone. */
function followLostConnection(f: Fault): boolean {
  const { chain } = f;
  const { front } = chain.run.scenario;
  const app = appProgram(chain.run.scenario);
  const { keepaliveUs } = app.traits.limits;
  const { processWord } = app.traits;
  const reused = lastOf(f, front ? 'upstream/reused' : 'connection/reused');
  if (!reused || (front && !lastOf(f, 'upstream/failed'))) return false;
  const since = f.events.filter((e) => e.index > reused.index);
  if (since.some((e) => e.name === 'worker/accepted' || e.name === 'upstream/connected'))
    return false;
  chain
    .blame('connection-closed')
    .link(t('it was sent over a kept connection that the other side was just closing'), {
      tier: front ? 'front' : 'internet',
      fromUs: reused.at,
      untilUs: f.life.endUs,
      request: chain.request,
    })
    .link(
      app.traits.closesUnsaid
        ? t('{name} closes after each answer, and its answer does not say so', { name: app.name })
        : t('{name} closes an idle connection after {setting} ({time}), or where its {noun} ends', {
            name: app.name,
            setting: app.spoken('keepalive', t('a while')),
            time: durationText(keepaliveUs),
            noun: nounText(processWord),
          }),
      {
        tier: 'app',
        fromUs: Math.max(0, reused.at - keepaliveUs),
        untilUs: f.life.endUs,
        setting: app.called('keepalive')?.key ?? null,
      },
    );
  return true;
}

/** The process that had it died. */
function followOwnDeath(f: Fault): boolean {
  const { chain, life } = f;
  if (life.worker === NONE && life.process === NONE) return false;
  const process = life.worker === NONE ? life.process : slotTable(chain.run).processOf(life.worker);
  const died = lastOf(f, 'worker/killed', 'worker/exited');
  if (died) return followDeathOf(chain, process, died.at);
  // A worker that is about to end closes its connections first.
  return life.leftUs === NOT_YET && followEnding(chain, process, life.endUs);
}

function followStopped(f: Fault): boolean {
  const { chain, life } = f;
  const atUs = f.events.at(-1)?.at ?? life.endUs;
  if (followStop(chain, life.instance, atUs)) return true;
  // The last of its workers has ended; the arbiter is about to.
  return life.queuedUs !== NOT_YET && life.takenUs === NOT_YET && followTerm(chain, life, atUs);
}

/** TERM: what still lay in the backlog is thrown away once the workers are gone. */
function followTerm(chain: Chain, life: Life, atUs: number): boolean {
  const { world } = chain.moment(atUs);
  const own = world.processes.filter((p) => p.instance === life.instance && p.pid !== 0);
  const last = own.findLast((p) => p.stopping);
  if (!last || own.some((p) => p.state !== 'dead')) return false;
  chain
    .blame('server-down')
    .link(t('the app server was ending: who waits in its backlog is thrown out'), {
      tier: 'socket',
      fromUs: life.queuedUs,
      untilUs: atUs,
      request: chain.request,
    });
  followEnding(chain, last.process, atUs, false);
  return true;
}

/** No connection of nginx, or no place in the backlog. */
function followNoPlace(f: Fault): boolean {
  const { chain } = f;
  const front = frontProgram(chain.run.scenario);
  const refused = lastOf(f, 'connection/refused');
  if (!front && refused) {
    // A full backlog refuses nobody over TCP, it drops; who is refused met no listening socket.
    chain
      .blame('server-down')
      .link(t('nothing listens there: the app server is ending or has ended'), {
        tier: 'socket',
        fromUs: refused.at,
        untilUs: refused.at,
        request: chain.request,
      });
    const { world } = chain.moment(refused.at);
    const last = world.processes.findLast((p) => p.instance === f.life.instance && p.stopping);
    if (last) followEnding(chain, last.process, refused.at, false);
    return true;
  }
  if (front && refused) {
    const under = chain.moment(refused.at);
    const open = under.world.arrived - under.world.answered - under.world.failed;
    chain
      .blame('no-connection-left')
      .link(
        t('{name} had no connection left: {setting} is {most}', {
          name: front.name,
          setting: front.spoken('connections', t('the most it may have')),
          most: String(front.traits.connections),
        }),
        {
          tier: 'front',
          fromUs: refused.at,
          untilUs: refused.at,
          request: chain.request,
          setting: front.called('connections')?.key ?? null,
        },
      )
      .link(
        t(
          '{count, plural, one {# request} other {# requests}} under way, each with a connection to its client and one to {name}',
          { count: Math.max(1, open), name: appProgram(chain.run.scenario).name },
        ),
        { tier: 'front', fromUs: f.life.startUs, untilUs: refused.at },
      );
    return true;
  }
  const full = lastOf(f, 'socket/overflowed', 'connection/refused');
  if (!full) return false;
  followFull(chain, chain.request, full.at);
  return true;
}

/** An answer that the front server gives by itself: 413, or a `return`. */
function followRule(f: Fault): boolean {
  const { chain, life } = f;
  const { front } = chain.run.scenario;
  const answered = lastOf(f, 'front/answered');
  if (!front || !answered) return false;
  const place = { tier: 'front' as const, fromUs: answered.at, untilUs: answered.at };
  const rule = front.locations[life.location];
  if (f.status === 413) {
    const { bodyBytes } = chain.run.seed(chain.request);
    const program = frontProgram(chain.run.scenario);
    chain.blame('limit').link(
      t('its body of {size} is larger than {setting} ({most})', {
        size: bytesText(bodyBytes),
        setting: program?.spoken('maxBody', t('what it takes')) ?? '',
        most: bytesText(program?.traits.maxBodyBytes ?? 0),
      }),
      { ...place, request: chain.request, setting: program?.called('maxBody')?.key ?? null },
    );
  } else if (rule?.does === 'return')
    chain.blame('limit').link(
      t('the location “{match}” returns {status}', {
        match: rule.match,
        status: String(rule.status),
      }),
      {
        ...place,
        request: chain.request,
        setting: 'return',
      },
    );
  else return false;
  return true;
}

/** The server waited too long for its client. */
function followSlowSender(f: Fault): boolean {
  const { chain, life } = f;
  const front = frontProgram(chain.run.scenario);
  const app = appProgram(chain.run.scenario);
  const isLate = f.events.some(
    (e) => (e.name === 'front/closed' || e.name === 'front/answered') && e.arg === 408,
  );
  const place = { fromUs: life.startUs, untilUs: life.endUs, request: chain.request };
  if (isLate && front) {
    const isHead = life.headUs === NOT_YET;
    const setting = front.called(isHead ? 'headLimit' : 'bodyLimit');
    const limitUs = isHead ? front.traits.headLimitUs : bodyLimitOf(front);
    chain.blame('slow-client').link(
      t('{name} had waited too long for its client: {spoken} ({limit})', {
        name: front.name,
        spoken: setting?.spoken ?? t('its limit'),
        limit: durationText(limitUs),
      }),
      {
        ...place,
        tier: 'front',
        setting: setting?.key ?? null,
      },
    );
  } else if (life.receivedUs === NOT_YET && !front && app.traits.limits.keepaliveUs > 0)
    chain.blame('slow-client').link(
      t('its request had not come when {setting} ({time}) was over', {
        setting: app.spoken('keepalive', t('its time')),
        time: durationText(app.traits.limits.keepaliveUs),
      }),
      {
        ...place,
        tier: 'app',
        setting: app.called('keepalive')?.key ?? null,
      },
    );
  else return false;
  linkSender(chain, chain.request, life.startUs, life.endUs);
  return true;
}

/** What struck first of a limit on silence and one on the whole body. */
const bodyLimitOf = ({ traits }: FrontProgram): number =>
  Math.min(traits.bodySilenceUs, traits.bodyLimitUs);
