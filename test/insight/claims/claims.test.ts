import { describe, expect, test } from 'vitest';
import { checkClaim } from '../../../src/insight/claims/claims.ts';
import { evaluate, measureText } from '../../../src/insight/claims/claimsEvaluate.ts';
import { MEASURES, readMeasure } from '../../../src/insight/claims/claimsPhrases.ts';
import { readClaim } from '../../../src/insight/claims/claimsRead.ts';
import {
  momentOf,
  readMoment,
  readRequest,
  requestOf,
} from '../../../src/insight/claims/claimsReference.ts';
import { metrics } from '../../../src/insight/metrics.ts';
import { requestTable } from '../../../src/recording/requestTable.ts';
import { Problems } from '../../../src/scenario/problems.ts';
import { route, runOf } from '../wire/wireRuns.ts';

const SCOPE = { populations: ['fast', 'slow'] };
const run = runOf({
  clients: [
    { name: 'fast', arrivals: { every: '300ms', from: '100ms', until: '4s' } },
    {
      name: 'slow',
      link: { rtt: '100ms', up: '1Mbit/s', down: '1Mbit/s' },
      arrivals: [{ at: '1s', route: 'upload' }],
    },
  ],
  front: { proxy_request_buffering: false },
  routes: [
    ...route({ wait: '50ms' }),
    { name: 'upload', method: 'POST', path: '/upload', body: '200kB' },
  ],
});

test('who dies with its worker has held it for no longer', () => {
  const fatal = runOf({
    duration: '8s',
    clients: [{ name: 'fast', arrivals: [{ at: '100ms' }] }],
    routes: route({ cpu: '1ms', effect: 'crash' }),
  });
  const read = readMeasure('hold of fast#1', { populations: ['fast'] });
  expect('value' in read && Number(evaluate(fatal, read.value))).toBeLessThan(100_000);
});

function said(words: string): string | null {
  const read = readMeasure(words, SCOPE);
  if ('wrong' in read) throw new Error(read.wrong);
  return measureText(run, read.value);
}

function holds(claim: Record<string, unknown>): boolean {
  const problems = new Problems();
  const read = readClaim(problems, '', claim, SCOPE);
  if (!read) throw new Error(problems.list[0]?.message);
  return checkClaim(run, read).holds;
}

const wrong = (claim: unknown): string => {
  const problems = new Problems();
  const read = readClaim(problems, 'expect[0]', claim, SCOPE);
  return read ? 'nothing' : problems.list.map((p) => `${p.at}: ${p.message}`).join('\n');
};

test('every measure of the vocabulary can be read, and the run has all but the two failures', () => {
  for (const { words } of MEASURES) expect(said(words), words).not.toBeNull();
});

test('measures agree with the table of requests and with the charts', () => {
  const row = requestTable(run).find((r) => run.seed(r.id).population === 1);
  expect(said('number of slow#1')).toBe(`#${(row?.id ?? 0) + 1}`);
  expect(holds({ metric: 'hold of slow#1', between: ['1.5s', '2s'] })).toBe(true);
  expect(holds({ metric: 'longest stretch of slow#1', is: 'read' })).toBe(true);
  expect(holds({ metric: 'longest stretch of longest waiting of fast', is: 'queue' })).toBe(true);
  expect(holds({ metric: 'longest queue', equals: metrics(run).maxQueue })).toBe(true);
  expect(holds({ metric: 'requests of fast', equals: metrics(run).arrived - 1 })).toBe(true);
  expect(holds({ metric: 'status 200 of all', equals: metrics(run).answered })).toBe(true);
  expect(holds({ count: 'worker/accepted', equals: metrics(run).arrived })).toBe(true);
  expect(holds({ metric: 'body of slow#1', equals: '200kB' })).toBe(true);
});

test('a claim fails where the run says otherwise', () => {
  expect(holds({ metric: 'p95 of fast', below: '100ms' })).toBe(false);
  expect(holds({ metric: 'answered of slow', equals: 2 })).toBe(false);
  expect(holds({ metric: 'workers held by clients', above: '90%' })).toBe(false);
  expect(holds({ metric: 'time of slow#2', above: '0s' })).toBe(false);
  expect(holds({ metric: 'longest stretch of slow#1', is: 'view' })).toBe(false);
});

test('the reason of a wait names the setting', () => {
  const at = 'socket/queued of longest waiting of fast + 100ms';
  expect(holds({ why: 'longest waiting of fast', at, names: 'proxy_request_buffering' })).toBe(
    true,
  );
  expect(holds({ why: 'longest waiting of fast', at, names: 'max_connections' })).toBe(false);
});

describe('moments and requests', () => {
  const at = (text: string): number | null => {
    const read = readMoment(text, SCOPE);
    if ('wrong' in read) throw new Error(read.wrong);
    return momentOf(run, read.value);
  };

  test('times, events and shifts, kept within the run', () => {
    expect(at('1.5s')).toBe(1_500_000);
    expect(at('request/started of slow#1')).toBe(1_000_000);
    expect(at('request/started of slow#1 + 250ms')).toBe(1_250_000);
    expect(at('start - 1s')).toBe(0);
    expect(at('end + 1s')).toBe(run.endUs);
    expect(at('2nd request/started')).toBe(400_000);
    expect(at('last request/started')).toBe(Math.max(...requestTable(run).map((r) => r.startUs)));
    expect(at('worker/timedOut')).toBeNull();
    expect(at('worker/accepted of slow#9')).toBeNull();
  });

  test('requests by number, by turn, by fate', () => {
    const of = (text: string): number | null => {
      const read = readRequest(text, SCOPE);
      if ('wrong' in read) throw new Error(read.wrong);
      return requestOf(run, read.value);
    };
    expect(of('#1')).toBe(0);
    expect(of('#9999')).toBeNull();
    expect(of('fast#1')).toBe(0);
    const waits = requestTable(run).map((r) => (r.acceptedUs ?? 0) - (r.queuedUs ?? 0));
    expect(of('longest waiting of fast clients')).toBe(waits.indexOf(Math.max(...waits)));
  });
});

test.each([
  [
    { metric: 'p95 of fsat', below: '1s' },
    'expect[0].metric: there are no clients called “fsat”; did you mean “fast”?',
  ],
  [
    { metric: 'p95 of fast', below: '1s', above: '2s' },
    'expect[0]: must compare once; allowed: one of below, above, atMost, atLeast, equals, is, between',
  ],
  [
    { metric: 'p95 of fast', bellow: '1s' },
    'expect[0].bellow: “bellow” is not a setting here; did you mean “below”?',
  ],
  [{ metric: 'p95 of fast', below: 200 }, 'expect[0].below: needs a unit: 200ms or 200s?'],
  [{ metric: 'workers busy', below: 0.3 }, 'expect[0].below: must be a share such as 30%'],
  [
    { metric: 'longest stretch of slow#1', below: '1s' },
    'expect[0].below: is compared with a number, but this measure gives a word; allowed: is',
  ],
  [
    { metric: 'longest queue', between: [1] },
    'expect[0].between: must be two values, the lower first, such as [1s, 3s]',
  ],
  [
    { count: 'worker/timeout', equals: 0 },
    'expect[0].count: “worker/timeout” is not an event; did you mean “worker/timedOut”?',
  ],
  [
    { why: 'somebody', at: '1s', names: 'x' },
    'expect[0].why: is not a request; allowed: #4, fast#2, slowest of fast, longest waiting of fast',
  ],
  [7, 'expect[0]: must be a claim such as { metric: p95 of fast, below: 200ms }'],
])('what is wrong with %j', (claim, message) => {
  expect(wrong(claim)).toContain(message);
});
