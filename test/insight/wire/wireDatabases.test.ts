import { describe, expect, test } from 'vitest';
import { wire } from '../../../src/insight/wire/wire.ts';
import { type Frame, hexDump } from '../../../src/insight/wire/wireFrames.ts';
import {
  comQuery,
  comQuit,
  err,
  handshake,
  handshakeResponse,
  ok,
  resultSet,
} from '../../../src/insight/wire/wireMysql.ts';
import {
  comes,
  mysql,
  postgresql,
  route,
  sqlite,
  type Tale,
  type Told,
  tell,
} from '../toldRuns.ts';

/** What was said, `D` by Django and `S` by the server, without sizes and dumps. */
const words = (tale: Tale): string[] =>
  wire(tell(tale), 0)
    .filter((m) => /Django/.test(m.hop))
    .map(
      (m) =>
        `${m.hop.startsWith('Django') ? 'D' : 'S'} ${(m.text.split('\n')[0] as string).replace(/ {2}\(.*/, '')}`,
    );

const session: Told[] = [
  [1.1, 'session/connecting', 0, 0],
  [1.2, 'session/connected', 0, 0, 1],
];
const query: Told[] = [
  [1.3, 'query/started', 0, 0, 1],
  [1.4, 'query/finished', 0, 0, 1],
];
const view = (...more: Told[]): Tale['events'] => [...comes(1, 0, 0), ...more];

describe('packets of MySQL', () => {
  const all: Frame[] = [
    handshake(7),
    handshakeResponse('shop', 'shop', true),
    handshakeResponse('shop', 'shop', false),
    ok(2),
    comQuery('SELECT 1'),
    comQuit(),
    err(1, 1205, 'HY000', 'Lock wait timeout exceeded; try restarting transaction'),
    ...resultSet(
      {
        table: 't',
        columns: [
          ['id', 'id'],
          ['name', 'text'],
        ],
        values: [['1', 'Teapot']],
        tag: '',
      },
      true,
    ),
  ];

  test('every length counts the body alone', () => {
    for (const { words: w, bytes: b } of all)
      expect((b[0] as number) + 256 * (b[1] as number) + 65_536 * (b[2] as number), w).toBe(
        b.length - 4,
      );
  });

  test('an answer counts its packets up from 1', () => {
    expect(all.slice(7).map((f) => f.bytes[3])).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('bytes as the protocol has them', () => {
    expect(hexDump(comQuit().bytes)).toContain('01 00 00 00 01');
    expect(hexDump(ok(2).bytes)).toContain('07 00 00 02 00 00 00 02 00 00 00');
    expect(hexDump(err(0, 1040, null, 'Too many connections').bytes).split('\n')[0]).toBe(
      '0000  17 00 00 00 ff 10 04 54 6f 6f 20 6d 61 6e 79 20  .......Too many ',
    );
    expect(hexDump(err(1, 1205, 'HY000', 'L').bytes)).toContain('ff b5 04 23 48 59 30 30 30 4c');
  });
});

describe('a conversation', () => {
  test('with MySQL: the server speaks first', () => {
    expect(
      words({
        database: mysql(),
        routes: [route({ queries: 1 })],
        events: view(...session, ...query, [1.5, 'session/closed', 0, 0]),
      }),
    ).toEqual([
      'S Handshake, protocol 10: MariaDB 10.11.19-MariaDB-0+deb12u1, connection 31443, mysql_native_password',
      'D HandshakeResponse41: user shop, database shop, answer to the challenge',
      'S OK',
      'D COM_QUERY: SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
      'S OK',
      'D COM_QUERY: SELECT `shop_product`.`id`, `shop_product`.`name`, `shop_product`.`price` FROM `shop_product` ORDER BY `shop_product`.`id` ASC LIMIT 3',
      'S ResultSet: 3 columns',
      'D COM_QUIT',
    ]);
  });

  test('refused, broken, and out of patience', () => {
    const of = (...events: Told[]) => words({ database: mysql(), events: view(...events) }).at(-1);
    expect(of([1.1, 'session/connecting', 0, 0], [1.1, 'session/refused', 0, 0, 151])).toBe(
      'S ERR 1040: Too many connections',
    );
    expect(of(...session, [1.3, 'query/started', 0, 0, 1], [1.4, 'query/failed', 0, 0])).toBe(
      'S connection closed: 0 bytes',
    );
  });

  test('PostgreSQL by trust: no SASL', () => {
    const said = words({ database: postgresql({ auth: 'trust' }), events: view(...session) });
    expect(said.join('\n')).not.toContain('SASL');
    expect(said).toContain('S AuthenticationOk');
  });

  test('nothing goes over a wire to SQLite', () => {
    expect(words({ database: sqlite(), events: view(...session, ...query) })).toEqual([]);
  });
});

describe('a row that is locked', () => {
  const locks = [route({ locks: 'tea', queries: 1 })];
  const waiting: Told[] = [
    [1.3, 'query/started', 0, 0, 1],
    [1.3, 'lock/waiting', 0, 0, 1],
  ];
  const FOR_UPDATE =
    'SELECT "shop_stock"."id", "shop_stock"."qty" FROM "shop_stock" WHERE "shop_stock"."id" = 1 LIMIT 21 FOR UPDATE';

  test('is taken in a transaction, and let go with it', () => {
    expect(
      words({
        database: postgresql(),
        routes: locks,
        events: view(
          ...waiting,
          [1.5, 'lock/taken', 0, 0, 200_000],
          [1.5, 'query/finished', 0, 0, 1],
          [1.6, 'lock/released', 0, 0, 0],
        ),
      }),
    ).toEqual([
      'D Query: BEGIN',
      'S CommandComplete: BEGIN',
      `D Query: ${FOR_UPDATE}`,
      'S RowDescription: id, qty',
      'D Query: COMMIT',
      'S CommandComplete: COMMIT',
    ]);
  });

  test('and not in time: the statement fails, the session lives', () => {
    const events = view(...waiting, [2, 'lock/timedOut', 0, 0, 700_000], [2, 'query/failed', 0, 0]);
    expect(words({ database: postgresql(), routes: locks, events }).slice(3)).toEqual([
      'S ErrorResponse: ERROR 55P03 canceling statement due to lock timeout',
      'D Query: ROLLBACK',
      'S CommandComplete: ROLLBACK',
    ]);
    expect(words({ database: mysql(), routes: locks, events })).toEqual([
      'D COM_QUERY: SET autocommit=0',
      'S OK',
      `D COM_QUERY: ${FOR_UPDATE.replaceAll('"', '`')}`,
      'S ERR 1205 (HY000): Lock wait timeout exceeded; try restarting transaction',
      'D COM_QUERY: ROLLBACK',
      'S OK',
      'D COM_QUERY: SET autocommit=1',
      'S OK',
    ]);
  });

  test('and its process is killed: no farewell', () => {
    const events = view(
      ...waiting,
      [1.4, 'lock/taken', 0, 0, 0],
      [1.4, 'query/finished', 0, 0, 1],
      [1.5, 'worker/killed', 0, 0, 9],
      [1.5, 'lock/released', 0, 0, 0],
    );
    expect(words({ database: postgresql(), routes: locks, events }).at(-1)).toBe(
      'S RowDescription: id, qty',
    );
  });
});
