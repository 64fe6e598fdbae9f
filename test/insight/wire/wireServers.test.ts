import { describe, expect, test } from 'vitest';
import type { Run } from '../../../src/insight/shapes.ts';
import { wire } from '../../../src/insight/wire/wire.ts';
import { ONE, route, runOf } from './wireRuns.ts';

const hopsOf = (run: Run): string[] => [...new Set(wire(run, 0).map((m) => m.hop))];
const textOf = (run: Run, hop: string): string =>
  wire(run, 0).findLast((m) => m.hop === hop)?.text ?? `no ${hop}`;
const names = (text: string): string[] =>
  (text.split('\r\n\r\n')[0] as string)
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(':')[0] as string);
const keysOf = (run: Run): string[] =>
  textOf(run, 'WSGI environ')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' = ')[0] as string);

const run = (stack: Record<string, unknown>, of: Record<string, unknown> = {}, more = {}): Run =>
  runOf({ duration: '20s', database: 'none', clients: ONE, routes: route(of), ...stack, ...more });

const DJANGO = ['X-Content-Type-Options', 'Referrer-Policy'];
const STACKS = {
  uwsgi: { front: 'none', app: { server: 'uwsgi' } },
  embedded: { front: 'none', app: { server: 'mod_wsgi', mode: 'embedded', mpm: 'prefork' } },
  daemon: { front: { server: 'apache' }, app: { server: 'mod_wsgi', mode: 'daemon', threads: 1 } },
  proxy: { front: { server: 'apache' }, app: { workers: 1 } },
  cherrypy: { front: 'none', app: { server: 'cherrypy', timeout: '2s' } },
  runserver: { front: 'none', app: { server: 'runserver' } },
  nothreading: { front: 'none', app: { server: 'runserver', threading: 'off' } },
  flask: { front: 'none', app: { server: 'flask' } },
  iis: { front: { server: 'iis' }, app: { server: 'cherrypy' } },
} as const;

describe('W1: hops are called by who is at their ends', () => {
  test.each([
    ['uwsgi', ['client → uWSGI', 'WSGI environ', 'uWSGI → client']],
    ['embedded', ['client → Apache', 'WSGI environ', 'Apache → client']],
    [
      'daemon',
      [
        'client → Apache',
        'Apache → mod_wsgi',
        'WSGI environ',
        'mod_wsgi → Apache',
        'Apache → client',
      ],
    ],
    ['flask', ['client → Flask', 'WSGI environ', 'Flask → client']],
    ['iis', ['client → IIS', 'IIS → CherryPy', 'WSGI environ', 'CherryPy → IIS', 'IIS → client']],
  ] as const)('%s', (name, hops) => {
    expect(hopsOf(run(STACKS[name]))).toEqual(hops);
  });
});

describe('W3: answers with the headers of each program in its order, as measured', () => {
  test.each([
    ['uwsgi', 'uWSGI → client', ['Content-Type', 'X-Frame-Options', 'Content-Length', ...DJANGO]],
    [
      'embedded',
      'Apache → client',
      ['Date', 'Server', 'X-Frame-Options', 'Content-Length', ...DJANGO, 'Content-Type'],
    ],
    [
      'daemon',
      'Apache → client',
      ['Date', 'Server', 'Content-Length', 'X-Frame-Options', ...DJANGO, 'Content-Type'],
    ],
    [
      'cherrypy',
      'CherryPy → client',
      ['Content-Type', 'X-Frame-Options', 'Content-Length', ...DJANGO, 'Date', 'Server'],
    ],
    [
      'runserver',
      'runserver → client',
      ['Date', 'Server', 'Content-Type', 'X-Frame-Options', 'Content-Length', ...DJANGO],
    ],
    [
      'nothreading',
      'runserver → client',
      [
        'Date',
        'Server',
        'Content-Type',
        'X-Frame-Options',
        'Content-Length',
        ...DJANGO,
        'Connection',
      ],
    ],
  ] as const)('%s', (name, hop, headers) => {
    expect(names(textOf(run(STACKS[name]), hop))).toEqual(headers);
  });

  test('Flask closes, and says so; IIS is marked as not measured', () => {
    expect(textOf(run(STACKS.flask), 'Flask → client')).toMatch(
      /^HTTP\/1\.1 200 OK\r\nServer: Werkzeug\/3\.1\.3 Python\/3\.11\.2\r\nDate: [^\r]+\r\nContent-Type: text\/plain; charset=utf-8\r\nContent-Length: 5000\r\nConnection: close\r\n/,
    );
    for (const hop of ['IIS → CherryPy', 'IIS → client'])
      expect(wire(run(STACKS.iis), 0).find((m) => m.hop === hop)?.note).toContain(
        'from its documentation, not measured',
      );
  });

  test('mod_proxy asks in its own words, and lets the app server’s name stand', () => {
    const proxied = run(STACKS.proxy);
    expect(names(textOf(proxied, 'Apache → Gunicorn'))).toEqual([
      'Host',
      'User-Agent',
      'Accept',
      'X-Forwarded-For',
      'X-Forwarded-Host',
      'X-Forwarded-Server',
      'Connection',
    ]);
    expect(textOf(proxied, 'Apache → client')).toMatch(
      /^HTTP\/1\.1 200 OK\r\nDate: [^\r]+\r\nServer: gunicorn\r\nContent-Type/,
    );
  });

  test('a daemon process is asked in a language of its own', () => {
    const text = textOf(run(STACKS.daemon), 'Apache → mod_wsgi');
    const [, bytes, strings] =
      /(\d+) bytes, (\d+) strings that each end with a zero byte/.exec(text) ?? [];
    const low = (n: number) => (n & 255).toString(16).padStart(2, '0');
    const high = (n: number) => (n >> 8).toString(16).padStart(2, '0');
    const size = Number(bytes) - 8;
    expect(text).toContain(
      `0000  ${low(size)} ${high(size)} 00 00 00 00 00 00 ${low(Number(strings))} 00 00 00 00 00 00 00`,
    );
    expect(text).toContain('  mod_wsgi.process_group = app\n');
  });
});

describe('W4: error pages of each program, with their measured lengths', () => {
  const crash = { effect: 'crash' };
  test.each([
    ['a crash behind mod_proxy', run(STACKS.proxy, crash), 502, 'Proxy Error', 381],
    ['a crash of a daemon', run(STACKS.daemon, crash), 500, 'Internal Server Error', 571],
    [
      'an app server that is away',
      run(STACKS.proxy, {}, { script: [{ at: '0s', 'stop-app': true }] }),
      503,
      'Service Unavailable',
      339,
    ],
    [
      'a body that does not come',
      run(
        { front: { server: 'apache', 'RequestReadTimeout-body': '2s' }, app: { workers: 1 } },
        { method: 'POST', body: '9kB' },
        { clients: [{ ...ONE[0], pace: { stops: 'mid-body' } }] },
      ),
      408,
      'Request Timeout',
      261,
    ],
    [
      'a request that has waited for too long',
      run(
        {
          front: { server: 'apache' },
          app: { server: 'mod_wsgi', threads: 1, 'queue-timeout': '1s' },
        },
        { wait: '3s' },
        { clients: [{ name: 'two', arrivals: [{ at: '300ms' }, { at: '290ms' }] }] },
      ),
      504,
      'Gateway Timeout',
      287,
    ],
  ])('%s', (_why, of, status, words, bytes) => {
    const request = wire(of, 0).some((m) => m.text.includes(` ${status} `)) ? 0 : 1;
    const { text } = wire(of, request).findLast((m) => m.hop === 'Apache → client') ?? { text: '' };
    expect(text).toContain(`HTTP/1.1 ${status} ${words}\r\nDate: `);
    expect(text).toContain(`Content-Length: ${bytes}\r\n`);
    const body = text.split('\r\n\r\n').slice(1).join('\r\n\r\n');
    if (!body.includes('more bytes')) expect(body).toHaveLength(bytes);
  });

  test('cheroot says 408 with nothing in it; uWSGI closes without a word', () => {
    const half = { clients: [{ ...ONE[0], pace: { stops: 'mid-head' } }] };
    expect(textOf(run(STACKS.cherrypy, {}, half), 'CherryPy → client')).toBe(
      'HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nContent-Type: text/plain\r\n\r\n',
    );
    expect(textOf(run(STACKS.uwsgi, {}, half), 'uWSGI → client')).toBe(
      'connection closed: 0 bytes',
    );
  });
});

describe('W5: the WSGI environ has the keys that each server gave', () => {
  const EVERY = [
    'HTTP_ACCEPT',
    'HTTP_HOST',
    'HTTP_USER_AGENT',
    'PATH_INFO',
    'QUERY_STRING',
    'REMOTE_ADDR',
    'REQUEST_METHOD',
    'SCRIPT_NAME',
    'SERVER_NAME',
    'SERVER_PORT',
    'SERVER_PROTOCOL',
    'wsgi.errors',
    'wsgi.input',
    'wsgi.multiprocess',
    'wsgi.multithread',
    'wsgi.run_once',
    'wsgi.url_scheme',
    'wsgi.version',
  ];
  const CGI =
    'CONTEXT_DOCUMENT_ROOT CONTEXT_PREFIX DOCUMENT_ROOT GATEWAY_INTERFACE PATH_TRANSLATED REMOTE_PORT REQUEST_SCHEME REQUEST_URI SCRIPT_FILENAME SERVER_ADDR SERVER_ADMIN SERVER_SIGNATURE SERVER_SOFTWARE apache.version wsgi.file_wrapper wsgi.input_terminated mod_wsgi.version'.split(
      ' ',
    );
  test.each([
    ['uwsgi', ['REQUEST_URI', 'uwsgi.node', 'uwsgi.version', 'wsgi.file_wrapper']],
    [
      'cherrypy',
      [
        'ACTUAL_SERVER_PROTOCOL',
        'REMOTE_PORT',
        'REQUEST_URI',
        'SERVER_SOFTWARE',
        'wsgi.input_terminated',
      ],
    ],
    ['runserver', ['GATEWAY_INTERFACE', 'REMOTE_HOST', 'SERVER_SOFTWARE', 'wsgi.file_wrapper']],
    ['flask', ['RAW_URI', 'REMOTE_PORT', 'REQUEST_URI', 'SERVER_SOFTWARE', 'werkzeug.socket']],
    ['embedded', CGI],
  ] as const)('%s', (name, own) => {
    const keys = keysOf(run(STACKS[name])).filter(
      (key) => !key.startsWith('mod_wsgi.') || key === 'mod_wsgi.version',
    );
    expect(keys).toEqual([...EVERY, ...own].sort());
  });

  test('only a daemon process knows of a queue and a process group', () => {
    expect(keysOf(run(STACKS.daemon))).toContain('mod_wsgi.queue_start');
    expect(keysOf(run(STACKS.embedded))).not.toContain('mod_wsgi.queue_start');
    expect(textOf(run(STACKS.embedded), 'WSGI environ')).toContain("mod_wsgi.process_group = ''\n");
  });
});
