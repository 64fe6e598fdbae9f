/**
 * The engine beside simjs (SIM.JS, npm), a general library of discrete events, on the one model both can say: M/M/4. Ours is the real engine
 * at work, with TCP, heartbeats and a recording of every event; theirs keeps the means it always keeps.
 */
import { mmc } from '../../src/insight/theory/markovQueue.ts';
import type { Recording } from '../../src/recording/recording.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

const SERVERS = 4;
/** A long one: what a request costs apart from its sleep (1.2 ms) then bends nothing. */
const SERVICE_S = 1;
const PER_SECOND = 0.8 * (SERVERS / SERVICE_S);
const CUSTOMERS = 250_000;
const SECONDS = CUSTOMERS / PER_SECOND;
const ROUNDS = 7;

/** What the page says of simjs, as far as it is used here; the package has no types. */
interface Simjs {
  readonly Sim: new () => {
    addEntity(kind: unknown): void;
    simulate(untilS: number): void;
  };
  readonly Entity: new (
    sim: unknown,
    name: string,
  ) => {
    setTimer(delayS: number): { done(then: () => void): void };
    useFacility(facility: object, serviceS: number): { done(then: () => void): void };
  };
  readonly Facility: (new (
    name: string,
    discipline: number,
    servers: number,
  ) => {
    systemStats(): { durationSeries: Series };
    queueStats(): { durationSeries: Series };
  }) & { readonly FCFS: number };
  readonly Random: new (seed: number) => { exponential(rate: number): number };
}
interface Series {
  count(): number;
  average(): number;
}

interface Timed {
  readonly ms: number;
  readonly served: number;
  /** λ and s as they came out, for the formula. */
  readonly perSecond: number;
  readonly serviceS: number;
  readonly waitS: number;
}

/** simjs puts itself into `window`; it finds one for as long as it loads. */
async function loadSimjs(): Promise<Simjs> {
  const global = globalThis as { window?: { Sim?: Simjs } };
  const before = global.window;
  const window: { Sim?: Simjs } = {};
  global.window = window;
  // @ts-expect-error the package has no types
  await import('simjs');
  if (before === undefined) delete global.window;
  else global.window = before;
  return window.Sim as Simjs;
}

function theirs({ Sim, Entity, Facility, Random }: Simjs, seed: number): Timed {
  const began = performance.now();
  const sim = new Sim();
  const servers = new Facility('servers', Facility.FCFS, SERVERS);
  const random = new Random(seed);
  class Customers extends Entity {
    start(): void {
      this.setTimer(random.exponential(PER_SECOND)).done(() => {
        this.useFacility(servers, random.exponential(1 / SERVICE_S)).done(() => {});
        this.start();
      });
    }
  }
  sim.addEntity(Customers);
  sim.simulate(SECONDS);
  const ms = performance.now() - began;
  const stays = servers.systemStats().durationSeries;
  const waits = servers.queueStats().durationSeries;
  return {
    ms,
    served: stays.count(),
    perSecond: waits.count() / SECONDS,
    serviceS: SERVICE_S,
    waitS: waits.average(),
  };
}

/** Clients next to Gunicorn, views that only sleep: a queue and its servers. Longer than a scenario file may ask for. */
function scenario(seed: number): Scenario {
  const parsed = parseScenario({
    seed,
    hosts: { web: { cores: 64 } },
    clients: [
      {
        name: 'clients',
        link: 'loopback',
        patience: 'never',
        arrivals: { rate: `${PER_SECOND}/s` },
        asks: 'sleep',
      },
    ],
    front: 'none',
    socket: { kind: 'tcp', backlog: 65_535 },
    app: { workers: SERVERS, timeout: '0s' },
    routes: [{ name: 'sleep', cpu: '0s', wait: `${SERVICE_S}s`, waitIs: 'exponential' }],
    database: 'none',
  });
  if (isProblems(parsed)) throw new Error(JSON.stringify(parsed));
  const durationUs = SECONDS * 1e6;
  return {
    ...parsed,
    durationUs,
    clients: parsed.clients.map((population) => ({
      ...population,
      arrivals: { ...population.arrivals, untilUs: durationUs } as never,
    })),
  };
}

function ours(asked: Scenario): { ms: number; recording: Recording<Scenario> } {
  const began = performance.now();
  const recording = simulate(asked);
  return { ms: performance.now() - began, recording };
}

/** Reads the recording; no part of the time that is measured. */
function shown({ ms, recording }: ReturnType<typeof ours>): Timed {
  let arrived = 0;
  let served = 0;
  let waitUs = 0;
  let heldUs = 0;
  for (const { queuedUs, acceptedUs, releasedUs } of requestTable(recording)) {
    if (queuedUs !== null) arrived++;
    if (queuedUs === null || acceptedUs === null || releasedUs === null) continue;
    served++;
    waitUs += acceptedUs - queuedUs;
    heldUs += releasedUs - acceptedUs;
  }
  return {
    ms,
    served,
    perSecond: arrived / SECONDS,
    serviceS: heldUs / served / 1e6,
    waitS: waitUs / served / 1e6,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
function rate({ served, ms }: Timed): number {
  return (served / ms) * 1000;
}
function sayOf(name: string, timed: readonly Timed[], events: string): void {
  const perSecond = Math.round(median(timed.map(rate)));
  const wait = mean(timed.map(({ waitS }) => waitS));
  const erlang = mean(
    timed.map((one) => mmc(one.perSecond, one.serviceS * 1e6, SERVERS).meanWaitUs),
  );
  say(
    `  ${name.padEnd(12)} ${String(perSecond).padStart(8)} customers/s, ${events}; mean wait ${wait.toFixed(3)} s (Erlang C ${(erlang / 1e6).toFixed(3)} s)`,
  );
}

/** Measures and prints; nothing here passes or fails. */
export async function measureBesideSimjs(): Promise<void> {
  const simjs = await loadSimjs();
  say(
    `\nM/M/4 at a utilisation of 0.8, ${CUSTOMERS} customers, beside simjs (goal: at least as many customers/s)`,
  );
  let events = 0;
  // In turns, so that a machine that slows down slows both; the first round warms up.
  const runs = Array.from({ length: ROUNDS + 1 }, (_, i) => {
    const our = ours(scenario(i + 1));
    events = our.recording.length / our.recording.requests;
    return { our: shown(our), their: theirs(simjs, i + 1) };
  }).slice(1);
  sayOf(
    'this engine',
    runs.map(({ our }) => our),
    `${events.toFixed(0)} events of each recorded`,
  );
  sayOf(
    'simjs',
    runs.map(({ their }) => their),
    'means kept',
  );
  const ratios = runs.map(({ our, their }) => rate(our) / rate(their));
  say(
    `  this engine is ${median(ratios).toFixed(2)} times as fast (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
  );
}
