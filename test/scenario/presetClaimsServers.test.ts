import { describe, expect, test } from 'vitest';
import { PRESETS, type PresetName } from '../../src/scenario/presets.ts';
import { type Ran, ran, tally } from '../sim/runs.ts';

// What PRESET_WORDS says of other servers, wide fronts and TLS is true of their runs.

const S = 1_000_000;
const runs = new Map<PresetName, Ran>();
function run(name: PresetName): Ran {
  const found = runs.get(name) ?? ran({}, PRESETS[name]);
  runs.set(name, found);
  return found;
}
const rowsOf = (of: Ran, name: string) =>
  of.rows.filter(({ id }) => of.scenario.clients[of.recording.seed(id).population]?.name === name);
const tookUs = ({ startUs, endUs }: Ran['rows'][number]) => (endUs ?? Infinity) - startUs;
const longest = (rows: Ran['rows']) => Math.max(...rows.map(tookUs));
const statusesOf = (of: Ran, name: string) => tally(rowsOf(of, name).map((row) => row.status));

describe('the same slow clients at every server', () => {
  /** How long who is in a hurry waits at most while two photos trickle in for four seconds. */
  const ARE_HELD: PresetName[] = [
    'servers-gunicorn-sync',
    'servers-uwsgi-http',
    'servers-apache-prefork',
    'servers-apache-daemon',
    'servers-apache-proxy',
    'servers-runserver-nothreading',
  ];
  const GO_ON: PresetName[] = [
    'servers-gunicorn-gthread',
    'servers-gunicorn-gevent',
    'servers-nginx-gunicorn',
    'servers-nginx-uwsgi',
    'servers-apache-event',
    'servers-cherrypy',
    'servers-runserver',
    'servers-iis',
    'servers-flask',
  ];

  test('all have one traffic, and stand in one of two lists', () => {
    const names = Object.keys(PRESETS).filter((name) => name.startsWith('servers-'));
    expect([...ARE_HELD, ...GO_ON].toSorted()).toEqual(names.toSorted());
    for (const name of names as PresetName[])
      expect(run(name).scenario.clients).toEqual(run('servers-nginx-gunicorn').scenario.clients);
  });

  test.each(ARE_HELD)('%s: until the photos are in, nobody else is served', (name) => {
    expect(longest(rowsOf(run(name), 'fast'))).toBeGreaterThan(3 * S);
    expect(tally(run(name).statuses)).toEqual({ 200: run(name).rows.length });
  });

  test.each(GO_ON)('%s: who is in a hurry is not held up', (name) => {
    expect(longest(rowsOf(run(name), 'fast'))).toBeLessThan(0.4 * S);
    expect(tally(run(name).statuses)).toEqual({ 200: run(name).rows.length });
  });

  test('only nginx hands the photos over when they are complete', () => {
    const heldUs = (name: PresetName) =>
      Math.max(
        ...rowsOf(run(name), 'slow').map((row) => (row.releasedUs ?? 0) - (row.acceptedUs ?? 0)),
      );
    for (const name of Object.keys(PRESETS) as PresetName[]) {
      if (!name.startsWith('servers-')) continue;
      const collects = name === 'servers-nginx-gunicorn' || name === 'servers-nginx-uwsgi';
      if (collects) expect(heldUs(name), name).toBeLessThan(0.2 * S);
      else expect(heldUs(name), name).toBeGreaterThan(3 * S);
    }
  });
});

describe('wide fronts', () => {
  test('five-fronts: both app hosts have half of it, and nobody an error', () => {
    const of = run('five-fronts');
    expect(of.scenario.front?.hosts).toEqual([0, 1, 2, 3, 4]);
    expect(of.scenario.app.hosts).toEqual([5, 6]);
    const chosen = of.of('upstream/chosen').map(({ actor }) => actor);
    const first = chosen.filter((actor) => actor === 0).length / chosen.length;
    expect(first).toBeGreaterThan(0.45);
    expect(first).toBeLessThan(0.55);
    expect(
      Object.keys(tally(of.rows.filter(({ endUs }) => endUs !== null).map((r) => r.status))),
    ).toEqual(['200']);
  });

  test('three-app-hosts: who weighs twice as much gets half of all requests', () => {
    const chosen = run('three-app-hosts')
      .of('upstream/chosen')
      .map(({ actor }) => actor);
    const share = (actor: number) => chosen.filter((each) => each === actor).length / chosen.length;
    expect(share(0)).toBeCloseTo(0.5, 1);
    expect(share(1)).toBeCloseTo(0.25, 1);
    expect(share(2)).toBeCloseTo(0.25, 1);
  });

  test('one-box: what one computes, others wait for', () => {
    const of = run('one-box');
    const { front, app, database } = of.scenario;
    expect([front?.hosts, app.hosts, database]).toMatchObject([[0], [0], { host: 0 }]);
    const took = of.rows.map(tookUs).toSorted((a, b) => a - b);
    expect(took.at(-1)).toBeGreaterThan(3 * (took[0] ?? Infinity));
  });

  test('front-down: by name some knock at a closed door first, behind a balancer nobody does', () => {
    const dns = run('front-down-dns');
    const balancer = run('front-down-balancer');
    for (const of of [dns, balancer])
      expect(Object.keys(statusesOf(of, 'visitors'))).toEqual(['200']);
    // A round trip of 20 ms more: to be refused.
    const quickest = Math.min(...balancer.rows.map(tookUs));
    const late = (of: Ran) =>
      of.rows.filter((row) => row.startUs > 2 * S && tookUs(row) > quickest + 15_000).length;
    const after = dns.rows.filter(({ startUs }) => startUs > 2 * S).length;
    expect(late(dns) / after).toBeGreaterThan(0.3);
    expect(late(dns) / after).toBeLessThan(0.7);
    expect(late(balancer)).toBe(0);
  });

  test('poison-get: both are left alone for ten seconds; not with max_fails=0, not after a POST', () => {
    const get = run('poison-get');
    expect(get.of('upstream/down').length).toBe(2);
    const failed = rowsOf(get, 'visitors').filter(({ status }) => status === 502);
    expect(Math.min(...failed.map(({ startUs }) => startUs))).toBeLessThan(2.3 * S);
    expect(Math.max(...failed.map(({ startUs }) => startUs))).toBeGreaterThan(11.5 * S);
    expect(Math.max(...failed.map(({ startUs }) => startUs))).toBeLessThan(13.1 * S); // nginx counts whole seconds
    const never = run('poison-max-fails-0');
    expect([never.of('upstream/down').length, statusesOf(never, 'visitors')[502]]).toEqual([
      0,
      undefined,
    ]);
    const post = run('poison-post');
    expect([post.of('upstream/down').length, statusesOf(post, 'visitors')[502]]).toEqual([
      1,
      undefined,
    ]);
    for (const of of [get, never, post]) expect(statusesOf(of, 'unlucky')).toEqual({ 502: 1 });
  });

  test('poison-hang: takes both away in the classic version only', () => {
    expect(run('poison-hang-classic').of('upstream/down').length).toBe(2);
    expect(statusesOf(run('poison-hang-classic'), 'visitors')[502]).toBeGreaterThan(50);
    expect(run('poison-hang').of('upstream/down').length).toBe(0);
    expect(statusesOf(run('poison-hang'), 'unlucky')).toEqual({ 500: 1 });
    expect(Object.keys(statusesOf(run('poison-hang'), 'visitors'))).toEqual(['200']);
  });

  test('nat: one address is one app server for ip_hash, and both for least_conn', () => {
    const servers = (name: PresetName) =>
      new Set(
        run(name)
          .of('upstream/chosen')
          .map(({ actor }) => actor),
      ).size;
    expect(servers('nat-ip-hash')).toBe(1);
    expect(servers('nat-least-conn')).toBe(2);
    expect(longest(run('nat-least-conn').rows)).toBeLessThan(longest(run('nat-ip-hash').rows));
  });

  test('rate-limit: the greedy address is turned away, no other is', () => {
    const greedy = statusesOf(run('rate-limit'), 'greedy');
    expect(greedy[503]).toBeGreaterThan(greedy[200] ?? Infinity);
    // Five at once, and five a second for 3.5 s.
    expect(greedy[200]).toBeGreaterThan(20);
    expect(greedy[200]).toBeLessThan(27);
    expect(Object.keys(statusesOf(run('rate-limit'), 'visitors'))).toEqual(['200']);
  });

  test('cache: without the lock all fetch it, with it one does, and the others look every 500 ms', () => {
    expect(run('cache-stampede').of('upstream/connected').length).toBeGreaterThan(15);
    const lock = run('cache-lock');
    expect(lock.of('upstream/connected').length).toBe(1);
    expect(lock.of('cache/waiting').length).toBeGreaterThan(15);
    // Those who came just after the first look once more half a second after it was there.
    expect(longest(lock.rows)).toBeGreaterThan(1 * S);
    expect(longest(lock.rows)).toBeLessThan(1.1 * S);
  });

  test('cache-stale: the lock is for what is missing; with use_stale one fetches and nobody waits', () => {
    expect(run('cache-stale').of('upstream/connected').length).toBeGreaterThan(15);
    const stale = run('cache-use-stale');
    const fetched = stale.of('upstream/connected').length;
    expect(fetched).toBeGreaterThanOrEqual(2);
    expect(fetched).toBeLessThanOrEqual(4);
    const later = stale.rows.filter(({ startUs }) => startUs > 2 * S);
    expect(later.filter((row) => tookUs(row) > 100_000).length).toBeLessThanOrEqual(fetched);
  });
});

describe('TLS and HTTP/2', () => {
  test('a new client: two round trips for TLS 1.2, one for TLS 1.3', () => {
    const [two, three] = [longest(run('tls-1-2').rows), longest(run('tls-1-3').rows)];
    expect(two - three).toBeGreaterThan(95_000);
    expect(two - three).toBeLessThan(110_000);
    // 100 ms for TCP, 100 for the request: what is left is TLS and the view.
    expect(three).toBeGreaterThan(300_000);
    expect(three).toBeLessThan(350_000);
  });

  test('thirty files: HTTP/2 before six connections before none kept', () => {
    const lastUs = (name: PresetName) => Math.max(...run(name).rows.map(({ endUs }) => endUs ?? 0));
    const [kept, each, http2] = (
      ['thirty-files-six-connections', 'thirty-files-no-keepalive', 'thirty-files-http2'] as const
    ).map(lastUs);
    // Five rounds of one round trip; five rounds of three; one.
    expect((each ?? 0) - (kept ?? 0)).toBeGreaterThan(0.7 * S);
    expect((kept ?? 0) - (http2 ?? 0)).toBeGreaterThan(0.35 * S);
    expect(run('thirty-files-http2').of('tls/established').length).toBe(1);
    expect(run('thirty-files-six-connections').of('tls/established').length).toBe(6);
    expect(run('thirty-files-no-keepalive').of('tls/established').length).toBe(31);
  });
});

describe('surprises', () => {
  test('uwsgi-closes-unsaid: every second request of a client that counts on the connection', () => {
    const lost = run('uwsgi-closes-unsaid').rows.map(({ outcome }) => outcome === 'failed');
    expect(lost).toEqual(lost.map((_, k) => k % 2 === 1));
  });

  test('runserver-keepalive: 44 ms from the second request on', () => {
    const [first = 0, ...others] = run('runserver-keepalive').rows.map(tookUs);
    expect(first).toBeLessThan(10_000);
    for (const us of others) {
      expect(us).toBeGreaterThan(40_000);
      expect(us).toBeLessThan(50_000);
    }
  });

  test('runserver-crash: refused from then on', () => {
    const of = run('runserver-crash');
    const after = rowsOf(of, 'visitors').filter(({ startUs }) => startUs > 2.1 * S);
    expect(after.length).toBeGreaterThan(20);
    expect(after.every(({ outcome }) => outcome === 'refused')).toBe(true);
  });

  test('uwsgi-harakiri: killed after three seconds, and another one is there', () => {
    const of = run('uwsgi-harakiri');
    expect(of.of('worker/killed').length).toBe(1);
    const [unlucky] = rowsOf(of, 'unlucky');
    expect(unlucky?.status).toBe(502);
    expect(tookUs(unlucky as never)).toBeGreaterThan(3 * S);
    expect(tookUs(unlucky as never)).toBeLessThan(4.1 * S);
    expect(Object.keys(statusesOf(of, 'visitors'))).toEqual(['200']);
  });

  test('mod-wsgi-queue-timeout: two are served, who waited for more than 3 s gets 504', () => {
    const of = run('mod-wsgi-queue-timeout');
    expect(tally(of.statuses)).toEqual({ 200: 2, 504: 4 });
    for (const row of of.rows) if (row.status === 504) expect(tookUs(row)).toBeGreaterThan(3 * S);
  });
});
