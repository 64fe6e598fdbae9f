import { t } from '../../language/t.ts';
import type { AppServer } from '../../scenario/scenario.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import { numberedText } from '../nouns.ts';
import { withPid } from '../plainWords.ts';
import type { Run } from '../shapes.ts';

/** Which process and app server the slots of a run belong to. */
export interface SlotTable {
  /** Slots of a process in order; a greenlet or a task is none before it has been used. */
  slotsOf(process: number): readonly number[];
  /** True where a process has its slots from the start (sync, threads of a pool); false where they come with use (greenlets, tasks). */
  readonly fixed: boolean;
  processOf(slot: number): number;
  /** 0-based within its process. */
  nthOf(slot: number): number;
  instanceOf(process: number): number;
}

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
  const { instances } = run.scenario.app;
  const { processes, slotsPerProcess } = traitsOf(run.scenario.app);
  const table: SlotTable = {
    slotsOf: (process) => own[process] ?? (slots.length === 0 ? [process] : []),
    fixed: slotsPerProcess > 0,
    processOf: (slot) => slots[slot]?.process ?? slot,
    nthOf: (slot) => slots[slot]?.nth ?? 0,
    instanceOf(process) {
      const first = own[process]?.[0];
      if (first !== undefined) return slots[first]?.instance ?? 0;
      // Before a process has a slot: the first ones stand in the order of their app servers.
      return instances > 1 ? Math.min(instances - 1, Math.floor(process / processes)) : 0;
    },
  };
  tables.set(run, { length: slots.length, table });
  return table;
}

/** Whether a process deals with one request at a time: it is its own and only slot. */
export function isOwnSlot(app: AppServer): boolean {
  return traitsOf(app).slotsPerProcess === 1;
}

/** `worker 1`, `child 3`; with a pid: `worker 1 (pid 101)`. A server that is one process is just `the server`. */
export function processName(run: Run, process: number, pid?: number): string {
  return withPid(processNameOf(run.scenario.app, process), pid);
}

/** The same where there is an app server and no run. */
export function processNameOf(app: AppServer, process: number): string {
  return isAlone(app)
    ? t('the server##the only process there is')
    : numberedText(traitsOf(app).processWord, process);
}

function isAlone(app: AppServer): boolean {
  const { processWord, processes } = traitsOf(app);
  return processWord === 'server' && processes === 1 && app.instances === 1;
}

/** `worker 1`, `thread 2 of worker 1`. With a pid: `thread 2 of worker 1 (pid 101)`. */
export function slotName(run: Run, slot: number, pid?: number): string {
  const table = slotTable(run);
  const { app } = run.scenario;
  const process = processName(run, table.processOf(slot), pid);
  if (isOwnSlot(app)) return process;
  const own = numberedText(traitsOf(app).slotWord, table.nthOf(slot));
  return t('{slot} of {process}##thread 2 of worker 1', { slot: own, process });
}

/** `worker 1`, `worker 1 · thread 2`; of a server that is one process `thread 2`. */
export function laneLabel(run: Run, slot: number): string {
  const table = slotTable(run);
  const { app } = run.scenario;
  const process = processName(run, table.processOf(slot));
  if (isOwnSlot(app)) return process;
  const own = numberedText(traitsOf(app).slotWord, table.nthOf(slot));
  return isAlone(app) ? own : `${process} · ${own}`;
}
