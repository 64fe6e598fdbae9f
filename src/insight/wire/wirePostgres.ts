/**
 * PostgreSQL's frontend/backend protocol 3.0, byte by byte. Every message but the first two of a connection is one letter,
 * a length (big-endian, counting itself but not the letter) and its fields.
 */
import { ascii, type Frame } from './wireFrames.ts';
import type { ColumnKind, Rows } from './wireSql.ts';

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

/** SCRAM-SHA-256 with the names, salt and proofs of the example in RFC 7677. */
const CLIENT_NONCE = 'rOprNGfwEbeRWgbNEkqO';
const NONCE = `${CLIENT_NONCE}%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0`;

/** A password check by SCRAM-SHA-256: three messages of the server, two of the client, in turns. The password itself is never sent. */
export function saslExchange(): readonly (readonly [from: 'server' | 'client', frame: Frame])[] {
  const first = `n,,n=,r=${CLIENT_NONCE}`;
  return [
    [
      'server',
      message('R', 'AuthenticationSASL: SCRAM-SHA-256', int32(10), cstring('SCRAM-SHA-256'), [0]),
    ],
    [
      'client',
      message(
        'p',
        'SASLInitialResponse: SCRAM-SHA-256, a random number',
        cstring('SCRAM-SHA-256'),
        int32(first.length),
        ascii(first),
      ),
    ],
    [
      'server',
      message(
        'R',
        'AuthenticationSASLContinue: salt, 4096 rounds',
        int32(11),
        ascii(`r=${NONCE},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`),
      ),
    ],
    [
      'client',
      message(
        'p',
        'SASLResponse: proof of knowing the password',
        ascii(`c=biws,r=${NONCE},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=`),
      ),
    ],
    [
      'server',
      message(
        'R',
        'AuthenticationSASLFinal: proof that the server knows it too',
        int32(12),
        ascii('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='),
      ),
    ],
  ];
}

const STATES = { I: 'idle', T: 'in a transaction', E: 'in a failed transaction' } as const;

/** The server waits for the next query. */
function readyForQuery(state: keyof typeof STATES = 'I'): Frame {
  return message('Z', `ReadyForQuery: '${state}', ${STATES[state]}`, ascii(state));
}

/** The answer to a command without rows: BEGIN, COMMIT, ROLLBACK. */
export function done(tag: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): Frame[] {
  return [
    message('C', `CommandComplete: ${tag}`, cstring(tag)),
    readyForQuery(tag === 'BEGIN' ? 'T' : 'I'),
  ];
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

/** OID of a column's type and the type's size (-1 = varies). */
const TYPES: Record<ColumnKind, readonly [oid: number, size: number]> = {
  id: [20, 8],
  integer: [23, 4],
  text: [1043, -1],
  decimal: [1700, -1],
};

/** The answer to a SELECT: the columns, each row in text form, how many there were. */
export function rows({ columns, values, tag }: Rows, inTransaction = false): Frame[] {
  const description = columns.flatMap(([name, kind], i) => [
    ...cstring(name),
    ...int32(16_400),
    ...int16(i + 1),
    ...int32(TYPES[kind][0]),
    ...int16(TYPES[kind][1] & 0xffff),
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
    readyForQuery(inTransaction ? 'T' : 'I'),
  ];
}

function errorResponse(severity: 'FATAL' | 'ERROR', code: string, text: string): Frame {
  const field = (letter: string, value: string): number[] => [...ascii(letter), ...cstring(value)];
  return message(
    'E',
    `ErrorResponse: ${severity} ${code} ${text}`,
    field('S', severity),
    field('V', severity),
    field('C', code),
    field('M', text),
    [0],
  );
}

/** FATAL: the server ends the session with a SQLSTATE code and a reason. */
export function fatal(code: '53300' | '57P01', text: string): Frame {
  return errorResponse('FATAL', code, text);
}

/** ERROR: the statement has failed, and with it its transaction; the session goes on. */
export function failed(code: '55P03', text: string): Frame[] {
  return [errorResponse('ERROR', code, text), readyForQuery('E')];
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
