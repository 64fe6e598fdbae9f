import type { Route } from '../../scenario/scenario.ts';
import type { Run, WireMessage } from '../shapes.ts';
import {
  answersTimeout,
  gunicornAnswer,
  gunicornTimeoutPage,
  nginxPage,
  relayedAnswer,
  staticAnswer,
} from './wireAnswers.ts';
import { databaseMessages } from './wireDatabase.ts';
import { Journey } from './wireEvents.ts';
import { clientAddress, clientRequest, type HttpMessage, upstreamRequest } from './wireHttp.ts';
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
  const gone = journey.first('front/closed', 'upstream/timedOut', 'request/abandoned');
  const isUnheard = back !== null && gone !== undefined && gone.at < back.fromUs;
  if (back && back.fromUs <= atUs)
    out.push(appMessage(journey, back, front !== null, atUs, isUnheard));
  if (!front) return out;

  const own = journey.first('upstream/failed', 'upstream/timedOut', 'front/answered');
  const file = journey.first('static/served');
  const toClient = (fromUs: number, http: HttpMessage | null): void => {
    if (fromUs > atUs) return;
    if (http === null) out.push(closed('nginx → client', fromUs));
    else out.push(message('nginx → client', http, readByClient(journey, fromUs, http, atUs)));
  };
  if (file) toClient(file.at, staticAnswer(front, route, run.seed(request).responseBytes, file.at));
  else if (own) toClient(own.at, nginxPage(front, own.arg, own.at));
  else if (back && back.http !== CLOSED && !isUnheard)
    toClient(back.fromUs, relayedAnswer(front, back.http, back.fromUs));
  return out;
}

function appMessage(
  journey: Journey,
  back: AppAnswer,
  hasFront: boolean,
  atUs: number,
  isUnheard: boolean,
): WireMessage {
  const hop = hasFront ? 'Gunicorn → nginx' : 'Gunicorn → client';
  const { http, fromUs, untilUs } = back;
  if (http === CLOSED) return closed(hop, fromUs);
  const passed =
    untilUs === null && !hasFront
      ? readByClient(journey, fromUs, http, atUs)
      : evenlyPassed(fromUs, untilUs, http.head.length, http.bodyBytes, atUs);
  const sent = message(hop, http, passed);
  if (!isUnheard) return sent;
  return {
    ...sent,
    text: `${sent.text}\n… nobody reads it: the other side has closed this connection`,
  };
}

/** How far the client has read an answer: from its first byte to the planned last one, or until it ended before. */
function readByClient(journey: Journey, fromUs: number, http: HttpMessage, atUs: number): Passed {
  const { head, bodyBytes } = http;
  const begun = journey.first('response/begun');
  if (!begun || begun.at > atUs) return { fromUs, untilUs: null, headBytes: 0, bodyBytes: 0 };
  const end = journey.last('request/answered', 'request/failed', 'request/abandoned');
  const endUs = begun.at + begun.arg;
  if (end?.name === 'request/answered' && end.at <= atUs)
    return { fromUs, untilUs: end.at, headBytes: head.length, bodyBytes };
  const nowUs = Math.min(atUs, end?.at ?? atUs, endUs);
  const share = endUs > begun.at ? (nowUs - begun.at) / (endUs - begun.at) : 1;
  return {
    fromUs,
    untilUs: null,
    headBytes: head.length,
    bodyBytes: Math.floor(bodyBytes * share),
  };
}

interface AppAnswer {
  readonly fromUs: number;
  /** Null: its last byte was never taken. */
  readonly untilUs: number | null;
  readonly http: HttpMessage;
}

/** What the app server wrote for this request, or {@link CLOSED} where its worker went away without a byte; null: nothing yet. */
function appAnswer(run: Run, request: number, journey: Journey, route: Route): AppAnswer | null {
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
