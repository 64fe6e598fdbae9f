import type { Population, Route } from '../scenario/scenario.ts';

/**
 * Copies of what is read with every request. Objects that were parsed, cloned or sent to a worker have as many hidden classes as ways they
 * came about, and each further one makes every reader slower; what one literal makes has one.
 */
export function routeInOneShape(route: Route): Route {
  return {
    name: route.name,
    method: route.method,
    path: route.path,
    isStatic: route.isStatic,
    bodyBytes: route.bodyBytes,
    responseBytes: route.responseBytes,
    contentType: route.contentType,
    cpuUs: route.cpuUs,
    waitUs: route.waitUs,
    waitIs: route.waitIs,
    queries: route.queries,
    queryUs: route.queryUs,
    effect: route.effect,
    isAsync: route.isAsync,
    locks: route.locks,
    writes: route.writes,
    isCacheable: route.isCacheable,
    compressesTo: route.compressesTo,
    memoryBytes: route.memoryBytes,
    spans: route.spans,
  };
}

/** See {@link routeInOneShape}. */
export function populationInOneShape(population: Population): Population {
  return {
    name: population.name,
    link: population.link,
    pace: population.pace,
    arrivals: population.arrivals,
    asks: population.asks,
    patienceUs: population.patienceUs,
    closes: population.closes,
    keepAlive: population.keepAlive,
    connections: population.connections,
    assets: population.assets,
    addresses: population.addresses,
    http2: population.http2,
    windowBytes: population.windowBytes,
    resumes: population.resumes,
    retries: population.retries,
    backoffUs: population.backoffUs,
  };
}
