import { FAILURES } from '../../recording/vocabulary.ts';
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
import { appKeeps, clientNote, frontKeeps, upstreamNote } from './wireConnections.ts';
import { databaseMessages } from './wireDatabase.ts';
import { attempts, type Events, Journey } from './wireEvents.ts';
import { clientAddress, clientRequest, type HttpMessage, upstreamRequest } from './wireHttp.ts';
import { evenlyPassed, type Passed, passedText, requestPassed } from './wireProgress.ts';
import { djangoInput } from './wireWsgi.ts';

/**
 * The bytes of one request at each hop, in order of time: what had gone over the wire by `atUs` (end of the run unless
 * given) and nothing later. A message under way has `untilUs` null and says how many of its bytes have passed.
 * `bytes` counts head and body. Where nginx sends a request again, each attempt has its messages. Empty for a request that had not sent
 * anything by then.
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
  const first = message(scenario.front ? 'client → nginx' : 'client → Gunicorn', sent, passed);
  messages.push(noted(first, clientNote(run, request, journey)));

  for (const part of attempts(run, journey)) {
    const upstream = upstreamHop(run, request, part, route, address, atUs);
    if (upstream) messages.push(noted(upstream, upstreamNote(run, part)));
    const view = part.first('view/entered');
    if (view && view.at <= atUs) {
      const text = djangoInput(scenario, route, seed.bodyBytes, request, address);
      const hop = scenario.app.worker_class === 'asgi' ? 'ASGI scope' : 'WSGI environ';
      messages.push({ hop, atUs: view.at, untilUs: view.at, bytes: 0, text });
    }
    const back = appAnswer(run, request, part, route);
    const gone =
      part.first('front/closed', 'upstream/timedOut', 'request/abandoned') ?? givenUp(part);
    const isUnheard = back !== null && gone !== undefined && gone.at < back.fromUs;
    if (back && back.fromUs <= atUs)
      messages.push(appMessage(journey, back, scenario.front !== null, atUs, isUnheard));
    messages.push(...frontAnswer(run, request, part, route, isUnheard ? null : back, atUs));
  }
  messages.push(...databaseMessages(run, journey, route, seed.bodyBytes, atUs));
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

function noted(of: WireMessage, note: string | undefined): WireMessage {
  return note === undefined ? of : { ...of, note };
}

/** nginx went on to another app server because this one was too slow: its answer will come to nobody. */
function givenUp(part: Events): { readonly at: number } | undefined {
  const retried = part.last('upstream/retried');
  return retried?.arg === 1 ? retried : undefined;
}

/** nginx → Gunicorn: at once where nginx holds the whole body, at the client's own speed where it does not buffer. */
function upstreamHop(
  run: Run,
  request: number,
  part: Events,
  route: Route,
  address: string,
  atUs: number,
): WireMessage | null {
  const connected = part.first('upstream/connected', 'upstream/reused');
  const { front } = run.scenario;
  if (!front || !connected || connected.at > atUs) return null;
  const { bodyBytes } = run.seed(request);
  const http = upstreamRequest(front, route, bodyBytes, address);
  const fromUs = connected.at;
  const whole = { fromUs, untilUs: fromUs, headBytes: http.head.length, bodyBytes };
  if (bodyBytes === 0 || front.proxy_request_buffering)
    return message('nginx → Gunicorn', http, whole);
  const received = part.first('worker/received');
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

function closed(hop: WireMessage['hop'], atUs: number, isReset = false): WireMessage {
  const text = `connection ${isReset ? 'reset' : 'closed'}: 0 bytes`;
  return { hop, atUs, untilUs: atUs, bytes: 0, text };
}

/** What nginx gives the client: a file, a page of its own, or what it makes of Gunicorn's answer. */
function frontAnswer(
  run: Run,
  request: number,
  part: Events,
  route: Route,
  back: AppAnswer | null,
  atUs: number,
): WireMessage[] {
  const { front } = run.scenario;
  if (!front) return [];
  const own = part.first('upstream/failed', 'upstream/timedOut', 'front/answered');
  const file = part.first('static/served');
  const journey = new Journey(run, request);
  const keeps = frontKeeps(run, journey);
  const toClient = (fromUs: number, http: HttpMessage | null): WireMessage[] => {
    if (fromUs > atUs) return [];
    if (http === null) return [closed('nginx → client', fromUs)];
    return [message('nginx → client', http, readByClient(journey, fromUs, http, atUs))];
  };
  if (file)
    return toClient(
      file.at,
      staticAnswer(front, route, run.seed(request).responseBytes, file.at, keeps),
    );
  if (own) return toClient(own.at, nginxPage(front, own.arg, own.at, keeps));
  if (back && back.http !== CLOSED)
    return toClient(back.fromUs, relayedAnswer(front, back.http, back.fromUs, keeps));
  return [];
}

function appMessage(
  journey: Events,
  back: AppAnswer,
  hasFront: boolean,
  atUs: number,
  isUnheard: boolean,
): WireMessage {
  const hop = hasFront ? 'Gunicorn → nginx' : 'Gunicorn → client';
  const { http, fromUs, untilUs } = back;
  if (http === CLOSED) return closed(hop, fromUs, back.isReset);
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
function readByClient(journey: Events, fromUs: number, http: HttpMessage, atUs: number): Passed {
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
  readonly isReset?: boolean;
}

const closedAt = (at: number, isReset = false): AppAnswer => ({
  fromUs: at,
  untilUs: at,
  http: CLOSED,
  isReset,
});

/** What the app server wrote for this attempt, or {@link CLOSED} where its connection ended without a byte; null: nothing yet. */
function appAnswer(run: Run, request: number, part: Events, route: Route): AppAnswer | null {
  const { scenario } = run;
  const writing = part.first('response/writing');
  const left = part.first('view/left');
  const written = part.first('response/written')?.at ?? null;
  if (writing && left) {
    const { responseBytes } = run.seed(request);
    const keeps = appKeeps(run, part);
    return {
      fromUs: writing.at,
      untilUs: written,
      http: gunicornAnswer(scenario, route, responseBytes, left.arg, writing.at, keeps),
    };
  }
  const timedOut = part.first('worker/timedOut');
  const seen = part.last('request/answered')?.arg ?? part.last('front/closed')?.arg;
  if (timedOut && answersTimeout(scenario.app) && (writing || seen === 500))
    return { fromUs: timedOut.at, untilUs: timedOut.at, http: gunicornTimeoutPage() };
  const gone = part.first('worker/killed', 'worker/exited');
  if (gone) return closedAt(gone.at);
  return lostOnTheWay(run, part) ?? (timedOut ? closedAt(timedOut.at) : null);
}

/** The request went over a connection whose other side had ended, or ended before anybody looked at it. */
function lostOnTheWay(run: Run, part: Events): AppAnswer | null {
  const { front } = run.scenario;
  if (!front) {
    const failed = part.last('request/failed');
    const how = failed && FAILURES[failed.arg];
    return failed && (how === 'empty-reply' || how === 'reset')
      ? closedAt(failed.at, how === 'reset')
      : null;
  }
  const stood = part.first('upstream/connected', 'upstream/reused');
  const lost = part.last('upstream/retried', 'upstream/failed');
  const isError = lost?.name === 'upstream/failed' || lost?.arg === 0;
  return stood && lost && isError ? closedAt(lost.at) : null;
}
