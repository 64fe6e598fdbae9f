import { t } from '../../language/t.ts';
import type { Population, Tls } from '../../scenario/scenario.ts';
import type { Run, WireMessage } from '../shapes.ts';
import type { Events } from './wireEvents.ts';
import { framesText } from './wireFrames.ts';
import type { HttpMessage } from './wireHttp.ts';
import { clientGreeting, serverGreeting, streamed, windowUpdates } from './wireHttp2.ts';
import { message } from './wireMessages.ts';
import { grouped, type Passed } from './wireProgress.ts';
import { encrypted, type Flight, flightsOf, flightText, HANDSHAKES } from './wireTls.ts';

/** How a client and the server it meets talk: plainly, encrypted, in streams. */
export class ClientHop {
  /** `client → nginx`, and the way back. */
  readonly up: string;
  readonly down: string;
  private readonly tls: Tls | null;
  private readonly journey: Events;
  /** HTTP/2: number of the request's stream; null = HTTP/1.1. */
  private readonly stream: number | null;
  private readonly isNew: boolean;
  private readonly windowBytes: number;

  constructor(run: Run, request: number, journey: Events, server: string) {
    this.up = `client → ${server}`;
    this.down = `${server} → client`;
    this.journey = journey;
    const opened = journey.first('stream/opened');
    this.tls = run.scenario.front?.tls ?? null;
    this.stream = opened === undefined ? null : 2 * opened.arg + 1;
    this.isNew = opened?.arg === 0;
    const { population } = run.seed(request);
    const of = run.scenario.clients[population] as Population | undefined;
    this.windowBytes = of?.windowBytes ?? 0;
  }

  /** `HTTP/1.1` or `HTTP/2.0`, as logs and app servers are told. */
  get protocol(): string {
    return this.stream === null ? 'HTTP/1.1' : 'HTTP/2.0';
  }

  /** What goes over the line before the request, and what of the handshake goes along with it and with the answer. */
  handshake(atUs: number): WireMessage[] {
    const begun = this.journey.first('tls/handshaking');
    if (this.tls === null || !begun) return [];
    const flights = flightsOf(this.tls, HANDSHAKES[begun.arg] ?? 'full');
    const done = this.journey.first('tls/established');
    const { before, withRequest, withAnswer } = flights;
    const endUs = done?.at ?? Number.POSITIVE_INFINITY;
    const messages = done
      ? before.map((flight, k) => this.flight(flight, part(begun.at, endUs, k, before.length)))
      : before.slice(0, 1).map((flight) => this.flight(flight, [begun.at, null]));
    if (done && withRequest.bytes > 0) messages.push(this.flight(withRequest, [done.at, done.at]));
    const answered = this.journey.first('response/begun');
    if (answered && withAnswer) messages.push(this.flight(withAnswer, [answered.at, answered.at]));
    return messages
      .filter((one) => one.atUs <= atUs)
      .map((one) => ((one.untilUs ?? 0) > atUs ? { ...one, untilUs: null } : one));
  }

  private flight(flight: Flight, [fromUs, untilUs]: readonly [number, number | null]): WireMessage {
    return {
      hop: flight.from === 'client' ? this.up : this.down,
      atUs: fromUs,
      untilUs,
      bytes: flight.bytes,
      text: flightText(flight),
    };
  }

  /** The request or the answer as it goes over the line. */
  message(from: 'client' | 'server', http: HttpMessage, passed: Passed): WireMessage {
    const hop = from === 'client' ? this.up : this.down;
    const plain =
      this.stream === null ? message(hop, http, passed) : this.frames(from, http, passed);
    return this.tls === null ? plain : this.encrypt(plain, this.tls);
  }

  private frames(from: 'client' | 'server', http: HttpMessage, passed: Passed): WireMessage {
    const hop = from === 'client' ? this.up : this.down;
    const at = { hop, atUs: passed.fromUs, untilUs: passed.untilUs };
    // SIMPLIFIED: a head goes in one frame, at once.
    if (passed.headBytes < http.head.length)
      return { ...at, bytes: 0, text: t('HEADERS: under way') };
    const greeting = !this.isNew
      ? []
      : from === 'client'
        ? clientGreeting(this.windowBytes)
        : serverGreeting();
    return { ...at, ...streamed(http, this.stream ?? 1, from, passed.bodyBytes, greeting) };
  }

  /** Room that the client gives for more of a large answer. */
  updates(http: HttpMessage, passed: Passed): WireMessage[] {
    if (this.stream === null || passed.untilUs === null) return [];
    const frames = windowUpdates(this.stream, http.bodyBytes, this.windowBytes);
    if (frames.length === 0) return [];
    const plain = {
      hop: this.up,
      atUs: passed.untilUs,
      untilUs: passed.untilUs,
      ...framesText(frames),
    };
    return [this.tls === null ? plain : this.encrypt(plain, this.tls)];
  }

  private encrypt(plain: WireMessage, tls: Tls): WireMessage {
    if (plain.bytes === 0) return plain;
    const { records, bytes } = encrypted(tls, plain.bytes);
    return {
      ...plain,
      bytes,
      text: `${t(
        'encrypted: {bytes} bytes in {records, plural, =1 {one TLS record} other {{records} TLS records}} (application data); inside, {inside} bytes:',
        { bytes: grouped(bytes), records: String(records), inside: grouped(plain.bytes) },
      )}\n\n${plain.text}`,
    };
  }
}

/** SIMPLIFIED: flights follow one another evenly; each takes half a round trip, and little of it is work. */
function part(fromUs: number, untilUs: number, k: number, of: number): readonly [number, number] {
  const step = (untilUs - fromUs) / of;
  return [Math.round(fromUs + k * step), Math.round(fromUs + (k + 1) * step)];
}
