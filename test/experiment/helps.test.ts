import { describe, expect, test } from 'vitest';
import { finish } from '../../src/experiment/experiment.ts';
import { whatHelps } from '../../src/experiment/helps.ts';
import { changedScenario } from '../../src/experiment/helpsWrite.ts';
import type { HelpAnswer } from '../../src/insight/causes/helpShape.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';
import { randomScenario } from '../scenario/randomScenario.ts';

function scenarioOf(written: object): Scenario {
  const scenario = parseScenario({ database: 'none', ...written });
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return scenario;
}

const ask = (written: object, request: number): HelpAnswer =>
  finish(whatHelps({ scenario: scenarioOf(written), request }));

const verdicts = (answer: HelpAnswer) =>
  Object.fromEntries(answer.tried.map((one) => [`${one.setting} ${one.to}`, one.verdict]));

/** Two slow uploads straight through to two workers, and somebody in a hurry. */
const HELD = {
  duration: '8s',
  clients: [
    {
      name: 'slow',
      link: 'loopback',
      pace: { bodyOver: '5s' },
      arrivals: [
        { at: '0ms', route: 'upload' },
        { at: '2ms', route: 'upload' },
      ],
    },
    { name: 'fast', link: 'loopback', arrivals: [{ at: '1s', route: 'home' }] },
  ],
  front: { proxy_request_buffering: false },
  app: { workers: 2 },
  routes: [
    { name: 'upload', method: 'POST', path: '/up', body: '100kB', cpu: '0s' },
    { name: 'home', path: '/', cpu: '0s', wait: '20ms' },
  ],
};

describe('slow clients hold all workers', () => {
  const answer = ask(HELD, 2);

  test('buffering requests solves it, buffering answers makes no difference', () => {
    expect(verdicts({ ...answer })).toMatchObject({
      'proxy_request_buffering on': 'solves',
      'workers 3': 'solves',
      'threads 4': 'solves',
    });
    expect(answer.before.latencyUs / 1e6).toBeCloseTo(4, 1);
    const buffered = answer.tried.find((one) => one.setting === 'proxy_request_buffering');
    expect(buffered?.path).toEqual(['front', 'proxy_request_buffering']);
    expect(buffered?.after).toMatchObject({ status: 200, isGood: true });
    expect((buffered?.after.latencyUs ?? 0) / 1000).toBeCloseTo(22, -1);
    const answers = ask(
      { ...HELD, front: { proxy_request_buffering: false, proxy_buffering: false } },
      2,
    );
    expect(verdicts(answers)['proxy_buffering on']).toBe('no difference');
  });

  test('most helpful first, within twelve runs, each setting different from what it is', () => {
    const order = ['solves', 'helps', 'no difference', 'worse'];
    const ranks = answer.tried.map((one) => order.indexOf(one.verdict));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(answer.tried.length).toBeLessThanOrEqual(11);
    for (const one of answer.tried) expect(one.to).not.toBe(one.from);
  });
});

test('the other usual suspects are tried, and found out', () => {
  const answer = ask(
    {
      duration: '10s',
      clients: [{ name: 'load', link: 'loopback', arrivals: [{ at: '0ms', route: 'big' }] }],
      front: 'nginx',
      app: { workers: 2 },
      routes: [{ name: 'big', method: 'POST', path: '/up', body: '3MB', cpu: '0s' }],
    },
    0,
  );
  expect(answer.before.status).toBe(413);
  expect(verdicts(answer)).toEqual({
    'client_max_body_size 6MB': 'solves',
    'workers 3': 'no difference',
  });
});

test('one GET that takes a worker of each app server with it: three ways out, and more workers are none', () => {
  const answer = ask(
    {
      duration: '15s',
      clients: [
        {
          name: 'load',
          link: 'loopback',
          arrivals: [
            { at: '0ms', route: 'crash' },
            { at: '1s', route: 'home' },
          ],
        },
      ],
      front: 'nginx',
      app: { workers: 1, instances: 2 },
      routes: [
        { name: 'crash', path: '/crash', effect: 'crash' },
        { name: 'home', path: '/' },
      ],
    },
    1,
  );
  expect(answer.before.status).toBe(502);
  expect(verdicts(answer)).toMatchObject({
    'max_fails 0': 'solves',
    'proxy_next_upstream off': 'solves',
    'effect none': 'solves',
    'workers 2': 'no difference',
  });
});

test('a change for the worse is called so: more workers than cores', () => {
  const answer = ask(
    {
      duration: '20s',
      hosts: { web: { cores: 1 } },
      clients: [
        {
          name: 'load',
          link: 'loopback',
          arrivals: [
            { at: '0ms', route: 'work' },
            { at: '1ms', route: 'work' },
            { at: '2ms', route: 'work' },
          ],
        },
      ],
      front: 'none',
      app: { workers: 1 },
      routes: [{ name: 'work', path: '/', cpu: '400ms' }],
    },
    0,
  );
  // Alone on the core it takes its 400 ms; beside another one twice that.
  expect(verdicts(answer)['workers 2']).toBe('worse');
});

test('progress goes on to the end', () => {
  const steps: number[] = [];
  const experiment = whatHelps({ scenario: scenarioOf(HELD), request: 2 });
  for (let step = experiment.next(); !step.done; step = experiment.next()) steps.push(step.value);
  expect(steps.length).toBeGreaterThan(3);
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(steps.at(-1)).toBe(1);
});

test('nonsense is answered: no such request', () => {
  expect(ask(HELD, 99)).toMatchObject({ tried: [], request: 99 });
});

test('whatever the scenario, a proposed change is one that it can be written with (by seed)', () => {
  for (let seed = 42_000; seed < 42_040; seed++) {
    const scenario = parseScenario(randomScenario(seed));
    if (isProblems(scenario)) throw new Error(`${seed}`);
    const short = { ...scenario, durationUs: Math.min(scenario.durationUs, 4_000_000) };
    const answer = finish(whatHelps({ scenario: short, request: 3 }));
    for (const one of answer.tried) {
      const written = changedScenario(writeScenario(short), one.path, one.value);
      expect(isProblems(parseScenario(written)), `${seed} ${one.setting} ${one.to}`).toBe(false);
      expect(one.words, `${seed}`).not.toMatch(/undefined|NaN|null/);
    }
  }
});
