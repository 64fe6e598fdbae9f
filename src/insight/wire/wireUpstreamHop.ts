/** The request on its way from the front server to an app server, in whatever language the two speak. */

import { t } from '../../language/t.ts';
import type { AppServer } from '../../scenario/scenario.ts';
import { frontTraitsOf } from '../../scenario/servers/fronts.ts';
import type { Run, WireMessage } from '../shapes.ts';
import { type Arrived, uwsgiVariables } from './wireEnvirons.ts';
import type { Events } from './wireEvents.ts';
import type { HttpMessage } from './wireHttp.ts';
import { message, noted, packetMessage } from './wireMessages.ts';
import { daemonMessage, daemonPairs } from './wireModWsgi.ts';
import type { HopNames } from './wireNames.ts';
import { type Passed, requestPassed } from './wireProgress.ts';
import { unmeasuredNote, upstreamRequest } from './wireUpstream.ts';
import { uwsgiPacket } from './wireUwsgi.ts';

type Language = (hop: string, of: Arrived, http: HttpMessage, passed: Passed) => WireMessage;

const UWSGI: Language = (hop, of, http, passed) => {
  const pairs = uwsgiVariables(of);
  const packet = uwsgiPacket(pairs);
  const words = t(
    'uwsgi packet: modifier1 0 (a WSGI request), {bytes} bytes of variables, modifier2 0',
    { bytes: String(packet.length - 4) },
  );
  const sent = packetMessage(hop, words, pairs, packet, http, passed);
  return of.scenario.front?.kind === 'nginx'
    ? sent
    : noted(sent, t('the order of the variables is nginx’s: that of others was not measured'));
};

const DAEMON: Language = (hop, of, http, passed) => {
  const pairs = daemonPairs(of);
  const bytes = daemonMessage(pairs);
  const words = t(
    'mod_wsgi’s own language over a unix socket: {bytes} bytes, {strings} strings that each end with a zero byte',
    { bytes: String(bytes.length), strings: String(pairs.length * 2) },
  );
  return packetMessage(hop, words, pairs, bytes, http, passed);
};

/** Languages other than HTTP. */
const LANGUAGES: Readonly<Partial<Record<AppServer['kind'], (app: AppServer) => Language | null>>> =
  {
    uwsgi: (app) => (app.kind === 'uwsgi' && app.protocol === 'socket' ? UWSGI : null),
    mod_wsgi: (app) => (app.kind === 'mod_wsgi' && app.mode === 'daemon' ? DAEMON : null),
  };

/** At once where the front server holds the whole body, at the client's own speed where it does not. Null: not yet. */
export function upstreamHop(
  run: Run,
  request: number,
  part: Events,
  of: Arrived,
  names: HopNames,
  atUs: number,
): WireMessage | null {
  const connected = part.first('upstream/connected', 'upstream/reused');
  const { front, app } = run.scenario;
  if (!front || !connected || connected.at > atUs) return null;
  const { bodyBytes } = run.seed(request);
  const http = upstreamRequest(of);
  const hop = `${names.front} → ${names.app}`;
  const language = LANGUAGES[app.kind]?.(app) ?? null;
  const sent = (passed: Passed): WireMessage =>
    noted(
      language ? language(hop, of, http, passed) : message(hop, http, passed),
      unmeasuredNote(front),
    );
  const fromUs = connected.at;
  const whole = { fromUs, untilUs: fromUs, headBytes: http.head.length, bodyBytes };
  if (bodyBytes <= frontTraitsOf(front, app).requestBufferBytes) return sent(whole);
  const received = part.first('worker/received');
  if (received && received.at <= atUs) return sent({ ...whole, untilUs: received.at });
  const fromClient = requestPassed(run, request, 0, atUs);
  return sent({ ...whole, untilUs: null, bodyBytes: fromClient?.bodyBytes ?? 0 });
}
