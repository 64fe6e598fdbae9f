import { describe, expect, test } from 'vitest';
import type { ReadConfig } from '../../src/config/configFile.ts';
import { Findings } from '../../src/config/findings.ts';
import { parseNginx, writeWord } from '../../src/config/nginx/nginxSyntax.ts';
import { parseSize, parseTime } from '../../src/config/nginx/nginxUnits.ts';
import { splitBuffers } from '../../src/config/nginx/writeBuffers.ts';
import { readConfig } from '../../src/config/readConfig.ts';

const answer = (text: string, written = {}) => readConfig([{ name: 'nginx.conf', text }], written);

function read(text: string, written = {}): ReadConfig {
  const result = answer(text, written);
  if (Array.isArray(result)) throw new Error(JSON.stringify(result));
  return result;
}

const front = (text: string, written = {}) => read(text, written).written.front;
const listed = (text: string, written = {}) =>
  read(text, written).unsupported.map(({ line, name }) => `${line} ${name}`);
const server = (text: string) => `http { server { listen 80; ${text} } }`;
const PROXY = 'location / { proxy_pass http://127.0.0.1:8000; }';

describe('what is wrong is said with line and column', () => {
  test.each([
    ['http {\n  server {\n', '2:3', 'server'],
    ['http {\n}\n}\n', '3:1', '}'],
    ['http {\n  keepalive_timeout 5s\n}', '2:21', 'keepalive_timeout 5s'],
    ['http {\n  keepalive_timeout 5s\n  send_timeout 3s;\n}', '2:21', '5s'],
    ['http {\n  error_log "x;\n}', '2:13', '"x;'],
    ['http {\n  error_log "x"y;\n}', '2:16', 'y'],
    ['http { ; }', '1:8', ';'],
    ['http { { } }', '1:8', '{'],
    [server('send_timeout soon;'), '1:28', 'send_timeout soon'],
    [server('send_timeout 1m1h;'), '1:28', 'send_timeout 1m1h'],
    [server('send_timeout 1h 30m;'), '1:28', 'send_timeout 1h 30m'],
    [server('proxy_max_temp_file_size 1G;'), '1:28', 'proxy_max_temp_file_size 1G'],
    [server('proxy_buffering maybe;'), '1:28', 'proxy_buffering maybe'],
    [server('send_timeout 3s; send_timeout 4s;'), '1:45', 'send_timeout 4s'],
    [server('location / { return 200; } location / { return 204; }'), '1:55', '/'],
    ['send_timeout 3s;\nhttp { }', '1:1', 'send_timeout'],
    [
      'http { upstream a { keepalive 3; } server { location / { proxy_pass http://a; } } }',
      '1:8',
      'upstream a',
    ],
  ])('%s', (text, place, value) => {
    const problems = answer(text);
    expect(Array.isArray(problems), JSON.stringify(problems)).toBe(true);
    expect(problems).toContainEqual(expect.objectContaining({ at: `nginx.conf:${place}`, value }));
  });
});

const VARIABLE = ['$', '{g}'].join('');

describe('words', () => {
  const words = (text: string) =>
    parseNginx('x', text, new Findings())?.[0]?.args.map((word) => word.text);

  test('quotes, escapes, variables and comments are nginx’s', () => {
    expect(words(`a "b \\" c" 'd;{' e\\ f ~ \\.css$ \\\\.x ${VARIABLE}h; # i;`)).toEqual([
      'b " c',
      'd;{',
      'e\\ f',
      '~',
      '\\.css$',
      '\\.x',
      `${VARIABLE}h`,
    ]);
  });

  test.each([
    '',
    'a b',
    'x;y',
    '{',
    'say "hi"',
    "it's",
    '#no',
    'a\\',
    '\\.(css|js)$',
    'a\\"b',
    '\\t',
    '\\\\n',
    "\\'",
  ])('%j comes back as it was', (text) => {
    expect(words(`a ${writeWord(text)};`)).toEqual([text]);
  });

  test('a block of another language is passed over, and listed', () => {
    const text = server(
      `location /lua { content_by_lua_block { if a then b("}") end -- }\n } } ${PROXY}`,
    );
    expect(listed(text)).toContain('1 content_by_lua_block');
    expect(front(text)).toMatchObject({ locations: [{ match: '/', proxy: true }] });
  });
});

test('times and sizes are nginx’s', () => {
  const times = (...all: string[]) => all.map((text) => parseTime(text));
  expect(times('90', '1m', '1h 30m', '1w', '1m30s', '500ms', '1h30', '5 6')).toEqual([
    90e6, 60e6, 5400e6, 604_800e6, 90e6, 500e3, 3630e6, 11e6,
  ]);
  const refused = ['', 's', '1x', '30m 1h', '1 h', ' 1h', '1s1s', '-1', '1.5s', '1M', '1y', '5S'];
  expect(times(...refused)).toEqual(refused.map(() => undefined));
  expect([parseTime('1M', 's'), parseTime('2000ms', 's')]).toEqual([2_592_000e6, undefined]);
  const sizes = (takesG: boolean, ...all: string[]) => all.map((text) => parseSize(text, takesG));
  expect(sizes(true, '512', '10k', '1M', '4G')).toEqual([512, 10_240, 1_048_576, 4 * 1024 ** 3]);
  expect(sizes(false, '', '1kb', '1.5m', '4G')).toEqual(Array(4).fill(undefined));
});

test('memory for answers is split as nginx demands, and to the byte', () => {
  for (const bytes of [
    1024,
    1025,
    5000,
    8192,
    12_288,
    36_864,
    99_999,
    1_048_576,
    2 ** 30,
    2 ** 30 + 1,
  ])
    for (const cap of [1024, 3000, 2 ** 20, Number.POSITIVE_INFINITY]) {
      const { first, number, each, busy } = splitBuffers(bytes, cap);
      const at = `${bytes} with at most ${cap}`;
      expect(first + number * each, at).toBe(bytes);
      expect(number, at).toBeGreaterThanOrEqual(2);
      expect(Math.max(first, each), at).toBeLessThanOrEqual(Math.max(cap, 1024));
      expect(busy, at).toBeGreaterThanOrEqual(Math.max(first, each));
      expect(busy, at).toBeLessThanOrEqual((number - 1) * each);
    }
});

describe('which value counts', () => {
  test('the innermost on the way to the app; the others are listed', () => {
    const text = `http { proxy_read_timeout 1s; server { proxy_read_timeout 2s; location / { proxy_pass http://a:1; proxy_read_timeout 3s; } location /x/ { proxy_pass http://a:1; proxy_read_timeout 4s; } } }`;
    expect(front(text)).toMatchObject({ proxy_read_timeout: '3s' });
    expect(listed(text).filter((each) => each.endsWith('proxy_read_timeout'))).toHaveLength(3);
  });

  test('a whole file leaves nothing of what was there; lines alone are added', () => {
    const before = { front: { send_timeout: '9s', proxy_buffering: 'off', host: 'web' } };
    expect(front(server(PROXY), before)).toEqual({
      host: 'web',
      locations: [{ match: '/', proxy: true }],
    });
    expect(front('send_timeout 3s;', before)).toEqual({
      send_timeout: '3s',
      proxy_buffering: 'off',
      host: 'web',
    });
    expect(front('location /api/ { proxy_pass http://127.0.0.1:8000; }', before)).toMatchObject({
      proxy_buffering: 'off',
      locations: [{ match: '/api/', proxy: true }, { match: '/static/' }, { match: '/' }],
    });
  });

  test('nginx comes in front where there was none', () => {
    expect(front(server(PROXY), { front: 'none' })).toEqual({
      locations: [{ match: '/', proxy: true }],
    });
  });

  test('what the scenario cannot hold is listed, not taken', () => {
    const { written, unsupported } = read(server(`${PROXY} keepalive_requests 0;`));
    expect(written.front).not.toHaveProperty('keepalive_requests');
    expect(unsupported).toContainEqual(
      expect.objectContaining({
        name: 'keepalive_requests',
        why: expect.stringContaining('allowed: 1 to'),
      }),
    );
  });

  test('of several servers the one that asks the app; default_server decides between two', () => {
    const one = (port: string, to: string) =>
      `server { listen ${port}; location / { proxy_pass http://${to}; proxy_read_timeout ${to.length}s; } }`;
    const text = `http { server { listen 80 default_server; return 301 https://x; }\n${one('8080', 'abc')}\n${one('443 default_server', 'abcdef')}\n}`;
    expect(front(text)).toMatchObject({ proxy_read_timeout: '6s' });
    expect(listed(text)).toEqual(expect.arrayContaining(['1 server', '2 server']));
  });
});

describe('upstream', () => {
  const block = (inside: string, more = '') =>
    `http { upstream app { ${inside} } server { location / { proxy_pass http://app; ${more} } } }`;

  test('its servers are copies of the app; straight there is one', () => {
    expect(read(block('server a:1; server a:2; server a:3;')).written.app).toMatchObject({
      instances: 3,
      workers: 3,
    });
    expect(read(server(PROXY), { app: { instances: 3 } }).written.app).toEqual({});
  });

  test('a unix socket has no distance', () => {
    expect(
      read(block('server unix:/run/g.sock;'), { socket: { rtt: '5ms', backlog: 7 } }).written
        .socket,
    ).toEqual({ kind: 'unix', backlog: 7 });
  });

  test('fail_timeout counts whole seconds, and knows no milliseconds', () => {
    const answer = readConfig(
      [{ name: 'nginx.conf', text: block('server a:1 fail_timeout=2000ms;') }],
      {},
    );
    expect(answer).toContainEqual(expect.objectContaining({ value: 'fail_timeout=2000ms' }));
    expect(front(block('server a:1 fail_timeout=1m30s;'))).toMatchObject({
      upstream: { fail_timeout: '90s' },
    });
  });

  test('fail_timeout=0 leaves nobody alone', () => {
    expect(front(block('server a:1 fail_timeout=0;'))).toMatchObject({
      upstream: { max_fails: 0 },
    });
  });

  test('nginx 1.22 keeps connections only where it does not ask for their close', () => {
    const inside = 'server a:1; keepalive 8;';
    const kept = { upstream: { keepalive: 8 } };
    expect(front(block(inside, 'proxy_http_version 1.1;'))).toMatchObject(kept);
    expect(front(block(inside, 'proxy_http_version 1.1;'), { version: 'classic' })).toMatchObject({
      upstream: { keepalive: 0 },
    });
    expect(
      front(block(inside, 'proxy_http_version 1.1; proxy_set_header Connection "";'), {
        version: 'classic',
      }),
    ).toMatchObject(kept);
    expect(front(block(inside, 'proxy_set_header Connection close;'))).toMatchObject({
      upstream: { keepalive: 0 },
    });
  });
});

test('a value that nginx cannot say is restored only while its line is as it was written', () => {
  const comment = '# send_timeout 1500us in the simulation: nginx counts milliseconds';
  expect(front(server(`send_timeout 2ms; ${comment}\n${PROXY}`))).toMatchObject({
    send_timeout: '1500us',
  });
  expect(front(server(`send_timeout 9ms; ${comment}\n${PROXY}`))).toMatchObject({
    send_timeout: '9ms',
  });
});
