import { t } from '../../language/t.ts';
import type { Population, Route, Scenario } from '../../scenario/scenario.ts';
import { nounText } from '../nouns.ts';
import { durationText } from '../plainWords.ts';
import { type AppProgram, appProgram, frontProgram, hasPool, many } from '../programs.ts';
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
  if (population)
    return no(
      t('{clients} do not come at random moments (Poisson arrivals)', { clients: population.name }),
    );
  if (clients.length === 0) return no(t('nobody comes'));
  if (script.length > 0) return no(t('the script changes the world on the way'));
  for (const each of clients) {
    const reason = whyNotOf(each, scenario.durationUs);
    if (reason) return no(reason);
  }
  const route = onlyRoute(scenario);
  if (!route) return no(t('not all requests ask for the same, so there is no one time of service'));
  const reason = whyNotRoute(route, scenario);
  if (reason) return no(reason);
  if (app.instances > 1) return no(t('each app server has a queue of its own'));
  const program = appProgram(scenario);
  const { processes, slotsPerProcess, processWord } = program.traits;
  const { kind } = program;
  if (slotsPerProcess === 0) return no(takesAll(program));
  if (hasPool(program) && processes > 1) {
    const noun = nounText(processWord);
    return no(
      kind === ''
        ? t('each {noun} accepts requests into a queue of its own', { noun })
        : t('each {kind} {noun} accepts requests into a queue of its own', { kind, noun }),
    );
  }

  const servers = processes * slotsPerProcess;
  const serviceUs = route.waitUs + route.cpuUs;
  let arrivalsPerSecond = 0;
  for (const { arrivals } of clients)
    if (arrivals.kind === 'poisson') arrivalsPerSecond += arrivals.perSecond;
  const queue = mmc(arrivalsPerSecond, serviceUs, servers);
  if (queue.utilisation >= 1)
    return no(
      t(
        'more work comes than {servers} of these can do ({percent} %), so the queue grows without end',
        { servers: String(servers), percent: String(Math.round(queue.utilisation * 100)) },
      ),
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

function takesAll(program: AppProgram): string {
  const { name, kind, traits } = program;
  if (traits.processWord === 'server')
    return t('{name} takes as many requests as come, so nobody queues for a server', { name });
  const nouns = many(traits.processWord);
  return kind === ''
    ? t('{nouns} take as many requests as come, so nobody queues for a server', { nouns })
    : t('{kind} {nouns} take as many requests as come, so nobody queues for a server', {
        kind,
        nouns,
      });
}

function whyNotOf(population: Population, durationUs: number): string | null {
  const { name, arrivals, pace, assets, patienceUs, retries } = population;
  if (arrivals.kind !== 'poisson') return t('{name} do not come at random moments', { name });
  if (arrivals.fromUs > 0 || arrivals.untilUs < durationUs)
    return t('{name} do not come during the whole run', { name });
  if (assets.length > 0) return t('{name} ask for the files of a page in bursts', { name });
  if (retries > 0) return t('{name} ask again after a failure', { name });
  if (Number.isFinite(patienceUs))
    return t('{name} give up after {time}', { name, time: durationText(patienceUs) });
  const isPrompt =
    pace.headOverUs === 0 &&
    pace.bodyOverUs === 0 &&
    pace.stops === null &&
    pace.readBytesPerSecond === Number.POSITIVE_INFINITY &&
    pace.readDelayUs === 0;
  return isPrompt
    ? null
    : t('{name} are slow, and hold workers for longer than the view takes', { name });
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
      ? t('{name} is a file, which {front} serves without a {noun}', {
          name,
          front: front.name,
          noun: nounText(appProgram(scenario).traits.processWord),
        })
      : t('{name} is a file: its time does not vary', { name });
  if (route.effect !== 'none') return t('{name} ends or hangs its worker', { name });
  if (route.waitUs === 0 || route.waitIs !== 'exponential')
    return route.waitUs > 0
      ? t('the time that {name} takes is not exponential: its wait is always the same', { name })
      : t('the time that {name} takes is not exponential: it has no random wait', { name });
  if (route.queries > 0 || route.spans.length > 0 || route.cpuUs > FIXED_SHARE * route.waitUs)
    return t('the time that {name} takes is not exponential: only {time} of it vary', {
      name,
      time: durationText(route.waitUs),
    });
  if (route.bodyBytes > 0)
    return t('{name} has a body, whose way to the worker takes its time', { name });
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
