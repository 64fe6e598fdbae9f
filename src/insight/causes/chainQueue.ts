import { t } from '../../language/t.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { type Noun, nounText } from '../nouns.ts';
import { durationText } from '../plainWords.ts';
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
  const own = stay.process === NONE ? null : processName(run, stay.process);
  const held = heldText(slots, what, own);
  const text =
    ahead > slots
      ? t('{held}; {count, plural, one {# request} other {# requests}} came before it', {
          held,
          count: ahead,
        })
      : held;
  if (!chain.begins(`queue ${stay.fromUs} ${stay.process}`)) return;
  chain.link(text, {
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

/** `two threads of worker 1 were held meanwhile`. */
function heldText(count: number, what: Noun, process: string | null): string {
  const said = { count: String(count), noun: nounText(what), nouns: many(what) };
  return process === null
    ? t(
        '{count, plural, =1 {the {noun} was} =2 {two {nouns} were} other {{count} {nouns} were}} held meanwhile',
        said,
      )
    : t(
        '{count, plural, =1 {the {noun} of {process} was} =2 {two {nouns} of {process} were} other {{count} {nouns} of {process} were}} held meanwhile',
        { ...said, process },
      );
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
    reading: () => t('whose client reads slowly'),
    lingering: () => t('answered, but not closed by its client'),
    blocked: () => t('not closed by its client'),
    database: () => t('waiting for the database'),
    lock: () => t('waiting for a row'),
    hang: () => t('hanging in “{view}”', { view: route.name }),
    syncThread: () => t('waiting for the thread that runs sync code'),
    view: () => t('in “{view}”', { view: route.name }),
    kept: () => t('answered, its connection kept for the next request'),
    paused: () => '',
    booting: () => '',
    gone: () => '',
  };
  return t(
    '{slot} by {request}, {doing}, for {time}##what a worker is held by, what that request is at, and for how long',
    {
      slot: slotName(run, hold.slot),
      request: chain.name(hold.request),
      doing: doing[kind](),
      time: durationText(forUs),
    },
  );
}

/** Nobody was held: the workers were not there, may not take more, or had no turn to take it. */
function followIdle(chain: Chain, stay: QueueStay): void {
  const m = chain.moment(Math.min(stay.untilUs, chain.atUs));
  const instance = m.world.instances[stay.instance];
  const { traits, called, spoken } = appProgram(chain.run.scenario);
  const { processWord } = traits;
  if (instance && !instance.up) {
    chain.blame('server-down').link(t('the app server was stopped'), {
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
    chain.blame('no-connection-left').link(
      t('{process} has all the connections it may ({limit})', {
        process: processName(chain.run, full.process),
        limit: spoken('connections', `${traits.connectionsPerProcess}`),
      }),
      {
        ...place,
        setting: called('connections')?.key ?? null,
      },
    );
  else if (own.length > 0 && stopping.length === own.filter((p) => p.state !== 'dead').length)
    followStopping(chain, stay, stopping[0]?.process ?? 0);
  else
    chain.blame('cpu').link(
      t('a {noun} was free, and needed a moment of processor time to take it', {
        noun: nounText(processWord),
      }),
      {
        ...place,
        setting: 'cores',
      },
    );
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
  chain.blame('told-to-stop').link(
    t('the {nouns} were about to end and took nobody any more', {
      nouns: many(appProgram(run.scenario).traits.processWord),
    }),
    {
      tier: 'app',
      fromUs: since,
      untilUs: stay.untilUs,
    },
  );
}
