import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { nounsCounted, nounText } from '../nouns.ts';
import { durationText } from '../plainWords.ts';
import { appProgram, processLimit } from '../programs.ts';
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
      chain.link(t('{process} was gone', { process: processName(chain.run, hold.process) }), {
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
  const how =
    route.effect === 'spin'
      ? msg('{request}’s view “{view}” computes for ever')
      : msg('{request}’s view “{view}” never returns');
  chain
    .blame('view-hangs')
    .link(t(how, { request: chain.name(hold.request), view: route.name }), of);
  if (limit === null) {
    const off = app.called('heartbeat') ?? app.called('requestLimit');
    const text = off
      ? t('nothing ends it: {setting} is 0', { setting: off.spoken })
      : t('nothing ends it: {app} has no limit on what a request takes', { app: app.name });
    chain.link(text, { ...of, setting: off?.key ?? null });
    return;
  }
  const name = limit.name?.spoken ?? t('its limit');
  if (timeoutSees(app, route))
    chain.link(t('only {name} ({time}) ends it', { name, time: durationText(limit.us) }), {
      ...of,
      setting: limit.name?.key ?? null,
    });
  else
    chain.link(
      t('{name} never ends it: {aProcess} shows that it lives from its main loop', {
        name,
        aProcess: app.aProcess,
      }),
      {
        ...of,
        setting: app.called('kind')?.key ?? null,
      },
    );
}

/** The slot waits for the next request of a connection, as long as that may be idle. */
function followKept(chain: Chain, hold: Hold): void {
  const app = appProgram(chain.run.scenario);
  const { keepaliveUs } = app.traits.limits;
  const name = app.called('keepalive');
  const place = { tier: 'app' as const, fromUs: hold.fromUs, untilUs: hold.untilUs };
  chain.blame('kept-holds-worker').link(
    t(
      'a {noun} of {app} deals with nobody else until its connection is closed, after {limit} without a request',
      {
        noun: nounText(app.traits.slotWord),
        app: app.name,
        limit: name ? `${name.spoken} (${durationText(keepaliveUs)})` : durationText(keepaliveUs),
      },
    ),
    { ...place, request: hold.request, worker: hold.slot, setting: name?.key ?? null },
  );
}

/** asgi and Django 3.2: one thread of the process for all sync code. */
function followSyncThread(chain: Chain, hold: Hold): void {
  const place = { tier: 'app' as const, fromUs: hold.fromUs, untilUs: hold.untilUs };
  chain
    .blame('queue-behind-long-views')
    .link(t('Django 3.2 runs all sync code of a process in one thread'), {
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
        ? t('{who} was only starting, for {time}', { who, time: durationText(forUs) })
        : t('{who} was importing Django, for {time}', { who, time: durationText(forUs) }),
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
    t('{name} starts none in its place while {process}, told to stop, still has {request}', {
      name: appProgram(chain.run.scenario).name,
      process: processName(chain.run, last.process),
      request: chain.name(last.request),
    }),
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
  const said = { request: chain.name(hold.request), view: route.name };
  const text =
    waitUs >= ownUs / 2 && waitUs > 0
      ? t('{request}’s view “{view}” sleeps {time}, and its {noun} with it', {
          ...said,
          time: durationText(waitUs),
          noun:
            traits.slotsPerProcess === 1
              ? nounText(traits.slotWord)
              : t('slot##a place for one request'),
        })
      : t('{request}’s view “{view}” needs {time} of its own', {
          ...said,
          time: durationText(ownUs),
        });
  chain.link(text, {
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
    t('{request} computes in {process}, and lets nobody else run meanwhile', {
      request: chain.name(longest.request),
      process: processName(chain.run, process),
    }),
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
  const text = t('{request} computed, and its {work} of work took {time}', {
    request: chain.name(hold.request),
    work: durationText(viewNeeds(chain.run).ownUs(hold.request)),
    time: durationText(untilUs - hold.fromUs),
  });
  chain.blame('cpu').link(text, {
    ...place,
    request: hold.request,
  });
  if (others.length > 0) {
    const said = {
      count: String(others.length + 1),
      process: processName(chain.run, hold.process),
    };
    chain.link(
      !traits.loopRunsViews
        ? t(
            '{count, plural, one {{count} request computes} other {{count} requests compute}} in {process} at once; Python’s interpreter lock lets one thread run at a time',
            said,
          )
        : t(
            '{count, plural, one {{count} request computes} other {{count} requests compute}} in {process} at once; who computes there stops all others until it waits',
            said,
          ),
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
      ? t('{processes} compute on {cores, plural, one {# core} other {# cores}} of “{host}”', {
          processes: nounsCounted(busy, traits.processWord),
          cores: host?.cores ?? 1,
          host: host?.name ?? 'web',
        })
      : t(
          '{slot} shares {cores, plural, one {# core} other {# cores}} with other programs of “{host}”',
          {
            slot: slotName(chain.run, hold.slot),
            cores: host?.cores ?? 1,
            host: host?.name ?? 'web',
          },
        ),
    { ...place, setting: 'cores' },
  );
}
