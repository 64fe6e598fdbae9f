import { describe, expect, test } from 'vitest';
import { decodeLink, encodeLink } from '../../src/scenario/link.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { ACTIONS } from '../../src/scenario/parseScript.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';
import { randomScenario } from './randomScenario.ts';

const GOOD = Number.POSITIVE_INFINITY;
const read = (line: object, over: object = {}) =>
  parseScenario({ script: [{ at: '1s', ...line }], ...over });
const step = (line: object) => {
  const scenario = read(line);
  if (isProblems(scenario)) throw new Error(scenario[0]?.message);
  return scenario.script[0];
};
const fault = (line: object, over: object = {}) => {
  const problems = read(line, over);
  if (!isProblems(problems)) throw new Error('was accepted');
  return problems.map(({ at, message }) => `${at}: ${message}`).join('\n');
};

describe('short and long forms of what breaks', () => {
  test.each([
    [{ 'hang-worker': 2 }, { do: 'hang-worker', worker: 1, forUs: GOOD }],
    [{ 'hang-worker': { worker: 2, for: '2s' } }, { worker: 1, forUs: 2_000_000 }],
    [{ 'unplug-host': 'db' }, { do: 'unplug-host', host: 1, forUs: GOOD }],
    [{ 'unplug-host': { host: 'db', for: '2s' } }, { host: 1, forUs: 2_000_000 }],
    [{ 'unplug-host': { host: 'web', for: 'good' } }, { host: 0, forUs: GOOD }],
    [{ 'busy-host': 'db' }, { do: 'busy-host', host: 1, processes: 2, forUs: 2_000_000 }],
    [
      { 'slow-client': { client: 3, factor: 4 } },
      { do: 'slow-client', population: 0, client: 2, factor: 4, forUs: GOOD },
    ],
    [{ 'slow-client': true }, { population: 0, client: null, factor: 10 }],
    [{ 'stop-front': true }, { do: 'stop-front' }],
    [{ 'start-front': true }, { do: 'start-front' }],
  ])('%j', (line, resolved) => {
    expect(step(line)).toMatchObject({ atUs: 1_000_000, ...resolved });
  });
});

test.each([
  [{ 'hang-worker': 9 }, {}, /hang-worker: there is no such worker; allowed: 1 to 3/],
  [{ 'hang-worker': { worker: 1, until: '2s' } }, {}, /until.*not a setting here/],
  [{ 'unplug-host': 'dbb' }, {}, /no host of this name.*db/],
  [{ 'unplug-host': { host: 'db', for: 'ever' } }, {}, /for: .*good/],
  [{ 'busy-host': { host: 'web', processes: 0 } }, {}, /processes: .*1 to 1000/],
  [{ 'slow-client': { clients: 'nobody' } }, {}, /no group of clients of this name/],
  [{ 'slow-client': { factor: 0.5 } }, {}, /factor: .*1 to 10000/],
  [{ 'stop-front': true }, { front: 'none' }, /stop-front: needs a front server/],
  [{ 'start-front': 2 }, {}, /must be true/],
])('%j with %j is refused, and says where and what is allowed', (line, over, message) => {
  expect(fault(line, over)).toMatch(message);
});

test('a worker that a reload begins can be named', () => {
  const script = [
    { at: '1s', 'reload-app': true },
    { at: '2s', 'kill-worker': 6 },
  ];
  expect(isProblems(parseScenario({ script }))).toBe(false);
  expect(isProblems(parseScenario({ script: script.slice(1) }))).toBe(true);
});

test('every kind comes back from its written form and from a link (seeds 1 to 400)', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 400; seed++) {
    const scenario = parseScenario(randomScenario(seed)) as Scenario;
    for (const each of scenario.script) seen.add(each.do);
    const written = writeScenario(scenario);
    expect((parseScenario(written) as Scenario).script, `seed ${seed}`).toEqual(scenario.script);
    const link = encodeLink({ scenario: written });
    if (typeof link !== 'string') throw new Error(`seed ${seed}: no link`);
    const opened = decodeLink(link) as { scenario: unknown };
    expect(parseScenario(opened.scenario), `seed ${seed}`).toEqual(scenario);
  }
  expect([...seen].toSorted()).toEqual([...ACTIONS].toSorted());
});
