import type { Gunicorn } from '../../scenario/scenario.ts';
import { workerName } from '../plainWords.ts';
import type { Run } from '../shapes.ts';

/** Which process and app server the slots of a run belong to. */
export interface SlotTable {
  /** Slots of a process in order; a greenlet or a task is none before it has been used. */
  slotsOf(process: number): readonly number[];
  /** True where a process has its slots from the start (sync, gthread); false where they come with use (gevent, asgi). */
  readonly fixed: boolean;
  processOf(slot: number): number;
  /** 0-based within its process. */
  nthOf(slot: number): number;
  instanceOf(process: number): number;
}

/** What a slot is called where a process has several. */
export const SLOT_WORDS: Record<Gunicorn['worker_class'], string> = {
  sync: 'worker',
  gthread: 'thread',
  gevent: 'greenlet',
  asgi: 'task',
};

const tables = new WeakMap<Run, { length: number; table: SlotTable }>();

/** The slots of a run. A recording that names none has one slot per process, with the same index. */
export function slotTable(run: Run): SlotTable {
  const known = tables.get(run);
  if (known && known.length === run.slots.length) return known.table;
  const { slots } = run;
  const own: number[][] = [];
  slots.forEach(({ process }, slot) => {
    own[process] ??= [];
    (own[process] as number[]).push(slot);
  });
  const { worker_class, workers, instances } = run.scenario.app;
  const table: SlotTable = {
    slotsOf: (process) => own[process] ?? (slots.length === 0 ? [process] : []),
    fixed: worker_class === 'sync' || worker_class === 'gthread',
    processOf: (slot) => slots[slot]?.process ?? slot,
    nthOf: (slot) => slots[slot]?.nth ?? 0,
    instanceOf(process) {
      const first = own[process]?.[0];
      if (first !== undefined) return slots[first]?.instance ?? 0;
      // Before a process has a slot: the first ones stand in the order of their app servers.
      return instances > 1 ? Math.min(instances - 1, Math.floor(process / workers)) : 0;
    },
  };
  tables.set(run, { length: slots.length, table });
  return table;
}

/** `worker 1`, `thread 2 of worker 1`. With a pid: `thread 2 of worker 1 (pid 101)`. */
export function slotName(run: Run, slot: number, pid?: number): string {
  const table = slotTable(run);
  const worker = workerName(table.processOf(slot), pid);
  const { worker_class } = run.scenario.app;
  return worker_class === 'sync'
    ? worker
    : `${SLOT_WORDS[worker_class]} ${table.nthOf(slot) + 1} of ${worker}`;
}

/** `worker 1`, `worker 1 · thread 2`. */
export function laneLabel(run: Run, slot: number): string {
  const table = slotTable(run);
  const worker = workerName(table.processOf(slot));
  const { worker_class } = run.scenario.app;
  return worker_class === 'sync'
    ? worker
    : `${worker} · ${SLOT_WORDS[worker_class]} ${table.nthOf(slot) + 1}`;
}
