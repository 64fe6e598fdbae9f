import type { Route } from '../../scenario/scenario.ts';
import { entryOf } from '../../scenario/servers/appServers.ts';
import type { Run, WireMessage } from '../shapes.ts';
import { UNMEASURED } from '../unmeasured.ts';
import { clientOf } from './wireAddresses.ts';
import { backMessage, backOf, instanceOf } from './wireBack.ts';
import { ClientHop } from './wireClientHop.ts';
import { clientNote, upstreamNote } from './wireConnections.ts';
import { databaseMessages } from './wireDatabase.ts';
import { type Arrived, isAsgi } from './wireEnvirons.ts';
import { attempts, type Events, Journey } from './wireEvents.ts';
import { frontAnswer } from './wireFrontAnswer.ts';
import { requestOf } from './wireHttp.ts';
import { noted } from './wireMessages.ts';
import { hopNames } from './wireNames.ts';
import { heldNote } from './wirePassage.ts';
import { requestPassed } from './wireProgress.ts';
import { upstreamHop } from './wireUpstreamHop.ts';
import { appInput } from './wireWsgi.ts';

/**
 * The bytes of one request at each hop, in order of time: what had gone over the wire by `atUs` (end of the run unless
 * given) and nothing later. A message under way has `untilUs` null and says how many of its bytes have passed.
 * `bytes` counts head and body as they are on the line. Where the front server sends a request again, each attempt has its messages. Empty for a
 * request that had not sent anything by then; of a connection that is being secured there is the handshake.
 */
export function wire(run: Run, request: number, atUs: number = run.endUs): WireMessage[] {
  if (request < 0 || request >= run.requests) return [];
  const { scenario } = run;
  const seed = run.seed(request);
  const route = scenario.routes[seed.route] as Route;
  const journey = new Journey(run, request);
  const names = hopNames(scenario);
  const client = new ClientHop(run, request, journey, names.front ?? names.app);
  const messages: WireMessage[] = client.handshake(atUs);

  const sent = requestOf(scenario, route, seed.bodyBytes);
  const passed = requestPassed(run, request, sent.head.length, atUs);
  if (!passed) return messages;
  const first = client.message('client', sent, passed);
  messages.push(noted(first, clientNote(run, request, journey), heldNote(journey, atUs)));

  const unmeasured = entryOf(scenario.app).isMeasured ? undefined : UNMEASURED;
  for (const part of attempts(run, journey)) {
    const of: Arrived = {
      scenario,
      route,
      request,
      bodyBytes: seed.bodyBytes,
      address: clientOf(run, request),
      instance: instanceOf(part),
      front: Math.max(0, journey.first('front/accepted')?.actor ?? 0),
      protocol: client.protocol,
      atUs: part.first('worker/accepted')?.at ?? passed.fromUs,
    };
    const upstream = upstreamHop(run, request, part, of, names, atUs);
    if (upstream) messages.push(noted(upstream, upstreamNote(run, part)));
    const view = part.first('view/entered');
    if (view && view.at <= atUs) {
      const hop = isAsgi(scenario) ? 'ASGI scope' : 'WSGI environ';
      const read = { hop, atUs: view.at, untilUs: view.at, bytes: 0, text: appInput(of) };
      messages.push(noted(read, unmeasured));
    }
    const back = backOf(run, request, part, route);
    const gone =
      part.first('front/closed', 'upstream/timedOut', 'request/abandoned') ?? givenUp(part);
    const isUnheard = back !== null && gone !== undefined && gone.at < back.fromUs;
    if (back && back.fromUs <= atUs) {
      const answer = backMessage(journey, back, names, client, atUs, isUnheard);
      messages.push(noted(answer, unmeasured));
    }
    const heard = isUnheard ? null : back;
    messages.push(...frontAnswer(run, request, journey, part, route, heard, client, atUs));
  }
  messages.push(...databaseMessages(run, journey, route, seed.bodyBytes, names.framework, atUs));
  return messages
    .map((m, order) => ({ m, order }))
    .sort((a, b) => a.m.atUs - b.m.atUs || a.order - b.order)
    .map(({ m }) => m);
}

/** The front server went on to another app server because this one was too slow: its answer will come to nobody. */
function givenUp(part: Events): { readonly at: number } | undefined {
  const retried = part.last('upstream/retried');
  return retried?.arg === 1 ? retried : undefined;
}
