import { describe, expect, test } from 'vitest';
import { wire } from '../../../src/insight/wire/wire.ts';
import { nginxPairs, uwsgiPacket } from '../../../src/insight/wire/wireUwsgi.ts';
import { ONE, route, runOf } from './wireRuns.ts';

/** What nginx 1.22 sent for a GET in the measurement: 350 bytes. */
const MEASURED = `
  00 5a 01 00 0c 00 51 55 45 52 59 5f 53 54 52 49 4e 47 04 00 6d 73 3d 35 0e 00 52 45 51 55 45 53
  54 5f 4d 45 54 48 4f 44 03 00 47 45 54 0c 00 43 4f 4e 54 45 4e 54 5f 54 59 50 45 00 00 0e 00 43
  4f 4e 54 45 4e 54 5f 4c 45 4e 47 54 48 00 00 0b 00 52 45 51 55 45 53 54 5f 55 52 49 0b 00 2f 73
  6c 65 65 70 3f 6d 73 3d 35 09 00 50 41 54 48 5f 49 4e 46 4f 06 00 2f 73 6c 65 65 70 0d 00 44 4f
  43 55 4d 45 4e 54 5f 52 4f 4f 54 08 00 2f 73 72 76 2f 77 77 77 0f 00 53 45 52 56 45 52 5f 50 52
  4f 54 4f 43 4f 4c 08 00 48 54 54 50 2f 31 2e 31 0e 00 52 45 51 55 45 53 54 5f 53 43 48 45 4d 45
  04 00 68 74 74 70 0b 00 52 45 4d 4f 54 45 5f 41 44 44 52 09 00 31 32 37 2e 30 2e 30 2e 31 0b 00
  52 45 4d 4f 54 45 5f 50 4f 52 54 05 00 35 33 39 34 34 0b 00 53 45 52 56 45 52 5f 50 4f 52 54 05
  00 31 39 35 31 34 0b 00 53 45 52 56 45 52 5f 4e 41 4d 45 00 00 09 00 48 54 54 50 5f 48 4f 53 54
  0c 00 73 68 6f 70 2e 65 78 61 6d 70 6c 65 0f 00 48 54 54 50 5f 55 53 45 52 5f 41 47 45 4e 54 0b
  00 63 75 72 6c 2f 37 2e 38 38 2e 31 0b 00 48 54 54 50 5f 41 43 43 45 50 54 03 00 2a 2f 2a`;

const BEHIND_NGINX = {
  app: { server: 'uwsgi', protocol: 'socket', processes: 2 },
  clients: ONE,
};

describe('W2: uWSGI’s own protocol', () => {
  test('the measured packet, byte for byte', () => {
    const head =
      'GET /sleep?ms=5 HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n';
    const pairs = nginxPairs({ method: 'GET', path: '/sleep?ms=5', head }, '127.0.0.1', {
      documentRoot: '/srv/www',
      remotePort: 53_944,
      serverPort: 19_514,
      serverName: '',
      scheme: 'http',
      protocol: 'HTTP/1.1',
    });
    const bytes = uwsgiPacket(pairs).map((b) => b.toString(16).padStart(2, '0'));
    expect(bytes).toHaveLength(350);
    expect(bytes).toEqual(MEASURED.trim().split(/\s+/));
  });

  test('nginx → uWSGI as hex and text, with the body behind the variables', () => {
    const run = runOf({
      ...BEHIND_NGINX,
      routes: route({ method: 'POST', path: '/upload', body: '42B' }),
    });
    const [sent, ...more] = wire(run, 0).filter((m) => m.hop === 'nginx → uWSGI');
    expect(more).toEqual([]);
    expect(sent?.text).toContain('modifier1 0 (a WSGI request)');
    expect(sent?.text).toContain('  HTTP_CONTENT_LENGTH = 42\n');
    expect(sent?.text).toMatch(/\n0000 {2}00 [0-9a-f]{2} 01 00 0c 00 51 55 45 52 59 5f/);
    expect(sent?.text).toMatch(/body:\nname=alice&text=hello\+world&submit=send\+it$/);
    const variables = Number(/(\d+) bytes of variables/.exec(sent?.text ?? '')?.[1]);
    expect(sent?.bytes).toBe(variables + 4 + 42);
  });

  test('the answer has not a header of uWSGI’s own; the environ has the client’s address', () => {
    const run = runOf({ ...BEHIND_NGINX, routes: route() });
    const textOf = (hop: string) => wire(run, 0).find((m) => m.hop === hop)?.text ?? '';
    expect(textOf('uWSGI → nginx').split('\r\n\r\n')[0]).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Frame-Options: DENY\r\nContent-Length: 5000\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin',
    );
    expect(textOf('WSGI environ')).toContain("REMOTE_ADDR = '203.0.113.5'\n");
    expect(textOf('WSGI environ')).toContain("uwsgi.version = b'2.0.21-debian'\n");
    expect(textOf('WSGI environ')).not.toContain('RAW_URI');
  });
});
