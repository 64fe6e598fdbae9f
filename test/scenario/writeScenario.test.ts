import { describe, expect, test } from 'vitest';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';
import { randomScenario } from './randomScenario.ts';

const FIRST_SEED = 20_260;
const SCENARIOS = 1_500;

function parsed(written: unknown): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario))
    throw new Error(`${JSON.stringify(written)}\n${JSON.stringify(scenario)}`);
  return scenario;
}

describe('what is written is read back as it was', () => {
  test(`for ${SCENARIOS} random scenarios from seed ${FIRST_SEED}`, () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SCENARIOS; seed++) {
      const scenario = parsed(randomScenario(seed));
      const written = writeScenario(scenario);
      expect(parsed(written), `seed ${seed}`).toStrictEqual(scenario);
      expect(writeScenario(parsed(written)), `seed ${seed}`).toStrictEqual(written);
      // Links and files hold JSON: nothing may be lost there.
      expect(parsed(JSON.parse(JSON.stringify(written))), `seed ${seed}`).toStrictEqual(scenario);
    }
  });

  test.each(Object.entries(PRESETS))('for the preset %s', (_, preset) => {
    const scenario = parsed(preset);
    expect(parsed(writeScenario(scenario))).toStrictEqual(scenario);
  });
});

describe('random scenarios', () => {
  const all = Array.from({ length: SCENARIOS }, (_, seed) =>
    parsed(randomScenario(FIRST_SEED + seed)),
  );

  test('are small', () => {
    for (const scenario of all) {
      const visits = scenario.clients.map(({ arrivals }) => {
        if (arrivals.kind === 'list') return arrivals.items.length;
        if (arrivals.kind === 'closed') return arrivals.count * arrivals.requestsEach;
        return (arrivals.perSecond * (arrivals.untilUs - arrivals.fromUs)) / 1e6;
      });
      const files = (population: number) => scenario.clients[population]?.assets.length ?? 0;
      const requests = visits.map((count, index) => count * (1 + files(index)));
      const bursts = scenario.script.map((step) =>
        step.do === 'burst' ? step.count * (1 + files(step.population)) : 0,
      );
      const total = [...requests, ...bursts].reduce((sum, count) => sum + count, 0);
      expect(total, scenario.title).toBeLessThanOrEqual(75);
      expect(scenario.durationUs).toBeLessThanOrEqual(20_000_000);
    }
  });

  test('meet every feature', () => {
    const met = new Set<string>();
    for (const { clients, front, socket, app, database, routes, script } of all) {
      met.add(`front ${front?.kind} ${front?.proxy_request_buffering} ${front?.proxy_buffering}`);
      met.add(`socket ${socket.kind}`).add(`app ${app.version}`).add(`database ${database?.kind}`);
      met.add(`${app.worker_class} behind ${front?.kind}`).add(`${app.instances} instances`);
      for (const route of routes) met.add(`effect ${route.effect}`);
      for (const step of script) met.add(`do ${step.do}`);
      for (const { arrivals, pace, link } of clients) {
        met.add(`arrivals ${arrivals.kind}`).add(`stops ${pace.stops}`).add(`link ${link.name}`);
      }
    }
    for (const feature of [
      'front undefined undefined undefined',
      'front nginx true true',
      'front nginx true false',
      'front nginx false true',
      'front nginx false false',
      ...['unix', 'tcp'].map((kind) => `socket ${kind}`),
      ...['26.1', '20.1'].map((version) => `app ${version}`),
      ...['sync', 'gthread', 'gevent', 'asgi'].flatMap((worker_class) => [
        `${worker_class} behind nginx`,
        `${worker_class} behind undefined`,
      ]),
      ...[1, 2, 3].map((instances) => `${instances} instances`),
      ...['undefined', 'postgresql', 'mysql', 'sqlite'].map((kind) => `database ${kind}`),
      ...['none', 'crash', 'segv', 'sigkill', 'hang', 'hang-hard', 'spin'].map(
        (effect) => `effect ${effect}`,
      ),
      ...['list', 'poisson', 'uniform', 'closed'].map((kind) => `arrivals ${kind}`),
      ...['null', 'before-head', 'mid-head', 'mid-body'].map((stops) => `stops ${stops}`),
      ...['loopback', 'fibre', '4g', 'slow-3g', 'dribble', 'custom'].map((link) => `link ${link}`),
      ...[
        'kill-worker',
        'add-worker',
        'remove-worker',
        'reload-app',
        'stop-app',
        'start-app',
        'reload-front',
        'restart-database',
        'slow-database',
        'burst',
        'abort-client',
      ].map((action) => `do ${action}`),
    ]) {
      expect(met).toContain(feature);
    }
  });
});

describe('what is written is short', () => {
  test('nothing for the default scenario', () => {
    expect(writeScenario(parsed({}))).toEqual({});
  });

  test('only what differs, in the units that people use', () => {
    const written = writeScenario(
      parsed({
        version: 'classic',
        duration: '120s',
        clients: [
          {
            name: 'slow',
            link: 'slow-3g',
            asks: '/',
            arrivals: { every: '200ms' },
            pace: { readRate: '1.5MB/s', headOver: '0.25s' },
          },
        ],
        front: {
          client_max_body_size: '1048576B',
          proxy_read_timeout: '90s',
          proxy_buffering: false,
        },
        app: {},
        database: 'none',
        script: [{ at: '1500ms', 'kill-worker': 1 }],
      }),
    );
    expect(written).toEqual({
      version: 'classic',
      duration: '2min',
      clients: [
        {
          name: 'slow',
          link: 'slow-3g',
          arrivals: { rate: '5/s', spacing: 'uniform' },
          pace: { readRate: '12Mbit/s', headOver: '250ms' },
        },
      ],
      front: { proxy_read_timeout: '90s', proxy_buffering: false },
      app: {},
      database: 'none',
      script: [{ at: '1.5s', 'kill-worker': 1 }],
    });
  });
});
