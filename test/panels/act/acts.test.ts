import { describe, expect, test } from 'vitest';
import { actsOn, commonActs } from '../../../src/panels/act/acts.ts';
import { withDeed } from '../../../src/panels/script/scriptLines.ts';
import { spelledOut, type Written } from '../../../src/panels/written.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { StageTarget } from '../../../src/stage/target.ts';

const TARGETS: readonly StageTarget[] = [
  { kind: 'worker', process: 1 },
  { kind: 'app', instance: 0 },
  { kind: 'front' },
  { kind: 'database' },
  { kind: 'host', host: 0 },
  { kind: 'client', population: 0, client: null },
  { kind: 'client', population: 0, client: 3 },
  { kind: 'request', request: 4 },
];
const WORLDS: readonly [string, Written][] = [
  ['the usual', { duration: '3s', app: { workers: 2 } }],
  [
    'two app servers, SQLite',
    { duration: '3s', app: { workers: 2, instances: 2 }, database: 'sqlite' },
  ],
  [
    'bare, after a reload',
    {
      duration: '3s',
      app: { workers: 2 },
      front: 'none',
      database: 'none',
      routes: [{ name: 'home', wait: '300ms' }],
      script: [{ at: '1s', 'reload-app': true }],
    },
  ],
];

describe.each(WORLDS)('%s', (_, written) => {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error('the test is wrong');
  const run = simulate(scenario);
  const full = spelledOut(written);

  test.each(TARGETS)('each choice for $kind is one more line without fault', (target) => {
    const { title, acts } = actsOn(target, run, full, 1_500_000);
    expect(title).not.toMatch(/undefined|NaN/);
    if (target.kind !== 'front' && target.kind !== 'database')
      expect(acts.length).toBeGreaterThan(0);
    for (const { deed, set } of acts) {
      const read = parseScenario(withDeed(written, 1_500_000, deed, set));
      expect(isProblems(read) ? read : [], `${deed.kind} ${JSON.stringify(set)}`).toEqual([]);
    }
    expect(new Set(acts.map((each) => each.title)).size).toBe(acts.length);
  });

  test('so is each of the commonest', () => {
    for (const { deed, set } of commonActs(run, full, 1_500_000))
      expect(isProblems(parseScenario(withDeed(written, 1_500_000, deed, set))), deed.kind).toBe(
        false,
      );
  });

  test('a worker that came with a reload can be killed', () => {
    const most = run.slots.length - 1;
    const process = run.slots[most]?.process ?? 0;
    const [kill] = actsOn({ kind: 'worker', process }, run, full, 2_000_000).acts;
    if (!kill) throw new Error('nothing can be done to it');
    expect(isProblems(parseScenario(withDeed(written, 2_000_000, kill.deed, kill.set)))).toBe(
      false,
    );
  });
});

test('giving up is offered for who is on the way, and for nobody else', () => {
  const written = { duration: '3s', clients: [{ name: 'one', arrivals: [{ at: '1s' }] }] };
  const run = simulate(parseScenario(written) as never);
  const kinds = (atUs: number) =>
    actsOn({ kind: 'request', request: 0 }, run as never, spelledOut(written), atUs).acts.map(
      ({ deed }) => deed.kind,
    );
  expect(kinds(1_010_000)).toContain('abort-client');
  expect(kinds(500_000)).not.toContain('abort-client');
  expect(kinds(2_900_000)).not.toContain('abort-client');
});
