/**
 * The MySQL client/server protocol as MariaDB speaks it, byte by byte. Every packet is a length of three bytes (little-endian, without its
 * head), a number that counts up within one exchange, and its body.
 *
 * SIMPLIFIED: what the driver itself sets behind the handshake (character set, autocommit) is left out.
 */
import { ascii, type Frame } from './wireFrames.ts';
import type { ColumnKind, Rows } from './wireSql.ts';

export const MARIADB_VERSION = '10.11.19-MariaDB-0+deb12u1';
const PLUGIN = 'mysql_native_password';
/** The server's challenge, and the answer to it of one who knows the password: SHA1(p) xor SHA1(challenge + SHA1(SHA1(p))). */
const CHALLENGE = 'q5Vt0zYfKd3mW8rXc1Lp';
const SCRAMBLE = [
  0xc3, 0xa3, 0xb5, 0xca, 0xbb, 0x83, 0x5d, 0xc1, 0x10, 0xdc, 0x41, 0xc4, 0x3e, 0x9f, 0x5b, 0x9c,
  0x16, 0x3a, 0xb5, 0xda,
] as const;
const UTF8MB4 = 45;
const BINARY = 63;
const AUTOCOMMIT = 2;
const IN_TRANSACTION = 1;

const little = (n: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(n / 256 ** i) & 255);
const cstring = (text: string): number[] => [...ascii(text), 0];
const counted = (text: string): number[] => [text.length, ...ascii(text)];

function packet(number: number, words: string, ...fields: (readonly number[])[]): Frame {
  const body = fields.flat();
  return { words, bytes: [...little(body.length, 3), number, ...body] };
}

/** First thing on a new connection: the server says who it is, and gives its challenge. `thread` is the connection's id. */
export function handshake(thread: number): Frame {
  return packet(
    0,
    `Handshake, protocol 10: MariaDB ${MARIADB_VERSION}, connection ${thread}, ${PLUGIN}`,
    [10],
    cstring(`5.5.5-${MARIADB_VERSION}`),
    little(thread, 4),
    ascii(CHALLENGE.slice(0, 8)),
    [0],
    [0xfe, 0xf7],
    [UTF8MB4],
    little(AUTOCOMMIT, 2),
    [0xff, 0x81],
    [CHALLENGE.length + 1],
    [0, 0, 0, 0, 0, 0],
    [0x1d, 0, 0, 0],
    cstring(CHALLENGE.slice(8)),
    cstring(PLUGIN),
  );
}

/** long password, found rows, long flag, with database, protocol 4.1, transactions, secure connection, multi results, plugin auth. */
const CLIENT_FLAGS = 0x000aa20f;

/** The client's answer: who it is, and that it knows the password. */
export function handshakeResponse(user: string, database: string, hasPassword: boolean): Frame {
  return packet(
    1,
    `HandshakeResponse41: user ${user}, database ${database}${hasPassword ? ', answer to the challenge' : ', no password'}`,
    little(CLIENT_FLAGS, 4),
    little(0x40000000, 4),
    [UTF8MB4],
    new Array(23).fill(0),
    cstring(user),
    hasPassword ? [SCRAMBLE.length, ...SCRAMBLE] : [0],
    cstring(database),
    cstring(PLUGIN),
  );
}

/** It is done. `number`: which packet of the exchange. */
export function ok(number: number, autocommit = true): Frame {
  return packet(number, 'OK', [0, 0, 0], little(autocommit ? AUTOCOMMIT : 0, 2), [0, 0]);
}

/** A command with a text: a query. */
export function comQuery(sql: string): Frame {
  return packet(0, `COM_QUERY: ${sql}`, [3], ascii(sql));
}

/** The client is done with the connection. */
export function comQuit(): Frame {
  return packet(0, 'COM_QUIT', [1]);
}

/** Something failed. The first packet of a connection has no SQLSTATE: the two have not yet agreed on a protocol. */
export function err(number: number, code: number, state: string | null, text: string): Frame {
  const sqlstate = state === null ? [] : ascii(`#${state}`);
  const of = state === null ? '' : ` (${state})`;
  return packet(
    number,
    `ERR ${code}${of}: ${text}`,
    [0xff],
    little(code, 2),
    sqlstate,
    ascii(text),
  );
}

const TYPES: Record<
  ColumnKind,
  { type: number; charset: number; length: number; flags: number; decimals: number }
> = {
  id: { type: 8, charset: BINARY, length: 20, flags: 0x4203, decimals: 0 },
  integer: { type: 3, charset: BINARY, length: 11, flags: 0x1001, decimals: 0 },
  text: { type: 253, charset: UTF8MB4, length: 400, flags: 0x1001, decimals: 0 },
  decimal: { type: 246, charset: BINARY, length: 12, flags: 0x1001, decimals: 2 },
};

/** The answer to a SELECT: how many columns, each of them, each row in text form, the end. */
export function resultSet(rows: Rows, inTransaction: boolean): Frame[] {
  let number = 0;
  const status = inTransaction ? IN_TRANSACTION : AUTOCOMMIT;
  const eof = (): Frame => packet(++number, 'EOF', [0xfe, 0, 0], little(status, 2));
  const columns = rows.columns;
  return [
    packet(++number, `ResultSet: ${columns.length} columns`, [columns.length]),
    ...columns.map(([name, kind]) => {
      const { type, charset, length, flags, decimals } = TYPES[kind];
      return packet(
        ++number,
        `ColumnDefinition: ${name}`,
        counted('def'),
        counted('shop'),
        counted(rows.table),
        counted(rows.table),
        counted(name),
        counted(name),
        [0x0c],
        little(charset, 2),
        little(length, 4),
        [type],
        little(flags, 2),
        [decimals, 0, 0],
      );
    }),
    eof(),
    ...rows.values.map((row) => packet(++number, `Row: ${row.join(' | ')}`, row.flatMap(counted))),
    eof(),
  ];
}
