/** The engine's figures; run from a bundle, as the page runs it. See run.ts. */
import { cpus } from 'node:os';
import { sceneAt } from '../../src/insight/scene/sceneAt.ts';
import type { Recording } from '../../src/recording/recording.ts';
import { presetScenario } from '../../src/scenario/presets.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { uniform } from '../../src/sim/chance.ts';
import type { Cell, Kernel } from '../../src/sim/kernel.ts';
import { MACHINES } from '../../src/sim/machines.ts';
import type { EventQueue } from '../../src/sim/queue.ts';
import { startSimulation } from '../../src/sim/simulate.ts';
import { XStateKernel } from '../../src/sim/xstateKernel.ts';
import { ActorKernel } from './actorKernel.ts';

type Engine = (queue: EventQueue<Cell>) => Kernel;

interface Timed {
  readonly ms: number;
  readonly transitions: number;
  readonly recording: Recording<Scenario>;
}

function run(scenario: Scenario, engine?: Engine): Timed {
  const began = performance.now();
  const simulation = startSimulation(scenario, engine ? { engine } : {});
  simulation.runUntil(scenario.durationUs);
  const ms = performance.now() - began;
  return { ms, transitions: simulation.world.kernel.transitions, recording: simulation.recording };
}

/** The busy minute, stretched or cut to a number of seconds. */
function busy(seconds: number): Scenario {
  const scenario = presetScenario('busy-minute');
  const durationUs = Math.round(seconds * 1e6);
  return {
    ...scenario,
    durationUs,
    clients: scenario.clients.map((population) => ({
      ...population,
      arrivals: { ...population.arrivals, untilUs: durationUs } as never,
    })),
  };
}

function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
function median(values: readonly number[]): number {
  return sorted(values)[values.length >> 1];
}
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
function rate(timed: Timed): number {
  return timed.transitions / timed.ms / 1000;
}

/** Measures and prints; nothing here passes or fails. */
export function measureEngine(): void {
  say(`${cpus()[0].model.trim()}, ${cpus().length} cores, Node ${process.version}`);

  say('\nOne minute of 200 requests/s through nginx, Gunicorn, Django and PostgreSQL (goal 16 ms)');
  for (let i = 0; i < 30; i++) run(busy(60));
  // One at a time: recordings that are kept would measure the garbage collector.
  const minutes = sorted(Array.from({ length: 50 }, () => run(busy(60)).ms));
  const last = run(busy(60));
  say(
    `  best ${minutes[0].toFixed(1)} ms, median ${median(minutes).toFixed(1)} ms; ${last.recording.requests} requests, ${last.transitions} transitions (${(last.transitions / minutes[0] / 1000).toFixed(1)} million/s at best), ${last.recording.length} events`,
  );

  say('\nCost per event by number of requests (goal: 10⁶ within 1.3 of 10⁴)');
  const costs = new Map<number, number>();
  for (const requests of [1e3, 1e4, 1e5, 1e6]) {
    const repeats = Math.max(3, Math.min(200, 3e6 / requests / 10));
    const ns = median(
      Array.from({ length: Math.round(repeats) }, () => {
        const timed = run(busy(requests / 200));
        return (timed.ms * 1e6) / timed.recording.length;
      }),
    );
    costs.set(requests, ns);
    say(`  ${String(requests).padStart(8)} requests  ${ns.toFixed(0)} ns per event`);
  }
  say(`  10⁶ against 10⁴: ${((costs.get(1e6) as number) / (costs.get(1e4) as number)).toFixed(2)}`);

  say('\nsceneAt at random moments of a million events (goal 4 ms)');
  const long = run(busy(250)).recording;
  const indexed = performance.now();
  sceneAt(long, 1);
  say(
    `  index of ${long.length} events built once in ${(performance.now() - indexed).toFixed(0)} ms`,
  );
  const seeks = Array.from({ length: 2000 }, (_, i) => {
    const at = Math.floor(uniform(1, 99, 0, i) * long.endUs);
    const began = performance.now();
    sceneAt(long, at);
    return performance.now() - began;
  });
  const inOrder = sorted(seeks.slice(100));
  say(
    `  median ${median(inOrder).toFixed(3)} ms, p99 ${inOrder[Math.floor(inOrder.length * 0.99)].toFixed(3)} ms, slowest ${inOrder[inOrder.length - 1].toFixed(2)} ms (first ${seeks[0].toFixed(2)} ms)`,
  );

  // Last, because running three engines makes the call sites they share slower for whatever follows.
  say('\nTransitions per second, the same charts and load (5 s of 200 requests/s)');
  for (let i = 0; i < 40; i++) run(busy(5));
  for (let i = 0; i < 2; i++) run(busy(5), (queue) => new XStateKernel(queue, MACHINES));
  for (let i = 0; i < 2; i++) run(busy(5), (queue) => new ActorKernel(queue, MACHINES));
  // In turns, so that a machine that slows down slows all three.
  const compiled: number[] = [];
  const pure: number[] = [];
  const sent: number[] = [];
  for (let i = 0; i < 5; i++) {
    compiled.push(median(Array.from({ length: 9 }, () => rate(run(busy(5))))));
    pure.push(rate(run(busy(5), (queue) => new XStateKernel(queue, MACHINES))));
    sent.push(rate(run(busy(5), (queue) => new ActorKernel(queue, MACHINES))));
  }
  say(`  compiled tables      ${median(compiled).toFixed(2)} million/s`);
  say(
    `  XState transition()  ${median(pure).toFixed(3)} million/s   compiled is ${median(compiled.map((c, i) => c / pure[i])).toFixed(0)} times as fast`,
  );
  say(
    `  XState actor.send()  ${median(sent).toFixed(3)} million/s   compiled is ${median(compiled.map((c, i) => c / sent[i])).toFixed(0)} times as fast`,
  );
}
