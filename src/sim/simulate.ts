import type { Recording } from '../recording/recording.ts';
import { EVENT } from '../recording/vocabulary.ts';
import type { Micros, Scenario } from '../scenario/scenario.ts';
import { MOST_CLIENTS, PopulationSource } from './arrivals.ts';
import { CLOCK } from './clock.ts';
import { intervene } from './interventions.ts';
import { type Actor, type Cell, CompiledKernel, type Kernel } from './kernel.ts';
import { MESSAGE } from './messages.ts';
import type { EventQueue } from './queue.ts';
import type { Cores } from './resources/cores.ts';
import { World } from './world.ts';

export interface SimulateOptions {
  /** Stop here rather than at the scenario's duration. */
  readonly until?: Micros;
  /** Called now and then with the share done, 0..1. */
  readonly onProgress?: (done: number) => void;
  /** Which engine runs the charts; the compiled tables unless a test or benchmark asks for another. */
  readonly engine?: (queue: EventQueue<Cell>) => Kernel;
}

/** A run that can be stopped anywhere and gone on with. */
export class Simulation {
  readonly world: World;
  private readonly sources: PopulationSource[];

  constructor(
    scenario: Scenario,
    engine: (queue: EventQueue<Cell>) => Kernel = (queue) => new CompiledKernel(queue),
  ) {
    this.world = new World(scenario, engine);
    this.sources = scenario.clients.map((_, index) => new PopulationSource(this.world, index));
    this.world.onClientEnded = (client) => {
      if (client.errand !== null) client.errand.ended(client);
      else this.sources[client.populationIndex].onDone(client.client);
    };
    this.world.onClientKept = (client, kept) => client.errand?.visitor.keep(kept);
    // The script comes before the arrivals of the same moment.
    scenario.script.forEach((step, index) => {
      this.world.queue.push(step.atUs, null, CLOCK.script, index);
    });
    this.sources.forEach((source, index) => {
      if (source.firstUs < Number.POSITIVE_INFINITY)
        this.world.queue.push(source.firstUs, null, CLOCK.arrival, index);
    });
  }

  get nowUs(): Micros {
    return this.world.queue.nowUs;
  }

  get recording(): Recording<Scenario> {
    return this.world.recording;
  }

  /** Runs everything up to and including `untilUs`. May be called again with a later moment. */
  runUntil(untilUs: Micros): void {
    const { queue, kernel, recording, cores } = this.world;
    while (queue.peek() <= untilUs) {
      const target = queue.take();
      const code = queue.takenCode;
      if (target === null) this.tick(code, queue.takenArg);
      else {
        if (code === MESSAGE.cpuDone)
          (target.me as Actor & { cores: Cores }).cores.finish(target.me);
        kernel.send(target, code, queue.takenArg);
      }
    }
    queue.nowUs = Math.max(queue.nowUs, untilUs);
    recording.endUs = untilUs;
    recording.hosts = cores.map((host) => ({
      name: host.name,
      cores: host.cores,
      busyUs: host.totalUs(),
    }));
  }

  private tick(code: number, arg: number): void {
    const { world } = this;
    switch (code) {
      case CLOCK.arrival: {
        const next = this.sources[arg].fire();
        if (next < Number.POSITIVE_INFINITY) world.queue.push(next, null, CLOCK.arrival, arg);
        break;
      }
      case CLOCK.again:
        this.sources[Math.floor(arg / MOST_CLIENTS)].startAgain(arg % MOST_CLIENTS);
        break;
      case CLOCK.retry:
        this.sources[Math.floor(arg / MOST_CLIENTS)].retry(arg % MOST_CLIENTS);
        break;
      case CLOCK.script: {
        const step = world.scenario.script[arg];
        world.record(EVENT['intervention/applied'], -1, -1, arg);
        const restoreUs = intervene(world, step, this.sources);
        if (restoreUs < Number.POSITIVE_INFINITY)
          world.queue.push(world.queue.nowUs + restoreUs, null, CLOCK.restore, arg);
        break;
      }
      case CLOCK.restore:
        intervene(world, world.scenario.script[arg], this.sources, true);
        break;
    }
  }
}

/** Begins a run that the caller takes forward in steps: for progress bars, workers and pages that must stay alive. */
export function startSimulation(scenario: Scenario, options: SimulateOptions = {}): Simulation {
  return new Simulation(scenario, options.engine);
}

/** Runs a scenario to its end, or to `until`, and returns what happened. Same scenario, same recording, in every JavaScript engine. */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): Recording<Scenario> {
  const simulation = startSimulation(scenario, options);
  const endUs = options.until ?? scenario.durationUs;
  const { onProgress } = options;
  if (onProgress)
    for (let step = 1; step < 100; step++) {
      simulation.runUntil(Math.floor((endUs * step) / 100));
      onProgress(step / 100);
    }
  simulation.runUntil(endUs);
  onProgress?.(1);
  return simulation.recording;
}
