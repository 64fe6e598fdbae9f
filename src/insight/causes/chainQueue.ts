import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { countText, durationText } from '../plainWords.ts';
import { appProgram, many, takesFromSocket } from '../programs.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { processName, slotName } from '../state/slotTable.ts';
import type { Chain } from './chain.ts';
import { senderWords } from './chainClient.ts';
import { followHold } from './chainHold.ts';
import { clip, type Hold, type HoldKind, holdsOf, kindOf } from './holds.ts';

/** A wait for a worker, or for a thread of one that has accepted it already. */
export interface QueueStay {
  readonly fromUs: number;
  readonly untilUs: number;
  /** App server in whose backlog it stood. */
  readonly instance: number;
  /** Process in whose own queue it stood, or NONE: in the backlog. */
  readonly process: number;
}

/** What may keep somebody from being taken: all that holds who takes from the socket itself, but only what stops the loop of the others. */
export function bars(run: Run, hold: Hold, kind: HoldKind, ofPool: boolean): boolean {
  if (kind === 'booting' || kind === 'gone' || kind === 'paused') return true;
  if (ofPool) return true;
  const app = appProgram(run.scenario);
  if (takesFromSocket(app)) return true;
  if (!app.traits.loopRunsViews) return kind === 'blocked';
  // Who waits lets the loop go on; who computes does not.
  return hold.state === 'running' && isComputing(run, hold.request);
}

/** Whether a view computes rather than waits. */
export function isComputing(run: Run, request: number): boolean {
  const { route } = circumstances(run, request);
  if (route.effect === 'spin') return true;
  return route.effect === 'none' && route.cpuUs > 0 && route.cpuUs >= run.seed(request).waitUs;
}

/** Kinds that tell more of the process than of the request that it has. */
const NOBODYS = new Set<HoldKind>(['booting', 'gone', 'blocked', 'paused']);

interface Share {
  readonly kind: HoldKind;
  readonly holds: Hold[];
  tookUs: number;
}

/** What kept those who could have taken it, most first. */
function sharesOf(chain: Chain, stay: QueueStay): Share[] {
  const { run } = chain;
  const ofPool = stay.process !== NONE;
  const shares = new Map<HoldKind, Share>();
  for (const hold of holdsOf(run)) {
    if (hold.fromUs >= stay.untilUs) break;
    const isHere = ofPool ? hold.process === stay.process : hold.instance === stay.instance;
    if (!isHere || hold.request === chain.request) continue;
    const tookUs = clip(hold, stay.fromUs, stay.untilUs);
    if (tookUs === 0) continue;
    const kind = kindOf(run, hold, stay.untilUs);
    if (!bars(run, hold, kind, ofPool)) continue;
    const share = shares.get(kind) ?? { kind, holds: [], tookUs: 0 };
    share.holds.push(hold);
    share.tookUs += tookUs;
    shares.set(kind, share);
  }
  return [...shares.values()].sort((a, b) => b.tookUs - a.tookUs);
}

/** Why somebody waited for a worker: who had them, and on from there. */
export function followQueue(chain: Chain, stay: QueueStay): void {
  const { run } = chain;
  const { traits, called } = appProgram(run.scenario);
  const [most] = sharesOf(chain, stay);
  if (!most) {
    followIdle(chain, stay);
    return;
  }
  const longest = most.holds.reduce((a, b) =>
    clip(b, stay.fromUs, stay.untilUs) > clip(a, stay.fromUs, stay.untilUs) ? b : a,
  );
  if (NOBODYS.has(most.kind)) {
    followHold(chain, longest, most.kind, 'queue');
    return;
  }
  const ahead = takenDuring(chain, stay);
  const slots = new Set(most.holds.map((hold) => hold.slot)).size;
  const what = traits.slotWord;
  const of = stay.process === NONE ? '' : ` of ${processName(run, stay.process)}`;
  const before = ahead > slots ? `; ${countText(ahead, 'request')} came before it` : '';
  if (!chain.begins(`queue ${stay.fromUs} ${stay.process}`)) return;
  chain.link(`${allOf(slots, what, of)} held meanwhile${before}`, {
    tier: 'app',
    fromUs: Math.min(...most.holds.map((hold) => hold.fromUs), stay.fromUs),
    untilUs: stay.untilUs,
    setting: called(traits.slotsPerProcess > 1 ? 'slots' : 'processes')?.key ?? null,
  });
  chain.link(holderText(chain, longest, most.kind), {
    tier: 'app',
    fromUs: longest.sinceUs,
    untilUs: longest.untilUs,
    request: longest.request,
    worker: longest.slot,
  });
  followHold(chain, longest, most.kind, ahead > slots ? 'many' : 'queue');
}

function allOf(count: number, what: string, of: string): string {
  if (count === 1) return `the ${what}${of} was`;
  return `${count === 2 ? 'two' : count} ${many(what)}${of} were`;
}

/** Requests that were taken while it waited. */
function takenDuring({ run, request }: Chain, stay: QueueStay): number {
  const slots = new Set<number>();
  for (const hold of holdsOf(run)) {
    if (hold.fromUs >= stay.untilUs) break;
    const isHere =
      stay.process === NONE ? hold.instance === stay.instance : hold.process === stay.process;
    if (isHere && hold.request !== NONE && hold.request !== request && hold.untilUs > stay.fromUs)
      slots.add(hold.request);
  }
  return slots.size;
}

/** `worker 1 by #1, a slow upload, for 5.4 s` */
function holderText(chain: Chain, hold: Hold, kind: HoldKind): string {
  const { run } = chain;
  const forUs = Math.min(hold.untilUs, chain.untilUs) - hold.sinceUs;
  const { route } = circumstances(run, hold.request);
  const doing: Record<HoldKind, () => string> = {
    sending: () => senderWords(chain, hold.request),
    reading: () => 'whose client reads slowly',
    lingering: () => 'answered, but not closed by its client',
    blocked: () => 'not closed by its client',
    database: () => 'waiting for the database',
    lock: () => 'waiting for a row',
    hang: () => `hanging in “${route.name}”`,
    syncThread: () => 'waiting for the thread that runs sync code',
    view: () => `in “${route.name}”`,
    kept: () => 'answered, its connection kept for the next request',
    paused: () => '',
    booting: () => '',
    gone: () => '',
  };
  return `${slotName(run, hold.slot)} by ${chain.name(hold.request)}, ${doing[kind]()}, for ${durationText(forUs)}`;
}

/** Nobody was held: the workers were not there, may not take more, or had no turn to take it. */
function followIdle(chain: Chain, stay: QueueStay): void {
  const m = chain.moment(Math.min(stay.untilUs, chain.atUs));
  const instance = m.world.instances[stay.instance];
  const { traits, called, spoken } = appProgram(chain.run.scenario);
  const { processWord } = traits;
  if (instance && !instance.up) {
    chain.blame('server-down').link('the app server was stopped', {
      tier: 'app',
      fromUs: instance.sinceUs,
      untilUs: stay.untilUs,
    });
    return;
  }
  const own = m.world.processes.filter((p) => p.instance === stay.instance && p.pid !== 0);
  const stopping = own.filter((p) => p.stopping || p.recycling);
  const full = own.find(
    (p) => p.busy + p.pooled.length + p.parked.length + p.idle >= traits.connectionsPerProcess,
  );
  const place = { tier: 'app' as const, fromUs: stay.fromUs, untilUs: stay.untilUs };
  if (full)
    chain
      .blame('no-connection-left')
      .link(
        `${processName(chain.run, full.process)} has all the connections it may (${spoken('connections', `${traits.connectionsPerProcess}`)})`,
        {
          ...place,
          setting: called('connections')?.key ?? null,
        },
      );
  else if (own.length > 0 && stopping.length === own.filter((p) => p.state !== 'dead').length)
    followStopping(chain, stay, stopping[0]?.process ?? 0);
  else
    chain
      .blame('cpu')
      .link(`a ${processWord} was free, and needed a moment of processor time to take it`, {
        ...place,
        setting: 'cores',
      });
}

function followStopping(chain: Chain, stay: QueueStay, process: number): void {
  const { run } = chain;
  let since = stay.fromUs;
  for (let i = run.countUntil(stay.untilUs) - 1; i >= 0; i--) {
    const type = run.type(i);
    if (type !== EVENT['worker/stopping'] && type !== EVENT['worker/recycling']) continue;
    if (run.actor(i) !== process) continue;
    since = run.at(i);
    break;
  }
  chain
    .blame('told-to-stop')
    .link(
      `the ${many(appProgram(run.scenario).traits.processWord)} were about to end and took nobody any more`,
      {
        tier: 'app',
        fromUs: since,
        untilUs: stay.untilUs,
      },
    );
}
