import { msg, t } from '../language/t.ts';
import { type LogTime, readLogTime } from './logTime.ts';

/** What one line of an access log says. */
export interface LogEntry {
  /** When nginx wrote the line: the request was over. */
  readonly time: LogTime;
  readonly client: string;
  readonly method: string;
  /** As it was asked for, with its query. */
  readonly target: string;
  readonly status: number;
  readonly responseBytes: number;
  /** `$request_time`, µs. */
  readonly requestUs: number | null;
  /** `$upstream_response_time`, µs, of all tries together. */
  readonly upstreamUs: number | null;
  /** `$request_length`: head and body. */
  readonly requestBytes: number | null;
}

/** Longer lines are no requests that nginx takes with its usual buffers. */
const LONGEST = 32_000;

/** Reads a line of an access log: combined format, what is often added to it, or JSON. A text says why it is none of them. */
export function readLogLine(line: string): LogEntry | string {
  if (line.length > LONGEST) return t('is longer than {most} characters', { most: LONGEST });
  return line.trimStart().startsWith('{') ? readJsonLine(line) : readCombinedLine(line);
}

/** Apache's `vhost_combined` begins with the host and its port. */
const COMBINED =
  /^(?:[^\s[]+:\d+ (?=\S+ \S+ \S))?(\S+) \S+ .*?\[([^\]]{5,50})\] "((?:[^"\\]|\\.)*)" (\d{3}|-) (\d+|-)(?: "(?:[^"\\]|\\.)*" "(?:[^"\\]|\\.)*")?(.*)$/;

function readCombinedLine(line: string): LogEntry | string {
  const match = COMBINED.exec(line);
  if (!match) return t('is not in the combined format, nor JSON');
  const [, client = '', written = '', request = '', status = '', bytes = '', more = ''] = match;
  const time = readLogTime(written);
  if (!time) return t('has no time in brackets: {found}', { found: written.slice(0, 40) });
  const { method, target } = splitRequest(request);
  if (method === '') return t(NO_REQUEST);
  return {
    time,
    client,
    method,
    target,
    status: Number(status) || 0,
    responseBytes: Number(bytes) || 0,
    ...readTimes(more),
  };
}

const NO_REQUEST = msg('has no request line that could be asked again');

function splitRequest(request: string): { method: string; target: string } {
  const [, method = '', target = ''] =
    /^([A-Z]{3,10}) (\S+)(?: HTTP\/[\d.]+)?$/.exec(request) ?? [];
  return { method, target };
}

type Times = Pick<LogEntry, 'requestUs' | 'upstreamUs' | 'requestBytes'>;

const PIECE = /([A-Za-z_]\w*)[=:] ?(?:"([^"]*)"|(\S+))|"([^"]*)"|\[[^\]]*\]|(\S+)/g;
const REQUEST_KEYS = new Set(['rt', 'request_time', 'req_time', 'reqtime']);
const UPSTREAM_KEYS = new Set(['urt', 'upstream_response_time', 'upstream_time', 'upt']);
const LENGTH_KEYS = new Set(['rl', 'request_length', 'req_len']);

/** What stands behind the combined format: by name, or bare numbers in the order in which people add them. */
function readTimes(more: string): Times {
  const named: { requestUs?: number; upstreamUs?: number; requestBytes?: number } = {};
  const bare: string[] = [];
  for (const [, key, quoted, plain, text, word] of more.matchAll(PIECE)) {
    if (key === undefined) {
      const found = text ?? word;
      if (found !== undefined) bare.push(found);
      continue;
    }
    const name = key.toLowerCase();
    const value = quoted ?? plain ?? '';
    if (REQUEST_KEYS.has(name)) named.requestUs = secondsOf(value) ?? undefined;
    else if (UPSTREAM_KEYS.has(name)) named.upstreamUs = secondsOf(value) ?? undefined;
    else if (LENGTH_KEYS.has(name) && /^\d+$/.test(value)) named.requestBytes = Number(value);
  }
  const numbers = readBare(bare);
  return {
    requestUs: named.requestUs ?? numbers.requestUs,
    upstreamUs: named.upstreamUs ?? numbers.upstreamUs,
    requestBytes: named.requestBytes ?? numbers.requestBytes,
  };
}

/** nginx writes times with three decimals: that tells them from counts, sizes and `$gzip_ratio`. */
const SECONDS = /^\d+\.\d{3}(?:(?:,| :) \d+\.\d{3})*,?$/;

function readBare(words: readonly string[]): Times {
  const first = words.findIndex((word) => SECONDS.test(word));
  if (first < 0) return { requestUs: null, upstreamUs: null, requestBytes: null };
  const before = words[first - 1] ?? '';
  let next = words.findIndex((word, i) => i > first && SECONDS.test(word));
  // Several tries stand in one list: `0.010, 0.020`, or behind a colon after an internal redirect.
  let tries = next < 0 ? '' : (words[next] as string);
  const goesOn = () => /[,:]$/.test(tries) || words[next + 1] === ':';
  while (next >= 0 && next + 1 < words.length && goesOn()) tries += ` ${words[++next]}`;
  return {
    requestUs: secondsOf(words[first] as string),
    upstreamUs: secondsOf(tries),
    requestBytes: /^\d+$/.test(before) ? Number(before) : null,
  };
}

/** Seconds with decimals as µs; of a list the sum, of `-` and nothing null. */
function secondsOf(text: string): number | null {
  const numbers = text
    .split(/[\s,:]+/)
    .filter((part) => /^\d+(?:\.\d+)?$/.test(part))
    .map(Number);
  return numbers.length === 0 ? null : Math.round(numbers.reduce((sum, n) => sum + n, 0) * 1e6);
}

function readJsonLine(line: string): LogEntry | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return t('begins like JSON, but is not: each line must be an object of its own');
  }
  const fields = new Map<string, unknown>();
  if (typeof value === 'object' && value !== null)
    for (const [key, each] of Object.entries(value)) fields.set(key.toLowerCase(), each);
  const textOf = (...keys: readonly string[]): string => {
    for (const key of keys) {
      const found = fields.get(key);
      if (typeof found === 'string' && found !== '') return found;
      if (typeof found === 'number') return String(found);
    }
    return '';
  };
  const written = textOf(
    'msec',
    'time_iso8601',
    'time_local',
    '@timestamp',
    'timestamp',
    'time',
    'ts',
  );
  const time = readLogTime(written.replace(/^\[|\]$/g, ''));
  if (!time) return t('has no time: msec, time_iso8601 or time_local');
  const whole = splitRequest(textOf('request'));
  const method = textOf('request_method', 'method', 'http_method') || whole.method;
  const target = textOf('request_uri', 'uri', 'path', 'url', 'document_uri') || whole.target;
  if (!/^[A-Z]{3,10}$/.test(method) || target === '') return t(NO_REQUEST);
  const length = textOf('request_length');
  return {
    time,
    client: textOf('remote_addr', 'client_ip', 'clientip', 'client', 'ip', 'x_real_ip') || '-',
    method,
    target,
    status: Number(textOf('status', 'status_code')) || 0,
    responseBytes: sizeOf(textOf('body_bytes_sent', 'bytes_sent', 'size', 'bytes')),
    requestUs: secondsOf(textOf('request_time', 'duration')),
    upstreamUs: secondsOf(textOf('upstream_response_time')),
    requestBytes: length === '' ? null : sizeOf(length),
  };
}

const sizeOf = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);
