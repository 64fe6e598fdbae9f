import { NONE } from '../../recording/vocabulary.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { countText, durationText } from '../plainWords.ts';
import { appProgram, many, processLimit } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { processName, slotName } from '../state/slotTable.ts';
import { SLOW_US } from '../state/transfer.ts';
import { rivals } from '../why/whyHeld.ts';
import { computes, timeoutSees } from '../why/whyShared.ts';
import type { Chain } from './chain.ts';
import { followLingering, followReading, followSending } from './chainClient.ts';
import { followDatabase, followLock } from './chainDatabase.ts';
import { followDeathOf } from './chainDeath.ts';
import { followPause, linkBusyHost } from './chainDeeds.ts';
import { clip, type Hold, type HoldKind, holdsOf, kindOf } from './holds.ts';
import { viewNeeds } from './viewNeeds.ts';

/** Why a slot was kept: on to the client, the database, the row, the processor, the death of the worker before. */
export function followHold(
  chain: Chain,
  hold: Hold,
  kind: HoldKind,
  /** `queue`: it kept others waiting; `many`: so did more than had the slots at once; `other`: the story is about something else. */
  role: 'queue' | 'many' | 'other' = 'other',
): void {
  if (!chain.begins(`hold ${hold.slot} ${hold.fromUs} ${kind}`)) return;
  switch (kind) {
    case 'sending':
      followSending(chain, hold);
      return;
    case 'reading':
      followReading(chain, hold);
      return;
    case 'lingering':
    case 'blocked':
      followLingering(chain, hold);
      return;
    case 'kept':
      followKept(chain, hold);
      return;
    case 'database':
      followDatabase(chain, hold.request, hold.fromUs, hold.untilUs);
      return;
    case 'lock':
      followLock(chain, hold.request, hold.fromUs, hold.untilUs);
      return;
    case 'hang':
      followHang(chain, hold);
      return;
    case 'syncThread':
      followSyncThread(chain, hold);
      return;
    case 'paused':
      followPause(chain, hold.process, hold.fromUs, hold.untilUs);
      return;
    case 'booting':
      followBoot(chain, hold);
      return;
    case 'gone':
      chain.link(`${processName(chain.run, hold.process)} was gone`, {
        tier: 'app',
        fromUs: hold.fromUs,
        untilUs: hold.untilUs,
        worker: hold.slot,
      });
      linkNoneStarted(chain, hold);
      followDeathOf(chain, hold.process, hold.fromUs);
      return;
    case 'view':
      followView(chain, hold, role);
  }
}

/** What a request was at on its slot at a moment, followed. Used where its worker, not a queue, is the question. */
export function followWorkOf(chain: Chain, request: number, atUs: number): void {
  let at: Hold | null = null;
  for (const hold of holdsOf(chain.run)) {
    if (hold.fromUs >= atUs) break;
    // Of what it is at, the last that had begun; a main thread that waits is not its slot.
    if (hold.request === request && hold.state !== 'blocked') at = hold;
  }
  if (at) followHold(chain, at, kindOf(chain.run, at, Math.min(atUs, chain.atUs)));
}

function followHang(chain: Chain, hold: Hold): void {
  const app = appProgram(chain.run.scenario);
  const limit = processLimit(app);
  const { route } = circumstances(chain.run, hold.request);
  const place = { tier: 'app' as const, fromUs: hold.fromUs, untilUs: hold.untilUs };
  const of = { ...place, request: hold.request, worker: hold.slot };
  const how = route.effect === 'spin' ? 'computes for ever' : 'never returns';
  chain.blame('view-hangs').link(`${chain.name(hold.request)}’s view “${route.name}” ${how}`, of);
  if (limit === null) {
    const off = app.called('heartbeat') ?? app.called('requestLimit');
    const why = off ? `${off.spoken} is 0` : `${app.name} has no limit on what a request takes`;
    chain.link(`nothing ends it: ${why}`, { ...of, setting: off?.key ?? null });
    return;
  }
  const name = limit.name?.spoken ?? 'its limit';
  if (timeoutSees(app, route))
    chain.link(`only ${name} (${durationText(limit.us)}) ends it`, {
      ...of,
      setting: limit.name?.key ?? null,
    });
  else
    chain.link(`${name} never ends it: ${app.aProcess} shows that it lives from its main loop`, {
      ...of,
      setting: app.called('kind')?.key ?? null,
    });
}

/** The slot waits for the next request of a connection, as long as that may be idle. */
function followKept(chain: Chain, hold: Hold): void {
  const app = appProgram(chain.run.scenario);
  const { keepaliveUs } = app.traits.limits;
  const name = app.called('keepalive');
  const place = { tier: 'app' as const, fromUs: hold.fromUs, untilUs: hold.untilUs };
  chain
    .blame('kept-holds-worker')
    .link(
      `a ${app.traits.slotWord} of ${app.name} deals with nobody else until its connection is closed, after ${name ? `${name.spoken} (${durationText(keepaliveUs)})` : durationText(keepaliveUs)} without a request`,
      { ...place, request: hold.request, worker: hold.slot, setting: name?.key ?? null },
    );
}

/** asgi and Django 3.2: one thread of the process for all sync code. */
function followSyncThread(chain: Chain, hold: Hold): void {
  const place = { tier: 'app' as const, fromUs: hold.fromUs, untilUs: hold.untilUs };
  chain
    .blame('queue-behind-long-views')
    .link('Django 3.2 runs all sync code of a process in one thread', {
      ...place,
      worker: hold.slot,
      setting: 'django',
    });
  let longest: Hold | null = null;
  for (const other of holdsOf(chain.run)) {
    if (other.fromUs >= hold.untilUs) break;
    if (other.process !== hold.process || other.request === hold.request) continue;
    const kind = kindOf(chain.run, other, chain.atUs);
    if (kind !== 'view' && kind !== 'hang' && kind !== 'database') continue;
    const tookUs = clip(other, hold.fromUs, hold.untilUs);
    if (tookUs > (longest ? clip(longest, hold.fromUs, hold.untilUs) : 0)) longest = other;
  }
  if (longest) followHold(chain, longest, kindOf(chain.run, longest, chain.atUs));
}

function followBoot(chain: Chain, hold: Hold): void {
  const app = appProgram(chain.run.scenario);
  const who = processName(chain.run, hold.process);
  const forUs = Math.min(hold.untilUs, chain.atUs) - hold.fromUs;
  chain
    .blame('worker-booting')
    .link(
      app.importsOnce
        ? `${who} was only starting, for ${durationText(forUs)}`
        : `${who} was importing Django, for ${durationText(forUs)}`,
      {
        tier: 'app',
        fromUs: hold.fromUs,
        untilUs: hold.untilUs,
        worker: hold.slot,
        setting: app.importsOnce ? 'boot' : (app.importing ?? 'boot'),
      },
    );
  followDeathOf(chain, hold.process, hold.fromUs);
}

/** The arbiter counts a worker that is about to end: it starts no other in the place of one that died while that one still works. */
function linkNoneStarted(chain: Chain, hold: Hold): void {
  const fromUs = Math.max(hold.fromUs, chain.links[0]?.fromUs ?? 0);
  const m = chain.moment((fromUs + Math.min(hold.untilUs, chain.untilUs)) / 2);
  const last = m.world.workers.find(
    (w) =>
      w.request !== NONE &&
      w.process !== hold.process &&
      m.world.processes[w.process]?.stopping &&
      m.world.processes[w.process]?.instance === hold.instance,
  );
  if (!last) return;
  chain.link(
    `${appProgram(chain.run.scenario).name} starts none in its place while ${processName(chain.run, last.process)}, told to stop, still has ${chain.name(last.request)}`,
    {
      tier: 'app',
      fromUs: last.heldSinceUs,
      untilUs: hold.untilUs,
      request: last.request,
      worker: last.worker,
    },
  );
}

/** A view, or reading and writing without anybody's delay: its own work, or processors shared with too many. */
function followView(chain: Chain, hold: Hold, role: 'queue' | 'many' | 'other'): void {
  const { run } = chain;
  const lost = viewNeeds(run).crowded(hold.request, chain.atUs, hold.untilUs);
  if (hold.state === 'running' && lost > 0.5) {
    followCrowd(chain, hold);
    return;
  }
  const ownUs = viewNeeds(run).ownUs(hold.request);
  const heldUs = Math.min(hold.untilUs, chain.atUs) - hold.sinceUs;
  const isLong = role === 'many' ? ownUs >= SLOW_US : Math.max(ownUs, heldUs) >= SLOW_US;
  if (role !== 'other') chain.blame(isLong ? 'queue-behind-long-views' : 'queue-behind-many');
  else if (hold.request === chain.request || !chain.isBlamed) chain.blame('own-work');
  linkWork(chain, hold);
}

function linkWork(chain: Chain, hold: Hold): void {
  const { run } = chain;
  const { traits } = appProgram(run.scenario);
  const { route } = circumstances(run, hold.request);
  const { waitUs } = run.seed(hold.request);
  const ownUs = viewNeeds(run).ownUs(hold.request);
  const what =
    waitUs >= ownUs / 2 && waitUs > 0
      ? `sleeps ${durationText(waitUs)}, and its ${traits.slotsPerProcess === 1 ? traits.slotWord : 'slot'} with it`
      : `needs ${durationText(ownUs)} of its own`;
  chain.link(`${chain.name(hold.request)}’s view “${route.name}” ${what}`, {
    tier: 'app',
    fromUs: hold.fromUs,
    untilUs: hold.untilUs,
    request: hold.request,
    worker: hold.slot,
  });
}

/** It had its answer, or was about to begin, and got no turn: another request computed in its process. */
export function followTurn(chain: Chain, process: number, fromUs: number, untilUs: number): void {
  let longest: Hold | null = null;
  for (const hold of holdsOf(chain.run)) {
    if (hold.fromUs >= untilUs) break;
    if (hold.process !== process || hold.request === chain.request) continue;
    if (hold.state !== 'running' || clip(hold, fromUs, untilUs) === 0) continue;
    if (!longest || clip(hold, fromUs, untilUs) > clip(longest, fromUs, untilUs)) longest = hold;
  }
  chain.blame('cpu');
  if (!longest) return;
  chain.link(
    `${chain.name(longest.request)} computes in ${processName(chain.run, process)}, and lets nobody else run meanwhile`,
    {
      tier: 'app',
      fromUs: longest.fromUs,
      untilUs: longest.untilUs,
      request: longest.request,
      worker: longest.slot,
      setting: appProgram(chain.run.scenario).called('kind')?.key ?? null,
    },
  );
  linkWork(chain, longest);
}

/** Its time went into waiting for a turn: behind the interpreter lock of its process, or behind all on the host. */
export function followCrowd(chain: Chain, hold: Hold): void {
  const { app, hosts } = chain.run.scenario;
  const { traits, called } = appProgram(chain.run.scenario);
  const untilUs = Math.min(hold.untilUs, chain.atUs);
  const m = chain.moment((hold.fromUs + untilUs) / 2);
  const w = m.world.workers[hold.slot];
  const others = w ? rivals(m, w) : [];
  const place = { tier: 'app' as const, fromUs: hold.fromUs, untilUs, worker: hold.slot };
  const took = `its ${durationText(viewNeeds(chain.run).ownUs(hold.request))} of work took ${durationText(untilUs - hold.fromUs)}`;
  chain.blame('cpu').link(`${chain.name(hold.request)} computed, and ${took}`, {
    ...place,
    request: hold.request,
  });
  if (others.length > 0) {
    const who = `${others.length + 1} requests compute in ${processName(chain.run, hold.process)} at once`;
    chain.link(
      !traits.loopRunsViews
        ? `${who}; Python’s interpreter lock lets one thread run at a time`
        : `${who}; who computes there stops all others until it waits`,
      {
        ...place,
        request: others[0]?.request ?? NONE,
        worker: others[0]?.worker ?? hold.slot,
        setting: called(traits.loopRunsViews ? 'kind' : 'slots')?.key ?? null,
      },
    );
    return;
  }
  if (linkBusyHost(chain, hostOf(app), hold.fromUs, untilUs)) return;
  const busy = new Set(m.world.workers.filter((o) => computes(m, o)).map((o) => o.process)).size;
  const host = hosts[hostOf(app)];
  chain.link(
    busy > 1
      ? `${countText(busy, traits.processWord, many(traits.processWord))} compute on ${countText(host?.cores ?? 1, 'core')} of “${host?.name ?? 'web'}”`
      : `${slotName(chain.run, hold.slot)} shares ${countText(host?.cores ?? 1, 'core')} with other programs of “${host?.name ?? 'web'}”`,
    { ...place, setting: 'cores' },
  );
}
