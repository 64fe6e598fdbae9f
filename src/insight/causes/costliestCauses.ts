import { requestTable } from '../../recording/requestTable.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { appProgram, frontProgram, hasPool, processLimit } from '../programs.ts';
import { SaidOf } from '../saidOf.ts';
import type { Run } from '../shapes.ts';
import { SLOW_US } from '../state/transfer.ts';
import { CAUSES, type CauseKind, causeWords } from './causeKinds.ts';
import { bars } from './chainQueue.ts';
import type { CauseCost, CostlyCause, RunCauses } from './costlyShape.ts';
import { Curves } from './curves.ts';
import { type Deed, deedDuring, deedsOf } from './deeds.ts';
import { type Hold, holdsOf, kindOf } from './holds.ts';
import { viewNeeds } from './viewNeeds.ts';
import { type Wait, waitsOf } from './waits.ts';
import { whyChain } from './whyChain.ts';

/** How many causes are shown. */
const MOST = 3;

/** Causes of waits that need no looking around. */
const PLAIN: { readonly [K in Wait['kind']]?: CauseKind } = {
  full: 'backlog-full',
  database: 'database-slow',
  lock: 'database-lock',
  hang: 'view-hangs',
  cpu: 'cpu',
};

/**
 * What the waiting of all requests until a moment (by default the whole run) comes from. Nothing is sampled: a wait in a queue is shared out
 * among whatever kept the slots it waited for meanwhile, in proportion to time. That is quick because how long each cause kept the slots of an
 * app server is a curve over time, added up once; a wait asks each curve for its two ends.
 */
export function costliestCauses(run: Run, atUs: number = run.endUs): RunCauses {
  const known = memory.get(run);
  if (known && known.atUs === atUs && known.length === run.length) return known.answer;
  const answer = workOut(run, Math.min(atUs, run.endUs));
  memory.set(run, { atUs, length: run.length, answer });
  return answer;
}

const memory = new SaidOf<Run, { atUs: number; length: number; answer: RunCauses }>();

interface Tally {
  waitedUs: number;
  readonly by: Map<number, number>;
  /** Its dearest single wait. */
  mostUs: number;
  example: Wait | null;
}

function workOut(run: Run, atUs: number): RunCauses {
  const waits = waitsOf(run, atUs);
  const tallies = new Map<CauseKind, Tally>();
  const add = (cause: CauseKind, wait: Wait, us: number): void => {
    let tally = tallies.get(cause);
    if (!tally) {
      tally = { waitedUs: 0, by: new Map(), mostUs: 0, example: null };
      tallies.set(cause, tally);
    }
    tally.waitedUs += us;
    tally.by.set(wait.request, (tally.by.get(wait.request) ?? 0) + us);
    if (us > tally.mostUs) {
      tally.mostUs = us;
      tally.example = wait;
    }
  };
  let waitedUs = 0;
  const waiters = new Set<number>();
  const curves = waits.some((w) => PLAIN[w.kind] === undefined) ? curvesOf(run, atUs) : null;
  for (const wait of waits) {
    waitedUs += wait.countsUs;
    waiters.add(wait.request);
    const plain = plainCause(run, wait);
    if (plain) add(plain, wait, wait.countsUs);
    else if (curves) shareOut(curves, wait, add);
  }
  const all: CauseCost[] = [...tallies]
    .map(([cause, t]) => ({ cause, waitedUs: t.waitedUs, requests: t.by.size }))
    .sort((a, b) => b.waitedUs - a.waitedUs);
  const dearest = all
    .slice(0, MOST)
    .map((cost) => costly(run, cost, tallies.get(cost.cause) as Tally, waitedUs));
  return { dearest, all, waitedUs, requests: waiters.size };
}

function costly(run: Run, cost: CauseCost, tally: Tally, waitedUs: number): CostlyCause {
  const { request, fromUs, untilUs } = tally.example as Wait;
  const example = { request, atUs: Math.floor((fromUs + untilUs) / 2) };
  const chain = whyChain(run, request, example.atUs);
  const named = chain.links.findLast((link) => link.setting !== null)?.setting ?? null;
  const isOf = chain.cause === cost.cause || chain.root === cost.cause;
  const setting = isOf ? named : usualSetting(run, cost.cause);
  const share = waitedUs > 0 ? cost.waitedUs / waitedUs : 0;
  return { ...cost, words: causeWords(cost.cause, run.scenario), share, example, setting };
}

/** The cause of a wait that needs no looking around, but at what was done to the world. */
function plainCause(run: Run, wait: Wait): CauseKind | undefined {
  const { kind, fromUs, untilUs, request } = wait;
  const usual = PLAIN[kind];
  if (usual === undefined || deedsOf(run).length === 0) return usual;
  const { front, app, database } = run.scenario;
  const within = (what: Deed['kind'], actors: number[]) =>
    deedDuring(run, what, actors, fromUs, untilUs) !== undefined;
  if (kind === 'full' && within('unplugged', [hostOf(front ?? app), hostOf(app)]))
    return 'host-unplugged';
  if (kind === 'database' && database && database.kind !== 'sqlite')
    return within('unplugged', [database.host]) ? 'host-unplugged' : usual;
  if (kind === 'cpu' && within('paused', [requestTable(run)[request]?.process ?? -1]))
    return 'worker-paused';
  return usual;
}

/** The setting that decides over a cause where its example has others beside it. */
function usualSetting(run: Run, cause: CauseKind): string | null {
  const { database } = run.scenario;
  const front = frontProgram(run.scenario);
  const app = appProgram(run.scenario);
  switch (cause) {
    case 'slow-client-holds-worker':
      return front ? (front.called('collects')?.key ?? null) : 'front';
    case 'queue-behind-many':
    case 'queue-behind-long-views':
      return (app.called('processes') ?? app.called('slots'))?.key ?? null;
    case 'worker-booting':
    case 'worker-crashed':
      return app.importing;
    case 'worker-killed-timeout':
    case 'request-over-limit':
    case 'view-hangs':
      return (
        (processLimit(app)?.name ?? app.called('heartbeat') ?? app.called('requestLimit'))?.key ??
        null
      );
    case 'backlog-full':
      return 'backlog';
    case 'cpu':
      return 'cores';
    case 'database-slow':
      return database?.CONN_MAX_AGEUs === 0 ? 'CONN_MAX_AGE' : null;
    default:
      return null;
  }
}

/** A wait in a queue, by what kept the slots that it waited for. */
function shareOut(
  curves: Curves<CauseKind>,
  wait: Wait,
  add: (cause: CauseKind, wait: Wait, us: number) => void,
): void {
  const group = groupOf(wait.kind !== 'queue', wait.place);
  const parts = curves.between(group, wait.fromUs, wait.untilUs);
  const sum = parts.reduce((all, part) => all + part.us, 0);
  // Nobody was kept: whoever was free had no turn yet.
  if (sum <= 0) add('cpu', wait, wait.countsUs);
  else for (const { name, us } of parts) add(name, wait, (wait.countsUs * us) / sum);
}

const groupOf = (isPool: boolean, place: number): number => (isPool ? 2 * place + 1 : 2 * place);

/** How long each cause kept the slots of each app server, and of each process that has a queue of its own. */
function curvesOf(run: Run, atUs: number): Curves<CauseKind> {
  const curves = new Curves(CAUSES);
  const ends = endingsOf(run);
  const app = appProgram(run.scenario);
  const hasPools = hasPool(app) || app.traits.hasOneSyncThread;
  const lasts = lastsOf(run, atUs);
  for (const hold of holdsOf(run)) {
    if (hold.fromUs >= atUs) break;
    const untilUs = Math.min(hold.untilUs, atUs);
    const kind = kindOf(run, hold, atUs);
    const put = (group: number): void => {
      const lost =
        kind === 'view' && hold.state === 'running'
          ? viewNeeds(run).crowded(hold.request, atUs, untilUs)
          : 0;
      const cause = causeOf(run, hold, kind, ends, lasts);
      curves.add(group, cause, hold.fromUs, untilUs, 1 - lost);
      if (lost > 0) curves.add(group, 'cpu', hold.fromUs, untilUs, lost);
    };
    if (bars(run, hold, kind, false)) put(groupOf(false, hold.instance));
    if (hasPools && kind !== 'syncThread' && bars(run, hold, kind, true))
      put(groupOf(true, hold.process));
  }
  curves.close();
  return curves;
}

function causeOf(
  run: Run,
  hold: Hold,
  kind: ReturnType<typeof kindOf>,
  ends: Endings,
  lasts: ReadonlyMap<number, number>,
): CauseKind {
  switch (kind) {
    case 'sending':
    case 'reading':
    case 'lingering':
    case 'blocked':
      return 'slow-client-holds-worker';
    case 'database':
      return 'database-slow';
    case 'lock':
      return 'database-lock';
    case 'kept':
      return 'kept-holds-worker';
    case 'hang':
      return 'view-hangs';
    case 'syncThread':
      return 'queue-behind-long-views';
    case 'paused':
      return 'worker-paused';
    case 'booting':
    case 'gone':
      return endBefore(ends, hold) ?? 'worker-booting';
    case 'view': {
      const heldUs = (lasts.get(stayKey(hold)) ?? hold.untilUs) - hold.sinceUs;
      const isLong = Math.max(heldUs, viewNeeds(run).ownUs(hold.request)) >= SLOW_US;
      return isLong ? 'queue-behind-long-views' : 'queue-behind-many';
    }
  }
}

/** A stay of a request with a slot, as a number. */
const stayKey = (hold: Hold): number => hold.sinceUs * 4096 + (hold.slot % 4096);

/** When each stay of a request with a slot ended, as far as is known. */
function lastsOf(run: Run, atUs: number): Map<number, number> {
  const lasts = new Map<number, number>();
  for (const hold of holdsOf(run)) {
    if (hold.fromUs >= atUs) break;
    if (hold.request !== NONE) lasts.set(stayKey(hold), Math.min(hold.untilUs, atUs));
  }
  return lasts;
}

/** Why processes ended, by process, in order. */
type Endings = ReadonlyMap<number, { readonly atUs: number; readonly cause: CauseKind }[]>;

function endingsOf(run: Run): Endings {
  const isOfRequest = processLimit(appProgram(run.scenario))?.of === 'request';
  const overLimit: CauseKind = isOfRequest ? 'request-over-limit' : 'worker-killed-timeout';
  const ends = new Map<number, { atUs: number; cause: CauseKind }[]>();
  const silent = new Set<number>();
  const told = new Set<number>();
  for (let i = 0; i < run.length; i++) {
    const process = run.actor(i);
    switch (run.type(i)) {
      case EVENT['worker/forked']:
        silent.delete(process);
        told.delete(process);
        break;
      case EVENT['worker/timedOut']:
        silent.add(process);
        break;
      case EVENT['worker/stopping']:
      case EVENT['worker/recycling']:
        told.add(process);
        break;
      case EVENT['worker/killed']:
      case EVENT['worker/exited']: {
        const cause: CauseKind = silent.has(process)
          ? overLimit
          : told.has(process)
            ? 'told-to-stop'
            : run.type(i) === EVENT['worker/exited'] && run.request(i) !== NONE
              ? 'worker-crashed'
              : 'worker-killed';
        const list = ends.get(process) ?? [];
        // A killed process exits, too: the first word of its end tells more.
        if (list.at(-1)?.atUs !== run.at(i) || list.length === 0)
          list.push({ atUs: run.at(i), cause: crashCause(run, i, cause) });
        ends.set(process, list);
        break;
      }
    }
  }
  return ends;
}

/** A signal that a view sent to its own process is a crash. */
function crashCause(run: Run, i: number, cause: CauseKind): CauseKind {
  const request = run.request(i);
  if (cause !== 'worker-killed' || request === NONE) return cause;
  const route = run.scenario.routes[run.seed(request).route];
  return route && route.effect !== 'none' ? 'worker-crashed' : cause;
}

function endBefore(ends: Endings, hold: Hold): CauseKind | null {
  return ends.get(hold.process)?.findLast((end) => end.atUs <= hold.fromUs)?.cause ?? null;
}
