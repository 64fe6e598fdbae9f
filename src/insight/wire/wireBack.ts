import { t } from '../../language/t.ts';
import { FAILURES, NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import type { Run, WireMessage } from '../shapes.ts';
import { apacheFile } from './wireApache.ts';
import {
  type Answering,
  appAnswer,
  appFile,
  appOwnAnswer,
  timeoutAnswer,
} from './wireAppAnswers.ts';
import type { ClientHop } from './wireClientHop.ts';
import { appKeeps } from './wireConnections.ts';
import type { Events } from './wireEvents.ts';
import type { HttpMessage } from './wireHttp.ts';
import { CLOSED, closed, message } from './wireMessages.ts';
import type { HopNames } from './wireNames.ts';
import { evenlyPassed, type Passed } from './wireProgress.ts';

/** What an app server gave for one attempt. */
export interface Back {
  readonly fromUs: number;
  /** Null: its last byte was never taken. */
  readonly untilUs: number | null;
  readonly http: HttpMessage;
  readonly isReset?: boolean;
}

const closedAt = (at: number, isReset = false): Back => ({
  fromUs: at,
  untilUs: at,
  http: CLOSED,
  isReset,
});

/** What the app server wrote for this attempt, or {@link CLOSED} where its connection ended without a byte; null: nothing yet. */
export function backOf(run: Run, request: number, part: Events, route: Route): Back | null {
  const { scenario } = run;
  const writing = part.first('response/writing');
  const left = part.first('view/left');
  const timedOut = part.first('worker/timedOut');
  const seen = part.last('request/answered')?.arg ?? part.last('front/closed')?.arg;
  const struck = timedOut ? timeoutAnswer(scenario) : null;
  if (timedOut && struck && !(writing && left) && (writing || seen === 500))
    return { fromUs: timedOut.at, untilUs: timedOut.at, http: struck };
  if (writing) {
    const of: Answering = {
      scenario,
      route,
      responseBytes: run.seed(request).responseBytes,
      status: left?.arg ?? seen ?? 500,
      atUs: writing.at,
      keeps: appKeeps(run, part),
    };
    const isFile = part.first('static/served') !== undefined && scenario.front === null;
    const http = isFile
      ? (appFile({ ...of, status: 200 }) ?? apacheFile(of, route, of.responseBytes))
      : left
        ? appAnswer(of)
        : appOwnAnswer(of);
    return { fromUs: writing.at, untilUs: part.first('response/written')?.at ?? null, http };
  }
  const gone = part.first('worker/killed', 'worker/exited');
  if (gone) return closedAt(gone.at);
  return lostOnTheWay(run, part) ?? (timedOut ? closedAt(timedOut.at) : null);
}

/** The request went over a connection whose other side had ended, or ended before anybody looked at it. */
function lostOnTheWay(run: Run, part: Events): Back | null {
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

/** The app server's answer on its hop. `isUnheard`: whoever asked has closed this connection. */
export function backMessage(
  journey: Events,
  back: Back,
  names: HopNames,
  client: ClientHop,
  atUs: number,
  isUnheard: boolean,
): WireMessage {
  const hop = names.front === null ? client.down : `${names.app} → ${names.front}`;
  const { http, fromUs, untilUs } = back;
  if (http === CLOSED) return closed(hop, fromUs, back.isReset);
  const passed =
    untilUs === null && names.front === null
      ? readByClient(journey, fromUs, http, atUs)
      : evenlyPassed(fromUs, untilUs, http.head.length, http.bodyBytes, atUs);
  const sent = message(hop, http, passed);
  if (!isUnheard) return sent;
  return {
    ...sent,
    text: `${sent.text}\n${t('… nobody reads it: the other side has closed this connection')}`,
  };
}

/** How far the client has read an answer: from its first byte to the planned last one, or until it ended before. */
export function readByClient(
  journey: Events,
  fromUs: number,
  http: HttpMessage,
  atUs: number,
): Passed {
  const { head, bodyBytes } = http;
  const begun = journey.first('response/begun');
  if (!begun || begun.at > atUs) return { fromUs, untilUs: null, headBytes: 0, bodyBytes: 0 };
  const end = journey.last('request/answered', 'request/failed', 'request/abandoned');
  const planned = journey.events.findLast((e) => e.name === 'response/shared' && e.at <= atUs);
  const endUs = planned ? planned.at + planned.arg : begun.at + begun.arg;
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

/** Which copy of the app server an attempt went to. */
export function instanceOf(part: Events): number {
  return Math.max(0, part.last('upstream/chosen', 'upstream/reused')?.actor ?? NONE);
}
