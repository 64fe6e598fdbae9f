import { describe, expect, test } from 'vitest';
import { wire } from '../../../src/insight/wire/wire.ts';
import { hexDump } from '../../../src/insight/wire/wireFrames.ts';
import {
  failed,
  fatal,
  query,
  rows,
  saslExchange,
  sslRequest,
  startupMessage,
  timeZoneSet,
  welcome,
} from '../../../src/insight/wire/wirePostgres.ts';
import { ONE, route, runOf } from './wireRuns.ts';

/** Bytes of a dump as a capture prints them. */
const bytes = (dump: string): number[] =>
  dump
    .trim()
    .split(/\s+/)
    .map((hex) => Number.parseInt(hex, 16));

// Captured between Django 3.2 with psycopg2 and PostgreSQL 15.
describe('frames are the ones that a capture shows', () => {
  test('SSLRequest and StartupMessage', () => {
    expect(sslRequest().bytes).toEqual(bytes('00 00 00 08 04 d2 16 2f'));
    expect(startupMessage('gt', 'gt').bytes).toEqual(
      bytes(
        '00 00 00 1d 00 03 00 00 75 73 65 72 00 67 74 00 64 61 74 61 62 61 73 65 00 67 74 00 00',
      ),
    );
  });

  test('Query', () => {
    expect(query('SELECT pg_sleep(0.005)').bytes).toEqual(
      bytes('51 00 00 00 1b 53 45 4c 45 43 54 20 70 67 5f 73 6c 65 65 70 28 30 2e 30 30 35 29 00'),
    );
  });

  test('CommandComplete, ParameterStatus, ReadyForQuery', () => {
    expect(timeZoneSet().flatMap((f) => f.bytes)).toEqual(
      bytes(
        '43 00 00 00 08 53 45 54 00 53 00 00 00 11 54 69 6d 65 5a 6f 6e 65 00 55 54 43 00 5a 00 00 00 05 49',
      ),
    );
  });

  test('what a server says first', () => {
    const first = welcome(31_443).flatMap((f) => f.bytes);
    expect(first.slice(0, 32)).toEqual(
      bytes(
        '52 00 00 00 08 00 00 00 00 53 00 00 00 16 61 70 70 6c 69 63 61 74 69 6f 6e 5f 6e 61 6d 65 00 00',
      ),
    );
    expect(first.slice(-19)).toEqual(
      bytes('4b 00 00 00 0c 00 00 7a d3 cd e6 62 6b 5a 00 00 00 05 49'),
    );
  });

  test('every length counts itself and what follows, but not the letter', () => {
    const frames = [
      ...welcome(1),
      query('SELECT 1'),
      ...rows({
        table: 't',
        columns: [['id', 'id']],
        values: [['117'], ['118']],
        tag: 'SELECT 2',
      }),
      fatal('53300', 'sorry, too many clients already'),
      ...failed('55P03', 'canceling statement due to lock timeout'),
      ...saslExchange().map(([, frame]) => frame),
    ];
    for (const { words, bytes: b } of frames) {
      const length =
        ((b[1] as number) << 24) |
        ((b[2] as number) << 16) |
        ((b[3] as number) << 8) |
        (b[4] as number);
      expect(length, words).toBe(b.length - 1);
    }
  });

  test('a dump of sixteen bytes a line', () => {
    expect(hexDump([...Array(18).keys()].map((i) => i + 60))).toBe(
      '0000  3c 3d 3e 3f 40 41 42 43 44 45 46 47 48 49 4a 4b  <=>?@ABCDEFGHIJK\n0010  4c 4d                                            LM',
    );
    expect(hexDump(Array(300).fill(0), 16)).toMatch(/\n… 284 more bytes$/);
  });
});

describe('between Django and PostgreSQL', () => {
  const words = (run: ReturnType<typeof runOf>, request = 0, atUs?: number): string[] =>
    wire(run, request, atUs)
      .filter((m) => m.hop.includes('PostgreSQL'))
      .map(
        (m) => `${m.hop.slice(0, 1)} ${(m.text.split('\n')[0] as string).replace(/ {2}\(.*/, '')}`,
      );

  test('a new connection for each request, two queries, and farewell', () => {
    const run = runOf({ clients: ONE, routes: route({ queries: 2 }) });
    expect(words(run)).toEqual([
      'D SSLRequest: may we speak TLS?',
      "P 'N': no TLS here",
      'D StartupMessage: protocol 3.0, user shop, database shop',
      'P AuthenticationSASL: SCRAM-SHA-256',
      'D SASLInitialResponse: SCRAM-SHA-256, a random number',
      'P AuthenticationSASLContinue: salt, 4096 rounds',
      'D SASLResponse: proof of knowing the password',
      'P AuthenticationSASLFinal: proof that the server knows it too',
      'P AuthenticationOk',
      "D Query: SET TIME ZONE 'UTC'",
      'P CommandComplete: SET',
      'D Query: SELECT "shop_product"."id", "shop_product"."name", "shop_product"."price" FROM "shop_product" ORDER BY "shop_product"."id" ASC LIMIT 3',
      'P RowDescription: id, name, price',
      'D Query: SELECT "shop_category"."id", "shop_category"."name" FROM "shop_category" WHERE "shop_category"."id" = 1 LIMIT 21',
      'P RowDescription: id, name',
      'D Terminate',
    ]);
  });

  test('with CONN_MAX_AGE only the first request says hello', () => {
    const run = runOf({
      clients: [{ name: 'v', arrivals: [{ at: '300ms' }, { at: '1s' }] }],
      routes: route({ queries: 1 }),
      database: { CONN_MAX_AGE: '60s' },
    });
    expect(words(run, 0)[0]).toContain('SSLRequest');
    expect(words(run, 1).map((w) => w.slice(0, 14))).toEqual(['D Query: SELEC', 'P RowDescripti']);
  });

  test('a full server, a server that stops in a query, a server that is away', () => {
    const full = runOf({
      clients: [{ name: 'v', arrivals: [{ at: '300ms' }, { at: '300ms' }] }],
      app: { workers: 2 },
      routes: route({ queries: 1, query: '1s' }),
      database: { max_connections: 1, superuser_reserved_connections: 0 },
    });
    expect([words(full, 0), words(full, 1)].flat()).toContain(
      'P ErrorResponse: FATAL 53300 sorry, too many clients already',
    );
    const stopped = runOf({
      clients: [{ name: 'v', arrivals: [{ at: '300ms' }, { at: '1.5s' }] }],
      routes: route({ queries: 1, query: '2s' }),
      script: [{ at: '1s', 'restart-database': '2s' }],
    });
    expect(words(stopped, 0).at(-1)).toBe(
      'P ErrorResponse: FATAL 57P01 terminating connection due to administrator command',
    );
    expect(words(stopped, 1)).toEqual(['P connection refused: nothing listens there']);
  });
});
