import { durationText } from '../insight/plainWords.ts';
import { msg, t } from '../language/t.ts';
import { parseScenario } from '../scenario/parseScenario.ts';
import { isProblems } from '../scenario/problems.ts';
import type { Problem } from '../scenario/scenario.ts';
import { MOST_LISTED_ARRIVALS } from '../scenario/schema.ts';
import type { LeavingOut, ReadTraffic, Visit } from './traffic.ts';
import { BROWSER_CONNECTIONS, clientsOf } from './visitClients.ts';
import { methodOf, routesOf, type VisitedRoute } from './visitRoutes.ts';

type Written = Readonly<Record<string, unknown>>;

/** A scenario runs for an hour at most; its end lies behind the last arrival. */
const LONGEST_US = 3600e6;
const LAST_ARRIVAL_US = LONGEST_US - 30e6;
/** What runs on behind the last arrival. */
const AFTER_US = 5e6;
/** Of the time that the app takes, so much at most is Python's own work; the rest it waits. */
const MOST_CPU_US = 4_000;
const LARGEST_BYTES = 10 * 1024 ** 3;

/** How visits become a scenario, beyond what the visits say. */
export interface TrafficPlan {
  readonly title: string;
  /** `log` or `HAR file`, for sentences. */
  readonly source: string;
  readonly link?: unknown;
  /** One browser made all of it: each arrival waits as long as it was measured, instead of the median of its route. */
  readonly isOneVisitor: boolean;
  readonly assumed: readonly string[];
}

/** The scenario that asks what the visits asked, when they asked it. At least one visit is needed. */
export function scenarioOfVisits(
  all: readonly Visit[],
  written: Written,
  plan: TrafficPlan,
  out: LeavingOut,
): ReadTraffic | Problem[] {
  const { visits, note } = busiest(all, plan.source);
  const firstUs = visits[0]?.startUs ?? 0;
  const lastEndUs = visits.reduce((last, { endUs }) => Math.max(last, endUs), firstUs);
  const { routes, merged } = routesOf(visits);
  const { numbers, clients, shared } = clientsOf(visits, !plan.isOneVisitor);
  const routeOf = new Map<Visit, string>();
  for (const route of routes) for (const visit of route.visits) routeOf.set(visit, route.name);
  const writtenRoutes = routes.map(writeRoute);
  const cpuOf = new Map(routes.map((route, i) => [route.name, writtenRoutes[i]?.cpuUs ?? 0]));
  const usual = routes[0]?.name;
  const staticNames = new Set(routes.filter(({ isStatic }) => isStatic).map(({ name }) => name));
  const arrivals = visits.map((visit, i) => {
    const route = routeOf.get(visit) as string;
    const waitUs =
      plan.isOneVisitor && visit.serverUs !== null && !staticNames.has(route)
        ? Math.max(0, visit.serverUs - (cpuOf.get(route) ?? 0))
        : null;
    return {
      at: msText(visit.startUs - firstUs),
      ...(route === usual ? {} : { route }),
      ...(numbers[i] === null ? {} : { client: numbers[i] }),
      ...(visit.bodyBytes > 0 ? { body: `${Math.min(visit.bodyBytes, LARGEST_BYTES)}B` } : {}),
      ...(waitUs === null ? {} : { wait: msText(Math.min(waitUs, LONGEST_US)) }),
    };
  });
  const durationUs = Math.min(LONGEST_US, Math.ceil((lastEndUs - firstUs + AFTER_US) / 1e6) * 1e6);
  const { script, dropped } = scriptOf(written, durationUs);
  const made = {
    ...written,
    title: plan.title.slice(0, 120),
    duration: `${durationUs / 1e6}s`,
    clients: [
      {
        name: 'visitors',
        ...(plan.link === undefined ? {} : { link: plan.link }),
        keepAlive: true,
        connections: BROWSER_CONNECTIONS,
        arrivals,
        ...(usual === undefined ? {} : { asks: usual }),
      },
    ],
    routes: writtenRoutes.map(({ written: route }) => route),
    ...(script === null ? {} : { script }),
  };
  // What was handed in may be wrong by itself: then there is nothing to put the traffic into.
  const scenario = parseScenario(made);
  if (isProblems(scenario)) return scenario;
  return {
    written: made,
    requests: visits.length,
    leftOut: out.list,
    leftOutCount: out.count,
    assumed: [
      ...note,
      ...plan.assumed,
      ...sentences(visits, routes, merged, shared, clients, plan),
      ...(dropped > 0
        ? [
            t(
              '{count, plural, one {# step of the script spoke of the clients before, or came too late, and is gone.} other {# steps of the script spoke of the clients before, or came too late, and are gone.}}',
              { count: dropped },
            ),
          ]
        : []),
    ],
  };
}

/** What fits into a scenario: where there are more visits, or over a longer time, the stretch in which most came in the shortest time. */
function busiest(all: readonly Visit[], source: string): { visits: Visit[]; note: string[] } {
  const inOrder = [...all].sort((a, b) => a.startUs - b.startUs || a.line - b.line);
  let best = { from: 0, until: 0, spanUs: Number.POSITIVE_INFINITY };
  let until = 0;
  for (let from = 0; from < inOrder.length; from++) {
    const startUs = (inOrder[from] as Visit).startUs;
    while (
      until < inOrder.length &&
      until - from < MOST_LISTED_ARRIVALS &&
      (inOrder[until] as Visit).startUs - startUs <= LAST_ARRIVAL_US
    )
      until++;
    const spanUs = (inOrder[until - 1] as Visit).startUs - startUs;
    const count = until - from;
    const most = best.until - best.from;
    if (count > most || (count === most && spanUs < best.spanUs)) best = { from, until, spanUs };
    if (until === inOrder.length) break;
  }
  const visits = inOrder.slice(best.from, best.until);
  if (visits.length === inOrder.length) return { visits, note: [] };
  const lines = visits.map((visit) => visit.line);
  const [first, last] = [
    lines.reduce((a, b) => Math.min(a, b)),
    lines.reduce((a, b) => Math.max(a, b)),
  ];
  const text = t(
    'The {source} has {count, plural, one {# request} other {# requests}}; taken is the busiest stretch that fits, {taken, plural, one {# request} other {# requests}} in {time}, between lines {first} and {last}.',
    {
      source: source === 'log' ? t('log##a file with requests') : source,
      count: inOrder.length,
      taken: visits.length,
      time: durationText(best.spanUs),
      first,
      last,
    },
  );
  return { visits, note: [text] };
}

/** Whole µs, in ms, as people write short times. */
const msText = (us: number): string => `${Math.round(us) / 1000}ms`;

const TYPE = /^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w.-]+)?$/;

function writeRoute(route: VisitedRoute): { written: Written; cpuUs: number } {
  const { visits, isStatic } = route;
  const server = visits.map((visit) => visit.serverUs).filter((us) => us !== null);
  const mean = (of: (visit: Visit) => number) =>
    Math.round(visits.reduce((sum, visit) => sum + of(visit), 0) / visits.length);
  const usualUs = server.length === 0 ? null : Math.min(median(server), LONGEST_US);
  const cpuUs = usualUs === null ? MOST_CPU_US : Math.min(MOST_CPU_US, Math.round(usualUs / 2));
  const type = visits.find(({ contentType }) => contentType && TYPE.test(contentType))?.contentType;
  const body = mean((visit) => visit.bodyBytes);
  const written = {
    name: route.name,
    ...(route.method === 'GET' ? {} : { method: route.method }),
    path: route.path,
    ...(isStatic ? { static: true } : {}),
    response: `${Math.min(
      LARGEST_BYTES,
      mean((visit) => visit.responseBytes),
    )}B`,
    ...(body > 0 ? { body: `${Math.min(LARGEST_BYTES, body)}B` } : {}),
    ...(type && type.length <= 100 ? { type } : {}),
    ...(isStatic || usualUs === null ? {} : { cpu: msText(cpuUs), wait: msText(usualUs - cpuUs) }),
  };
  return { written, cpuUs: isStatic ? 0 : cpuUs };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

/** The steps of the script that still make sense. Null where there is no script. */
function scriptOf(
  written: Written,
  durationUs: number,
): { script: unknown[] | null; dropped: number } {
  if (!Array.isArray(written.script)) return { script: null, dropped: 0 };
  const script = written.script.filter((step: unknown) => {
    if (typeof step !== 'object' || step === null) return true;
    if (['burst', 'abort-client', 'slow-client'].some((key) => key in step)) return false;
    const alone = { ...written, clients: [], routes: [{}], script: [step] };
    const found = parseScenario({ ...alone, duration: `${durationUs / 1e6}s` });
    return !isProblems(found) || !found.some(({ at }) => at.startsWith('script'));
  });
  return { script, dropped: written.script.length - script.length };
}

function sentences(
  visits: readonly Visit[],
  routes: readonly VisitedRoute[],
  merged: number,
  shared: readonly string[],
  clients: number,
  { isOneVisitor }: TrafficPlan,
): string[] {
  const found: string[] = [
    t('Every answer of a route has the mean size of its answers, so that as many bytes flow.'),
  ];
  const hasTimes = visits.some(({ serverUs }) => serverUs !== null);
  if (hasTimes)
    found.push(
      t(
        isOneVisitor
          ? msg(
              'Each request takes the app as long as it was measured; half of it, {most} at most, is Python’s own work, the rest it waits.',
            )
          : msg(
              'The app takes the median of a route’s times for each of its requests; half of it, {most} at most, is Python’s own work, the rest it waits.',
            ),
        { most: durationText(MOST_CPU_US) },
      ),
    );
  if (merged > 0)
    found.push(
      t(
        '{count, plural, one {# seldom visited URL} other {# seldom visited URLs}} are merged into routes called “other”.',
        { count: merged },
      ),
    );
  if (visits.some(({ method }) => method !== methodOf(method)))
    found.push(t('HEAD and OPTIONS are asked as GET, PATCH as PUT.'));
  if (shared.length > 0)
    found.push(
      t(
        shared.length > 3
          ? msg(
              'Behind {addresses} and {more} more there are many clients: each of those requests is a client of its own.',
            )
          : msg(
              'Behind {addresses} there are many clients: each of those requests is a client of its own.',
            ),
        { addresses: shared.slice(0, 3).join(', '), more: String(shared.length - 3) },
      ),
    );
  found.push(
    t(
      clients < visits.length
        ? msg(
            '{count, plural, one {# client} other {# clients}} with up to {most} kept connections each, one for each address.',
          )
        : msg(
            '{count, plural, one {# client} other {# clients}} with up to {most} kept connections each.',
          ),
      { count: clients, most: BROWSER_CONNECTIONS },
    ),
  );
  const failed = visits.filter(({ status }) => status >= 500).length;
  if (failed > 0)
    found.push(
      t(
        '{count, plural, one {# request} other {# requests}} failed with 5xx in reality; here the simulation decides.',
        { count: failed },
      ),
    );
  if (routes.some(({ isStatic }) => isStatic))
    found.push(
      t('URLs that look like files are static: who sends them depends on the location rules.'),
    );
  return found;
}
