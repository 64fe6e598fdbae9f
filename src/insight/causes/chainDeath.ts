import { msg, t } from '../../language/t.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { bytesText, durationText } from '../plainWords.ts';
import { appProgram, many, processLimit } from '../programs.ts';
import { circumstances } from '../state/circumstances.ts';
import { processName, slotTable } from '../state/slotTable.ts';
import type { WorkerFold } from '../state/world.ts';
import { DEEDS } from '../why/whyDied.ts';
import type { Chain } from './chain.ts';
import { followPause } from './chainDeeds.ts';
import { followWorkOf } from './chainHold.ts';

const SIGHUP = 1;
const TERM = 15;

/** Event numbers of how a process ended; NONE where that did not happen. */
interface Ending {
  timedOut: number;
  killed: number;
  exited: number;
  recycling: number;
  stopping: number;
}

/** How the process that was in this place ended, by a moment: the last that did. */
function endingOf(chain: Chain, process: number, byUs: number): Ending | null {
  const { run } = chain;
  const found: Ending = {
    timedOut: NONE,
    killed: NONE,
    exited: NONE,
    recycling: NONE,
    stopping: NONE,
  };
  for (let i = Math.min(chain.count, run.countUntil(byUs)) - 1; i >= 0; i--) {
    if (run.actor(i) !== process) continue;
    const type = run.type(i);
    if (type === EVENT['worker/timedOut']) found.timedOut = i;
    else if (type === EVENT['worker/killed']) found.killed = i;
    else if (type === EVENT['worker/exited']) found.exited = i;
    else if (type === EVENT['worker/recycling']) found.recycling = i;
    else if (type === EVENT['worker/stopping']) found.stopping = i;
    else if (type === EVENT['worker/forked'] && hasEnded(found)) break;
  }
  return hasEnded(found) ? found : null;
}

const hasEnded = (e: Ending): boolean => Math.max(e.timedOut, e.killed, e.exited) !== NONE;

/** Why the process that was here before a moment ended. Nothing is said where it is the first one. */
export function followDeathOf(chain: Chain, process: number, byUs: number): boolean {
  const ending = endingOf(chain, process, byUs);
  if (!ending || !chain.begins(`death ${process} ${Math.max(ending.killed, ending.exited)}`))
    return false;
  const { run } = chain;
  const app = appProgram(run.scenario);
  const end = ending.killed !== NONE ? ending.killed : ending.exited;
  if (ending.timedOut !== NONE) followTimeout(chain, process, ending.timedOut);
  else if (exhaustedAt(chain, end) !== NONE) followMemory(chain, process, end);
  else if (ending.recycling !== NONE)
    chain.blame('told-to-stop').link(
      t('{process} had served its {maxRequests} ({count}) and was replaced', {
        process: processName(run, process),
        maxRequests: app.spoken('maxRequests', t('requests')),
        count: String(run.arg(ending.recycling)),
      }),
      {
        ...placeOf(chain, process, ending.recycling, end),
        setting: app.called('maxRequests')?.key ?? null,
      },
    );
  else if (!followDeed(chain, process, end)) {
    if (ending.stopping !== NONE) followTold(chain, process, ending.stopping, run.at(end));
    else
      chain.blame('worker-killed').link(
        ending.killed === NONE
          ? t('{process} had ended', { process: processName(run, process) })
          : t('{process} was killed by signal {signal}, from outside', {
              process: processName(run, process),
              signal: String(run.arg(ending.killed)),
            }),
        placeOf(chain, process, end, end),
      );
  }
  return true;
}

function placeOf(chain: Chain, process: number, from: number, until: number) {
  return {
    tier: 'app' as const,
    fromUs: chain.run.at(from),
    untilUs: chain.run.at(until),
    worker: slotTable(chain.run).slotsOf(process)[0] ?? process,
  };
}

/** The arbiter killed it: silent for longer than `--timeout`. What it was at in the meantime comes next. */
export function followTimeout(chain: Chain, process: number, timedOut: number): void {
  const { run } = chain;
  const app = appProgram(run.scenario);
  const limit = processLimit(app);
  const atUs = run.at(timedOut);
  const silentUs = run.arg(timedOut);
  const culprit = culpritOf(chain, process, timedOut);
  chain.blame(limit?.of === 'request' ? 'request-over-limit' : 'worker-killed-timeout').link(
    t(
      limit?.of === 'request'
        ? msg(
            '{process} was at one request for {time}, longer than {setting} ({limit}), so {app} killed it',
          )
        : msg(
            '{process} was silent for {time}, longer than {setting} ({limit}), so {app} killed it',
          ),
      {
        process: processName(run, process),
        time: durationText(silentUs),
        setting: limit?.name?.spoken ?? t('its limit'),
        limit: durationText(limit?.us ?? silentUs),
        app: app.name,
      },
    ),
    {
      tier: 'app',
      fromUs: Math.max(0, atUs - silentUs),
      untilUs: atUs,
      request: culprit?.request ?? null,
      worker: culprit?.worker ?? slotTable(run).slotsOf(process)[0] ?? process,
      setting: limit?.name?.key ?? null,
    },
  );
  if (followPause(chain, process, Math.max(0, atUs - silentUs), atUs)) return;
  if (culprit) followWorkOf(chain, culprit.request, atUs);
}

/** Whose request kept a process silent: that of the chain where it has it, else the one it had the longest. */
function culpritOf(chain: Chain, process: number, index: number): WorkerFold | undefined {
  const m = chain.moment(chain.run.at(index) - 1);
  const held = m.world.workers.filter((w) => w.process === process && w.request !== NONE);
  const runs = held.filter((w) => w.state === 'running');
  const all = runs.length > 0 ? runs : held;
  return (
    all.find((w) => w.request === chain.request) ??
    all.sort((a, b) => a.heldSinceUs - b.heldSinceUs)[0]
  );
}

/** Event with which the host ran out of memory at the moment of a death, or NONE. */
function exhaustedAt({ run }: Chain, died: number): number {
  for (let i = died - 1; i >= 0 && run.at(i) === run.at(died); i--)
    if (run.type(i) === EVENT['memory/exhausted']) return i;
  return NONE;
}

function followMemory(chain: Chain, process: number, died: number): void {
  const { run } = chain;
  const exhausted = exhaustedAt(chain, died);
  const host = run.scenario.hosts[Math.max(0, run.actor(exhausted))];
  const place = placeOf(chain, process, died, died);
  chain
    .blame('memory')
    .link(
      t('the kernel killed {process} to get memory back', { process: processName(run, process) }),
      place,
    );
  const { world } = chain.moment(run.at(died) - 1);
  const busy = world.workers.filter((w) => w.request !== NONE).length;
  const alive = world.processes.filter((p) => p.state !== 'dead' && p.pid !== 0).length;
  chain.link(
    t('{size} were in use of the {all} of “{host}”: {alive} {nouns} with {busy} requests', {
      size: bytesText(run.arg(exhausted)),
      all: bytesText(host?.memoryBytes ?? 0),
      host: host?.name ?? 'server',
      alive: String(alive),
      nouns: many(appProgram(run.scenario).traits.processWord),
      busy: String(busy),
    }),
    { ...place, worker: null, setting: 'memory' },
  );
}

/** A view that ends its process, its own or that of a request that shares it. Whether there is one. */
function followDeed(chain: Chain, process: number, died: number): boolean {
  const { run } = chain;
  // What happens in the same moment (the end of its view) has not happened yet where the deed is looked for.
  const m = chain.moment(run.at(died) - 1);
  const doers = m.world.workers.filter(
    (w) =>
      w.process === process &&
      w.request !== NONE &&
      DEEDS[circumstances(run, w.request).route.effect] !== undefined,
  );
  const doer = doers.find((w) => w.state === 'running') ?? doers[0];
  const request = doer?.request ?? run.request(died);
  if (request === NONE) return false;
  const { route } = circumstances(run, request);
  const deed = DEEDS[route.effect];
  if (deed === undefined) return false;
  const life = chain.life(request, Math.min(chain.count, died + 1));
  chain
    .blame('worker-crashed')
    .link(
      t('{process} died while it served {request}', {
        process: processName(run, process),
        request: chain.name(request),
      }),
      {
        ...placeOf(chain, process, died, died),
        request,
      },
    )
    .link(t('the view “{name}” {deed}', { name: route.name, deed: t(deed) }), {
      tier: 'app',
      fromUs: life.viewUs >= 0 ? life.viewUs : run.at(died),
      untilUs: run.at(died),
      request,
      worker: life.worker,
    });
  return true;
}

/** A process that had not ended yet at a moment, but was to: found silent, or told to. Whether it was. */
export function followEnding(chain: Chain, process: number, byUs: number, blames = true): boolean {
  const { run } = chain;
  for (let i = Math.min(chain.count, run.countUntil(byUs)) - 1; i >= 0; i--) {
    if (run.actor(i) !== process) continue;
    const type = run.type(i);
    if (type === EVENT['worker/forked']) return false;
    if (type === EVENT['worker/timedOut']) {
      followTimeout(chain, process, i);
      return true;
    }
    if (type !== EVENT['worker/stopping'] && type !== EVENT['worker/recycling']) continue;
    followTold(chain, process, i, byUs, blames);
    return true;
  }
  return false;
}

/** HUP, TERM, or a worker taken away: it was to end, and the time for what it had was over. */
function followTold(
  chain: Chain,
  process: number,
  stopping: number,
  byUs: number,
  blames = true,
): void {
  const { run } = chain;
  const app = appProgram(run.scenario);
  const instance = slotTable(run).instanceOf(process);
  const isForced = byUs - run.at(stopping) >= app.traits.gracefulUs;
  if (blames) chain.blame('told-to-stop');
  chain.link(
    isForced
      ? t('{process} was to end, and {setting} ({time}) was over', {
          process: processName(run, process),
          setting: app.spoken('graceful', t('the time for that')),
          time: durationText(app.traits.gracefulUs),
        })
      : t('{process} was ending, as it was told to', { process: processName(run, process) }),
    {
      ...placeOf(chain, process, stopping, stopping),
      untilUs: byUs,
      setting: isForced ? (app.called('graceful')?.key ?? null) : null,
    },
  );
  for (let i = stopping; i >= 0; i--) {
    if (run.type(i) !== EVENT['arbiter/signalled'] || Math.max(0, run.actor(i)) !== instance)
      continue;
    chain.link(signalText(app.name, run.arg(i)), {
      tier: 'app',
      fromUs: run.at(i),
      untilUs: run.at(stopping),
    });
    return;
  }
}

function signalText(program: string, signal: number): string {
  if (signal === SIGHUP) return t('{program} was told to reload (HUP)', { program });
  return signal === TERM
    ? t('{program} was told to stop (TERM)', { program })
    : t('{program} got signal {signal}', { program, signal: String(signal) });
}

/** The app server was stopped: nothing listens, and what lay in the backlog was thrown away. */
export function followStop(chain: Chain, instance: number, byUs: number): boolean {
  const { run } = chain;
  const { world } = chain.moment(byUs);
  const at = world.instances[instance];
  if (!at || at.up) return false;
  const { instances } = run.scenario.app;
  chain.blame('server-down').link(
    instances > 1
      ? t('app server {number} was stopped: nothing listens there', {
          number: String(instance + 1),
        })
      : t('the app server was stopped: nothing listens there'),
    {
      tier: 'app',
      fromUs: at.sinceUs,
      untilUs: byUs,
    },
  );
  for (let i = Math.min(chain.count, run.countUntil(at.sinceUs)) - 1; i >= 0; i--) {
    if (run.type(i) !== EVENT['arbiter/signalled'] || Math.max(0, run.actor(i)) !== instance)
      continue;
    chain.link(signalText(appProgram(run.scenario).name, run.arg(i)), {
      tier: 'app',
      fromUs: run.at(i),
      untilUs: at.sinceUs,
    });
    break;
  }
  return true;
}
