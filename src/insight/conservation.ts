import { EVENT, EVENTS, type EventName, NONE } from '../recording/vocabulary.ts';
import { RowLaws } from './conservationRows.ts';
import { ServerLaws } from './conservationServer.ts';
import { requestName } from './plainWords.ts';
import type { Run } from './shapes.ts';

/** No more complaints than this: a broken engine breaks the same law a million times. */
const MOST = 100;

/** What may still happen after a request is over for its client: the server's side runs on. */
const LEFTOVERS = new Set<EventName>([
  // nginx hears of a client's leaving half a round trip later.
  'head/received',
  'body/receiving',
  'body/buffered',
  'static/served',
  'upstream/connected',
  'connection/retried',
  'socket/queued',
  'socket/overflowed',
  'connection/closed',
  'front/closed',
  'front/answered',
  'upstream/failed',
  'upstream/timedOut',
  'worker/accepted',
  'worker/received',
  'worker/timedOut',
  'worker/killed',
  'worker/exited',
  'worker/stopping',
  'worker/released',
  'view/entered',
  'view/left',
  'response/writing',
  'response/written',
  'response/buffered',
  'linger/started',
  'connection/awaited',
  'session/connecting',
  'session/connected',
  'session/refused',
  'session/closed',
  'query/started',
  'query/finished',
  'query/failed',
  'connection/kept',
  'connection/expired',
  'connection/pooled',
  'connection/parked',
  'page/loaded',
  'limit/delayed',
  'limit/refused',
  'cache/hit',
  'cache/missed',
  'cache/waiting',
  'cache/stored',
  'response/compressed',
  'upstream/chosen',
  'upstream/reused',
  'upstream/kept',
  'upstream/expired',
  'upstream/retried',
  'upstream/down',
  'worker/recycling',
  'worker/blocked',
  'span/entered',
  'span/left',
  'view/cancelled',
  'lock/waiting',
  'lock/taken',
  'lock/released',
  'lock/timedOut',
  'worker/paused',
  'worker/resumed',
  'tls/established',
]);

/** Says whether a law is kept at event `i`; notes a breach. */
export type Law = (kept: boolean, i: number, what: () => string) => void;

/**
 * Laws that every recording keeps, whatever the scenario: no event goes back in time or past the end; requests are
 * neither lost nor made (arrived = answered + refused + failed + abandoned + in flight, each ending once); nothing but
 * the server's leftovers happens to a request after its end; a slot of a living process holds one request at a time, from
 * the backlog, oldest first, or over a connection that was kept; queues, pools and rows are held by nobody twice and by
 * nobody gone. Returns a sentence for each breach, at most a hundred; empty = all kept.
 */
export function checkConservation(run: Run): string[] {
  const breaches: string[] = [];
  const law: Law = (kept, i, what) => {
    if (kept || breaches.length >= MOST) return;
    const event = i < run.length ? `event ${i} (${EVENTS[run.type(i)]}, ${run.at(i)} µs)` : 'end';
    breaches.push(`${event}: ${what()}`);
  };
  const server = new ServerLaws(run, law);
  const rows = new RowLaws(run, law);
  const state = new Uint8Array(run.requests); // 0 not started, 1 in flight, 2 over
  const tally = { arrived: 0, inFlight: 0, answered: 0, refused: 0, failed: 0, abandoned: 0 };
  let before = 0;
  for (let i = 0; i < run.length; i++) {
    const at = run.at(i);
    const r = run.request(i);
    const name = EVENTS[run.type(i)] as EventName;
    const was = before;
    law(at >= was, i, () => `goes back in time, from ${was} µs`);
    law(at <= run.endUs, i, () => `lies after the end of the run at ${run.endUs} µs`);
    law(Number.isInteger(at), i, () => 'is not at a whole microsecond');
    before = at;
    if (r !== NONE) {
      law(r < run.requests, i, () => `speaks of request ${r}, which does not exist`);
      if (name === 'request/started')
        law(state[r] === 0, i, () => `${requestName(r)} starts twice`);
      else law(state[r] !== 0, i, () => `${requestName(r)} has not started`);
      if (state[r] === 2) law(LEFTOVERS.has(name), i, () => `${requestName(r)} is over`);
    }
    switch (run.type(i)) {
      case EVENT['request/started']:
        state[r] = 1;
        tally.arrived++;
        tally.inFlight++;
        break;
      case EVENT['request/answered']:
      case EVENT['request/failed']:
      case EVENT['request/abandoned']:
        law(state[r] === 1, i, () => `${requestName(r)} ends twice`);
        state[r] = 2;
        tally.inFlight--;
        tally[outcome(name, run.arg(i))]++;
        break;
      default:
        server.event(i);
        rows.event(i);
    }
    const { arrived, inFlight, answered, refused, failed, abandoned } = tally;
    law(
      inFlight >= 0 && arrived === answered + refused + failed + abandoned + inFlight,
      i,
      () => 'requests are lost or made',
    );
  }
  rows.end((request) => server.isHeld(request));
  return breaches;
}

function outcome(name: EventName, arg: number): 'answered' | 'refused' | 'failed' | 'abandoned' {
  if (name === 'request/answered') return 'answered';
  if (name === 'request/abandoned') return 'abandoned';
  return arg === 0 ? 'refused' : 'failed';
}
