import { describe, expect, test } from 'vitest';
import type { Run } from '../../src/insight/shapes.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { csvLine } from '../../src/traffic/csv.ts';
import { readHar } from '../../src/traffic/readHar.ts';
import { writeEventsCsv, writeRequestsCsv } from '../../src/traffic/writeCsv.ts';
import { writeHar } from '../../src/traffic/writeHar.ts';
import { writeTrace } from '../../src/traffic/writeTrace.ts';

function runOf(written: Record<string, unknown>): Run {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return simulate(scenario);
}

/** Failures of all kinds, and requests that are under way at the end. */
const TROUBLE = {
  duration: '3s',
  clients: [
    { name: 'a', arrivals: { rate: '60/s' }, asks: ['slow', 'crash', 'home'], patience: '700ms' },
    // Told to stop before its body is through.
    { name: 'c', asks: 'big', arrivals: [{ at: '10ms' }], link: 'slow-3g' },
    { name: 'b', arrivals: { rate: '40/s' }, asks: 'home', keepAlive: true },
  ],
  socket: { backlog: 4 },
  app: { workers: 2 },
  routes: [
    { name: 'home', path: '/a?q="1,2"&=x' },
    { name: 'slow', path: '/slow', wait: '400ms' },
    { name: 'big', method: 'POST', path: '/big', body: '5MB' },
    { name: 'crash', effect: 'crash', path: '/crash' },
  ],
};

/** One for each way to be dealt with: slots, kept connections, locks, a life of the server, many requests. */
const CHOSEN = [
  'slow-clients-unbuffered',
  'slow-clients-no-nginx',
  'slow-clients-gthread',
  'slow-clients-gevent',
  'slow-clients-asgi',
  'page-with-files',
  'one-row-for-all',
  'reload-under-load',
] as const;

const RUNS: [string, Run][] = [
  ...CHOSEN.map((name): [string, Run] => [name, runOf(PRESETS[name])]),
  ['busy seconds', runOf({ ...PRESETS['busy-minute'], duration: '3s', script: [] })],
  ['trouble', runOf(TROUBLE)],
  ['nobody', runOf({ clients: [], duration: '1s' })],
];

describe.each(RUNS)('%s', (_, run) => {
  const table = requestTable(run);

  test('as HAR: every request once, its timings sum up to its time', () => {
    const { log } = JSON.parse(writeHar(run));
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'Roundtrip' } });
    expect(log.entries.length).toBe(run.requests);
    const pages = new Set(log.pages.map(({ id }: { id: string }) => id));
    expect(pages.size).toBe(log.pages.length);
    for (const [i, entry] of log.entries.entries()) {
      const row = table[i];
      expect(pages.has(entry.pageref)).toBe(true);
      expect(entry.comment.startsWith(`#${i + 1} `)).toBe(true);
      const { blocked, dns, connect, send, wait, receive } = entry.timings;
      for (const each of [send, wait, receive]) expect(each).toBeGreaterThanOrEqual(0);
      const sum = [blocked, dns, connect, send, wait, receive]
        .filter((each) => each !== -1)
        .reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(entry.time, 6);
      expect(entry.time).toBeCloseTo(((row?.endUs ?? run.endUs) - (row?.startUs ?? 0)) / 1000, 6);
      expect(entry.response.status).toBe(row?.outcome === 'answered' ? row.status : 0);
      expect('_error' in entry.response).toBe(row?.outcome !== 'answered');
      expect(new Date(entry.startedDateTime).getTime()).toBe(
        Date.UTC(2026, 10, 20, 10) + Math.floor((row?.startUs ?? 0) / 1000),
      );
    }
  });

  test('as a trace: slices of a thread nest, asynchronous pairs match, all within the run', () => {
    const { traceEvents } = JSON.parse(writeTrace(run)) as { traceEvents: TraceEvent[] };
    const threads = new Map<string, TraceEvent[]>();
    const open = new Map<string, string[]>();
    const begun = new Set<string>();
    for (const event of traceEvents) {
      if (event.ph === 'M') continue;
      expect(event.ts).toBeGreaterThanOrEqual(0);
      expect(event.ts + (event.dur ?? 0)).toBeLessThanOrEqual(run.endUs);
      const id = `${event.cat} ${event.id}`;
      if (event.ph === 'X') {
        const key = `${event.pid} ${event.tid}`;
        threads.set(key, [...(threads.get(key) ?? []), event]);
      } else if (event.ph === 'b') {
        open.set(id, [...(open.get(id) ?? []), event.name]);
        if (event.cat === 'request' && (open.get(id) ?? []).length === 1) {
          expect(begun.has(id)).toBe(false);
          begun.add(id);
        }
      } else if (event.ph === 'e') {
        const names = open.get(id) ?? [];
        expect(names.pop()).toBe(event.name);
      }
    }
    expect([...open.values()].every((names) => names.length === 0)).toBe(true);
    expect(begun.size).toBe(run.requests);
    for (const slices of threads.values()) {
      const ends: number[] = [];
      for (const { ts, dur = 0 } of slices.sort(
        (a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0),
      )) {
        while (ends.length > 0 && (ends.at(-1) as number) <= ts) ends.pop();
        expect(ts + dur).toBeLessThanOrEqual(ends.at(-1) ?? Number.POSITIVE_INFINITY);
        ends.push(ts + dur);
      }
    }
  });

  test('as a trace: every arrow begins, ends, and touches a slice', () => {
    const { traceEvents } = JSON.parse(writeTrace(run)) as { traceEvents: TraceEvent[] };
    const slices = new Set(
      traceEvents.filter(({ ph }) => ph === 'X').map(({ pid, tid, ts }) => `${pid} ${tid} ${ts}`),
    );
    const arrows = new Map<unknown, string>();
    for (const { ph, bp, id, pid, tid, ts } of traceEvents) {
      if (!'stf'.includes(ph)) continue;
      // Else it would end at the next slice, not at the one that encloses it.
      expect(bp).toBe(ph === 'f' ? 'e' : undefined);
      expect(slices.has(`${pid} ${tid} ${ts}`)).toBe(true);
      arrows.set(id, (arrows.get(id) ?? '') + ph);
    }
    for (const steps of arrows.values()) expect(steps).toMatch(/^st*f$/);
  });

  test('as tables: every event, every request, each line as long as the first', () => {
    const events = readCsv(writeEventsCsv(run));
    const requests = readCsv(writeRequestsCsv(run));
    expect(events.length).toBe(run.length + 1);
    expect(requests.length).toBe(run.requests + 1);
    for (const rows of [events, requests])
      for (const row of rows) expect(row.length).toBe(rows[0]?.length);
    for (let i = 0; i < run.length; i++) expect(Number(events[i + 1]?.[1])).toBe(run.at(i));
    const latency = requests[0]?.indexOf('latency_us') ?? -1;
    for (const row of table)
      expect(requests[row.id + 1]?.[latency]).toBe(
        row.endUs === null ? '' : String(row.endUs - row.startUs),
      );
  });
});

interface TraceEvent {
  ph: string;
  bp?: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  name: string;
  cat: string;
  id: unknown;
}

/** A reader of RFC 4180 that knows nothing of the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g,
  )) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test('what a run wrote as HAR drives the same requests again', () => {
  const first = runOf({ ...PRESETS['page-with-files'], duration: '4s' });
  const text = writeHar(first);
  const back = readHar(text, 'run.har', PRESETS['page-with-files']);
  if (isProblems(back)) throw new Error(JSON.stringify(back));
  const answered = requestTable(first).filter(({ outcome }) => outcome === 'answered');
  expect(back.requests).toBe(answered.length);
  const scenario = parseScenario(back.written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  const arrivals = scenario.clients[0]?.arrivals;
  const zeroUs = answered[0]?.startUs ?? 0;
  expect(arrivals?.kind === 'list' && arrivals.items.map(({ atUs }) => atUs)).toEqual(
    answered.map(({ startUs }) => startUs - zeroUs),
  );
});

test('troubles are told: refused, given up, cut off, under way', () => {
  const run = RUNS.find(([name]) => name === 'trouble')?.[1] as Run;
  const { log } = JSON.parse(writeHar(run));
  const errors = new Set(
    log.entries.map((entry: { response: { _error?: string } }) => entry.response._error),
  );
  expect([...errors]).toEqual(expect.arrayContaining(['client-abort', undefined]));
  expect([...errors].some((each) => /under way/.test(String(each)))).toBe(true);
});

test('no cell is a formula; numbers and quotes stay what they are', () => {
  for (const sign of ['=1+1', '+1+1', '-cmd', '@SUM(A1)', '\tx', '\rx'])
    expect(readCsv(csvLine([sign]))[0]?.[0]).toBe(`'${sign}`);
  expect(csvLine([-1, '-1', null, 'a"b', 'x,y', 'l\nm'])).toBe('-1,-1,,"a""b","x,y","l\nm"\r\n');
});
