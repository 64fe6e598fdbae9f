import { describe, expect, test } from 'vitest';
import { logs } from '../../src/insight/logs/logs.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { looksLikeAccessLog, readAccessLog } from '../../src/traffic/readAccessLog.ts';
import type { ReadTraffic } from '../../src/traffic/traffic.ts';

function read(text: string, written = {}, name = 'access.log'): ReadTraffic {
  const found = readAccessLog(text, name, written);
  if (isProblems(found)) throw new Error(JSON.stringify(found));
  return found;
}

function scenarioOf({ written }: ReadTraffic): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return scenario;
}

function arrivalsOf(traffic: ReadTraffic) {
  const arrivals = scenarioOf(traffic).clients[0]?.arrivals;
  if (arrivals?.kind !== 'list') throw new Error('no list');
  return arrivals.items;
}

const AT = '[10/Oct/2000:13:55:36 -0700]';
const line = (request: string, more = '', { ip = '192.0.2.1', at = AT, size = 2326 } = {}) =>
  `${ip} - - ${at} "${request} HTTP/1.1" 200 ${size} "-" "curl/8.1 [x] \\x22y"${more}`;

describe('formats', () => {
  const TIMES = { upstreamUs: 100_000, requestUs: 123_000 };
  test.each([
    ['bare numbers', ' 0.123 0.100'],
    ['named', ' rt=0.123 uct="0.001" uht="0.090" urt="0.100"'],
    ['quoted', ' "0.123" "0.100"'],
    ['with an address between', ' "203.0.113.9" 0.123 10.0.0.2:8000 0.100 200'],
    ['of an ingress', ' 512 0.123 [web-80] [] 10.0.0.2:8080 2326 0.100 200 a1b2c3'],
    ['of several tries', ' 0.123 0.060, 0.040'],
    ['of an internal redirect', ' rt=0.123 urt="0.060 : 0.040"'],
    ['behind a compression ratio', ' "3.24" 0.123 0.100'],
  ])('combined, times %s', (_, more) => {
    const traffic = read(
      `${line('GET /a', more)}\n${line('GET /a', ' 0.000 0.100', { at: '[10/Oct/2000:13:55:38 -0700]' })}`,
    );
    // Both in the middle of their second; the first began its request_time earlier.
    expect(arrivalsOf(traffic).map(({ atUs }) => atUs)).toEqual([0, 2_000_000 + TIMES.requestUs]);
    const route = scenarioOf(traffic).routes[0];
    expect((route?.cpuUs ?? 0) + (route?.waitUs ?? 0)).toBe(TIMES.upstreamUs);
  });

  test.each([
    ['iso', { time_iso8601: '2000-10-10T13:55:36-07:00', request: 'GET /a HTTP/1.1' }],
    [
      'local',
      { time_local: '10/Oct/2000:13:55:36 -0700', request_method: 'GET', request_uri: '/a' },
    ],
    ['epoch', { msec: '971211336.000', request: 'GET /a HTTP/2.0' }],
  ])('JSON lines, time as %s', (_, fields) => {
    const more = {
      status: '200',
      body_bytes_sent: 2326,
      request_time: '0.123',
      upstream_response_time: 0.1,
    };
    const traffic = read(`${JSON.stringify({ ...fields, ...more, remote_addr: '::1' })}\n`);
    expect(traffic.requests).toBe(1);
    const route = scenarioOf(traffic).routes[0];
    expect(route).toMatchObject({ path: '/a', responseBytes: 2326 });
    expect((route?.cpuUs ?? 0) + (route?.waitUs ?? 0)).toBe(100_000);
  });

  test('request_length is a body where there may be one', () => {
    const post = ' rt=0.1 urt="0.1" rl=90500';
    const text = [line('GET /a', ' rt=0.1 urt="0.1" rl=500'), line('POST /a', post)].join('\n');
    expect(arrivalsOf(read(text)).map(({ bodyBytes }) => bodyBytes)).toEqual([null, 90_000]);
  });

  test('vhost_combined and a common log without agent are read too', () => {
    const vhost = `example.org:443 ${line('GET /v')}`;
    const common = `192.0.2.1 - frank ${AT} "GET /c HTTP/1.0" 200 5`;
    expect(scenarioOf(read(`${vhost}\n${common}`)).routes.map(({ path }) => path)).toEqual([
      '/c',
      '/v',
    ]);
  });
});

test('lines that are none are counted, and named by number and reason', () => {
  const bad = Array.from({ length: 500 }, () => 'nonsense');
  const traffic = read(
    [
      line('GET /a'),
      '',
      '2026/01/01 00:00:00 [error] 7#7: oops',
      ...bad,
      `1.2.3.4 - - ${AT} "\\x16\\x03" 400 0 "-" "-"`,
    ].join('\n'),
  );
  expect(traffic).toMatchObject({ requests: 1, leftOutCount: 502 });
  expect(traffic.leftOut[0]).toEqual({ line: 3, why: 'is not in the combined format, nor JSON' });
  expect(traffic.leftOut.length).toBe(200);
});

test.each([
  ['', 1],
  ['\n\nhello', 3],
  [`1.2.3.4 - - [45/Foo/2000:99:00:00 +0000] "GET / HTTP/1.1" 200 5`, 1],
])('a text without any request is a problem with its line: %j', (text, at) => {
  expect(readAccessLog(text, 'access.log', {})).toMatchObject([{ at: `access.log:${at}` }]);
});

test('what is wrong with the scenario that is handed in is said, not hidden', () => {
  const found = readAccessLog(line('GET /a'), 'access.log', { app: { workers: 0 } });
  expect(found).toMatchObject([{ at: 'app.workers' }]);
});

test('whole seconds are spread in the order of the log, the same every time', () => {
  const text = [1, 2, 3, 4].map((n) => line(`GET /${n}x`)).join('\n');
  const traffic = read(text);
  expect(arrivalsOf(traffic).map(({ atUs }) => atUs)).toEqual([0, 250_000, 500_000, 750_000]);
  expect(traffic.assumed.join(' ')).toMatch(/spread evenly/);
  expect(read(text)).toEqual(traffic);
});

test('URLs of one kind are one route, files are static, seldom ones are merged', () => {
  const ids = ['17', '99', '3f2504e0-4f89-11d3-9a0c-0305e82c3301', 'deadbeef01'];
  const seldom = Array.from({ length: 40 }, (_, n) =>
    line(`GET /seldom${'abcdefghij'[n % 10]}${'klmn'[Math.floor(n / 10)]}`),
  );
  const text = [
    ...ids.flatMap((id) => [line(`GET /orders/${id}?page=2`), line(`GET /static/js/${id}.js`)]),
    line('PATCH /orders/1'),
    ...seldom,
  ].join('\n');
  const traffic = read(text);
  const { routes } = scenarioOf(traffic);
  expect(routes.length).toBeLessThanOrEqual(20);
  expect(routes[0]).toMatchObject({ path: '/orders/:id', isStatic: false });
  expect(routes[1]).toMatchObject({ path: '/static/*.js', isStatic: true });
  expect(routes.map(({ name }) => name)).toContain('other-pages');
  expect(traffic.requests).toBe(49);
  expect(traffic.assumed.join(' ')).toMatch(/merged/);
});

test('one address is one client, unless it is plainly many', () => {
  const some = ['192.0.2.1', '192.0.2.2', '192.0.2.1'].map((ip) => line('GET /a', '', { ip }));
  expect(arrivalsOf(read(some.join('\n'))).map(({ client }) => client)).toEqual([0, 1, 0]);
  const proxy = Array.from({ length: 9 }, () => line('GET /a', ' 3.000 3.000'));
  const traffic = read(proxy.join('\n'));
  expect(arrivalsOf(traffic).every(({ client }) => client === null)).toBe(true);
  expect(traffic.assumed.join(' ')).toMatch(/Behind 192\.0\.2\.1/);
});

test('of a long log the busiest stretch is taken', () => {
  const clock = (second: number) =>
    `[10/Oct/2000:${String(Math.floor(second / 3600)).padStart(2, '0')}:${String(Math.floor(second / 60) % 60).padStart(2, '0')}:${String(second % 60).padStart(2, '0')} +0000]`;
  const quiet = Array.from({ length: 4000 }, (_, n) =>
    line('GET /quiet', '', { at: clock(n * 4) }),
  );
  const busy = Array.from({ length: 9000 }, (_, n) =>
    line('GET /busy', '', { at: clock(20_000 + Math.floor(n / 10)), ip: `10.0.0.${n % 50}` }),
  );
  const traffic = read([...quiet, ...busy].join('\n'));
  expect(traffic.requests).toBeLessThanOrEqual(10_000);
  expect(scenarioOf(traffic).routes.find(({ path }) => path === '/busy')).toBeDefined();
  expect(traffic.requests).toBeGreaterThanOrEqual(9000);
  expect(traffic.assumed[0]).toMatch(/13,000 requests; taken is the busiest stretch/);
  expect(scenarioOf(traffic).durationUs).toBeLessThanOrEqual(3600e6);
});

test('of equally many the stretch of the shortest time is taken', () => {
  const clock = (second: number) =>
    `[10/Oct/2000:13:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')} +0000]`;
  const at = (second: number, n: number) =>
    line('GET /a', '', { at: clock(second), ip: `10.0.0.${n % 50}` });
  const slow = Array.from({ length: 11_000 }, (_, n) => at(Math.floor(n / 5), n));
  const quick = Array.from({ length: 11_000 }, (_, n) => at(2300 + Math.floor(n / 50), n));
  const traffic = read([...slow, ...quick].join('\n'));
  expect(traffic.requests).toBe(10_000);
  expect(scenarioOf(traffic).durationUs).toBeLessThan(220e6);
});

test('steps of the script that speak of other clients or moments are gone, the others stay', () => {
  const script = [
    { at: '1s', 'kill-worker': 1 },
    { at: '1s', burst: { count: 5 } },
    { at: '9min', 'add-worker': true },
  ];
  const traffic = read(line('GET /a'), { script, duration: '10min' });
  expect(scenarioOf(traffic).script.length).toBe(1);
  expect(traffic.assumed.join(' ')).toMatch(/2 steps of the script/);
});

test('a replayed log asks what the log says', () => {
  const text = Array.from({ length: 200 }, (_, n) =>
    line(n % 3 === 0 ? 'GET /static/a.css' : 'GET /a', ' 0.020 0.020', {
      ip: `10.0.0.${n % 20}`,
      at: `[10/Oct/2000:13:55:${String(10 + Math.floor(n / 10)).padStart(2, '0')} +0000]`,
    }),
  ).join('\n');
  const traffic = read(text, { app: { workers: 4 }, database: 'none' });
  const run = simulate(scenarioOf(traffic));
  const rows = requestTable(run);
  expect(rows.length).toBe(200);
  expect(rows.every(({ outcome }) => outcome === 'answered')).toBe(true);
  const moments = arrivalsOf(traffic).map(({ atUs }) => atUs);
  expect(rows.map(({ startUs }) => startUs)).toEqual([...moments].sort((a, b) => a - b));
  expect(rows.filter(({ servedStatic }) => servedStatic).length).toBe(67);
});

test('a log is known by its lines', () => {
  expect(looksLikeAccessLog('x.txt', line('GET /a'))).toBe(true);
  expect(looksLikeAccessLog('access.log.1', `junk\n${line('GET /a')}\njunk\njunk`)).toBe(true);
  expect(
    looksLikeAccessLog('x.txt', `{"time":"2000-01-01T00:00:00Z","request":"GET / HTTP/1.1"}`),
  ).toBe(true);
  expect(looksLikeAccessLog('s.json', '{"title":"x","app":{"workers":3}}')).toBe(false);
  expect(looksLikeAccessLog('nginx.conf', 'server {\n listen 80;\n}')).toBe(false);
  expect(looksLikeAccessLog('x', '')).toBe(false);
});

/** Numbers that look random, and are the same every time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('whatever a file holds, it is read or refused: nothing is thrown (seed 11)', () => {
  const next = chance(11);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const parts = [
    '1.2.3.4',
    ' - - ',
    AT,
    ' "GET /a HTTP/1.1" ',
    '200',
    ' 5 ',
    '"-"',
    '"',
    '\\',
    '[',
    ']',
    '{"time":',
    '{}',
    '\n',
    '\0',
    'é',
    '\ud800',
    '0.123',
    ' : ',
    ',',
    '=',
    'rt=',
    '/%',
    '99999999999999999999',
    '-1',
    '"msec":"1e999"',
  ];
  for (let round = 0; round < 3000; round++) {
    const good = next() < 0.5 ? line('GET /a', ' 0.1 0.1') : '';
    let text = good;
    for (let n = next() * 30; n > 0; n--) {
      const at = Math.floor(next() * (text.length + 1));
      text = text.slice(0, at) + pick(parts) + text.slice(at + Math.floor(next() * 3));
    }
    const found = readAccessLog(text, 'access.log', {});
    if (!isProblems(found))
      expect(isProblems(parseScenario(found.written) as object[])).toBe(false);
    looksLikeAccessLog('x', text);
  }
});

test('many lines and hostile ones do not take for ever', () => {
  const bad = `1.2.3.4 - ${'['.repeat(15_000)}`;
  const quotes = `1.2.3.4 - - ${AT} "${'\\"'.repeat(7_000)}`;
  const words = line('GET /a', ` ${'a=" '.repeat(6_000)}`);
  const text = [...Array(40_000).fill(line('GET /a', ' 0.100 0.090')), bad, quotes, words].join(
    '\n',
  );
  // A pattern that tries every way to read a hostile line would not be done before the test is given up.
  expect(read(text).requests).toBe(10_000);
});

test('the log that a run writes is read back: as many requests, the same URLs, the same clients', () => {
  const written = {
    duration: '20s',
    clients: [{ arrivals: { rate: '20/s', until: '15s' }, asks: { home: 3, css: 1 } }],
    routes: [
      { name: 'home', path: '/home', response: '20kB' },
      { name: 'css', path: '/static/app.css', static: true },
    ],
  };
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  const run = simulate(scenario);
  const lines = logs(run).filter(({ file }) => file === 'nginx access.log');
  const traffic = read(lines.map(({ text }) => text).join('\n'), written);
  expect(traffic).toMatchObject({ requests: run.requests, leftOutCount: 0 });
  expect(scenarioOf(traffic).routes.map(({ path }) => path)).toEqual(['/home', '/static/*.css']);
  // Sizes are those of the bodies; the log's second is all that is known of the moment.
  expect(scenarioOf(traffic).routes[0]?.responseBytes).toBe(20_000);
  const moments = arrivalsOf(traffic).map(({ atUs }) => atUs);
  const ends = lines.map(({ atUs }) => atUs);
  const offset = (ends[0] ?? 0) - (moments[0] ?? 0);
  for (const [i, atUs] of moments.entries())
    expect(Math.abs(atUs + offset - (ends[i] ?? 0))).toBeLessThan(2e6);
});
