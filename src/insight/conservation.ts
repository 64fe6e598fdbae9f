import { EVENT, EVENTS, type EventName, NONE } from '../recording/vocabulary.ts';
import { requestName, workerName } from './plainWords.ts';
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
  'session/connecting',
  'session/connected',
  'session/refused',
  'session/closed',
  'query/started',
  'query/finished',
  'query/failed',
]);

/**
 * Laws that every recording keeps, whatever the scenario: no event goes back in time or past the end; requests are
 * neither lost nor made (arrived = answered + refused + failed + abandoned + in flight, each ending once); nothing but
 * the server's leftovers happens to a request after its end; a worker holds one request at a time, from the backlog,
 * oldest first. Returns a sentence for each breach, at most a hundred; empty = all kept.
 */
export function checkConservation(run: Run): string[] {
  const breaches: string[] = [];
  const law = (kept: boolean, i: number, what: string): void => {
    if (!kept && breaches.length < MOST)
      breaches.push(`event ${i} (${EVENTS[run.type(i)]}, ${run.at(i)} µs): ${what}`);
  };
  const state = new Uint8Array(run.requests); // 0 not started, 1 in flight, 2 over
  const holder = new Map<number, number>();
  const backlog = new Map<number, number>();
  const tally = { arrived: 0, inFlight: 0, answered: 0, refused: 0, failed: 0, abandoned: 0 };
  let before = 0;
  for (let i = 0; i < run.length; i++) {
    const at = run.at(i);
    const r = run.request(i);
    const w = run.actor(i);
    const name = EVENTS[run.type(i)] as EventName;
    law(at >= before, i, `goes back in time, from ${before} µs`);
    law(at <= run.endUs, i, `lies after the end of the run at ${run.endUs} µs`);
    law(Number.isInteger(at), i, 'is not at a whole microsecond');
    before = at;
    if (r !== NONE) {
      const was = state[r];
      law(r < run.requests, i, `speaks of request ${r}, which does not exist`);
      if (name === 'request/started') law(was === 0, i, `${requestName(r)} starts twice`);
      else law(was !== 0, i, `${requestName(r)} has not started`);
      if (was === 2) law(LEFTOVERS.has(name), i, `${requestName(r)} is over`);
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
        law(state[r] === 1, i, `${requestName(r)} ends twice`);
        state[r] = 2;
        tally.inFlight--;
        tally[outcome(name, run.arg(i))]++;
        break;
      case EVENT['socket/queued']:
        law(!backlog.has(r), i, `${requestName(r)} is in the backlog already`);
        backlog.set(r, i);
        law(
          run.arg(i) === backlog.size,
          i,
          `says that ${run.arg(i)} wait, but it is ${backlog.size}`,
        );
        break;
      case EVENT['worker/accepted']:
        law(
          backlog.keys().next().value === r,
          i,
          `${requestName(r)} is not the oldest in the backlog`,
        );
        backlog.delete(r);
        law(
          run.arg(i) === backlog.size,
          i,
          `says that ${run.arg(i)} wait, but it is ${backlog.size}`,
        );
        law(
          !holder.has(w),
          i,
          `${workerName(w)} already holds ${requestName(holder.get(w) ?? NONE)}`,
        );
        holder.set(w, r);
        break;
      case EVENT['worker/released']:
        law(holder.get(w) === r, i, `${workerName(w)} does not hold ${requestName(r)}`);
        holder.delete(w);
        break;
      case EVENT['worker/exited']:
        holder.delete(w);
        break;
      case EVENT['view/entered']:
      case EVENT['response/writing']:
        law(holder.get(w) === r, i, `${workerName(w)} does not hold ${requestName(r)}`);
        break;
    }
    const { arrived, inFlight, answered, refused, failed, abandoned } = tally;
    law(
      inFlight >= 0 && arrived === answered + refused + failed + abandoned + inFlight,
      i,
      'requests are lost or made',
    );
  }
  return breaches;
}

function outcome(name: EventName, arg: number): 'answered' | 'refused' | 'failed' | 'abandoned' {
  if (name === 'request/answered') return 'answered';
  if (name === 'request/abandoned') return 'abandoned';
  return arg === 0 ? 'refused' : 'failed';
}
