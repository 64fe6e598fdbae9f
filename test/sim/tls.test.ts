import { describe, expect, test } from 'vitest';
import { checkConservation } from '../../src/insight/conservation.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { arriving, BEHIND_NGINX, inARow, type Ran, ran, type Written } from './runs.ts';
import {
  EARLY_DATA_MS,
  HANDSHAKE_CPU,
  PLAIN_CONNECT_MS,
  PLAIN_ROUND_TRIPS_MS,
  ROUND_TRIPS,
} from './tlsMeasured.ts';
import { files } from './tlsRuns.ts';

/** Both within 5 %, or within 10 ms. */
function expectNear(simulatedMs: number | null | undefined, measuredMs: number): void {
  const off = Math.abs((simulatedMs ?? Number.POSITIVE_INFINITY) - measuredMs);
  expect(off, `${simulatedMs} against ${measuredMs} ms`).toBeLessThan(
    Math.max(10, measuredMs * 0.05),
  );
}

const kinds = (run: Ran) => run.of('tls/handshaking').map(({ arg }) => arg);
const early: Written = { ssl_early_data: true };

describe('E1 a new connection is secured before its first request: round trips and bytes', () => {
  test('measured: without TLS 2 round trips to the first answer, then 1 each', () => {
    const run = files({ keepAlive: true, arrivals: inARow(3, 0, { client: 0 }) }, null);
    PLAIN_ROUND_TRIPS_MS.forEach((ms, i) => void expectNear(run.endsMs[i], ms));
    expect(run.of('tls/handshaking')).toEqual([]);
  });

  test.each(ROUND_TRIPS)(
    'measured: %s, TLS %s, resumed %s: handshake done at %d ms',
    (certificate, ssl_protocols, resumes, doneMs, answersMs) => {
      const run = files(
        { keepAlive: true, resumes, arrivals: inARow(answersMs.length, 0, { client: 0 }) },
        { certificate, ssl_protocols },
      );
      const [done, ...further] = run.of('tls/established');
      expectNear((done?.at ?? 0) / 1000, doneMs);
      expect(further).toEqual([]);
      answersMs.forEach((ms, i) => void expectNear(run.endsMs[i], ms));
      expect(kinds(run)).toEqual([resumes ? 1 : 0]);
    },
  );

  test('measured: with early data 2 round trips to the answer, as without TLS', () => {
    const run = files({ resumes: true, arrivals: [{ at: '0s' }] }, early);
    expect(kinds(run)).toEqual([2]);
    expectNear(run.endsMs[0], EARLY_DATA_MS.firstByte - EARLY_DATA_MS.ofThatStarting);
  });

  test('flights take the line: 271 bytes up and 879 down in full with TLS 1.2 and ECDSA, a certificate of RSA 579 more', () => {
    const slow = { rtt: '0s', up: '1kB/s', down: '1kB/s' };
    const tookMs = (tls: Written) => {
      const run = files({ link: slow, arrivals: [{ at: '0s' }] }, { ssl_protocols: '1.2', ...tls });
      return (run.of('tls/established')[0]?.at ?? 0) / 1000;
    };
    expect(tookMs({})).toBeCloseTo(178 + 93 + 621 + 258 + 0.73, 1);
    expect(tookMs({ certificate: 'rsa' }) - tookMs({})).toBeCloseTo(579 + 0.2, 1);
  });

  test('tickets come along with the first answer of TLS 1.3: 574 bytes, 287 to who had one', () => {
    const slow = { rtt: '0s', up: 'unlimited', down: '1kB/s' };
    const answerMs = (over: Written, tls: Written) => {
      const run = files({ link: slow, ...over, arrivals: [{ at: '0s' }] }, tls, {}, 0);
      const from = run.of('request/sending')[0]?.at ?? 0;
      return Math.round((run.endsMs[0] ?? 0) - from / 1000);
    };
    const plain = answerMs({}, { ssl_protocols: '1.2' });
    expect(answerMs({}, {}) - plain).toBe(574);
    expect(answerMs({ resumes: true }, {}) - plain).toBe(287);
  });
});

describe('E2 a handshake is work', () => {
  test.each(HANDSHAKE_CPU)(
    'measured: %s, TLS %s, resumed %s: %d ms of CPU at the server, %d ms in all',
    (certificate, ssl_protocols, resumes, cpuMs, wallMs) => {
      const run = files(
        { link: 'loopback', resumes, arrivals: inARow(50, 5) },
        { certificate, ssl_protocols },
      );
      const perOneMs = (run.recording.hosts[0]?.busyUs ?? 0) / 50 / 1000;
      expect(Math.abs(perOneMs - (cpuMs - PLAIN_CONNECT_MS.cpu))).toBeLessThan(0.02);
      const begun = run.of('connection/established');
      const tookMs = run.of('tls/established').map((e, i) => (e.at - (begun[i]?.at ?? 0)) / 1000);
      for (const ms of tookMs)
        expect(Math.abs(ms - (wallMs - PLAIN_CONNECT_MS.wall))).toBeLessThan(0.03);
    },
  );

  test('nginx’s one process does one after another, whatever cores there are', () => {
    const run = files(
      { link: 'loopback', arrivals: inARow(100, 0) },
      { certificate: 'rsa' },
      { hosts: { lab: { cores: 8 } } },
    );
    const last = run.of('tls/established').at(-1)?.at ?? 0;
    expect(last).toBeGreaterThanOrEqual(100 * 530);
    expect(last).toBeLessThan(100 * 530 + 1_000);
  });

  test('on the cores of its host, which others may want', () => {
    const busy = (processes: number) =>
      files(
        { link: 'loopback', arrivals: inARow(10, 5, {}, 1000) },
        {},
        { script: [{ at: '0s', 'busy-host': { host: 'lab', processes, for: 'good' } }] },
      ).of('tls/established')[0]?.at ?? 0;
    // Eleven processes on two cores: each has two elevenths of one.
    expect(busy(10) - busy(1)).toBeCloseTo((330 * 11) / 2 - 330, -1);
  });
});

describe('E3 who was here before goes on with what both know', () => {
  test('measured: 20 of 20 later connections are resumed with nginx’s defaults', () => {
    for (const ssl_protocols of ['1.2', '1.3']) {
      const run = files(
        { arrivals: inARow(21, 1000, { client: 0 }) },
        { ssl_protocols },
        { duration: '60s' },
      );
      expect(kinds(run)).toEqual([0, ...Array(20).fill(1)]);
    }
  });

  test('a client of a closed loop too, and another client does not', () => {
    const arrivals = { count: 3, think: '1s', requestsEach: 2 };
    expect(kinds(files({ arrivals }, {}))).toEqual([0, 0, 0, 1, 1, 1]);
    expect(kinds(files({ arrivals: inARow(3, 1000) }, {}))).toEqual([0, 0, 0]);
  });

  test('not where the server gives no tickets', () => {
    const off = { ssl_session_tickets: false };
    expect(kinds(files({ resumes: true, arrivals: [{ at: '0s' }] }, off))).toEqual([0]);
  });

  test('early data: only GET without a body, only TLS 1.3', () => {
    const one = { resumes: true, arrivals: [{ at: '0s' }] };
    const post = [{ name: 'form', path: '/form', method: 'POST', body: '1kB' }];
    expect(kinds(files(one, early, { routes: post }))).toEqual([1]);
    expect(kinds(files(one, { ...early, ssl_protocols: '1.2' }))).toEqual([1]);
    expect(kinds(files({ ...one, resumes: false }, early))).toEqual([0]);
  });

  test('a kept connection pays once', () => {
    const run = files({ keepAlive: true, arrivals: { count: 1, think: '1s' } }, {});
    expect(run.of('connection/reused').length).toBeGreaterThan(3);
    expect(kinds(run)).toEqual([0]);
  });
});

describe('E4 a handshake holds no worker, and client_header_timeout covers it', () => {
  const app = { workers: 1 };
  const view = { locations: [{ match: '/', proxy: true }], tls: { certificate: 'rsa' } };
  const routes = [{ name: 'view', cpu: '0s', wait: '10ms' }];
  const far = { rtt: '3s', up: 'unlimited', down: 'unlimited' };

  test('twenty slow ones, and a fast one is answered at once', () => {
    const run = ran(BEHIND_NGINX, {
      clients: [
        { name: 'slow', link: far, arrivals: inARow(20, 0) },
        arriving('fast', [{ at: '3.5s' }]),
      ],
      front: view,
      app,
      routes,
    });
    const fast = run.rows.at(-1);
    expect((fast?.endUs ?? 0) - (fast?.startUs ?? 0)).toBeLessThan(15_000);
    expect(run.of('worker/accepted')[0]?.request).toBe(20);
    expect(checkConservation(run.recording)).toEqual([]);
  });

  test('one that takes too long is closed without an answer, and nothing is logged', () => {
    const run = ran(BEHIND_NGINX, {
      clients: [{ name: 'slow', link: far, arrivals: [{ at: '0s' }] }],
      front: { ...view, client_header_timeout: '2s' },
      app,
      routes,
    });
    expect(run.rows[0]?.error).toBe('empty-reply');
    expect(run.endsMs).toEqual([5000]);
    expect(run.of('front/closed').map(({ arg }) => arg)).toEqual([0]);
    expect(run.of('worker/accepted')).toEqual([]);
  });

  test('its time counts for the head that follows', () => {
    const run = ran(BEHIND_NGINX, {
      clients: [{ name: 'slow', link: far, pace: { stops: 'mid-head' }, arrivals: [{ at: '0s' }] }],
      front: { ...view, client_header_timeout: '5s' },
      app,
      routes,
    });
    expect(run.of('tls/established')[0]?.at).toBeGreaterThan(6_000_000);
    expect(run.endsMs).toEqual([8000]);
  });

  test('who gives up meanwhile leaves nothing behind', () => {
    const run = ran(BEHIND_NGINX, {
      clients: [{ name: 'slow', link: far, patience: '4s', arrivals: inARow(3, 0) }],
      front: { ...view, worker_connections: 5 },
      app,
      routes,
      duration: '20s',
    });
    expect(run.rows.map((row) => row.outcome)).toEqual(Array(3).fill('abandoned'));
    expect(run.of('front/closed').map(({ arg, at }) => [arg, at])).toEqual(
      Array(3).fill([0, 5_500_000]),
    );
    expect(run.recording.hosts[0]?.busyUs).toBeLessThan(3 * 530 + 1);
  });
});

describe('E5 what is offered', () => {
  const problems = (written: Written): string[] => {
    const scenario = parseScenario(written);
    return isProblems(scenario) ? scenario.map(({ at, message }) => `${at} ${message}`) : [];
  };

  test('measured: TLS 1.3, tickets, no HTTP/2 unless asked for; TLS 1.0 and 1.1 are refused', () => {
    const run = files({ resumes: true, http2: true, arrivals: [{ at: '0s' }] }, {});
    expect(run.scenario.front?.tls).toEqual({
      protocol: '1.3',
      certificate: 'ecdsa',
      session_tickets: true,
      early_data: false,
      http2: false,
    });
    expect(run.of('stream/opened')).toEqual([]);
    for (const ssl_protocols of ['1.0', '1.1'])
      expect(problems({ front: { tls: { ssl_protocols } } })[0]).toMatch(/ssl_protocols .*1\.2/);
  });

  test('a front server is what secures: without one there is nothing to write it in', () => {
    expect(problems({ front: { server: 'none', tls: {} } })).toEqual([
      expect.stringMatching(/^front\.tls .*front server/),
    ]);
    expect(problems({ front: { server: 'none', tls: false } })).toEqual([]);
    expect(problems({ front: 'none', tls: {} })[0]).toMatch(/^tls /);
  });
});
