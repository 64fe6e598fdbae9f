import type { Population, Route, Scenario } from '../../scenario/scenario.ts';
import { durationText } from '../plainWords.ts';
import { appProgram, frontProgram, hasPool, many } from '../programs.ts';
import { type MarkovQueue, mmc } from './markovQueue.ts';

/** What queueing theory expects of a scenario, or why it has nothing to say of it. */
export type ExpectedQueue =
  | {
      readonly applies: true;
      /** `M/M/1`, `M/M/4`. */
      readonly model: string;
      readonly arrivalsPerSecond: number;
      /** Mean time that a request holds its worker, µs. */
      readonly serviceUs: number;
      readonly servers: number;
      readonly queue: MarkovQueue;
      /** Share of requests whose wait and service together take longer than so many µs, 0..1. */
      stayBeyond(us: number): number;
    }
  | { readonly applies: false /** One sentence. */; readonly why: string };

/** The view's own fixed work may be this part of its random wait before the whole is no longer called exponential. */
const FIXED_SHARE = 0.05;

/**
 * Whether a scenario is an M/M/c queue (Poisson arrivals, one exponential time of service, c servers fed from one queue), and which. Decided
 * from what is written down alone: places that are all fed from the socket, or the threads of one process, with views that do nothing but wait
 * for a random time. What is left out of the formula: about a millisecond that a server holds a place around the view, and the way over the
 * network.
 */
export function expectedQueue(scenario: Scenario): ExpectedQueue {
  const { app, clients, script } = scenario;
  const no = (why: string): ExpectedQueue => ({ applies: false, why });
  const population = clients.find((p) => p.arrivals.kind !== 'poisson');
  if (population) return no(`${population.name} do not come at random moments (Poisson arrivals)`);
  if (clients.length === 0) return no('nobody comes');
  if (script.length > 0) return no('the script changes the world on the way');
  for (const each of clients) {
    const reason = whyNotOf(each, scenario.durationUs);
    if (reason) return no(reason);
  }
  const route = onlyRoute(scenario);
  if (!route) return no('not all requests ask for the same, so there is no one time of service');
  const reason = whyNotRoute(route, scenario);
  if (reason) return no(reason);
  if (app.instances > 1) return no('each app server has a queue of its own');
  const program = appProgram(scenario);
  const { processes, slotsPerProcess, processWord } = program.traits;
  const kind = program.kind === '' ? '' : `${program.kind} `;
  if (slotsPerProcess === 0)
    return no(
      `${processWord === 'server' ? program.name : `${kind}${many(processWord)}`} ${processWord === 'server' ? 'takes' : 'take'} as many requests as come, so nobody queues for a server`,
    );
  if (hasPool(program) && processes > 1)
    return no(`each ${kind}${processWord} accepts requests into a queue of its own`);

  const servers = processes * slotsPerProcess;
  const serviceUs = route.waitUs + route.cpuUs;
  let arrivalsPerSecond = 0;
  for (const { arrivals } of clients)
    if (arrivals.kind === 'poisson') arrivalsPerSecond += arrivals.perSecond;
  const queue = mmc(arrivalsPerSecond, serviceUs, servers);
  if (queue.utilisation >= 1)
    return no(
      `more work comes than ${servers} of these can do (${Math.round(queue.utilisation * 100)} %), so the queue grows without end`,
    );
  return {
    applies: true,
    model: `M/M/${servers}`,
    arrivalsPerSecond,
    serviceUs,
    servers,
    queue,
    stayBeyond: (us) => stayBeyond(us, queue, serviceUs, servers),
  };
}

function whyNotOf(population: Population, durationUs: number): string | null {
  const { name, arrivals, pace, assets, patienceUs, retries } = population;
  if (arrivals.kind !== 'poisson') return `${name} do not come at random moments`;
  if (arrivals.fromUs > 0 || arrivals.untilUs < durationUs)
    return `${name} do not come during the whole run`;
  if (assets.length > 0) return `${name} ask for the files of a page in bursts`;
  if (retries > 0) return `${name} ask again after a failure`;
  if (Number.isFinite(patienceUs)) return `${name} give up after ${durationText(patienceUs)}`;
  const isPrompt =
    pace.headOverUs === 0 &&
    pace.bodyOverUs === 0 &&
    pace.stops === null &&
    pace.readBytesPerSecond === Number.POSITIVE_INFINITY &&
    pace.readDelayUs === 0;
  return isPrompt ? null : `${name} are slow, and hold workers for longer than the view takes`;
}

function onlyRoute({ clients, routes }: Scenario): Route | null {
  const asked = new Set(
    clients.flatMap((p) => p.asks.filter((a) => a.weight > 0)).map((a) => a.route),
  );
  return asked.size === 1 ? (routes[[...asked][0] as number] ?? null) : null;
}

function whyNotRoute(route: Route, scenario: Scenario): string | null {
  const { name } = route;
  const front = frontProgram(scenario);
  if (route.isStatic)
    return front
      ? `${name} is a file, which ${front.name} serves without a ${appProgram(scenario).traits.processWord}`
      : `${name} is a file: its time does not vary`;
  if (route.effect !== 'none') return `${name} ends or hangs its worker`;
  if (route.waitUs === 0 || route.waitIs !== 'exponential')
    return `the time that ${name} takes is not exponential: ${route.waitUs > 0 ? 'its wait is always the same' : 'it has no random wait'}`;
  if (route.queries > 0 || route.spans.length > 0 || route.cpuUs > FIXED_SHARE * route.waitUs)
    return `the time that ${name} takes is not exponential: only ${durationText(route.waitUs)} of it vary`;
  if (route.bodyBytes > 0) return `${name} has a body, whose way to the worker takes its time`;
  return null;
}

/**
 * P(wait + service > t) of M/M/c: with C the share that waits, µ = 1/s and θ = (c − a)/s,
 * (1 − C) e^(−µt) + C (θ e^(−µt) − µ e^(−θt)) / (θ − µ); where θ = µ the second part is C (1 + µt) e^(−µt).
 */
function stayBeyond(us: number, queue: MarkovQueue, serviceUs: number, servers: number): number {
  if (us <= 0) return 1;
  const rate = 1 / serviceUs;
  const drain = (servers - queue.utilisation * servers) / serviceUs;
  const served = Math.exp(-rate * us);
  const waited =
    Math.abs(drain - rate) < rate * 1e-6
      ? (1 + rate * us) * served
      : (drain * served - rate * Math.exp(-drain * us)) / (drain - rate);
  return (1 - queue.waitingShare) * served + queue.waitingShare * waited;
}
