/** HTTP/2 between client and front server (RFC 9113): the frames in which a request and its answer go. */
import { ascii, type Frame, hexDump } from './wireFrames.ts';
import { headerBlock } from './wireHpack.ts';
import { HOST, type HttpMessage, headersOf } from './wireHttp.ts';
import { grouped } from './wireProgress.ts';

const TYPE = { data: 0, headers: 1, settings: 4, windowUpdate: 8 } as const;
const END_STREAM = 1;
const END_HEADERS = 4;
const ACK = 1;
/** Most of a body that clients put into a frame (SETTINGS_MAX_FRAME_SIZE), and nginx (http2_chunk_size). */
const FRAME_BYTES = { client: 16_384, server: 8_192 } as const;
export const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
/** The window that a connection begins with. */
const FIRST_WINDOW = 65_535;
const FRAME_HEAD_BYTES = 9;

const uint32 = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];

function frame(type: number, flags: number, stream: number, payload: readonly number[]): number[] {
  const { length } = payload;
  return [
    length >> 16,
    (length >> 8) & 255,
    length & 255,
    type,
    flags,
    ...uint32(stream),
    ...payload,
  ];
}

function settings(values: readonly (readonly [id: number, name: string, value: number])[]): Frame {
  const payload = values.flatMap(([id, , value]) => [id >> 8, id & 255, ...uint32(value)]);
  const words = values.map(([, name, value]) => `${name} ${grouped(value)}`).join(', ');
  return { words: `SETTINGS  stream 0: ${words}`, bytes: frame(TYPE.settings, 0, 0, payload) };
}

const ackSettings = (): Frame => ({
  words: 'SETTINGS  stream 0: ACK',
  bytes: frame(TYPE.settings, ACK, 0, []),
});

function windowUpdate(stream: number, by: number): Frame {
  return {
    words: `WINDOW_UPDATE  stream ${stream}: ${grouped(by)} more bytes`,
    bytes: frame(TYPE.windowUpdate, 0, stream, uint32(by)),
  };
}

/** What each side says when a connection begins. The client lets `windowBytes` of answers come ahead of its reading. */
export function clientGreeting(windowBytes: number): Frame[] {
  const window = Math.min(windowBytes, 2 ** 31 - 1);
  return [
    { words: 'connection preface', bytes: ascii(PREFACE) },
    settings([
      [2, 'ENABLE_PUSH', 0],
      [4, 'INITIAL_WINDOW_SIZE', window],
    ]),
    ...(window > FIRST_WINDOW ? [windowUpdate(0, window - FIRST_WINDOW)] : []),
  ];
}

/** nginx's words (`ngx_http_v2_send_settings`). */
export function serverGreeting(): Frame[] {
  return [
    settings([
      [3, 'MAX_CONCURRENT_STREAMS', 128],
      [4, 'INITIAL_WINDOW_SIZE', 65_536],
      [5, 'MAX_FRAME_SIZE', 16_777_215],
    ]),
    windowUpdate(0, 2 ** 31 - 1 - FIRST_WINDOW),
    ackSettings(),
  ];
}

/** More room for an answer that is larger than the window, as the client reads it; empty where it all fits. */
export function windowUpdates(stream: number, bodyBytes: number, windowBytes: number): Frame[] {
  const step = Math.floor(windowBytes / 2);
  const times = step > 0 ? Math.floor(Math.max(0, bodyBytes - step) / step) : 0;
  if (times === 0) return [];
  const one = windowUpdate(stream, step);
  const words = times > 1 ? `${one.words}, ${times} times` : one.words;
  return [{ words, bytes: Array.from({ length: times }, () => one.bytes).flat() }];
}

/** Names of headers as HTTP/2 has them, first those that stand for the first line. Connection and chunks are none of its business. */
function fields(head: string): [string, string][] {
  const [first = ''] = head.split('\r\n');
  const rest = headersOf(head)
    .filter(([name]) => !['Host', 'Connection', 'Transfer-Encoding'].includes(name))
    .map(([name, value]): [string, string] => [name.toLowerCase(), value]);
  if (first.startsWith('HTTP/')) return [[':status', first.split(' ')[1] ?? ''], ...rest];
  const [method = '', path = ''] = first.split(' ');
  return [
    [':method', method],
    [':scheme', 'https'],
    [':authority', HOST],
    [':path', path],
    ...rest,
  ];
}

export interface Streamed {
  readonly text: string;
  readonly bytes: number;
}

/**
 * A request or an answer as frames of one stream, as far as it has come.
 * @param greeting frames that go before it on a new connection
 */
export function streamed(
  http: HttpMessage,
  stream: number,
  from: 'client' | 'server',
  bodyPassed: number,
  greeting: readonly Frame[],
): Streamed {
  const list = fields(http.head);
  const isBare = http.bodyBytes === 0;
  const block = headerBlock(list);
  const flags = END_HEADERS | (isBare ? END_STREAM : 0);
  const headers: Frame = {
    words: `HEADERS  stream ${stream}: END_HEADERS${isBare ? ', END_STREAM' : ''}\n${list
      .map(([name, value]) => `    ${name}: ${value}`)
      .join('\n')}`,
    bytes: frame(TYPE.headers, flags, stream, block),
  };
  const frames = [...greeting, headers];
  const shown = frames.flatMap(({ bytes }) => bytes);
  const lines = frames.map(({ words, bytes }) => sized(words, bytes.length));
  const perFrame = FRAME_BYTES[from];
  const count = Math.ceil(bodyPassed / perFrame);
  if (bodyPassed > 0) {
    const isWhole = bodyPassed >= http.bodyBytes;
    const many = count === 1 ? '1 frame' : `${count} frames of at most ${grouped(perFrame)} bytes`;
    const words = `DATA  stream ${stream}: ${many}${isWhole ? ', END_STREAM' : ''}`;
    lines.push(sized(words, bodyPassed + count * FRAME_HEAD_BYTES));
    const first = http.body.slice(0, Math.min(bodyPassed, 200));
    if (first !== '') lines.push(indented(first));
    if (!isWhole)
      lines.push(`… ${grouped(bodyPassed)} of ${grouped(http.bodyBytes)} bytes of the body`);
  }
  return {
    text: `${lines.join('\n')}\n\n${hexDump(shown)}`,
    bytes: shown.length + bodyPassed + count * FRAME_HEAD_BYTES,
  };
}

function sized(words: string, bytes: number): string {
  const [first, ...rest] = words.split('\n');
  return [`${first}  (${grouped(bytes)} bytes)`, ...rest].join('\n');
}

const indented = (body: string): string =>
  body
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line.trimEnd()}`)
    .join('\n');
