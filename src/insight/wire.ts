import type { Route } from '../scenario/scenario.ts';
import type { Run, WireMessage } from './shapes.ts';
import { databaseMessages } from './wireDatabase.ts';
import { Journey } from './wireEvents.ts';
import {
  answersTimeout,
  clientAddress,
  clientRequest,
  gunicornAnswer,
  gunicornTimeoutPage,
  type HttpMessage,
  nginxPage,
  relayedAnswer,
  staticAnswer,
  upstreamRequest,
} from './wireHttp.ts';
import { evenlyPassed, type Passed, passedText, requestPassed } from './wireProgress.ts';
import { wsgiEnviron } from './wireWsgi.ts';

/**
 * The bytes of one request at each hop, in order of time: what had gone over the wire by `atUs` (end of the run unless
 * given) and nothing later. A message under way has `untilUs` null and says how many of its bytes have passed.
 * `bytes` counts head and body. Empty for a request that had not sent anything by then.
 */
export function wire(run: Run, request: number, atUs: number = run.endUs): WireMessage[] {
  if (request < 0 || request >= run.requests) return [];
  const { scenario } = run;
  const seed = run.seed(request);
  const route = scenario.routes[seed.route] as Route;
  const address = clientAddress(seed.population, seed.client);
  const journey = new Journey(run, request);
  const messages: WireMessage[] = [];

  const sent = clientRequest(route, seed.bodyBytes);
  const passed = requestPassed(run, request, sent.head.length, atUs);
  if (!passed) return messages;
  messages.push(message(scenario.front ? 'client → nginx' : 'client → Gunicorn', sent, passed));

  if (scenario.front) {
    const upstream = upstreamHop(run, request, journey, route, address, atUs);
    if (upstream) messages.push(upstream);
  }
  const view = journey.first('view/entered');
  if (view && view.at <= atUs) {
    const text = wsgiEnviron(scenario, route, seed.bodyBytes, request, address);
    messages.push({ hop: 'WSGI environ', atUs: view.at, untilUs: view.at, bytes: 0, text });
  }
  messages.push(...databaseMessages(run, journey, route, seed.bodyBytes, atUs));
  messages.push(...answers(run, request, journey, route, atUs));
  return messages
    .map((m, order) => ({ m, order }))
    .sort((a, b) => a.m.atUs - b.m.atUs || a.order - b.order)
    .map(({ m }) => m);
}

function message(hop: WireMessage['hop'], http: HttpMessage, passed: Passed): WireMessage {
  return {
    hop,
    atUs: passed.fromUs,
    untilUs: passed.untilUs,
    bytes: passed.headBytes + passed.bodyBytes,
    text: passedText(http.head, http.body, http.bodyBytes, passed),
  };
}

/** nginx → Gunicorn: at once where nginx holds the whole body, at the client's own speed where it does not buffer. */
function upstreamHop(
  run: Run,
  request: number,
  journey: Journey,
  route: Route,
  address: string,
  atUs: number,
): WireMessage | null {
  const connected = journey.first('upstream/connected');
  const { front } = run.scenario;
  if (!front || !connected || connected.at > atUs) return null;
  const { bodyBytes } = run.seed(request);
  const http = upstreamRequest(front, route, bodyBytes, address);
  const fromUs = connected.at;
  const whole = { fromUs, untilUs: fromUs, headBytes: http.head.length, bodyBytes };
  if (bodyBytes === 0 || front.proxy_request_buffering)
    return message('nginx → Gunicorn', http, whole);
  const received = journey.first('worker/received');
  if (received && received.at <= atUs)
    return message('nginx → Gunicorn', http, { ...whole, untilUs: received.at });
  const fromClient = requestPassed(run, request, 0, atUs);
  return message('nginx → Gunicorn', http, {
    ...whole,
    untilUs: null,
    bodyBytes: fromClient?.bodyBytes ?? 0,
  });
}

const CLOSED: HttpMessage = { head: '', body: '', bodyBytes: 0 };

function closed(hop: WireMessage['hop'], atUs: number): WireMessage {
  return { hop, atUs, untilUs: atUs, bytes: 0, text: 'connection closed: 0 bytes' };
}

/** The way back: Gunicorn's answer, what nginx makes of it, or how the connection ended without one. */
function answers(
  run: Run,
  request: number,
  journey: Journey,
  route: Route,
  atUs: number,
): WireMessage[] {
  const { front } = run.scenario;
  const out: WireMessage[] = [];
  const back = appAnswer(run, request, journey, route);
  const appHop = front ? 'Gunicorn → nginx' : 'Gunicorn → client';
  if (back && back.fromUs <= atUs)
    out.push(
      back.http === CLOSED
        ? closed(appHop, back.fromUs)
        : message(
            appHop,
            back.http,
            evenlyPassed(
              back.fromUs,
              back.untilUs,
              back.http.head.length,
              back.http.bodyBytes,
              atUs,
            ),
          ),
    );
  if (!front) return out;

  const own = journey.first('upstream/failed', 'upstream/timedOut', 'front/answered');
  const file = journey.first('static/served');
  const ended = journey.last('request/answered')?.at ?? null;
  const toClient = (fromUs: number, http: HttpMessage | null): void => {
    if (fromUs > atUs) return;
    if (http === null) out.push(closed('nginx → client', fromUs));
    else
      out.push(
        message(
          'nginx → client',
          http,
          evenlyPassed(fromUs, ended, http.head.length, http.bodyBytes, atUs),
        ),
      );
  };
  if (file) toClient(file.at, staticAnswer(front, route, run.seed(request).responseBytes, file.at));
  else if (own) toClient(own.at, nginxPage(front, own.arg, own.at));
  else if (back && back.http !== CLOSED)
    toClient(back.fromUs, relayedAnswer(front, back.http, back.fromUs));
  return out;
}

/** What the app server wrote for this request, or {@link CLOSED} where its worker went away without a byte; null: nothing yet. */
function appAnswer(
  run: Run,
  request: number,
  journey: Journey,
  route: Route,
): { fromUs: number; untilUs: number | null; http: HttpMessage } | null {
  const { scenario } = run;
  const writing = journey.first('response/writing');
  const left = journey.first('view/left');
  const written = journey.first('response/written')?.at ?? null;
  if (writing && left)
    return {
      fromUs: writing.at,
      untilUs: written,
      http: gunicornAnswer(scenario, route, run.seed(request).responseBytes, left.arg, writing.at),
    };
  const timedOut = journey.first('worker/timedOut');
  const seen = journey.last('request/answered')?.arg ?? journey.last('front/closed')?.arg;
  if (timedOut && answersTimeout(scenario.app) && (writing || seen === 500))
    return { fromUs: timedOut.at, untilUs: timedOut.at, http: gunicornTimeoutPage() };
  const gone = journey.first('worker/killed', 'worker/exited') ?? timedOut;
  return gone ? { fromUs: gone.at, untilUs: gone.at, http: CLOSED } : null;
}
