import type { CapacityPoint, CapacityTheory, TheoryPoint } from '../insight/capacityShape.ts';
import { type AppProgram, appProgram, frontProgram, hasPool } from '../insight/programs.ts';
import { mmc } from '../insight/theory/theory.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Python's own work may be this share of the service at most: it takes always the same time, which the formula does not know. */
const MOST_CPU = 0.05;
/** The workers may be held this much longer than the service takes, at the lightest load: else something else holds them. */
const MOST_UNEXPLAINED = 0.1;

/**
 * What M/M/c says of the loads measured: clients who come at random by themselves, one queue, service that takes an exponential time. Null
 * where the scenario is no such queue, by its settings or by what the lightest load showed.
 */
export function capacityTheory(
  scenario: Scenario,
  points: readonly CapacityPoint[],
): CapacityTheory | null {
  const queue = queueOf(scenario);
  const lightest = points[0];
  if (!queue || !lightest || lightest.offeredPerSecond === 0) return null;
  const { servers, serviceUs } = queue;
  const heldUs =
    (lightest.workerUtilisation.mid * servers * 1e6) /
    Math.max(lightest.throughputPerSecond.mid, 1e-9);
  // The mean of few exponential times scatters by itself.
  const scatter = 2 / Math.sqrt(Math.max(1, lightest.requests));
  if (Math.abs(heldUs / serviceUs - 1) > MOST_UNEXPLAINED + scatter) return null;
  const alone = mmc(lightest.offeredPerSecond, serviceUs, servers).meanStayUs;
  const onTheWayUs = Math.max(0, Math.round(lightest.meanUs.mid - alone));
  return {
    name: servers === 1 ? 'M/M/1' : `M/M/${servers}`,
    servers,
    serviceUs,
    onTheWayUs,
    points: points.map(({ factor, offeredPerSecond }) =>
      theoryPoint(factor, offeredPerSecond, serviceUs, servers, onTheWayUs),
    ),
  };
}

/** The one queue of a scenario and who serves it, or null where there is no such thing. */
function queueOf(scenario: Scenario): { servers: number; serviceUs: number } | null {
  const { clients, routes, app, database } = scenario;
  const [population] = clients;
  if (!population || clients.length > 1 || population.asks.length !== 1) return null;
  const { arrivals, asks, assets, retries, patienceUs, pace } = population;
  if (arrivals.kind !== 'poisson' || assets.length > 0 || retries > 0) return null;
  if (patienceUs !== Number.POSITIVE_INFINITY || pace.stops !== null) return null;
  const route = routes[asks[0]?.route ?? 0];
  if (!route || route.isStatic || route.waitIs !== 'exponential' || route.effect !== 'none')
    return null;
  if (route.spans.length > 0 || route.locks !== '' || (database && route.queries > 0)) return null;
  if (route.cpuUs > MOST_CPU * route.waitUs) return null;
  const program = appProgram(scenario);
  if (app.instances > 1 || program.traits.maxRequests > 0) return null;
  if (frontProgram(scenario)?.isOff('takesAnswers')) return null;
  const servers = serversOf(program);
  return servers === null ? null : { servers, serviceUs: route.waitUs + route.cpuUs };
}

/** Threads of several processes may have queues of their own, greenlets and tasks none: neither is one queue. */
function serversOf(app: AppProgram): number | null {
  const { processes, slotsPerProcess } = app.traits;
  if (slotsPerProcess === 0 || (hasPool(app) && processes > 1)) return null;
  return processes * slotsPerProcess;
}

function theoryPoint(
  factor: number,
  perSecond: number,
  serviceUs: number,
  servers: number,
  onTheWayUs: number,
): TheoryPoint {
  return {
    factor,
    meanUs: onTheWayUs + mmc(perSecond, serviceUs, servers).meanStayUs,
    p50Us: onTheWayUs + stayQuantileUs(perSecond, serviceUs, servers, 0.5),
    p95Us: onTheWayUs + stayQuantileUs(perSecond, serviceUs, servers, 0.95),
  };
}

/**
 * The time in queue and service that the given share of callers of M/M/c does not exceed, µs; Infinity where the queue grows without end.
 * With μ = 1/s, θ = cμ − λ and C from Erlang's formula: P(T > t) = (1 − C) e^(−μt) + C (θ e^(−μt) − μ e^(−θt)) / (θ − μ), found by halving.
 */
export function stayQuantileUs(
  perSecond: number,
  serviceUs: number,
  servers: number,
  share: number,
): number {
  const { utilisation, waitingShare } = mmc(perSecond, serviceUs, servers);
  if (utilisation >= 1) return Number.POSITIVE_INFINITY;
  const mu = 1 / serviceUs;
  const theta = servers * mu - perSecond / 1e6;
  const beyond = (t: number): number => {
    const served = Math.exp(-mu * t);
    const isOne = Math.abs(theta - mu) < 1e-9 * mu;
    const waited = isOne
      ? (1 + mu * t) * served
      : (theta * served - mu * Math.exp(-theta * t)) / (theta - mu);
    return (1 - waitingShare) * served + waitingShare * waited;
  };
  let low = 0;
  let high = serviceUs;
  while (beyond(high) > 1 - share) high *= 2;
  for (let i = 0; i < 60; i++) {
    const mid = (low + high) / 2;
    if (beyond(mid) > 1 - share) low = mid;
    else high = mid;
  }
  return high;
}
