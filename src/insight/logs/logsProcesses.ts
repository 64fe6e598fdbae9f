import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import type { LogLine, Run } from '../shapes.ts';
import { slotTable } from '../state/slotTable.ts';

/** One process of an app server, as its log needs it. */
export interface Process {
  readonly index: number;
  readonly instance: number;
  /** Counted from 1 within its server. */
  readonly number: number;
  pid: number;
  /** How it ended, until somebody has taken its place. */
  gone: { readonly code: number; readonly signal: number } | null;
  /** It was told to end. */
  isStopping: boolean;
  timedOut: boolean;
  recycles: boolean;
  /** Requests that it has begun to deal with. */
  taken: number;
}

/** Follows the processes of an app server, and which request each of their slots holds, through a recording. */
export class Processes {
  private readonly run: Run;
  readonly byIndex = new Map<number, Process>();
  /** Request, and when it was taken, by slot. */
  readonly held = new Map<number, { readonly request: number; readonly atUs: number }>();
  private readonly counted: number[] = [];

  constructor(run: Run) {
    this.run = run;
  }

  /** The process that a slot belongs to. */
  ofSlot(slot: number): Process | undefined {
    return this.byIndex.get(slotTable(this.run).processOf(slot));
  }

  instanceOf(index: number): number {
    return slotTable(this.run).instanceOf(index);
  }

  /** Requests that the slots of a process hold. */
  heldBy(index: number): number[] {
    return slotTable(this.run)
      .slotsOf(index)
      .flatMap((slot) => this.held.get(slot)?.request ?? []);
  }

  /** Place of a slot within its process, from 0. */
  nthOf(slot: number): number {
    return this.run.slots[slot]?.nth ?? 0;
  }

  /** Notes an event; returns the process that it speaks of, as it was before for one that is forked anew. */
  note(event: RecordedEvent): Process | undefined {
    const known = this.byIndex.get(event.actor);
    switch (event.name) {
      case 'worker/accepted':
        this.held.set(event.actor, { request: event.request, atUs: event.at });
        return this.ofSlot(event.actor);
      case 'worker/released':
        this.held.delete(event.actor);
        return this.ofSlot(event.actor);
      case 'worker/forked':
        this.byIndex.set(event.actor, this.forked(event, known));
        return known;
      case 'worker/exited':
        for (const slot of slotTable(this.run).slotsOf(event.actor)) this.held.delete(slot);
        if (known) known.gone = { code: event.arg, signal: known.gone?.signal ?? 0 };
        return known;
      case 'worker/killed':
        if (known) known.gone = { code: 0, signal: event.arg };
        return known;
      case 'worker/stopping':
        if (known) known.isStopping = true;
        return known;
      case 'worker/timedOut':
        if (known) known.timedOut = true;
        return known;
      case 'worker/recycling':
        if (known) known.recycles = true;
        return known;
      default:
        return known;
    }
  }

  private forked(event: RecordedEvent, known: Process | undefined): Process {
    const instance = this.instanceOf(event.actor);
    this.counted[instance] = (this.counted[instance] ?? 0) + (known ? 0 : 1);
    return {
      index: event.actor,
      instance,
      number: known?.number ?? (this.counted[instance] as number),
      pid: event.arg,
      gone: null,
      isStopping: false,
      timedOut: false,
      recycles: false,
      taken: 0,
    };
  }
}

/** A line of a log at the moment of an event. */
export function lineAt(event: RecordedEvent, file: string, text: string): LogLine {
  return { atUs: event.at, file, text, request: event.request === NONE ? null : event.request };
}

export function routeOf(run: Run, request: number): Route {
  return run.scenario.routes[run.seed(request).route] as Route;
}

/** Ends of signals in words, as the C library has them. */
export const SIGNAL_WORDS: Readonly<Record<number, string>> = {
  6: 'Aborted',
  9: 'Killed',
  11: 'Segmentation fault',
  15: 'Terminated',
};
