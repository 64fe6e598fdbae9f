import { EVENT, NONE } from '../recording/vocabulary.ts';
import { MOST_INSTANCES } from '../scenario/servers/appServer.ts';
import type { Law } from './conservation.ts';
import { requestName, workerName } from './plainWords.ts';
import type { Run } from './shapes.ts';
import { followConnections } from './state/kept.ts';
import { type SlotTable, slotName, slotTable } from './state/slotTable.ts';

/** Laws of backlogs, processes, their slots and queues, and of kept connections. */
export class ServerLaws {
  /** Slot → request that it holds. */
  private readonly holder = new Map<number, number>();
  /** Requests in the backlog of each app server, oldest first. */
  private readonly backlogs = new Map<number, Set<number>>();
  private readonly chosen = new Map<number, number>();
  private readonly alive = new Set<number>();
  /** Process → requests in its own queue. */
  private readonly pooled = new Map<number, Set<number>>();
  private readonly parked = new Map<number, number>();
  /** Requests that came over a connection which was open already. */
  private readonly reused = new Set<number>();
  /** App server of a front server → idle connections in its pool. */
  private readonly pool = new Map<number, number>();
  /** Request → its front server, where there are several. */
  private readonly fronts = new Map<number, number>();
  private readonly slots: SlotTable;
  private readonly kept: ReturnType<typeof followConnections>;

  private readonly run: Run;
  private readonly law: Law;

  constructor(run: Run, law: Law) {
    this.run = run;
    this.law = law;
    this.slots = slotTable(run);
    this.kept = followConnections(run);
  }

  isHeld(request: number): boolean {
    for (const r of this.holder.values()) if (r === request) return true;
    return false;
  }

  event(i: number): void {
    const { run, law } = this;
    const r = run.request(i);
    const actor = run.actor(i);
    const arg = run.arg(i);
    switch (run.type(i)) {
      case EVENT['head/received']:
        if (actor !== NONE) this.fronts.set(r, actor);
        return;
      case EVENT['upstream/chosen']:
        this.chosen.set(r, actor);
        return;
      case EVENT['socket/queued']: {
        const line = this.backlogOf(this.chosen.get(r) ?? 0);
        law(!line.has(r), i, () => `${requestName(r)} is in the backlog already`);
        line.add(r);
        law(arg === line.size, i, () => `says that ${arg} wait, but it is ${line.size}`);
        return;
      }
      case EVENT['app/stopped']:
        this.backlogOf(Math.max(0, actor)).clear();
        return;
      case EVENT['worker/forked']:
        this.alive.add(actor);
        return;
      case EVENT['connection/pooled']: {
        law(this.alive.has(actor), i, () => `${workerName(actor)} does not live`);
        this.leaveBacklog(i, r, actor);
        this.parked.delete(r);
        const line = this.pooled.get(actor) ?? new Set();
        this.pooled.set(actor, line);
        law(!line.has(r), i, () => `${requestName(r)} waits there already`);
        line.add(r);
        law(arg === line.size, i, () => `says that ${arg} wait, but it is ${line.size}`);
        return;
      }
      case EVENT['connection/parked']:
        law(this.alive.has(actor), i, () => `${workerName(actor)} does not live`);
        for (const [slot, held] of this.holder) if (held === r) this.holder.delete(slot);
        this.pooled.get(actor)?.delete(r);
        this.parked.set(r, actor);
        return;
      case EVENT['worker/accepted']:
        this.accept(i, r, actor, arg);
        return;
      case EVENT['worker/released']:
        if (!this.parked.has(r)) this.holds(i, actor, r);
        this.holder.delete(actor);
        return;
      case EVENT['worker/exited']:
        this.alive.delete(actor);
        this.pooled.delete(actor);
        for (const slot of this.slots.slotsOf(actor)) this.holder.delete(slot);
        return;
      case EVENT['view/entered']:
      case EVENT['response/writing']:
      case EVENT['span/entered']:
      case EVENT['view/cancelled']:
        this.holds(i, actor, r);
        return;
      case EVENT['connection/reused']:
        this.reused.add(r);
        law(this.kept.clients.before.has(r), i, () => 'no connection of this client was kept');
        return;
      case EVENT['upstream/reused']:
        this.reused.add(r);
        this.changePool(i, actor, -1, null);
        return;
      case EVENT['upstream/kept']:
        this.changePool(i, actor, 1, arg);
        return;
      case EVENT['upstream/expired']:
        this.changePool(i, actor, -1, arg);
        return;
    }
  }

  private backlogOf(instance: number): Set<number> {
    const line = this.backlogs.get(instance) ?? new Set();
    this.backlogs.set(instance, line);
    return line;
  }

  private holds(i: number, slot: number, r: number): void {
    this.law(
      this.holder.get(slot) === r,
      i,
      () => `${slotName(this.run, slot)} does not hold ${requestName(r)}`,
    );
  }

  /** Takes a request off the backlog of the process's app server; false: it did not stand there. */
  private leaveBacklog(i: number, r: number, process: number): boolean {
    const line = this.backlogOf(this.slots.instanceOf(process));
    const oldest = line.values().next().value;
    if (!line.has(r)) return false;
    this.law(oldest === r, i, () => `${requestName(r)} is not the oldest in the backlog`);
    line.delete(r);
    return true;
  }

  private accept(i: number, r: number, slot: number, arg: number): void {
    const { law, run } = this;
    const process = this.slots.processOf(slot);
    law(this.alive.has(process), i, () => `${workerName(process)} does not live`);
    const size = (): number => this.backlogOf(this.slots.instanceOf(process)).size;
    if (this.leaveBacklog(i, r, process))
      law(arg === size(), i, () => `says that ${arg} wait, but it is ${size()}`);
    else {
      const wasHere = this.pooled.get(process)?.delete(r) || this.parked.get(r) === process;
      law(
        wasHere || this.reused.has(r),
        i,
        () => `${requestName(r)} is not the oldest in the backlog`,
      );
    }
    this.parked.delete(r);
    law(
      !this.holder.has(slot),
      i,
      () => `${slotName(run, slot)} already holds ${requestName(this.holder.get(slot) ?? NONE)}`,
    );
    this.holder.set(slot, r);
  }

  private changePool(i: number, instance: number, change: number, said: number | null): void {
    const front = this.fronts.get(this.run.request(i)) ?? 0;
    const key = front * MOST_INSTANCES + Math.max(0, instance);
    const now = (this.pool.get(key) ?? 0) + change;
    this.pool.set(key, now);
    this.law(now >= 0, i, () => 'takes a connection out of an empty pool');
    if (said !== null)
      this.law(said === now, i, () => `says that ${said} are idle in the pool, but it is ${now}`);
  }
}
