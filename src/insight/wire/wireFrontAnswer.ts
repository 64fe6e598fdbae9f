import type { Route } from '../../scenario/scenario.ts';
import { frontEntryOf } from '../../scenario/servers/fronts.ts';
import type { Run, WireMessage } from '../shapes.ts';
import type { Kept } from './wireApache.ts';
import { appAnswer } from './wireAppAnswers.ts';
import { type Back, readByClient } from './wireBack.ts';
import type { ClientHop } from './wireClientHop.ts';
import { frontKeeps } from './wireConnections.ts';
import type { Events } from './wireEvents.ts';
import { frontFile, frontOwn, frontRelayed } from './wireFronts.ts';
import type { HttpMessage } from './wireHttp.ts';
import { CLOSED, closed, noted } from './wireMessages.ts';
import { gzippedAnswer } from './wireNginx.ts';
import { cacheNote, gzipNote, limitNote } from './wirePassage.ts';
import { unmeasuredNote } from './wireUpstream.ts';

/** What the front server gives the client: a file, a page of its own, something out of its cache, or what it makes of an app server's answer. */
export function frontAnswer(
  run: Run,
  request: number,
  journey: Events,
  part: Events,
  route: Route,
  back: Back | null,
  client: ClientHop,
  atUs: number,
): WireMessage[] {
  const { scenario } = run;
  const { front } = scenario;
  if (!front) return [];
  const { responseBytes } = run.seed(request);
  const keeps = frontKeeps(run, journey);
  const at = (atUs: number): Kept => ({ scenario, atUs, keeps });
  const left = gzipBytesOf(route, responseBytes, part);
  const toClient = (fromUs: number, http: HttpMessage | null, note?: string): WireMessage[] => {
    if (fromUs > atUs) return [];
    if (http === null) return [closed(client.down, fromUs)];
    const zipped = left === null ? http : gzippedAnswer(http, left);
    const passed = readByClient(journey, fromUs, zipped, atUs);
    const sent = client.message('server', zipped, passed);
    const notes = [note, gzipNote(left, responseBytes), unmeasuredNote(front)];
    return [noted(sent, ...notes), ...client.updates(zipped, passed)];
  };

  const hit = part.first('cache/hit');
  if (hit) {
    const answer = appAnswer({ ...at(hit.at), route, responseBytes, status: 200 });
    return toClient(
      hit.at,
      frontRelayed(at(hit.at), answer),
      cacheNote(hit.arg, frontEntryOf(front).name),
    );
  }
  const file = part.first('static/served');
  if (file) return toClient(file.at, frontFile(at(file.at), route, responseBytes));
  const own = part.first('upstream/failed', 'upstream/timedOut', 'front/answered');
  if (own) return toClient(own.at, frontOwn(at(own.at), own.arg), limitNote(part));
  if (!back || back.http === CLOSED) return [];
  // A daemon of mod_wsgi has told Apache in its own words that the request had waited for too long.
  const isTimeout = back.http.head.startsWith('Status: 200 Timeout');
  const relayed = isTimeout
    ? frontOwn(at(back.fromUs), 504)
    : frontRelayed(at(back.fromUs), back.http);
  return toClient(back.fromUs, relayed);
}

/** Bytes of the body that gzip left; null = it was not compressed. */
export function gzipBytesOf(route: Route, responseBytes: number, part: Events): number | null {
  const compressed = part.first('response/compressed');
  return compressed ? Math.min(responseBytes, Math.ceil(responseBytes * route.compressesTo)) : null;
}
