import { t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { durationText } from '../plainWords.ts';
import { appProgram, frontProgram, takerOf } from '../programs.ts';
import type { Stretch } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import type { Life } from '../state/life.ts';
import { NOT_YET } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { processName, slotName, slotTable } from '../state/slotTable.ts';
import { readsSlowly, sendsSlowly } from '../state/transfer.ts';
import { waterfall } from '../waterfall.ts';
import type { Chain } from './chain.ts';
import { linkReader, linkSender } from './chainClient.ts';
import { followDatabase, followLock } from './chainDatabase.ts';
import { followUnplugged } from './chainDeeds.ts';
import { followTry } from './chainFaults.ts';
import { followAck, followCached, followDoor, followLimited, linkCrowding } from './chainFront.ts';
import { followTurn, followWorkOf } from './chainHold.ts';
import { followHandshake, followWindow } from './chainLine.ts';
import { followQueue } from './chainQueue.ts';
import type { Tier } from './chainShape.ts';
import { followFull, staysOf } from './chainStay.ts';
import { waitedForAck } from './delayedAck.ts';
import { type FrontStay, frontStays } from './frontStays.ts';

/** A part of a request's life that is to be explained: its longest stretch of one kind, and all of them together. */
export interface Stage {
  /** `full`: the front server finds no place in the backlog and knocks again; `turn`: its slot gets no turn in its process;
   * `handed`: it has been read and waits for a thread to run in; `ack`: the body of its answer waits for an acknowledgement;
   * `limited`, `cached`, `door`: it waits in the front server. */
  readonly key: Stretch['key'] | 'full' | 'turn' | 'handed' | 'ack' | FrontStay['kind'];
  readonly fromUs: number;
  readonly untilUs: number;
  readonly sumUs: number;
  readonly isOpen: boolean;
}

/** The stretches of its life until the moment or its end. */
function stretchesOf(chain: Chain, life: Life, atUs: number): Stage[] {
  const { run, request } = chain;
  const overUs = life.endUs === NOT_YET ? atUs : Math.min(atUs, life.endUs);
  const all = waterfall(run, request, overUs)
    .filter((s) => s.depth === 0)
    .map((s) => ({ key: s.key as Stage['key'], fromUs: s.fromUs, untilUs: s.untilUs }));
  const knocks = ownMoments(run, request, chain.count).filter(
    (e) => e.name === 'connection/retried' && life.headUs !== NOT_YET && e.at >= life.headUs,
  );
  if (knocks[0])
    all.push({
      key: 'full',
      fromUs: knocks[0].at,
      untilUs: life.queuedUs >= knocks[0].at ? life.queuedUs : null,
    });
  if (life.receivedUs !== NOT_YET && (life.viewUs === NOT_YET || life.viewUs > life.receivedUs))
    all.push({
      key: 'handed',
      fromUs: life.receivedUs,
      untilUs: life.viewUs !== NOT_YET ? life.viewUs : null,
    });
  if (life.leftUs !== NOT_YET && life.releasedUs !== life.leftUs)
    all.push({
      key: 'turn',
      fromUs: life.leftUs,
      untilUs: life.writingUs !== NOT_YET ? life.writingUs : null,
    });
  for (const stay of frontStays(run, life, chain.count, overUs)) {
    all.push(stayStage(stay));
    if (stay.kind !== 'door') continue;
    // Waiting for a thread is no sending, though its head lies unread meanwhile.
    const send = all.findIndex((s) => s.key === 'send');
    if (send >= 0) all.splice(send, 1);
  }
  if (waitedForAck(run, life, overUs)) {
    const { delayedAckUs } = appProgram(run.scenario).traits;
    for (const key of ['write', 'receive', 'linger'] as const) {
      const i = all.findIndex((s) => s.key === key);
      if (i >= 0) all.splice(i, 1);
    }
    const untilUs = life.endUs === NOT_YET ? null : life.endUs;
    all.push({ key: 'ack', fromUs: (untilUs ?? overUs) - delayedAckUs, untilUs });
  }
  return all.flatMap(({ key, fromUs, untilUs }) => {
    const endUs = Math.min(untilUs ?? overUs, overUs);
    const isOpen = untilUs === null || untilUs >= overUs;
    return endUs > fromUs || isOpen
      ? [{ key, fromUs, untilUs: Math.max(fromUs, endUs), sumUs: endUs - fromUs, isOpen }]
      : [];
  });
}

const stayStage = ({ kind, fromUs, untilUs }: FrontStay) => ({
  key: kind as Stage['key'],
  fromUs,
  untilUs,
});

/** What goes on with it at the moment; where several things do, what began last. */
export function openStage(chain: Chain, life: Life, atUs = chain.atUs): Stage | null {
  const open = stretchesOf(chain, life, atUs).filter((s) => s.isOpen);
  // A worker that is being read from and a client that reads are two views of one thing: the worker tells more.
  const order = (s: Stage) => s.fromUs + (s.key === 'receive' ? -0.5 : 0);
  return open.sort((a, b) => order(b) - order(a))[0] ?? null;
}

/** What cost it most time of its life until the moment. */
export function costliestStage(chain: Chain, life: Life, atUs = chain.atUs): Stage | null {
  const sums = new Map<Stage['key'], Stage>();
  for (const stage of stretchesOf(chain, life, atUs)) {
    const known = sums.get(stage.key);
    const isLonger = !known || stage.untilUs - stage.fromUs > known.untilUs - known.fromUs;
    sums.set(stage.key, {
      ...(isLonger ? stage : known),
      sumUs: stage.sumUs + (known?.sumUs ?? 0),
    });
  }
  return [...sums.values()].sort((a, b) => weight(b) - weight(a))[0] ?? null;
}

/** What it does by itself explains its time only where it is most of it: a wait of half as long is what one asks about. */
const OWN = new Set<Stage['key']>(['view', 'send', 'buffer', 'read', 'write', 'receive', 'static']);
const weight = (stage: Stage): number => stage.sumUs * (OWN.has(stage.key) ? 0.5 : 1);

/** Explains a stage. `tookUs`: how long the whole request took, where that is to be said beside it. */
export function followStage(
  chain: Chain,
  life: Life,
  stage: Stage,
  tookUs: number | null,
  endUs = chain.atUs,
): void {
  const { run, request } = chain;
  const app = appProgram(run.scenario);
  const name = chain.name(request);
  const isOver = tookUs !== null || endUs < chain.atUs || chain.links.length > 0;
  const sum = durationText(stage.sumUs);
  const forHow =
    tookUs === null
      ? sum
      : t('{time} of its {whole}##a part of the time that a request took', {
          time: sum,
          whole: durationText(tookUs),
        });
  const { fromUs, untilUs } = stage;
  const worker = life.worker;
  const say = (text: string, tier: Tier, setting: string | null = null): void => {
    chain.link(text, { tier, fromUs, untilUs, request, worker, setting });
  };
  const waits = (forWhat: string) =>
    isOver
      ? t('{request} waited {time} for {what}', { request: name, time: forHow, what: forWhat })
      : t('{request} waits for {what}, for {time}', { request: name, what: forWhat, time: sum });
  const hosts = [hostOf(run.scenario.front ?? run.scenario.app), hostOf(run.scenario.app)];
  switch (stage.key) {
    case 'queue': {
      say(waits(takerOf(app)), 'socket', 'backlog');
      linkCrowding(chain, life);
      const stay = staysOf(chain, request).find((s) => s.process === NONE && s.fromUs === fromUs);
      followQueue(
        chain,
        stay ?? { fromUs, untilUs, instance: life.instance, process: NONE as number },
      );
      return;
    }
    case 'limited':
      say(waits(t('its turn##waiting for it')), 'front', 'rate');
      followLimited(chain, fromUs, untilUs);
      return;
    case 'cached':
      say(waits(t('the cache##waiting for it')), 'front', 'proxy_cache_lock');
      followCached(chain, fromUs, untilUs);
      return;
    case 'door':
      say(
        waits(
          t('a thread of {program}##waiting for it', {
            program: frontProgram(run.scenario)?.name ?? '',
          }),
        ),
        'front',
      );
      followDoor(chain, fromUs, untilUs);
      return;
    case 'ack':
      say(waits(t('the body of its answer##waiting for it')), 'internet');
      followAck(chain, life, untilUs);
      return;
    case 'pool':
      say(
        waits(
          t('a thread of {program}##waiting for it', { program: processName(run, life.process) }),
        ),
        'app',
        app.called('slots')?.key ?? null,
      );
      followQueue(chain, { fromUs, untilUs, instance: life.instance, process: life.process });
      return;
    case 'full':
      say(waits(t('a place with the app server##waiting for it')), 'front', 'backlog');
      if (followUnplugged(chain, hosts, fromUs, untilUs)) return;
      followFull(chain, request, (fromUs + untilUs) / 2);
      return;
    case 'connect':
      followConnecting(chain, stage, waits(t('a connection##waiting for it')));
      return;
    case 'tls':
      say(waits(t('the TLS handshake##waiting for it')), 'internet', 'ssl_protocols');
      if (followUnplugged(chain, hosts, fromUs, untilUs)) return;
      followHandshake(chain, fromUs, untilUs);
      return;
    case 'send':
    case 'buffer':
    case 'read':
      if (stage.key === 'read' && !sendsSlowly(life, untilUs)) {
        say(
          isOver
            ? t('{name} was with {slot} for {forHow}', {
                name,
                slot: slotName(run, worker),
                forHow,
              })
            : t('{name} is with {slot}, for {sum}', { name, slot: slotName(run, worker), sum }),
          'app',
        );
        followWorkOf(chain, request, untilUs);
        return;
      }
      say(
        isOver
          ? t('{name} took {forHow} to be sent', { name, forHow })
          : t('{name} is being sent, for {sum}', { name, sum }),
        'internet',
      );
      if (followUnplugged(chain, hosts, fromUs, untilUs)) return;
      chain.blame(sendsSlowly(life, untilUs) ? 'slow-client' : 'network');
      linkSender(chain, request, fromUs, untilUs);
      return;
    case 'handed':
      say(waits(t('its turn to run##waiting for it')), 'app');
      followWorkOf(chain, request, untilUs);
      return;
    case 'turn':
      say(
        waits(
          t('a turn in {process}##waiting for it', {
            process: processName(run, slotTable(run).processOf(worker)),
          }),
        ),
        'app',
      );
      followTurn(chain, slotTable(run).processOf(worker), fromUs, untilUs);
      return;
    case 'view':
    case 'span':
      say(
        isOver
          ? t('{name} spent {forHow} in its view', { name, forHow })
          : t('{name} is in its view, for {sum}', { name, sum }),
        'app',
      );
      followWorkOf(chain, request, untilUs);
      return;
    case 'database':
      say(waits(t('the database##waiting for it')), 'database');
      followDatabase(chain, request, fromUs, untilUs);
      return;
    case 'lock':
      say(waits(t('a row##waiting for it')), 'database');
      followLock(chain, request, fromUs, untilUs);
      return;
    case 'tried':
      say(
        t('{name} lost {forHow} to an app server that failed', { name, forHow }),
        'front',
        frontProgram(run.scenario)?.called('nextUpstream')?.key ?? null,
      );
      followTried(chain, untilUs);
      return;
    case 'static':
      chain.blame('own-work');
      say(
        t('{name} sent the file by itself, in {forHow}', {
          name: frontProgram(run.scenario)?.name ?? app.name,
          forHow,
        }),
        'front',
      );
      return;
    case 'write':
    case 'linger':
    case 'receive':
      say(
        isOver
          ? t('{name} took {forHow} to give its answer', { name, forHow })
          : t('{name} is being given its answer, for {sum}', { name, sum }),
        'internet',
      );
      if (followUnplugged(chain, hosts, fromUs, untilUs)) return;
      if (followWindow(chain, life, fromUs, untilUs)) return;
      chain.blame(readsSlowly(life, untilUs) || stage.key === 'linger' ? 'slow-client' : 'network');
      linkReader(chain, request, fromUs, untilUs);
  }
}

/** No connection yet: round trips, or a kernel that drops its knocks because the backlog is full. */
function followConnecting(chain: Chain, stage: Stage, text: string): void {
  const { run, request } = chain;
  const place = { fromUs: stage.fromUs, untilUs: stage.untilUs, request };
  const knocks = ownMoments(run, request, chain.count).filter(
    (e) => e.name === 'connection/retried' && e.at <= stage.untilUs,
  );
  const last = knocks.at(-1);
  chain.link(text, { ...place, tier: 'internet' });
  const { front, app } = run.scenario;
  if (followUnplugged(chain, [hostOf(front ?? app)], stage.fromUs, stage.untilUs)) return;
  if (!last) {
    const { link } = circumstances(run, request);
    chain
      .blame('network')
      .link(t('its line needs {rtt} for there and back', { rtt: durationText(link.rttUs) }), {
        ...place,
        tier: 'internet',
      });
    return;
  }
  chain.link(
    t(
      'the kernel dropped its connection request (SYN) {count, plural, =1 {once} one {# time} other {# times}}; it knocks again after {time}',
      { count: knocks.length, time: durationText(last.arg) },
    ),
    { ...place, tier: 'socket', setting: 'backlog' },
  );
  followFull(chain, request, (knocks[0] ?? last).at);
}

function followTried(chain: Chain, untilUs: number): void {
  const failed = ownMoments(chain.run, chain.request, chain.count).find(
    (e) => e.name === 'upstream/retried' && e.at >= untilUs,
  );
  if (failed) followTry(chain, chain.request, failed.index);
}
