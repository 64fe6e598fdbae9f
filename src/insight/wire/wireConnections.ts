import { NONE } from '../../recording/vocabulary.ts';
import { countText, requestName } from '../plainWords.ts';
import type { Run } from '../shapes.ts';
import { runIndex } from '../state/runIndex.ts';
import { slotTable } from '../state/slotTable.ts';
import { worldAfter } from '../state/worldAfter.ts';
import type { Events } from './wireEvents.ts';
import { appAddress, requestVersion, upstreamConnection } from './wireHttp.ts';

/** Whether the app server will read another request from the connection on which it answers this one. */
export function appKeeps(run: Run, part: Events): boolean {
  const { scenario } = run;
  const { app, front } = scenario;
  if (app.worker_class === 'sync' || requestVersion(scenario) === '1.0') return false;
  if ((front && upstreamConnection(front)) || app.keepaliveUs === 0) return false;
  const writing = part.first('response/writing');
  if (!writing) return true;
  // A worker that is to end says so with its last answers.
  const worker = worldAfter(run, writing.index).processes[slotTable(run).processOf(writing.actor)];
  return !(worker?.stopping || worker?.recycling);
}

/** Whether nginx will read another request from the client's connection. */
export function frontKeeps(run: Run, journey: Events): boolean {
  const { front } = run.scenario;
  if (!front || front.keepalive_timeoutUs === 0) return false;
  const carried = journey.first('connection/reused')?.arg ?? 0;
  return front.keepalive_requests === undefined || carried + 1 < front.keepalive_requests;
}

/** What there is to say of the client's connection: nothing of a new one. */
export function clientNote(run: Run, request: number, journey: Events): string | undefined {
  const stream = journey.first('stream/opened');
  if (stream && stream.arg > 0)
    return `as a stream of its client’s HTTP/2 connection, which has carried ${countText(stream.arg, 'request')}: no new handshake`;
  const reused = journey.first('connection/reused');
  if (!reused) return undefined;
  const before = runIndex(run).clients.before.get(request);
  const carried =
    before === undefined
      ? `has carried ${countText(reused.arg, 'request')}`
      : `carried ${requestName(before)} before`;
  return `over the connection that ${carried}: no new handshake`;
}

/** What there is to say of nginx's connection to the app server: which copy, and whether it comes out of the pool. */
export function upstreamNote(run: Run, part: Events): string | undefined {
  const { app } = run.scenario;
  const chosen = part.last('upstream/chosen', 'upstream/reused');
  const instance = Math.max(0, chosen?.actor ?? NONE);
  const reused = part.last('upstream/reused');
  const to =
    app.instances > 1
      ? `to app server ${instance + 1} (${appAddress(run.scenario, instance).upstream})`
      : '';
  const over = reused
    ? `over a connection of nginx's pool that has carried ${countText(reused.arg, 'request')}: no new handshake`
    : '';
  return [to, over].filter(Boolean).join(', ') || undefined;
}
