import { type EventName, NONE } from '../../recording/vocabulary.ts';
import type { SignalCause, WorkerState } from '../scene/scene.ts';
import type { Run } from '../shapes.ts';
import { slotTable } from './slotTable.ts';
import type { InstanceFold, ProcessFold, WorkerFold, World } from './worldFolds.ts';

/** What an event does to the process or slot it speaks of. */
export function stepWorker(
  world: World,
  run: Run,
  name: EventName,
  at: number,
  request: number,
  actor: number,
  arg: number,
): void {
  switch (name) {
    case 'worker/forked':
      fork(world, run, actor, at, arg);
      return;
    case 'worker/booted':
    case 'worker/timedOut':
    case 'worker/stopping':
    case 'worker/recycling':
    case 'worker/blocked':
    case 'worker/paused':
    case 'worker/resumed':
    case 'worker/killed':
    case 'worker/exited': {
      const fold = world.processes[actor];
      if (fold) stepProcess(world, run, fold, name, at, request, arg);
      return;
    }
  }
  const slot = actor === NONE ? world.workers.findIndex((w) => w.request === request) : actor;
  if (slot === NONE) return;
  const w = name === 'worker/accepted' ? slotOf(world, run, slot, at) : world.workers[slot];
  if (w) stepSlot(world, w, name, at, request, arg);
}

function fork(world: World, run: Run, process: number, at: number, pid: number): void {
  const slots = slotTable(run);
  while (world.processes.length < process)
    world.processes.push(newProcess(run, world.processes.length, 0, 0, 'dead'));
  world.processes[process] = newProcess(run, process, at, pid, 'booting');
  const own = slots.slotsOf(process);
  for (const slot of own)
    if (slots.fixed || slot < world.workers.length)
      putSlot(world, run, slot, newSlot(run, slot, at, pid, 'booting'));
}

function newProcess(
  run: Run,
  process: number,
  sinceUs: number,
  pid: number,
  state: ProcessFold['state'],
): ProcessFold {
  return {
    process,
    instance: slotTable(run).instanceOf(process),
    pid,
    state,
    sinceUs,
    stopping: false,
    recycling: false,
    timedOutUs: NONE,
    pausedUs: NONE,
    wasKilled: false,
    blockedUntilUs: NONE,
    blockedBy: NONE,
    pooled: [],
    parked: [],
    idle: 0,
    busy: 0,
    served: 0,
  };
}

function newSlot(
  run: Run,
  worker: number,
  sinceUs: number,
  pid: number,
  state: WorkerState,
): WorkerFold {
  return {
    worker,
    process: slotTable(run).processOf(worker),
    pid,
    state,
    sinceUs,
    request: NONE,
    heldSinceUs: 0,
    served: 0,
    session: NONE,
    stopping: false,
    timedOutUs: NONE,
    pausedUs: NONE,
    span: NONE,
    isLocked: false,
    awaits: false,
    wasKilled: false,
  };
}

/** Slots are numbered in the order in which they come up; what stands between is filled with slots that nobody has seen. */
function putSlot(world: World, run: Run, slot: number, fold: WorkerFold): void {
  while (world.workers.length < slot)
    world.workers.push(newSlot(run, world.workers.length, 0, 0, 'dead'));
  world.workers[slot] = fold;
}

/** The slot that takes a request: a greenlet or task is made when it is needed. */
function slotOf(world: World, run: Run, slot: number, at: number): WorkerFold {
  const known = world.workers[slot];
  if (known && known.pid !== 0) return known;
  const fold = world.processes[slotTable(run).processOf(slot)];
  const made = newSlot(run, slot, at, fold?.pid ?? 0, 'idle');
  made.stopping = fold?.stopping ?? false;
  putSlot(world, run, slot, made);
  return made;
}

function stepProcess(
  world: World,
  run: Run,
  fold: ProcessFold,
  name: EventName,
  at: number,
  request: number,
  arg: number,
): void {
  const slots = slotTable(run).slotsOf(fold.process);
  const each = (deed: (w: WorkerFold) => void): void => {
    for (const slot of slots) {
      const w = world.workers[slot];
      if (w && w.pid !== 0) deed(w);
    }
  };
  switch (name) {
    case 'worker/booted':
      if (fold.state === 'dead') return;
      fold.state = 'ready';
      fold.sinceUs = at;
      each((w) => turn(w, w.stopping ? 'stopping' : 'idle', at));
      return;
    case 'worker/timedOut':
      fold.timedOutUs = at;
      signalledTo(world, fold, SIGABRT, at, 'timeout');
      each((w) => {
        w.timedOutUs = at;
      });
      return;
    case 'worker/blocked':
      fold.blockedUntilUs = at + arg;
      fold.blockedBy = request;
      return;
    case 'worker/paused':
    case 'worker/resumed':
      fold.pausedUs = name === 'worker/paused' ? at : NONE;
      each((w) => {
        w.pausedUs = fold.pausedUs;
      });
      return;
    case 'worker/recycling':
      fold.recycling = true;
      return;
    case 'worker/stopping':
      fold.stopping = true;
      signalledTo(world, fold, arg, at, ORDERS[orderOf(world, fold)] ?? '');
      each((w) => {
        w.stopping = true;
        if (w.state === 'idle') turn(w, 'stopping', at);
      });
      return;
    case 'worker/killed':
    case 'worker/exited':
      if (fold.state !== 'dead') fold.sinceUs = at;
      if (name === 'worker/killed') signalledTo(world, fold, arg, at, causeOf(world, fold, at));
      fold.state = 'dead';
      fold.wasKilled ||= name === 'worker/killed' || fold.timedOutUs !== NONE || arg !== 0;
      fold.pooled = [];
      fold.parked = [];
      fold.idle = 0;
      fold.busy = 0;
      each((w) => {
        turn(w, 'dead', at);
        w.wasKilled = fold.wasKilled;
        letGo(world, w);
      });
      return;
  }
}

const SIGABRT = 6;
const SIGKILL = 9;

/** What a worker is told to stop for, by the signal that its arbiter was given. */
const ORDERS: Readonly<Record<number, SignalCause>> = { 1: 'reload', 15: 'stop' };

function orderOf(world: World, fold: ProcessFold): number {
  return world.instances[fold.instance]?.order ?? 0;
}

/** Why a worker was killed, as far as what came before tells. */
function causeOf(world: World, fold: ProcessFold, at: number): SignalCause {
  if (fold.timedOutUs !== NONE) return 'timeout';
  if (world.exhaustedUs === at) return 'out of memory';
  return fold.stopping ? (ORDERS[orderOf(world, fold)] ?? '') : '';
}

function signalledTo(
  world: World,
  fold: ProcessFold,
  signal: number,
  at: number,
  cause: SignalCause,
): void {
  const instance = world.instances[fold.instance];
  // The end of one that the arbiter gave up is the same story, unless it took a second signal.
  const isSame =
    instance?.signalTo === fold.process && instance.signalCause === cause && signal !== SIGKILL;
  if (instance && signal > 0 && !isSame) signalled(instance, signal, at, fold.process, cause);
}

/** Keeps the last signal of an arbiter; `to`: worker process, NONE = the arbiter itself. */
export function signalled(
  instance: InstanceFold,
  signal: number,
  at: number,
  to: number,
  cause: SignalCause,
): void {
  instance.signal = signal;
  instance.signalUs = at;
  instance.signalTo = to;
  instance.signalCause = cause;
}

function stepSlot(
  world: World,
  w: WorkerFold,
  name: EventName,
  at: number,
  request: number,
  arg: number,
): void {
  switch (name) {
    case 'worker/accepted': {
      turn(w, 'reading', at);
      const fold = world.processes[w.process];
      if (fold) {
        if (w.request === NONE) fold.busy++;
        leaveProcessQueue(fold, request);
      }
      w.request = request;
      w.heldSinceUs = at;
      w.span = NONE;
      return;
    }
    case 'worker/received':
    case 'view/entered':
      turn(w, 'running', at);
      return;
    case 'span/entered':
      w.span = arg;
      return;
    case 'span/left':
    case 'view/cancelled':
      w.span = NONE;
      return;
    case 'response/writing':
      turn(w, 'writing', at);
      w.span = NONE;
      return;
    case 'linger/started':
    case 'connection/awaited':
      turn(w, 'lingering', at);
      w.awaits = name === 'connection/awaited';
      return;
    case 'worker/released':
      turn(w, w.stopping ? 'stopping' : 'idle', at);
      w.served++;
      (world.processes[w.process] as ProcessFold).served++;
      freeSlot(world, w);
      return;
  }
}

/** A request is no longer in the process's own queue, nor with its poller. */
export function leaveProcessQueue(fold: ProcessFold, request: number): void {
  if (fold.pooled.includes(request)) fold.pooled = fold.pooled.filter((r) => r !== request);
  if (fold.parked.includes(request)) fold.parked = fold.parked.filter((r) => r !== request);
}

/** A slot without its request; its process lives on. */
export function freeSlot(world: World, w: WorkerFold): void {
  const fold = world.processes[w.process];
  if (fold && w.request !== NONE) fold.busy = Math.max(0, fold.busy - 1);
  letGo(world, w);
}

export function turn(w: WorkerFold, state: WorkerState, at: number): void {
  if (w.state === 'dead') return;
  w.state = state;
  w.sinceUs = at;
  w.awaits = false;
}

function letGo(world: World, w: WorkerFold): void {
  if (w.request !== NONE)
    for (const s of world.sessions) if (s.request === w.request) s.request = NONE;
  w.request = NONE;
  w.session = NONE;
  w.span = NONE;
  w.isLocked = false;
}
