import { expect, test } from 'vitest';
import { groundsOf, planOf, stagePlan } from '../../src/stage/plan.ts';
import { farm } from './farm.ts';
import { scenario } from './scenes.ts';

const kinds = (plan: { tiers: readonly { kind: string }[] }) => plan.tiers.map((t) => t.kind);

test('a scenario with everything has a column for each tier, and one ground where all stand on one host', () => {
  const plan = stagePlan(scenario());
  expect(kinds(plan)).toEqual(['clients', 'internet', 'front', 'socket', 'app', 'database']);
  expect(plan.grounds).toEqual([{ from: 2, until: 6, hosts: [0] }]);
});

test('what a scenario lacks has no column; a database that no route asks is named beside the street', () => {
  const bare = stagePlan(scenario({ front: null, database: null }));
  expect(kinds(bare)).toEqual(['clients', 'internet', 'socket', 'app']);
  expect(bare.unasked).toBeNull();
  const routes = scenario().routes.map((r) => ({ ...r, queries: 0 }));
  const quiet = stagePlan(scenario({ routes }));
  expect(kinds(quiet)).not.toContain('database');
  expect(quiet.unasked?.kind).toBe('postgresql');
});

test('a query in a named part of a route counts as asking', () => {
  const part = { kind: 'orm', name: 'list', cpuUs: 0, waitUs: 0, queries: 1, queryUs: 9 } as const;
  const routes = scenario().routes.map((r) => ({ ...r, queries: 0, spans: [part] }));
  expect(kinds(stagePlan(scenario({ routes })))).toContain('database');
});

test('copies of the app server are rows of one tier', () => {
  const plan = stagePlan(scenario({ app: { ...scenario().app, instances: 3 } }));
  const app = plan.tiers.find((t) => t.kind === 'app');
  expect(app?.kind === 'app' && app.groups.map((g) => g.servers.map((s) => s.name))).toEqual([
    ['app 1', 'app 2', 'app 3'],
  ]);
});

test('five fronts, two app hosts and a database stand on four grounds, app servers grouped by host', () => {
  const { plan } = farm();
  expect(kinds(plan)).toEqual(['clients', 'internet', 'front', 'socket', 'app', 'database']);
  const app = plan.tiers.find((t) => t.kind === 'app');
  expect(app?.kind === 'app' && app.groups.map((g) => [g.host, g.servers.length])).toEqual([
    [1, 3],
    [2, 3],
  ]);
  expect(plan.grounds.map((g) => g.hosts)).toEqual([[0], [1, 2], [3]]);
});

test('SQLite is a file: it stands on the ground of its app server', () => {
  const file = { kind: 'sqlite', CONN_MAX_AGEUs: 0, timeoutUs: 5_000_000 } as const;
  const { grounds, tiers } = stagePlan(scenario({ database: file }));
  expect(grounds).toEqual([{ from: 2, until: tiers.length, hosts: [0] }]);
});

test('the same host on both sides of another one is two grounds', () => {
  const { plan } = farm();
  const front = plan.tiers.find((t) => t.kind === 'front');
  const { socket } = scenario();
  const servers = [{ instance: 0, name: 'app 1', host: 1, app: scenario().app }];
  const street = planOf({
    fronts: front?.kind === 'front' ? front.fronts.slice(0, 1) : [],
    socket,
    servers,
    database: scenario().database,
  });
  expect(groundsOf(street.tiers).map((g) => g.hosts)).toEqual([[0], [1], [0]]);
});
