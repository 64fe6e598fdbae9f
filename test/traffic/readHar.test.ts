import { expect, test } from 'vitest';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { looksLikeHar, readHar } from '../../src/traffic/readHar.ts';

const entry = (url: string, ms: number, more: Record<string, unknown> = {}) => ({
  startedDateTime: new Date(Date.UTC(2024, 0, 1) + ms).toISOString(),
  time: 140,
  request: { method: 'GET', url, httpVersion: 'http/1.1', headersSize: 400, bodySize: 0 },
  response: {
    status: 200,
    content: { size: 5000, mimeType: 'text/html; charset=utf-8' },
    headersSize: 200,
    bodySize: 1800,
  },
  timings: { blocked: 1, dns: 5, connect: 30, ssl: 10, send: 0, wait: 100, receive: 4 },
  ...more,
});
const har = (...entries: unknown[]) =>
  JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries } });

const reply = (status: number, type = 'text/css', bodySize = 900) => ({
  status,
  content: { size: 3000, mimeType: type },
  headersSize: 200,
  bodySize,
});

const PAGE = har(
  entry('https://shop.example/cart?id=1', 0),
  entry('https://shop.example/static/app.css', 150, { response: reply(200) }),
  entry('https://cdn.example/lib.js', 151),
  entry('https://shop.example/api/buy', 300, {
    request: { method: 'POST', url: 'https://shop.example/api/buy', bodySize: 700 },
    response: reply(201, 'application/json'),
    timings: { blocked: 0, dns: -1, connect: -1, send: 0, wait: 60, receive: 1 },
  }),
  entry('https://shop.example/cached.png', 310, { _fromCache: 'memory' }),
  entry('data:image/png;base64,AAAA', 311),
  entry('https://shop.example/blocked', 312, { response: reply(0) }),
);

function read(text: string, written = {}) {
  const found = readHar(text, 'page.har', written);
  if (isProblems(found)) throw new Error(JSON.stringify(found));
  return { ...found, scenario: parseScenario(found.written) as Scenario };
}

test('one visitor asks what the browser asked, when it did', () => {
  const { scenario, requests } = read(PAGE, { database: 'none' });
  expect(requests).toBe(3);
  const [visitor] = scenario.clients;
  expect(visitor).toMatchObject({ keepAlive: true, connections: 6, link: { rttUs: 20_000 } });
  if (visitor?.arrivals.kind !== 'list') throw new Error('no list');
  const { items } = visitor.arrivals;
  expect(items.map(({ atUs, client, bodyBytes }) => [atUs, client, bodyBytes])).toEqual([
    [0, 0, null],
    [150_000, 0, null],
    [300_000, 0, 700],
  ]);
  const asked = items.map(({ route }) => scenario.routes[route]);
  expect(asked).toMatchObject([
    { path: '/cart', responseBytes: 1800, contentType: 'text/html; charset=utf-8' },
    { path: '/static/*.css', isStatic: true, responseBytes: 900 },
    { path: '/api/buy', method: 'POST', contentType: 'application/json' },
  ]);
  // Waiting for the first byte, less the round trip of 20 ms.
  const served = items.map(({ waitUs }, i) => (waitUs ?? 0) + (asked[i]?.cpuUs ?? 0));
  expect([served[0], served[2]]).toEqual([80_000, 40_000]);
});

test('what goes elsewhere, or nowhere, is left out by number and reason', () => {
  const { leftOut, leftOutCount } = read(PAGE);
  expect(leftOutCount).toBe(4);
  expect(leftOut.map(({ line }) => line)).toEqual([3, 5, 6, 7]);
  expect(leftOut[0]?.why).toBe('goes to another host: cdn.example');
});

test('many at once over HTTP/2 are still one visitor', () => {
  const many = Array.from({ length: 30 }, (_, n) =>
    entry(`https://a.example/p${'abcdefghijklmnopqrstuvwxyzABCD'[n]}`, n, {
      request: { method: 'GET', url: `https://a.example/p`, httpVersion: 'h2', bodySize: 0 },
    }),
  );
  const { scenario, assumed } = read(har(...many));
  const arrivals = scenario.clients[0]?.arrivals;
  expect(arrivals?.kind === 'list' && arrivals.items.every(({ client }) => client === 0)).toBe(
    true,
  );
  expect(assumed.join(' ')).toMatch(/HTTP\/2/);
});

test.each([
  ['{"log": {"entries": [', /JSON/, /^page\.har:1:/],
  ['{"log": {}}', /list of requests/, /log\.entries/],
  ['{"log": {"entries": []}}', /at least one/, /log\.entries/],
  ['[]', /list of requests/, /log\.entries/],
  ['null', /list of requests/, /log\.entries/],
  ['{"log": {"entries": [1, null, {}]}}', /entry 1/, /log\.entries/],
])('what is no HAR is a problem: %s', (text, message, at) => {
  const found = readHar(text, 'page.har', {});
  expect(found).toMatchObject([
    { message: expect.stringMatching(message), at: expect.stringMatching(at) },
  ]);
});

test('a HAR is known by its beginning', () => {
  expect(looksLikeHar('x.json', PAGE)).toBe(true);
  expect(looksLikeHar('x.har', JSON.stringify(JSON.parse(PAGE), null, 2))).toBe(true);
  expect(looksLikeHar('x.har', 'not at all')).toBe(false);
  expect(looksLikeHar('x.json', '{"title":"a scenario"}')).toBe(false);
});

test('whatever stands in its places, nothing is thrown (seed 5)', () => {
  let state = 5;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const odd = [null, -1, 1e300, '', 'x', [], {}, true, '\ud800', 0.5];
  const spoil = (value: unknown): unknown => {
    if (next() < 0.08) return odd[Math.floor(next() * odd.length)];
    if (Array.isArray(value)) return value.map(spoil);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spoil(each)]));
    return value;
  };
  let wasRead = 0;
  for (let round = 0; round < 2000; round++) {
    const found = readHar(JSON.stringify(spoil(JSON.parse(PAGE))), 'page.har', {});
    if (isProblems(found)) continue;
    wasRead++;
    expect(isProblems(parseScenario(found.written) as object[])).toBe(false);
  }
  expect(wasRead).toBeGreaterThan(200);
});
