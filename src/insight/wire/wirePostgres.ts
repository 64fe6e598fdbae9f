/**
 * PostgreSQL's frontend/backend protocol 3.0, byte by byte. Every message but the first two of a connection is one letter,
 * a length (big-endian, counting itself but not the letter) and its fields.
 *
 * SIMPLIFIED: trust authentication is shown; a password check puts three SASL messages each way before AuthenticationOk.
 */

/** One message: its bytes and a line for people. */
export interface Frame {
  readonly words: string;
  readonly bytes: readonly number[];
}

const ascii = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0) & 255);
const int32 = (n: number): number[] => [
  (n >>> 24) & 255,
  (n >>> 16) & 255,
  (n >>> 8) & 255,
  n & 255,
];
const int16 = (n: number): number[] => [(n >>> 8) & 255, n & 255];
const cstring = (text: string): number[] => [...ascii(text), 0];

function message(letter: string, words: string, ...fields: number[][]): Frame {
  const body = fields.flat();
  return { words, bytes: [...ascii(letter), ...int32(body.length + 4), ...body] };
}

/** First thing on a new connection: may we speak TLS? No letter. */
export function sslRequest(): Frame {
  return { words: 'SSLRequest: may we speak TLS?', bytes: [...int32(8), ...int32(80877103)] };
}

/** The answer to it, a letter without a length: go on in the clear. */
export function sslRefused(): Frame {
  return { words: "'N': no TLS here", bytes: ascii('N') };
}

/** Who comes, and for which database; like SSLRequest it has no letter. */
export function startupMessage(user: string, database: string): Frame {
  const body = [
    ...int32(196608),
    ...cstring('user'),
    ...cstring(user),
    ...cstring('database'),
    ...cstring(database),
    0,
  ];
  return {
    words: `StartupMessage: protocol 3.0, user ${user}, database ${database}`,
    bytes: [...int32(body.length + 4), ...body],
  };
}

const PARAMETERS: readonly (readonly [string, string])[] = [
  ['application_name', ''],
  ['client_encoding', 'UTF8'],
  ['DateStyle', 'ISO, MDY'],
  ['default_transaction_read_only', 'off'],
  ['in_hot_standby', 'off'],
  ['integer_datetimes', 'on'],
  ['IntervalStyle', 'postgres'],
  ['is_superuser', 'off'],
  ['server_encoding', 'UTF8'],
  ['server_version', '15.18 (Debian 15.18-0+deb12u1)'],
  ['session_authorization', 'shop'],
  ['standard_conforming_strings', 'on'],
  ['TimeZone', 'Etc/UTC'],
];

/** What a server says to a client it lets in. `pid` is the new backend process. */
export function welcome(pid: number): Frame[] {
  return [
    message('R', 'AuthenticationOk', int32(0)),
    ...PARAMETERS.map(([name, value]) =>
      message('S', `ParameterStatus: ${name} = ${value}`, cstring(name), cstring(value)),
    ),
    message(
      'K',
      `BackendKeyData: process ${pid}, with the key that cancels its query`,
      int32(pid),
      int32(0xcde6626b),
    ),
    readyForQuery(),
  ];
}

/** The server waits for the next query, outside any transaction. */
function readyForQuery(): Frame {
  return message('Z', "ReadyForQuery: 'I', idle", ascii('I'));
}

/** A query of the simple protocol: its text, nothing bound. */
export function query(sql: string): Frame {
  return message('Q', `Query: ${sql}`, cstring(sql));
}

/** The answer to `SET TIME ZONE 'UTC'`. */
export function timeZoneSet(): Frame[] {
  return [
    message('C', 'CommandComplete: SET', cstring('SET')),
    message('S', 'ParameterStatus: TimeZone = UTC', cstring('TimeZone'), cstring('UTC')),
    readyForQuery(),
  ];
}

/** A column: name, OID of its type and the type's size (-1 = varies). */
export type Column = readonly [name: string, oid: number, size: number];

/** The answer to a SELECT: the columns, each row in text form, how many there were. */
export function rows(
  columns: readonly Column[],
  values: readonly (readonly string[])[],
  tag: string,
): Frame[] {
  const description = columns.flatMap(([name, oid, size], i) => [
    ...cstring(name),
    ...int32(16_400),
    ...int16(i + 1),
    ...int32(oid),
    ...int16(size & 0xffff),
    ...int32(-1),
    ...int16(0),
  ]);
  return [
    message(
      'T',
      `RowDescription: ${columns.map(([name]) => name).join(', ')}`,
      int16(columns.length),
      description,
    ),
    ...values.map((row) =>
      message(
        'D',
        `DataRow: ${row.join(' | ')}`,
        int16(row.length),
        row.flatMap((v) => [...int32(v.length), ...ascii(v)]),
      ),
    ),
    message('C', `CommandComplete: ${tag}`, cstring(tag)),
    readyForQuery(),
  ];
}

/** FATAL: the server ends the session with a SQLSTATE code and a reason. */
export function fatal(code: '53300' | '57P01', text: string): Frame {
  const field = (letter: string, value: string): number[] => [...ascii(letter), ...cstring(value)];
  return message(
    'E',
    `ErrorResponse: FATAL ${code} ${text}`,
    field('S', 'FATAL'),
    field('V', 'FATAL'),
    field('C', code),
    field('M', text),
    [0],
  );
}

/** The client is done with the session. */
export function terminate(): Frame {
  return message('X', 'Terminate');
}

/** Words of a refused connection: who asks matters, for some places are kept for superusers. */
export function refusalText(sessionsOpen: number, maxConnections: number): string {
  return sessionsOpen >= maxConnections
    ? 'sorry, too many clients already'
    : 'remaining connection slots are reserved for non-replication superuser connections';
}

const HEX_LIMIT = 256;

/** Sixteen bytes a line: offset, hex, and what is readable. Long dumps are cut with a line that says how much follows. */
export function hexDump(bytes: readonly number[], limit: number = HEX_LIMIT): string {
  const hex = (n: number, width: number): string => n.toString(16).padStart(width, '0');
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, limit); at += 16) {
    const row = bytes.slice(at, Math.min(at + 16, limit));
    const readable = row.map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : '.')).join('');
    lines.push(
      `${hex(at, 4)}  ${row
        .map((b) => hex(b, 2))
        .join(' ')
        .padEnd(47)}  ${readable}`,
    );
  }
  if (bytes.length > limit) lines.push(`… ${bytes.length - limit} more bytes`);
  return lines.join('\n');
}
