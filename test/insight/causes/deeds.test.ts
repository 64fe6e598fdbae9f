import { expect, test } from 'vitest';
import type { CauseKind } from '../../../src/insight/causes/causeKinds.ts';
import { costliestCauses } from '../../../src/insight/causes/costliestCauses.ts';
import { whyChain } from '../../../src/insight/causes/whyChain.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { why, whyText } from '../../../src/insight/why/why.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';

/** What is done to the running world by hand is the cause of what comes of it, for sentence, chain and sums alike. */

const PLAIN = { front: 'none', database: 'none', app: { workers: 1 } };
const view = (more: object) => [{ name: 'home', path: '/', ...more }];

const CASES: readonly (readonly [
  what: string,
  scenario: object,
  request: number,
  atUs: number,
  root: CauseKind,
  chain: RegExp,
  sentence: RegExp,
  dearest: CauseKind | null,
])[] = [
  [
    'a worker stands still',
    {
      ...PLAIN,
      routes: view({ wait: '20ms' }),
      script: [{ at: '500ms', 'hang-worker': { worker: 1, for: '2s' } }],
    },
    1,
    2_000_000,
    'worker-paused',
    /worker 1 was made to stand still \(SIGSTOP\)/,
    /Worker 1 stands still \(SIGSTOP\)/,
    'worker-paused',
  ],
  [
    'a worker stands still for longer than --timeout',
    {
      ...PLAIN,
      app: { workers: 1, timeout: '3s' },
      routes: view({ wait: '700ms' }),
      script: [{ at: '1200ms', 'hang-worker': 1 }],
    },
    0,
    2_000_000,
    'worker-paused',
    /longer than --timeout \(3 s\), so Gunicorn killed it/,
    /stand still by SIGSTOP/,
    'worker-paused',
  ],
  [
    'the database’s host is unplugged',
    {
      app: { workers: 1 },
      routes: view({ queries: 1 }),
      script: [{ at: '900ms', 'unplug-host': { host: 'db', for: '2s' } }],
    },
    0,
    2_000_000,
    'host-unplugged',
    /the host “db” was unplugged/,
    /the host "db" of the database is unplugged/,
    'host-unplugged',
  ],
  [
    'the server’s host is unplugged',
    {
      ...PLAIN,
      routes: view({}),
      script: [{ at: '900ms', 'unplug-host': { host: 'web', for: '2s' } }],
    },
    0,
    2_000_000,
    'host-unplugged',
    /waited .* for a connection/,
    /the host "web" is unplugged/,
    'host-unplugged',
  ],
  [
    'other programs compute',
    {
      ...PLAIN,
      hosts: { web: { cores: 1 } },
      routes: view({ cpu: '100ms' }),
      script: [{ at: '900ms', 'busy-host': { host: 'web', processes: 5, for: '5s' } }],
    },
    0,
    1_100_000,
    'cpu',
    /5 other programs computed on “web”/,
    /needs 100 ms of its own/,
    'cpu',
  ],
  [
    'nginx is stopped',
    { database: 'none', routes: view({}), script: [{ at: '900ms', 'stop-front': true }] },
    0,
    2_000_000,
    'front-down',
    /nginx had been stopped/,
    /nginx had been stopped/,
    null,
  ],
  [
    'the lines of clients are slowed',
    {
      ...PLAIN,
      routes: [{ name: 'up', method: 'POST', path: '/', body: '900kB' }],
      script: [{ at: '900ms', 'slow-client': { factor: 50, for: '5s' } }],
    },
    1,
    2_000_000,
    'slow-client-holds-worker',
    /the lines of the clients “load” were made 50 times as slow/,
    /reading a slow upload/,
    'slow-client-holds-worker',
  ],
];

function runOf(scenario: object): Run {
  const parsed = parseScenario({
    duration: '20s',
    clients: [{ name: 'load', arrivals: [{ at: '1s' }, { at: '1.1s' }] }],
    ...scenario,
  });
  if (isProblems(parsed)) throw new Error(JSON.stringify(parsed));
  return simulate(parsed);
}

test.each(CASES)('%s', (_, scenario, request, atUs, root, chain, sentence, dearest) => {
  const run = runOf(scenario);
  const whole = whyChain(run, request, null);
  expect(whole.links.map((link) => link.text).join(' ← ')).toMatch(chain);
  expect(whole.root).toBe(root);
  expect(whyText(why(run, request, atUs))).toMatch(sentence);
  expect(costliestCauses(run).dearest[0]?.cause ?? null).toBe(dearest);
});
