import { describe, expect, test } from 'vitest';
import type { Run } from '../../../src/insight/shapes.ts';
import { wire } from '../../../src/insight/wire/wire.ts';
import { headerBlock } from '../../../src/insight/wire/wireHpack.ts';
import { encrypted, flightsOf } from '../../../src/insight/wire/wireTls.ts';
import type { Tls } from '../../../src/scenario/scenario.ts';
import { route, runOf } from './wireRuns.ts';

const FAR = { rtt: '100ms', up: '20Mbit/s', down: '50Mbit/s' };
const one = (tls: unknown, of: Record<string, unknown> = {}, client = {}): Run =>
  runOf({
    database: 'none',
    clients: [{ name: 'far', link: FAR, arrivals: [{ at: '20ms' }], ...client }],
    front: { tls },
    routes: route(of),
  });
const messages = (run: Run, hop: string) => wire(run, 0).filter((m) => m.hop === hop);
const bytesOf = (run: Run, hop: string) =>
  messages(run, hop)
    .filter(({ text }) => text.startsWith('TLS handshake'))
    .map(({ bytes }) => bytes);

describe('W6: TLS', () => {
  test.each([
    ['1.2', 'ecdsa', [178, 93], [621, 258]],
    ['1.2', 'rsa', [178, 93], [1200, 258]],
    ['1.3', 'ecdsa', [241, 80], [777, 574]],
    ['1.3', 'rsa', [241, 80], [1357, 574]],
  ] as const)(
    '%s in full with %s: the flights measured',
    (ssl_protocols, certificate, up, down) => {
      const run = one({ ssl_protocols, certificate });
      expect(bytesOf(run, 'client → nginx')).toEqual(up);
      expect(bytesOf(run, 'nginx → client')).toEqual(down);
    },
  );

  test('resumed: a ticket in place of a certificate', () => {
    const tls: Tls = {
      protocol: '1.3',
      certificate: 'rsa',
      session_tickets: true,
      early_data: false,
      http2: false,
    };
    expect(flightsOf(tls, 'resumed').before.map(({ bytes }) => bytes)).toEqual([544, 245]);
    const [hello, answer] = flightsOf({ ...tls, protocol: '1.2' }, 'resumed').before;
    expect([hello?.bytes, answer?.bytes]).toEqual([517, 141]);
    expect(answer?.says).not.toContain('Certificate');
  });

  test('what encryption adds: 45 and 4240 bytes, as measured', () => {
    const of = (protocol: Tls['protocol'], n: number) => encrypted({ protocol } as Tls, n).bytes;
    expect([of('1.2', 45), of('1.2', 4240)]).toEqual([74, 4269]);
    expect([of('1.3', 45), of('1.3', 4240)]).toEqual([67, 4262]);
  });

  test('the request is what is inside; before it nothing but the handshake has gone', () => {
    const run = one({ ssl_protocols: '1.3' });
    const request = messages(run, 'client → nginx').find(({ text }) => text.includes('GET /ping'));
    expect(request?.text).toMatch(
      /^encrypted: 102 bytes in one TLS record .* inside, 80 bytes:\n\nGET /,
    );
    expect(request?.bytes).toBe(102);
    const early = wire(run, 0, (request?.atUs ?? 0) - 10_000);
    expect(early.length).toBeGreaterThan(0);
    expect(early.every(({ text }) => text.startsWith('TLS handshake'))).toBe(true);
    expect(wire(run, 0).find(({ hop }) => hop === 'nginx → Gunicorn')?.text).toContain(
      'X-Forwarded-Proto: https\r\n',
    );
  });
});

describe('W7: HTTP/2', () => {
  test('header blocks as RFC 7541 has them (C.2.2, C.2.4)', () => {
    expect(headerBlock([[':path', '/sample/path']])).toEqual([
      0x04,
      0x0c,
      ...[...'/sample/path'].map((c) => c.charCodeAt(0)),
    ]);
    expect(headerBlock([[':method', 'GET']])).toEqual([0x82]);
  });

  test('greetings with the first request, then streams with odd numbers', () => {
    const run = runOf({
      database: 'none',
      clients: [
        {
          name: 'browser',
          link: FAR,
          asks: 'home',
          assets: ['css'],
          keepAlive: true,
          arrivals: { count: 1, requestsEach: 1 },
        },
      ],
      front: { tls: { http2: 'on' } },
      routes: [
        { name: 'home', response: '20kB' },
        { name: 'css', path: '/static/app.css', static: true, response: '15kB' },
      ],
    });
    const first = messages(run, 'client → nginx').find(({ text }) => text.includes('HEADERS'));
    expect(first?.text).toContain('connection preface  (24 bytes)');
    expect(first?.text).toContain(
      'SETTINGS  stream 0: ENABLE_PUSH 0, INITIAL_WINDOW_SIZE 15,000,000',
    );
    expect(first?.text).toContain('HEADERS  stream 1: END_HEADERS, END_STREAM');
    expect(first?.text).toContain(
      '    :authority: shop.example\n    :path: /\n    user-agent: curl',
    );
    const answer = messages(run, 'nginx → client').find(({ text }) => text.includes('HEADERS'));
    expect(answer?.text).toContain('    :status: 200\n    server: nginx/1.31.5\n');
    expect(answer?.text).not.toMatch(/connection: /i);
    expect(answer?.text).toContain(
      'DATA  stream 1: 3 frames of at most 8,192 bytes, END_STREAM  (20,027 bytes)',
    );
    const second = wire(run, 1).find(({ hop }) => hop === 'client → nginx');
    expect(second?.text).toContain('HEADERS  stream 3: END_HEADERS, END_STREAM');
    expect(second?.text).not.toContain('preface');
    expect(second?.note).toContain('no new handshake');
  });
});

describe('W8: what nginx does besides', () => {
  test('gzip: chunks, no length, fewer bytes', () => {
    const run = runOf({
      database: 'none',
      clients: [{ name: 'one', arrivals: [{ at: '300ms' }] }],
      front: { gzip: 'on' },
      routes: [{ name: 'home', response: '20kB', type: 'text/html', compressesTo: 0.2 }],
    });
    expect(messages(run, 'client → nginx')[0]?.text).toContain('Accept-Encoding: gzip\r\n');
    const answer = messages(run, 'nginx → client')[0];
    expect(answer?.text).toContain('Transfer-Encoding: chunked\r\nConnection: keep-alive\r\n');
    expect(answer?.text).toContain('Content-Encoding: gzip\r\n\r\n');
    expect(answer?.text).not.toContain('Content-Length');
    expect(answer?.note).toContain('4,000 of 20,000 bytes are left');
    expect(answer?.bytes).toBeLessThan(4_400);
  });

  test('out of the cache: no app server was asked', () => {
    const run = runOf({
      database: 'none',
      clients: [{ name: 'two', arrivals: [{ at: '300ms' }, { at: '900ms' }] }],
      front: { proxy_cache: { proxy_cache_valid: '3s' } },
      routes: [{ name: 'home', response: '20kB' }],
    });
    const hit = wire(run, 1);
    expect(hit.map(({ hop }) => hop)).toEqual(['client → nginx', 'nginx → client']);
    expect(hit[1]?.note).toBe('out of nginx’s cache (HIT): no app server was asked');
    expect(hit[1]?.text).toMatch(/^HTTP\/1\.1 200 OK\r\nServer: nginx/);
  });

  test('limit_req: turned away with 503, or let through later', () => {
    const clients = [
      { name: 'greedy', addresses: 'one', arrivals: [{ at: '300ms' }, { at: '301ms' }] },
    ];
    const of = (limit_req: object) =>
      runOf({ database: 'none', clients, front: { limit_req }, routes: route() });
    const refused = wire(of({ rate: '5/s', burst: 0 }), 1).at(-1);
    expect(refused?.text).toContain('HTTP/1.1 503 Service Temporarily Unavailable\r\n');
    expect(refused?.note).toMatch(
      /^turned away by limit_req: its address is 0\.99\d requests ahead$/,
    );
    const later = wire(of({ rate: '5/s', burst: 5 }), 1)[0];
    expect(later?.note).toMatch(/^limit_req lets it wait for \d+ ms until its turn$/);
  });
});
