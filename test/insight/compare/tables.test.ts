import { expect, test } from 'vitest';
import { compareTable } from '../../../src/insight/compare/compareTable.ts';
import { settingDifferences } from '../../../src/insight/compare/settingDifferences.ts';
import { verdict } from '../../../src/insight/compare/verdict.ts';
import { metrics } from '../../../src/insight/metrics.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { runOf, SLOW, STEADY } from './runs.ts';

const rowOf = (runs: readonly Run[], key: string) =>
  compareTable(runs).find((row) => row.key === key);

const slow = [runOf(SLOW), runOf({ ...SLOW, front: 'none' })];

test('the table says what the metrics say, and marks the better value', () => {
  const held = rowOf(slow, 'held');
  expect(held?.values).toEqual(slow.map((run) => metrics(run).workerHeldByClients));
  expect(held?.best).toEqual([0]);
  expect(rowOf(slow, 'p95 of fast')?.best).toEqual([0]);
  // Both serve all: no value is better.
  expect(rowOf(slow, 'served')?.best).toEqual([]);
});

test('who loses requests is not best in latency, however quick with the rest', () => {
  // A backlog of one turns most away at once; those who are served hardly wait.
  const crowd = {
    ...STEADY,
    socket: { kind: 'unix', backlog: 100 },
    app: { workers: 1 },
    script: [{ at: '1s', burst: { clients: 'visitors', route: 'home', count: 60 } }],
  };
  const runs = [runOf(crowd), runOf({ ...crowd, socket: { kind: 'unix', backlog: 1 } })];
  const p95 = rowOf(runs, 'latency p95');
  expect(p95?.values[1]).toBeLessThan(p95?.values[0] ?? 0);
  expect(p95?.best).toEqual([]);
  expect(rowOf(runs, 'served')?.best).toEqual([0]);
  expect(rowOf(runs, 'error answered 502')?.values[0]).toBe(0);
});

test('memory is counted where the host has a limit, else estimated, and called so', () => {
  const free = runOf({ ...STEADY, app: { workers: 3, memory: '50MB' } });
  const counted = runOf({
    ...STEADY,
    app: { workers: 3, memory: '50MB' },
    hosts: { web: { cores: 2, memory: '2GB' } },
    routes: [{ name: 'home', memory: '10MB', cpu: '4ms', wait: '20ms' }],
  });
  expect(rowOf([free, counted], 'memoryEstimate')?.values).toEqual([150e6, null]);
  const peak = rowOf([free, counted], 'memory');
  expect(peak?.values[0]).toBeNull();
  expect(peak?.values[1]).toBeGreaterThanOrEqual(160e6);
});

test('settings that differ are told by their own names with all values, defaults spelled out', () => {
  const a = runOf(STEADY).scenario;
  const b = runOf({
    ...STEADY,
    front: { proxy_request_buffering: 'off' },
    app: { workers: 2, timeout: '5s' },
  }).scenario;
  expect(settingDifferences([a, b])).toEqual([
    {
      at: 'front.proxy_request_buffering',
      name: 'proxy_request_buffering',
      values: ['on', 'off'],
    },
    { at: 'app.timeout', name: 'timeout', values: ['30s', '5s'] },
  ]);
  expect(settingDifferences([a, a, a])).toEqual([]);
});

test('a part that is absent is told once, not setting by setting; what is unusual about it is told too', () => {
  const plain = runOf(STEADY).scenario;
  const alone = runOf({ ...STEADY, front: 'none' }).scenario;
  const odd = runOf({ ...STEADY, front: { proxy_buffering: 'off' } }).scenario;
  expect(settingDifferences([plain, alone]).map(({ at }) => at)).toEqual(['front']);
  expect(settingDifferences([odd, alone])).toEqual([
    { at: 'front', name: 'front', values: ['nginx', 'none'] },
    { at: 'front.proxy_buffering', name: 'proxy_buffering', values: ['off', null] },
  ]);
});

test('the verdict names the best, the worst, how far apart, and the reason', () => {
  const found = verdict(slow, ['with', 'without']);
  expect([found.best, found.worst]).toEqual([0, 1]);
  expect(found.headline).toMatch(/^“with” is ahead: p95 of “fast” clients/);
  expect(found.why).toMatch(/clients hold the workers for \d+ % of their time, against 0 %/);
});

test('runs that are alike have no winner', () => {
  const found = verdict([runOf(STEADY), runOf(STEADY)], ['a', 'b']);
  expect([found.best, found.worst, found.why]).toEqual([null, null, null]);
});

test('totals that are alike do not hide that a single request fared otherwise', () => {
  // Sixty requests without queues, of which the standstill meets one: fewer than five in a hundred.
  const calm = {
    ...STEADY,
    clients: [{ name: 'visitors', arrivals: { every: '50ms', until: '3s' } }],
  };
  const hung = {
    ...calm,
    script: [1, 2].map((worker) => ({ at: '1010ms', 'hang-worker': { worker, for: '50ms' } })),
  };
  const found = verdict([runOf(calm), runOf(hung)], ['a', 'b']);
  expect(found.best).toBeNull();
  expect(found.headline).toMatch(/on the whole, but 1 request fares noticeably/);
});
