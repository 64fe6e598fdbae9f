import { msg, t } from '../../language/t.ts';
import { EVENT, EVENTS, NONE } from '../../recording/vocabulary.ts';
import { requestName } from '../plainWords.ts';
import type { Lane, Run, Span } from '../shapes.ts';
import { holdingOf } from '../state/holding.ts';
import { runIndex } from '../state/runIndex.ts';
import { laneLabel, slotTable } from '../state/slotTable.ts';
import { holderOf, newWorld, OF_PROCESSES, step, type WorkerFold } from '../state/world.ts';

/** Lanes of the slots that were ever used, by process; a process of which none was used has that of its first. */
export function workerLanes(run: Run): Lane[] {
  const index = runIndex(run);
  const slots = slotTable(run);
  const world = newWorld(run);
  const spans: Span[][] = [];
  const open: (WorkerFold | undefined)[] = [];
  const isUsed = new Set<number>();
  const close = (was: WorkerFold, untilUs: number): void => {
    if (untilUs > was.sinceUs) spans[was.worker]?.push(spanOf(run, was, untilUs));
  };
  const look = (slot: number, at: number): void => {
    const w = world.workers[slot];
    if (!w || w.pid === 0) return;
    spans[slot] ??= [];
    if (w.request !== NONE) isUsed.add(slot);
    const was = open[slot];
    // Between connecting and the first query the worker waits on.
    if (was && isSame(was, w)) return;
    if (was) close(was, at);
    open[slot] = { ...w, sinceUs: at };
  };
  for (let i = 0; i < run.length; i++) {
    step(world, run, i, index);
    const type = run.type(i);
    const r = run.request(i);
    if (OF_PROCESSES.has(type) || type === EVENT['connection/parked'])
      for (const slot of slots.slotsOf(run.actor(i))) look(slot, run.at(i));
    else if (OF_SLOTS[type])
      look(
        run.actor(i) !== NONE ? run.actor(i) : r === NONE ? NONE : (index.worker[r] as number),
        run.at(i),
      );
    else if (OF_SESSIONS[type] && r !== NONE) look(holderOf(world, index, r), run.at(i));
  }
  for (const was of open) if (was) close(was, run.endUs);
  return spans
    .map((list, slot) => ({
      key: `worker-${slot}`,
      label: laneLabel(run, slot),
      kind: 'worker' as const,
      actor: slot,
      process: slots.processOf(slot),
      spans: list,
    }))
    .filter((lane) => isUsed.has(lane.actor) || slots.nthOf(lane.actor) === 0)
    .sort((a, b) => a.process - b.process || slots.nthOf(a.actor) - slots.nthOf(b.actor));
}

const isSame = (a: WorkerFold, b: WorkerFold): boolean =>
  a.state === b.state &&
  a.request === b.request &&
  a.isLocked === b.isLocked &&
  (a.pausedUs === NONE) === (b.pausedUs === NONE);

const OF_SLOTS = EVENTS.map((name) =>
  /^(worker|linger)\/|^view\/entered|^response\/writing/.test(name),
);
/** Words of sessions and of the rows they lock. */
export const OF_SESSIONS = EVENTS.map((name) => /^(session|query|lock)\//.test(name));

const DOING: Record<WorkerFold['state'], string> = {
  booting: msg('starting##a worker'),
  idle: msg('idle##a worker'),
  reading: msg('reading the request'),
  running: msg('in the view'),
  database: msg('waiting for the database'),
  writing: msg('writing the answer'),
  lingering: msg('waiting for the client to close'),
  stopping: msg('stopping##a worker'),
  dead: msg('gone##a worker'),
};

function stateOf(was: WorkerFold): Span['state'] {
  if (was.pausedUs !== NONE && was.state !== 'dead') return 'paused';
  if (was.isLocked && was.state === 'database') return 'locked';
  return was.state === 'dead' && !was.wasKilled ? 'ended' : was.state;
}

function spanOf(run: Run, was: WorkerFold, untilUs: number): Span {
  const request = was.request === NONE ? null : was.request;
  const state = stateOf(was);
  const heldByClient =
    state !== 'paused' &&
    request !== null &&
    holdingOf(run, request, was.state, untilUs - was.sinceUs);
  const doing =
    state === 'paused'
      ? t('stands still (SIGSTOP)')
      : heldByClient && was.state === 'reading'
        ? t('held by a client that sends slowly')
        : heldByClient && was.state === 'writing'
          ? t('held by a client that reads slowly')
          : state === 'locked'
            ? t('waiting for a row that another request holds')
            : state === 'ended'
              ? t('ended##a worker')
              : t(DOING[was.state]);
  return {
    fromUs: was.sinceUs,
    untilUs,
    state,
    request,
    heldByClient,
    words:
      request === null
        ? doing
        : t('{request}: {doing}##in a row of time: “#4: reading the request”', {
            request: requestName(request),
            doing,
          }),
  };
}
