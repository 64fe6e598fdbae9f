import { Recording } from '../../recording/recording.ts';
import { EVENT, type EventName, FAILURES, NONE } from '../../recording/vocabulary.ts';
import { matchLocation } from '../../scenario/matchLocation.ts';
import type { Arrival, Population, Scenario } from '../../scenario/scenario.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import type { Run } from '../shapes.ts';
import type { MeasuredCase } from './measuredCase.ts';
import { deathBy, type MeasuredRow, rowsOf, staysOf, type WrittenRows } from './measuredRows.ts';
import { markMeasured } from './measuredSource.ts';

interface Event {
  readonly atUs: number;
  readonly name: EventName;
  readonly request: number;
  readonly actor: number;
  readonly arg: number;
}

/** What frees a worker comes before whatever else happens in a moment. */
const FREES: ReadonlySet<EventName> = new Set([
  'view/left',
  'response/writing',
  'response/written',
  'worker/released',
]);

/** Statuses that a front server gives by itself, without a view. */
const OWN_STATUSES: readonly number[] = [400, 404, 408, 413, 429, 499, 500, 502, 503, 504];

/**
 * What the real servers did in a case, in the words of a recording, so that every instrument shows it. Said is what was measured: connecting,
 * the last byte sent, the worker and its view, first and last byte, outcome; and what follows from it alone:
 * - a request that is whole and in no view yet waits for a worker; which room it waits in was not measured, it is drawn in the waiting room;
 * - over loopback nginx has a request's last byte when the client has handed it over;
 * - a view that begins before its body has come waits for it: as in the model it counts as reading until the last byte has left the client;
 * - a worker holds its request for the view, without nginx until the first byte of its answer has come;
 * - an answer without a view is the front server's own; a view that never returned, in a worker that never served again, ended its process.
 * Absent is the rest: the front server's doings, databases, the arbiter, signals, cores, memory, pids (workers are numbered by first use), and which app server
 * a worker belongs to. Worker and view came with the answer of a view: of requests without one only the connection and the end are known.
 *
 * @param rows one repetition, or null where only the medians of start, end and outcome are known
 */
export function measuredRun(one: MeasuredCase, scenario: Scenario, rows: WrittenRows | null): Run {
  const run: Run = new Recording<Scenario>(scenario);
  const measured = rowsOf(one, rows);
  for (const { population, arrival } of one.measured)
    addRequest(run, scenario, population, arrival);
  const stays = staysOf(scenario, measured);
  for (const slot of stays.slots) run.slots.push({ instance: 0, ...slot });

  const events: Event[] = [];
  const say = (atUs: number, name: EventName, request: number, actor: number, arg: number) => {
    events.push({ atUs, name, request, actor, arg });
  };
  for (const [i, { atUs }] of scenario.script.entries())
    say(atUs, 'intervention/applied', NONE, NONE, i);
  const firstUse = Array<number>(stays.processes).fill(0);
  const standing = traitsOf(scenario.app).processes * scenario.app.instances;
  for (const stay of stays.byRequest)
    if (stay && stay.process >= standing)
      firstUse[stay.process] = Math.min(firstUse[stay.process] || stay.fromUs, stay.fromUs);
  firstUse.forEach((atUs, process) => {
    say(atUs, 'worker/forked', NONE, process, process + 1);
    say(atUs, 'worker/booted', NONE, process, process + 1);
  });
  measured.forEach((row, request) => {
    sayClient(run, one, row, request, say);
    sayWorker(run, stays.byRequest[request] ?? null, row, request, say);
    sayEnd(one, row, request, say);
  });

  const rank = ({ name }: Event) => (FREES.has(name) ? 0 : 1);
  events.sort((a, b) => a.atUs - b.atUs || rank(a) - rank(b));
  let waiting = 0;
  const waits = new Set<number>();
  for (const { atUs, name, request, actor, arg } of events) {
    if (name === 'socket/queued') {
      waits.add(request);
      waiting++;
    } else if (name === 'worker/accepted' && waits.delete(request)) waiting--;
    const counts = name === 'socket/queued' || name === 'worker/accepted';
    run.push(atUs, EVENT[name], request, actor, counts ? waiting : arg);
  }
  run.endUs = Math.max(scenario.durationUs, events.at(-1)?.atUs ?? 0);
  markMeasured(run, {
    caseName: one.name,
    version: one.version,
    repetition: rows === null ? null : { nth: rows.repetition, of: rows.of },
  });
  return run;
}

type Say = (atUs: number, name: EventName, request: number, actor: number, arg: number) => void;

/** From its start until the whole request has left. */
function sayClient(
  run: Run,
  { measured }: MeasuredCase,
  { startUs, connectedUs, sentUs, endUs, failure }: MeasuredRow,
  request: number,
  say: Say,
): void {
  const { population } = measured[request] as MeasuredCase['measured'][number];
  say(startUs, 'request/started', request, population, 0);
  if (failure === 'refused') {
    say(endUs, 'connection/refused', request, population, 0);
    return;
  }
  const before = carriedBefore(run, request);
  const fromUs = connectedUs ?? (before > 0 && sentUs !== null ? startUs : null);
  if (fromUs === null) return;
  if (connectedUs === null) say(fromUs, 'connection/reused', request, population, before);
  else say(fromUs, 'connection/established', request, population, 0);
  say(fromUs, 'request/sending', request, population, sentUs === null ? -1 : sentUs - fromUs);
  if (run.scenario.front !== null && sentUs !== null && sentUs <= endUs)
    say(Math.max(sentUs, fromUs), 'head/received', request, NONE, locationOf(run, request));
}

/** While a worker has it. */
function sayWorker(
  run: Run,
  stay: ReturnType<typeof staysOf>['byRequest'][number],
  { connectedUs, sentUs, status }: MeasuredRow,
  request: number,
  say: Say,
): void {
  if (stay === null) return;
  const { fromUs, leftUs, untilUs, slot, process, isFollowed, death } = stay;
  const wholeUs = Math.max(sentUs ?? Number.POSITIVE_INFINITY, connectedUs ?? 0);
  if (wholeUs <= fromUs) say(wholeUs, 'socket/queued', request, NONE, 0);
  const { bodyBytes, responseBytes, route } = run.seed(request);
  say(fromUs, 'worker/accepted', request, slot, 0);
  const readUs = Math.min(Math.max(fromUs, sentUs ?? 0), leftUs ?? untilUs);
  say(readUs, 'worker/received', request, slot, bodyBytes);
  say(readUs, 'view/entered', request, slot, 0);
  if (leftUs !== null) {
    say(leftUs, 'view/left', request, slot, status ?? NONE);
    if (run.scenario.front === null) {
      say(leftUs, 'response/writing', request, slot, responseBytes);
      if (isFollowed) say(untilUs, 'response/written', request, slot, 0);
    }
  }
  const how = death === null ? null : deathBy(run.scenario.routes[route]?.effect ?? 'none');
  if (how === null) say(untilUs, 'worker/released', request, slot, untilUs - fromUs);
  else if (how < 0) say(untilUs, 'worker/killed', NONE, process, -how);
  else say(untilUs, 'worker/exited', NONE, process, how);
}

/** Its answer, or what became of it. */
function sayEnd(
  { measured, scenario }: MeasuredCase,
  row: MeasuredRow,
  request: number,
  say: Say,
): void {
  const { population } = measured[request] as MeasuredCase['measured'][number];
  const { startUs, firstByteUs, endUs, status, failure, viewStartUs } = row;
  const isOwn = scenario.front !== 'none' && status !== null && OWN_STATUSES.includes(status);
  if (isOwn && firstByteUs !== null && (viewStartUs === null || row.viewEndUs === null))
    say(firstByteUs, 'front/answered', request, NONE, status);
  if (firstByteUs !== null && (status !== null || failure === 'truncated'))
    say(firstByteUs, 'response/begun', request, population, Math.max(0, endUs - firstByteUs));
  if (failure === 'client-abort')
    say(endUs, 'request/abandoned', request, population, endUs - startUs);
  else if (failure !== null)
    say(endUs, 'request/failed', request, population, FAILURES.indexOf(failure));
  else say(endUs, 'request/answered', request, population, status ?? NONE);
}

/** Which location of nginx a request's path falls to: a matter of configuration, not of measuring. */
function locationOf(run: Run, request: number): number {
  const { front, routes } = run.scenario;
  const route = routes[run.seed(request).route];
  return front && route ? matchLocation(front.locations, route.path) : NONE;
}

/** Requests that the connection of this one had carried before it: those of a client that is written with a number. */
function carriedBefore(run: Run, request: number): number {
  const own = run.seed(request);
  const items = itemsOf(run.scenario.clients[own.population]);
  if (items[own.arrival]?.client == null) return 0;
  let before = 0;
  for (let r = 0; r < request; r++) {
    const { population, client } = run.seed(r);
    if (population === own.population && client === own.client) before++;
  }
  return before;
}

const itemsOf = (population: Population | undefined): readonly Arrival[] =>
  population?.arrivals.kind === 'list' ? population.arrivals.items : [];

/** A request as the simulator would number it: the same arrival of the same clients is the same request. */
function addRequest(run: Run, scenario: Scenario, population: number, arrival: number): void {
  const items = itemsOf(scenario.clients[population]);
  const item = items[arrival];
  const route = item ? scenario.routes[item.route] : undefined;
  if (!item || !route)
    throw new Error(`${scenario.title}: no arrival ${arrival} of clients ${population}`);
  const client =
    item.client === null ? arrival : items.findIndex((one) => one.client === item.client);
  run.addRequest(
    population,
    client,
    arrival,
    item.route,
    item.bodyBytes ?? route.bodyBytes,
    route.responseBytes,
    item.waitUs ?? route.waitUs,
  );
}
