import { t } from '../../language/t.ts';
import type { WireMessage } from '../shapes.ts';
import { ascii, hexDump } from './wireFrames.ts';
import type { HttpMessage } from './wireHttp.ts';
import { type Passed, passedText } from './wireProgress.ts';
import type { Pair } from './wireUwsgi.ts';

/** A message of HTTP, as far as it has come. */
export function message(hop: string, http: HttpMessage, passed: Passed): WireMessage {
  return {
    hop,
    atUs: passed.fromUs,
    untilUs: passed.untilUs,
    bytes: passed.headBytes + passed.bodyBytes,
    text: passedText(http.head, http.body, http.bodyBytes, passed),
  };
}

/** A message with what the bytes do not tell; several remarks stand side by side. */
export function noted(of: WireMessage, ...notes: readonly (string | undefined)[]): WireMessage {
  const note = [of.note, ...notes].filter(Boolean).join('; ');
  return note === '' ? of : { ...of, note };
}

export const CLOSED: HttpMessage = { head: '', body: '', bodyBytes: 0 };

export function closed(hop: string, atUs: number, isReset = false): WireMessage {
  const text = isReset ? t('connection reset: 0 bytes') : t('connection closed: 0 bytes');
  return { hop, atUs, untilUs: atUs, bytes: 0, text };
}

const DUMPED = 2_048;
const BODY_DUMPED = 128;

/** A packet of variables in bytes, with what it says for people, and the body that follows it. */
export function packetMessage(
  hop: string,
  words: string,
  pairs: readonly Pair[],
  packet: readonly number[],
  http: HttpMessage,
  passed: Passed,
): WireMessage {
  const lines = pairs.map(([name, value]) => `  ${name} = ${value}`);
  const first = ascii(http.body.slice(0, Math.min(passed.bodyBytes, BODY_DUMPED)));
  const { text } = message(hop, { ...http, head: '' }, { ...passed, headBytes: 0 });
  const body = http.bodyBytes === 0 ? '' : `\n\nbody:\n${text}`;
  return {
    hop,
    atUs: passed.fromUs,
    untilUs: passed.untilUs,
    bytes: packet.length + passed.bodyBytes,
    text: `${words}\n${lines.join('\n')}\n\n${hexDump([...packet, ...first], DUMPED)}${body}`,
  };
}
