import type { ActorRef, ChartPicture, ChartStep } from '../recording/chartShape.ts';
import type { Recording } from '../recording/recording.ts';
import type { Micros, Scenario } from '../scenario/scenario.ts';
import { Arbiter } from './charts/app/arbiter.ts';
import { Listener } from './charts/app/listener.ts';
import { Slot } from './charts/app/slot.ts';
import { Worker } from './charts/app/worker.ts';
import { ClientConnection } from './charts/client/client.ts';
import { Handshake } from './charts/client/handshake.ts';
import { Session } from './charts/database/session.ts';
import { FrontConnection } from './charts/front/front.ts';
import type { Call } from './compile.ts';
import { type Actor, type Cell, CompiledKernel } from './kernel.ts';
import { MESSAGES } from './messages.ts';
import { arrowsFrom, pictureOf } from './pictures.ts';
import type { EventQueue } from './queue.ts';
import { Simulation } from './simulate.ts';
import type { World } from './world.ts';

/**
 * The compiled engine with somebody who looks over the shoulder of one actor. Guards only look, so they may be asked once more: the
 * recording is that of an unwatched run.
 */
class WatchingKernel extends CompiledKernel {
  private readonly time: EventQueue<Cell>;
  private readonly actor: ActorRef;
  private readonly picture: ChartPicture;
  /** Steps of the actor; of every kept connection where one of these is watched, for whose it was shows only at the end. */
  private readonly steps = new Map<Cell, ChartStep[]>();
  private client: ClientConnection | null = null;
  private front: FrontConnection | null = null;
  private readonly isShared: boolean;

  constructor(queue: EventQueue<Cell>, actor: ActorRef) {
    super(queue);
    this.time = queue;
    this.actor = actor;
    this.picture = pictureOf(actor.kind);
    this.isShared = actor.kind === 'kept' || actor.kind === 'pooled';
  }

  override send(cell: Cell, code: number, arg: number): void {
    const { id } = cell.chart;
    if (id === this.actor.kind && (this.isShared || indexOf(cell.me) === this.actor.index))
      this.note(cell, code, arg);
    else if (this.isShared && (id === 'client' || id === 'front')) this.meet(cell.me);
    super.send(cell, code, arg);
  }

  get taken(): readonly ChartStep[] {
    if (!this.isShared) return [...this.steps.values()].flat();
    const { client, front } = this;
    const cell =
      this.actor.kind === 'pooled'
        ? front?.pooled?.cell
        : (client?.kept?.cell ?? client?.upstreamKept?.cell);
    return (cell && this.steps.get(cell)) ?? [];
  }

  /** Which of the candidates will be chosen, before it is. */
  private note(cell: Cell, code: number, arg: number): void {
    let chosen = cell.row[code];
    let nth = 0;
    cell.arg = arg;
    while (chosen?.guard && !chosen.guard(cell as unknown as Call<never>)) {
      chosen = chosen.next;
      nth++;
    }
    if (chosen === null) return;
    const { states, timers } = cell.chart;
    const from = states[cell.state];
    const timer = code - MESSAGES.length;
    // XState's name of a delayed event: xstate.after.<delay>.<chart>.<state that declares it>
    const event = timer < 0 ? MESSAGES[code] : timers[timer].split('.')[2];
    const own = this.steps.get(cell) ?? [];
    if (own.length === 0) this.steps.set(cell, own);
    own.push({
      atUs: this.time.nowUs,
      eventCount: worldOf(cell.me).recording.length,
      from,
      to: chosen.target < 0 ? from : states[chosen.target],
      arrow: arrowsFrom(this.picture, from, event, timer >= 0)[nth],
    });
  }

  private meet(actor: Actor): void {
    const { index } = this.actor;
    if (actor instanceof ClientConnection && actor.request === index) this.client = actor;
    if (actor instanceof FrontConnection && actor.client.request === index) this.front = actor;
  }
}

/** A run that is taken forward in steps, as {@link Simulation}, for the transitions of one of its actors. */
export class Watch {
  private readonly simulation: Simulation;
  private kernel!: WatchingKernel;

  constructor(scenario: Scenario, actor: ActorRef) {
    this.simulation = new Simulation(scenario, (queue) => {
      this.kernel = new WatchingKernel(queue, actor);
      return this.kernel;
    });
  }

  runUntil(untilUs: Micros): void {
    this.simulation.runUntil(untilUs);
  }

  get recording(): Recording<Scenario> {
    return this.simulation.recording;
  }

  /** Transitions taken so far, in order. None where the run knows no such actor. */
  get steps(): readonly ChartStep[] {
    return this.kernel.taken;
  }
}

/** The transitions that one actor takes until the moment: the run is simulated once more, and comes out the same. */
export function watchActor(
  scenario: Scenario,
  actor: ActorRef,
  untilUs: Micros = scenario.durationUs,
): readonly ChartStep[] {
  const watch = new Watch(scenario, actor);
  watch.runUntil(untilUs);
  return watch.steps;
}

/** An actor's index as its {@link ActorRef} counts. */
function indexOf(actor: Actor): number {
  if (actor instanceof ClientConnection) return actor.request;
  if (actor instanceof FrontConnection || actor instanceof Handshake) return actor.client.request;
  if (actor instanceof Slot || actor instanceof Worker || actor instanceof Session)
    return actor.index;
  if (actor instanceof Arbiter) return actor.app.instance;
  if (actor instanceof Listener)
    return actor.world.apps.findIndex(({ listener }) => listener === actor);
  return -1;
}

function worldOf(actor: Actor): World {
  return (actor as Actor & { readonly world: World }).world;
}
