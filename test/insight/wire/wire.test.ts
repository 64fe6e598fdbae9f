import { describe, expect, test } from 'vitest';
import type { Run, WireMessage } from '../../../src/insight/shapes.ts';
import { wire } from '../../../src/insight/wire/wire.ts';
import { ONE, route, runOf } from './wireRuns.ts';

/** The only message of a hop. */
function hop(run: Run, name: WireMessage['hop'], atUs?: number, request = 0): WireMessage {
  const [message, ...more] = wire(run, request, atUs).filter((m) => m.hop === name);
  if (!message || more.length > 0) throw new Error(`${more.length + (message ? 1 : 0)} × ${name}`);
  return message;
}

/** Header names in order, without the first line. */
const names = (text: string): string[] =>
  (text.split('\r\n\r\n')[0] as string)
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(':')[0] as string);

// The texts below are what the real programs sent in measurements; only addresses, dates and lengths are the run's.
describe('a GET through nginx and Gunicorn', () => {
  const current = runOf({ clients: ONE, routes: route() });
  const classic = runOf({ version: 'classic', clients: ONE, routes: route() });

  test('client → nginx', () => {
    expect(hop(current, 'client → nginx').text).toBe(
      'GET /ping HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n',
    );
    expect(hop(current, 'client → nginx').bytes).toBe(80);
  });

  test('nginx 1.31 → Gunicorn: HTTP/1.1, no Connection header', () => {
    expect(hop(current, 'nginx → Gunicorn').text).toBe(
      'GET /ping HTTP/1.1\r\nHost: shop.example\r\nX-Real-IP: 203.0.113.5\r\nX-Forwarded-For: 203.0.113.5\r\nX-Forwarded-Proto: http\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n',
    );
  });

  test('nginx 1.22 → Gunicorn: HTTP/1.0, Connection: close', () => {
    expect(hop(classic, 'nginx → Gunicorn').text).toBe(
      'GET /ping HTTP/1.0\r\nHost: shop.example\r\nX-Real-IP: 203.0.113.5\r\nX-Forwarded-For: 203.0.113.5\r\nX-Forwarded-Proto: http\r\nConnection: close\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n',
    );
  });

  test('Gunicorn → nginx: its headers in its order', () => {
    const { text } = hop(current, 'Gunicorn → nginx');
    expect(names(text)).toEqual([
      'Server',
      'Date',
      'Connection',
      'Content-Type',
      'X-Frame-Options',
      'Content-Length',
      'X-Content-Type-Options',
      'Referrer-Policy',
    ]);
    expect(text).toMatch(
      /^HTTP\/1\.1 200 OK\r\nServer: gunicorn\r\nDate: Fri, 20 Nov 2026 10:00:00 GMT\r\nConnection: close\r\n/,
    );
    expect(hop(classic, 'Gunicorn → nginx').text).toMatch(/^HTTP\/1\.0 200 OK\r\n/);
  });

  test('nginx → client: its own Server, Date and Connection, lengths before the rest', () => {
    const { text } = hop(current, 'nginx → client');
    expect(names(text)).toEqual([
      'Server',
      'Date',
      'Content-Type',
      'Content-Length',
      'Connection',
      'X-Frame-Options',
      'X-Content-Type-Options',
      'Referrer-Policy',
    ]);
    expect(text).toContain('HTTP/1.1 200 OK\r\nServer: nginx/1.31.5\r\n');
    expect(hop(classic, 'nginx → client').text).toContain(
      'HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\n',
    );
  });

  test('straight to Gunicorn, even the classic one answers HTTP/1.1', () => {
    const bare = runOf({ version: 'classic', front: 'none', clients: ONE, routes: route() });
    expect(hop(bare, 'Gunicorn → client').text).toMatch(
      /^HTTP\/1\.1 200 OK\r\nServer: gunicorn\r\n/,
    );
    expect(wire(bare, 0).some(({ hop: h }) => h.includes('nginx'))).toBe(false);
  });

  test('the WSGI environ that Django sees', () => {
    expect(hop(classic, 'WSGI environ').text).toContain("HTTP_CONNECTION = 'close'\n");
    const { text } = hop(current, 'WSGI environ');
    expect(text).not.toContain('HTTP_CONNECTION');
    expect(text).toContain("HTTP_X_FORWARDED_FOR = '203.0.113.5'\n");
    expect(text).toContain("REMOTE_ADDR = '127.0.0.1'\n");
    expect(text).toContain("SERVER_PROTOCOL = 'HTTP/1.1'\n");
    expect(text).toContain('wsgi.multiprocess = False\nwsgi.multithread = False\n');
    const keys = text
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' = ')[0] as string);
    expect(keys).toEqual([...keys].sort());
  });

  test('over a unix socket Gunicorn knows no peer', () => {
    const unix = runOf({ clients: ONE, routes: route(), socket: { kind: 'unix' } });
    const { text } = hop(unix, 'WSGI environ');
    expect(text).toContain("REMOTE_ADDR = ''\n");
    expect(text).not.toContain('REMOTE_PORT');
    expect(text).toContain("SERVER_NAME = 'shop.example'\nSERVER_PORT = '80'\n");
  });
});

describe('nothing but what has happened', () => {
  const slow = [
    {
      name: 'slow',
      link: { rtt: '300ms', up: '1Mbit/s', down: '2Mbit/s' },
      arrivals: [{ at: '0s' }],
    },
  ];
  const upload = route({ method: 'POST', path: '/photo', body: '900kB' });

  test('an upload half way, with request buffering on: Gunicorn has nothing', () => {
    const run = runOf({ clients: slow, routes: upload });
    const [sent, ...more] = wire(run, 0, 3_900_000);
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ hop: 'client → nginx', untilUs: null });
    expect(sent?.text).toMatch(
      /Content-Length: 900000\r\nContent-Type: multipart\/form-data; boundary=-+[0-9a-f]+\r\n\r\n/,
    );
    const [, done = ''] = /… ([\d,]+) of 900,000 bytes$/.exec(sent?.text ?? '') ?? [];
    expect(Number(done.replaceAll(',', ''))).toBeGreaterThan(400_000);
    expect(Number(done.replaceAll(',', ''))).toBeLessThan(500_000);
  });

  test('with request buffering off the same bytes go on to Gunicorn', () => {
    const run = runOf({ clients: slow, routes: upload, front: { proxy_request_buffering: false } });
    const [sent, passed, ...more] = wire(run, 0, 3_900_000);
    expect(more).toEqual([]);
    expect(passed).toMatchObject({ hop: 'nginx → Gunicorn', untilUs: null });
    expect(passed?.text.split('… ')[1]).toBe(sent?.text.split('… ')[1]);
  });

  test('before the first byte there is nothing, and messages only ever grow', () => {
    const run = runOf({ clients: slow, routes: upload });
    expect(wire(run, 0, 100_000)).toEqual([]);
    expect(wire(run, 7)).toEqual([]);
    let bytes = -1;
    for (let at = 0; at <= run.endUs; at += 250_000) {
      const now = wire(run, 0, at).reduce((sum, m) => sum + m.bytes, 0);
      expect(now).toBeGreaterThanOrEqual(bytes);
      bytes = now;
    }
  });

  test('a client that falls silent in its head', () => {
    const run = runOf({ clients: [{ ...ONE[0], pace: { stops: 'mid-head' } }], routes: route() });
    expect(hop(run, 'client → nginx').text).toMatch(
      /^GET \/ping HTTP\/1\.1\r\n[\s\S]+… 40 of 80 bytes of the head$/,
    );
  });
});

describe('answers that are none', () => {
  const PAGE = (status: string, release: string) =>
    `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n<hr><center>nginx/${release}</center>\r\n</body>\r\n</html>\r\n`;

  test('a hung view: Gunicorn 26 writes its own 500 page, nginx passes it on', () => {
    const run = runOf({
      clients: ONE,
      routes: route({ effect: 'hang' }),
      app: { workers: 1, timeout: '3s' },
    });
    expect(hop(run, 'Gunicorn → nginx').text).toBe(
      'HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: 141\r\n\r\n<html>\n  <head>\n    <title>Internal Server Error</title>\n  </head>\n  <body>\n    <h1><p>Internal Server Error</p></h1>\n    \n  </body>\n</html>\n',
    );
    expect(names(hop(run, 'nginx → client').text)).toEqual([
      'Server',
      'Date',
      'Content-Type',
      'Content-Length',
      'Connection',
    ]);
  });

  test('the same with the classic pair: not a byte, and a 502', () => {
    const run = runOf({
      version: 'classic',
      clients: ONE,
      routes: route({ effect: 'hang' }),
      app: { workers: 1, timeout: '3s' },
    });
    expect(hop(run, 'Gunicorn → nginx')).toMatchObject({
      bytes: 0,
      text: 'connection closed: 0 bytes',
    });
    const { text } = hop(run, 'nginx → client');
    expect(text).toContain('HTTP/1.1 502 Bad Gateway\r\nServer: nginx/1.22.1\r\n');
    expect(text).toContain('Content-Length: 157\r\n');
    expect(text.split('\r\n\r\n')[1]).toBe(PAGE('502 Bad Gateway', '1.22.1'));
    expect(PAGE('502 Bad Gateway', '1.22.1')).toHaveLength(157);
  });

  test('too slow for proxy_read_timeout: 504, and Django’s answer comes to nobody', () => {
    const run = runOf({
      clients: ONE,
      routes: route({ wait: '4s' }),
      front: { proxy_read_timeout: '2s' },
    });
    expect(hop(run, 'nginx → client').text).toContain('504 Gateway Time-out\r\n');
    expect(hop(run, 'nginx → client').text).toContain('Content-Length: 167\r\n');
    expect(hop(run, 'Gunicorn → nginx').text).toMatch(
      /nobody reads it: the other side has closed this connection$/,
    );
  });

  test('too large: 413 of 183 bytes; a client that leaves: no answer at all', () => {
    const large = runOf({ clients: ONE, routes: route({ method: 'POST', body: '3MB' }) });
    expect(hop(large, 'nginx → client').text).toContain(
      'HTTP/1.1 413 Request Entity Too Large\r\n',
    );
    expect(hop(large, 'nginx → client').text).toContain(
      'Content-Length: 183\r\nConnection: close\r\n',
    );
    const left = runOf({
      clients: ONE,
      routes: route({ wait: '4s' }),
      script: [{ at: '1s', 'abort-client': 1 }],
    });
    expect(wire(left, 0).some((m) => m.hop === 'nginx → client')).toBe(false);
  });

  test('a static file is nginx’s own', () => {
    const run = runOf({
      clients: ONE,
      routes: [{ name: 'css', path: '/static/app.css', static: true, response: '20000B' }],
    });
    expect(wire(run, 0).map((m) => m.hop)).toEqual(['client → nginx', 'nginx → client']);
    expect(hop(run, 'nginx → client').text).toMatch(
      /^HTTP\/1\.1 200 OK\r\nServer: nginx\/1\.31\.5\r\nDate: [^\r]+\r\nContent-Type: text\/css\r\nContent-Length: 20000\r\nLast-Modified: Fri, 20 Nov 2026 09:20:48 GMT\r\nConnection: keep-alive\r\nETag: "6b0010f0-4e20"\r\nAccept-Ranges: bytes\r\n\r\nbody \{/,
    );
  });
});
