import { describe, expect, test } from 'vitest';
import { causeWords } from '../../src/insight/causes/causeKinds.ts';
import { lifeline } from '../../src/insight/lifeline.ts';
import { narrate } from '../../src/insight/narrate.ts';
import { series } from '../../src/insight/series.ts';
import { waterfall } from '../../src/insight/waterfall.ts';
import { parseScenario } from '../../src/scenario/parseScenario.ts';
import { isProblems } from '../../src/scenario/problems.ts';
import { simulate } from '../../src/sim/simulate.ts';

/** Four slow uploads at a server. */
function runOf(app: object, front: unknown) {
  const scenario = parseScenario({
    title: 'words',
    duration: '10s',
    front,
    app,
    database: 'none',
    routes: [{ name: 'home', wait: '300ms', body: '20kB', response: '900kB' }],
    clients: [
      {
        name: 'visitors',
        asks: 'home',
        link: 'slow-3g',
        arrivals: ['0s', '100ms', '200ms', '300ms'].map((at) => ({ at })),
      },
    ],
  });
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return simulate(scenario);
}

const FRONTS = ['none', { server: 'nginx' }, { server: 'apache' }, { server: 'iis' }];
const SERVERS = [
  { server: 'cherrypy' },
  { server: 'runserver' },
  { server: 'runserver', threading: false },
  { server: 'flask' },
];

describe.each(SERVERS)('%j has no workers', (app) => {
  test.each(FRONTS)('behind %j, in narration, waterfall, lifeline and series', (front) => {
    const run = runOf(app, front);
    const said = [
      ...narrate(run, 0, run.length).map(({ text }) => text),
      ...Array.from({ length: run.requests }, (_, nth) => nth).flatMap((nth) => [
        ...waterfall(run, nth).map(({ label }) => label),
        ...lifeline(run, nth).map(({ label }) => label),
      ]),
      series(run).backlog.label,
    ];
    expect(said.length).toBeGreaterThan(30);
    expect(said.filter((text) => /\bworkers?\b/.test(text))).toEqual([]);
  });
});

test('what a slow client holds is a thread where a process has several, what dies is the process', () => {
  const { scenario } = runOf({ server: 'cherrypy' }, 'none');
  expect(causeWords('slow-client-holds-worker', scenario)).toBe('slow clients hold threads');
  expect(causeWords('worker-crashed', scenario)).toBe('a view ended its own server');
  const { scenario: usual } = runOf({ server: 'gunicorn', worker_class: 'gevent' }, 'none');
  expect(causeWords('slow-client-holds-worker', usual)).toBe('slow clients hold workers');
});
