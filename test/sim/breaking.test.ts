import { describe, expect, test } from 'vitest';
import { FAILURES } from '../../src/recording/vocabulary.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { randomScenario } from '../scenario/randomScenario.ts';
import {
  arriving,
  BEHIND_NGINX,
  DIRECT,
  inARow,
  ran,
  scenarioOf,
  tally,
  type Written,
} from './runs.ts';

const routes = [
  { name: 'view', path: '/', cpu: '0s', wait: '300ms', response: '6B' },
  { name: 'work', path: '/work', cpu: '400ms', response: '6B' },
  { name: 'list', path: '/list', cpu: '0s', queries: 1, query: '50ms', response: '6B' },
  { name: 'upload', path: '/up', method: 'POST', cpu: '0s', body: '1MB', response: '6B' },
  { name: 'file', path: '/file', cpu: '0s', response: '1MB' },
];
const load = (over: Written = {}): Written => ({
  duration: '20s',
  clients: [arriving('load', inARow(12, 5))],
  app: { workers: 1, boot: '110ms' },
  database: {},
  routes,
  ...over,
});
const hang = (worker: number, at: string, time?: string): Written => ({
  at,
  'hang-worker': time === undefined ? worker : { worker, for: time },
});

describe('G20 SIGSTOP and SIGCONT', () => {
  test('a sleeping view wakes when its process goes on, and its answer is that much late', () => {
    const { endsMs, of } = ran(
      DIRECT,
      load({ clients: [arriving('load', [{ at: '0s' }])], script: [hang(1, '100ms', '2s')] }),
    );
    expect(endsMs[0]).toBeGreaterThan(2_100);
    expect(endsMs[0]).toBeLessThan(2_110);
    expect(of('worker/paused').map((event) => [event.at, event.request, event.arg])).toEqual([
      [100_000, 0, 2_000_000],
    ]);
    expect(of('worker/resumed').map((event) => [event.at, event.arg])).toEqual([
      [2_100_000, 2_000_000],
    ]);
  });

  test('work that it had begun goes on where it stood', () => {
    const [plain, stopped] = [[], [hang(1, '100ms', '2s')]].map((script) =>
      ran(DIRECT, load({ clients: [arriving('load', [{ at: '0s' }], { asks: 'work' })], script })),
    );
    expect((stopped?.endsMs[0] ?? 0) - (plain?.endsMs[0] ?? 0)).toBeCloseTo(2_000, 3);
  });

  test('no new request comes to it; the others take what waits', () => {
    const { rows } = ran(
      DIRECT,
      load({
        clients: [arriving('load', inARow(6, 400, {}, 500))],
        app: { workers: 2 },
        script: [hang(1, '100ms', '10s')],
      }),
    );
    expect(tally(rows.map((row) => row.worker))).toEqual({ 1: 6 });
    expect(tally(rows.map((row) => row.outcome))).toEqual({ answered: 6 });
  });

  test('with all of them stopped the backlog fills, and is served in order afterwards', () => {
    const { rows } = ran(DIRECT, load({ script: [hang(1, '0s', '5s')] }));
    expect(rows.map((row) => row.acceptedUs ?? 0)).toEqual(
      rows.map((row) => row.acceptedUs ?? 0).toSorted((a, b) => a - b),
    );
    expect(rows[0]?.acceptedUs).toBe(5_000_000);
  });

  test.each(['sync', 'gthread', 'gevent', 'asgi'])(
    'a %s worker that stays stopped shows no heartbeat: SIGABRT waits, SIGKILL a second later ends it, a new one serves',
    (worker_class) => {
      const { of, rows } = ran(
        DIRECT,
        load({
          clients: [arriving('load', [{ at: '0s' }, { at: '9s' }])],
          app: { workers: 1, timeout: '3s', worker_class },
          script: [hang(1, '100ms')],
        }),
      );
      const silentUs = of('worker/timedOut')[0]?.arg ?? 0;
      expect(silentUs).toBeGreaterThan(3_000_000);
      expect(silentUs).toBeLessThan(5_000_000);
      const [killed] = of('worker/killed');
      expect(killed?.arg).toBe(9);
      expect((killed?.at ?? 0) - (of('worker/timedOut')[0]?.at ?? 0)).toBe(1_000_000);
      expect(rows.map((row) => row.outcome)).toEqual(['failed', 'answered']);
    },
  );

  test('its transaction stays open: who wants the same row waits for it', () => {
    const { rows } = ran(
      { ...DIRECT, database: {} },
      load({
        app: { workers: 2 },
        routes: [{ name: 'view', cpu: '0s', queries: 1, wait: '200ms', locks: 'row' }],
        clients: [arriving('load', [{ at: '0s' }, { at: '50ms' }])],
        script: [hang(1, '100ms', '3s'), hang(2, '100ms', '1us')],
      }),
    );
    const ends = rows.map((row) => row.endUs ?? 0);
    expect(Math.min(...ends)).toBeGreaterThan(200_000);
    expect(Math.max(...ends)).toBeGreaterThan(3_100_000);
  });

  test('a TERM is heard when it goes on; a worker that is not there cannot be stopped', () => {
    const { of } = ran(
      DIRECT,
      load({
        clients: [],
        script: [hang(1, '100ms', '2s'), { at: '1s', 'stop-app': true }, hang(1, '9s', '1s')],
      }),
    );
    expect(of('worker/stopping')[0]?.at).toBe(2_100_000);
    expect(of('worker/paused').length).toBe(1);
  });
});

describe('C14 a line that gets slower', () => {
  const asking = (route: string, script: Written[]) =>
    ran(BEHIND_NGINX, {
      ...load({ app: { workers: 4 }, script, front: { client_max_body_size: '9MB' } }),
      clients: [arriving('load', [{ at: '1s' }, { at: '4s' }], { asks: route, link: '4g' })],
    }).rows.map((row) => (row.endUs ?? 0) - row.startUs);
  const slow = (over: Written = {}) => ({
    at: '2s',
    'slow-client': { clients: 'load', factor: 4, ...over },
  });

  test.each(['upload', 'file'])(
    '%s: what begins afterwards takes that many times as long',
    (route) => {
      const [first = 0, second = 0] = asking(route, [slow()]);
      const [own = 0] = asking(route, []);
      expect(first).toBe(own);
      // Round trips stay as they are.
      const bytesUs = route === 'upload' ? 800_000 : 1_000_270 / 3.75;
      expect(second - own).toBeGreaterThan(2.9 * bytesUs);
      expect(second - own).toBeLessThan(3.1 * bytesUs);
    },
  );

  test('for a while, and only for the client that is meant', () => {
    const own = asking('file', []);
    expect(asking('file', [slow({ for: '1s' })])).toEqual(own);
    expect(asking('file', [slow({ client: 1 })])).toEqual(own);
    expect(asking('file', [slow({ client: 2 })])[1]).toBeGreaterThan(2 * (own[1] ?? 0));
  });
});

describe('H4 a host without its network', () => {
  const far = (arrivals: Written[], over: Written = {}): Written =>
    load({
      hosts: { web: { cores: 2 }, db: { cores: 2 } },
      clients: [arriving('far', arrivals, { link: '4g', ...over })],
    });
  const cut = (host: string, at: string, time?: string): Written => ({
    at,
    'unplug-host': time === undefined ? host : { host, for: time },
  });

  test('a connection request is lost and sent again after 1 s, not refused', () => {
    const { of, rows } = ran(BEHIND_NGINX, {
      ...far([{ at: '1s' }]),
      script: [cut('web', '900ms', '600ms')],
    });
    expect(of('connection/retried').map((event) => event.arg)).toEqual([1_000_000]);
    expect(rows[0]?.outcome).toBe('answered');
    expect(rows[0]?.connectedUs).toBeGreaterThan(2_000_000);
  });

  test('an answer under way comes with the first retransmission after the cut: 0.2, 0.6, 1.4, 3 s after the loss', () => {
    const plain = ran(BEHIND_NGINX, far([{ at: '0s' }]));
    const answerAt = plain.rows[0]?.endUs ?? 0;
    const { rows } = ran(BEHIND_NGINX, {
      ...far([{ at: '0s' }]),
      script: [cut('web', '300ms', '1s')],
    });
    const sentUs = answerAt - 30_000;
    expect(rows[0]?.endUs).toBe(answerAt + 1_400_000);
    expect(sentUs).toBeGreaterThan(300_000);
  });

  test('what runs on the host goes on; for good, the client waits until its patience ends', () => {
    const { rows, of } = ran(DIRECT, {
      ...far([{ at: '0s' }], { patience: '6s' }),
      script: [cut('web', '200ms')],
    });
    expect(of('view/left').length).toBe(1);
    expect([rows[0]?.outcome, rows[0]?.endUs]).toEqual(['abandoned', 6_000_000]);
  });

  test('clients on the machine itself notice nothing', () => {
    const script = [cut('web', '0s')];
    const near = load({ hosts: { web: { cores: 2 } } });
    expect(ran(BEHIND_NGINX, { ...near, script }).endsMs).toEqual(ran(BEHIND_NGINX, near).endsMs);
  });

  test('an upload stands still; nginx closes it after client_body_timeout', () => {
    const asks = { asks: 'upload', link: { rtt: '20ms', up: '1.6Mbit/s' } };
    const run = (client_body_timeout: string) =>
      ran(BEHIND_NGINX, {
        ...far([{ at: '0s' }], asks),
        front: { client_body_timeout },
        script: [cut('web', '1s', '4s')],
      });
    // 5 s for its bytes; lost at 1 s, sent again at 1.2, 1.6, 2.4, 4 and 7.2 s.
    const patient = run('60s').of('body/buffered')[0]?.at ?? 0;
    expect(patient).toBeGreaterThan(11_000_000);
    expect(patient).toBeLessThan(11_500_000);
    const closed = run('2s').of('front/closed')[0];
    expect([closed?.at, closed?.arg]).toEqual([3_000_000, 408]);
  });

  test('between Django and its database: the query hangs where a restart would have failed it', () => {
    const asks = { ...far([{ at: '0s' }, { at: '1s' }], { asks: 'list' }), database: {} };
    const cutOff = ran(BEHIND_NGINX, { ...asks, script: [cut('db', '20ms', '1.5s')] });
    expect(cutOff.statuses).toEqual([200, 200]);
    expect(cutOff.rows[0]?.endUs).toBeGreaterThan(1_520_000);
    const killed = ran(BEHIND_NGINX, {
      ...asks,
      app: { workers: 1, timeout: '2s' },
      script: [cut('db', '20ms')],
    });
    expect(killed.of('worker/timedOut').length).toBeGreaterThan(0);
    expect(killed.of('query/failed').length).toBe(0);
  });

  test('a result that is due within the cut waits in the socket of the database', () => {
    const { of } = ran(BEHIND_NGINX, {
      ...far([{ at: '0s' }], { asks: 'list' }),
      database: { connect: '0s' },
      script: [cut('db', '90ms', '500ms')],
    });
    const [finished] = of('query/finished');
    expect(finished?.at).toBeGreaterThan(590_000);
    expect(finished?.at).toBeLessThan(800_000);
  });

  test('between nginx and its app server: 504 after proxy_connect_timeout, or proxy_read_timeout', () => {
    const apart: Written = {
      ...far([{ at: '0s' }, { at: '1s' }]),
      hosts: { edge: { cores: 2 }, web: { cores: 2 } },
      app: { workers: 2, host: 'web' },
      front: { host: 'edge', proxy_connect_timeout: '2500ms', proxy_read_timeout: '3500ms' },
      script: [cut('web', '200ms', '15s')],
    };
    const { rows, of } = ran(BEHIND_NGINX, apart);
    expect(rows.map((row) => row.status)).toEqual([504, 504]);
    const timedOut = of('upstream/timedOut').map((event) => [event.request, event.at]);
    expect(timedOut.map(([request]) => request)).toEqual([0, 1]);
    // The first had been sent: it waits for an answer. The second never comes through.
    expect(timedOut[0]?.[1]).toBeGreaterThan(3_500_000);
    expect(of('connection/retried', 1).length).toBeGreaterThan(0);
    expect(of('view/left').length).toBe(1);
    const back = ran(BEHIND_NGINX, {
      ...apart,
      front: { host: 'edge' },
      script: [cut('web', '200ms', '2s')],
    });
    expect(back.statuses).toEqual([200, 200]);
  });
});

describe('H5 other programs on the host', () => {
  test('two of them on two cores leave a worker two thirds of one, for as long as they compute', () => {
    const one = load({ clients: [arriving('load', [{ at: '0s' }], { asks: 'work' })] });
    const busy = (time: string) => [
      { at: '100ms', 'busy-host': { host: 'lab', processes: 2, for: time } },
    ];
    const own = ran(DIRECT, one).endsMs[0] ?? 0;
    const shared = ran(DIRECT, { ...one, script: busy('10s') }).endsMs[0] ?? 0;
    expect((shared - 100) / (own - 100)).toBeCloseTo(1.5, 2);
    const half = ran(DIRECT, { ...one, script: busy('150ms') });
    // 150 ms at two thirds leave 50 ms over.
    expect((half.endsMs[0] ?? 0) - own).toBeCloseTo(50, 0);
    expect(half.of('host/busied').map((event) => event.arg)).toEqual([2, 0]);
  });
});

describe('N20 nginx stops and starts', () => {
  test('who is there is cut off, who comes is refused, until it starts again', () => {
    const { rows, of } = ran(
      BEHIND_NGINX,
      load({
        clients: [arriving('load', [{ at: '0s' }, { at: '1s' }, { at: '3s' }], { link: '4g' })],
        script: [
          { at: '200ms', 'stop-front': true },
          { at: '500ms', 'stop-front': true },
          { at: '2s', 'start-front': true },
          { at: '2.5s', 'start-front': true },
        ],
      }),
    );
    expect(rows.map((row) => row.outcome)).toEqual(['failed', 'refused', 'answered']);
    expect(of('request/failed').map((event) => FAILURES[event.arg])).toEqual([
      'empty-reply',
      'refused',
    ]);
    expect([of('front/stopped').length, of('front/started').length]).toEqual([1, 1]);
    // The worker knows nothing of it and works on.
    expect(of('view/left', 0).length).toBe(1);
  });

  test('an answer that is in the sockets still arrives, a longer one is truncated, an upload is reset', () => {
    const link = { rtt: '20ms', up: '8Mbit/s', down: '800kbit/s', sendBuffer: '50kB' };
    const run = (asks: string, response: string, at: string) =>
      ran(BEHIND_NGINX, {
        ...load({ script: [{ at, 'stop-front': true }] }),
        routes: routes.map((route) => (route.name === 'file' ? { ...route, response } : route)),
        clients: [arriving('load', [{ at: '0s' }], { asks, link })],
      })
        .of('request/failed')
        .map((event) => FAILURES[event.arg]);
    expect(run('file', '40kB', '100ms')).toEqual([]);
    expect(run('file', '1MB', '2s')).toEqual(['truncated']);
    expect(run('upload', '1MB', '500ms')).toEqual(['reset']);
  });

  test('kept connections end with it, those of a process that a reload has retired too', () => {
    const { of } = ran(
      BEHIND_NGINX,
      load({
        clients: [
          arriving('load', [], {
            link: '4g',
            keepAlive: true,
            arrivals: { count: 3, think: '700ms', requestsEach: 20 },
          }),
        ],
        app: { workers: 4 },
        script: [
          { at: '2s', 'reload-front': true },
          { at: '2.01s', 'stop-front': true },
          { at: '3s', 'start-front': true },
        ],
      }),
    );
    const answered = of('request/answered').map((event) => event.at);
    expect(answered.filter((at) => at > 2_100_000 && at < 3_000_000)).toEqual([]);
    expect(answered.some((at) => at > 4_000_000)).toBe(true);
  });
});

describe('T6 a change at a moment leaves the past as it was', () => {
  /** One deed of each kind that fits a scenario. */
  function deeds({ hosts, clients, front, database }: Scenario): Written[] {
    return [
      { 'kill-worker': 1 },
      { 'hang-worker': { worker: 1, for: '2s' } },
      { 'hang-worker': 1 },
      { 'add-worker': true },
      { 'remove-worker': true },
      { 'reload-app': true },
      { 'stop-app': true },
      { burst: { count: 3 } },
      { 'slow-client': { clients: clients[0]?.name, factor: 9 } },
      ...hosts.map(({ name }) => ({ 'unplug-host': { host: name, for: '1500ms' } })),
      { 'unplug-host': hosts[0]?.name },
      { 'busy-host': { host: hosts[0]?.name, processes: 3 } },
      ...(front === null ? [] : [{ 'reload-front': true }, { 'stop-front': true }]),
      ...(database === null
        ? []
        : [{ 'restart-database': '1s' }, { 'slow-database': { factor: 9 } }]),
    ];
  }
  const pastOf = (scenario: Scenario, atUs: number): string[] => {
    const recording = simulate(scenario);
    const told: string[] = [];
    for (let i = 0; i < recording.length && recording.at(i) < atUs; i++)
      told.push(
        [
          recording.at(i),
          recording.type(i),
          recording.request(i),
          recording.actor(i),
          recording.arg(i),
        ].join(),
      );
    return told;
  };

  test('every event before it is the same, whatever is done (seeds 1 to 120)', () => {
    let compared = 0;
    for (let seed = 1; seed <= 120; seed++) {
      const written = { ...randomScenario(seed), script: [] };
      const scenario = scenarioOf(written);
      const all = deeds(scenario);
      const atUs = Math.floor((scenario.durationUs * (1 + (seed % 7))) / 8);
      const deed = all[seed % all.length];
      const past = pastOf(scenario, atUs);
      const changed = pastOf(
        scenarioOf({ ...written, script: [{ at: `${atUs}us`, ...deed }] }),
        atUs,
      );
      expect(changed, `seed ${seed}: ${JSON.stringify(deed)}`).toEqual(past);
      compared += past.length;
    }
    expect(compared).toBeGreaterThan(10_000);
  });
});
