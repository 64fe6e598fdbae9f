import { describe, expect, test } from 'vitest';
import { type Knob, knobsOf } from '../../src/panels/knobList.ts';
import {
  pathText,
  spelledOut,
  valueIn,
  type Written,
  withValue,
} from '../../src/panels/written.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { uploads } from './harness/uploads.ts';

const turned = (from: Written, knob: Knob, value: unknown) =>
  knob.write ? knob.write(from, value) : withValue(from, knob.path, value);
const knobNamed = (from: Written, name: string) =>
  knobsOf(from, 0).find((knob) => knob.name === name) as Knob;

describe.each([
  ['nothing written', {}],
  ['bare servers', { front: 'nginx', app: 'gunicorn', database: 'postgresql' }],
  ['slow uploads', uploads],
  ['no front, no database', { front: 'none', database: 'none', routes: [{ name: 'home' }] }],
] as [string, Written][])('%s', (_, written) => {
  const full = spelledOut(written);

  test('spelled out it is the same scenario', () => {
    expect(parseScenario(full)).toEqual(parseScenario(written));
  });

  test('every stop and choice of every knob is a scenario', () => {
    const wrong = knobsOf(full, 0).flatMap((knob) =>
      [...knob.stops, ...knob.field.choices].flatMap((value) => {
        const problems = parseScenario(turned(full, knob, value));
        return isProblems(problems)
          ? problems.map((each) => `${knob.name}=${value}: ${each.at} ${each.message}`)
          : [];
      }),
    );
    // A file of the disk and a port of the network cannot stand in for each other without a front server.
    expect(wrong.filter((each) => !each.startsWith('kind=unix'))).toEqual([]);
  });

  test('a knob shows what it was turned to, and other knobs stay', () => {
    for (const knob of knobsOf(full, 0)) {
      const goal = knob.stops.at(-1);
      if (goal === undefined || knob.path.length < 2) continue;
      const after = turned(full, knob, goal);
      expect(valueIn(after, knob.path), pathText(knob.path)).toBe(goal);
      expect(knobsOf(after, 0).map((each) => each.name)).toEqual(
        knobsOf(full, 0).map((each) => each.name),
      );
    }
  });
});

test('taking the front server away gives a unix socket a port', () => {
  const full = spelledOut(uploads);
  const after = turned(full, knobNamed(full, 'front'), 'none');
  expect(parseScenario(after)).toMatchObject({ front: null, socket: { kind: 'tcp', backlog: 16 } });
  const back = turned(after, knobNamed(after, 'front'), 'nginx');
  expect(valueIn(back, ['front', 'proxy_request_buffering'])).toBe(false);
});

test('slow clients come and go with their number', () => {
  const full = spelledOut({});
  const with3 = turned(full, knobNamed(full, 'slow clients'), 3);
  const scenario = parseScenario(with3) as Scenario;
  expect(scenario.clients[1]).toMatchObject({ link: { name: 'slow-3g' }, arrivals: { count: 3 } });
  expect(scenario.routes[scenario.clients[1]?.asks[0]?.route ?? 0]?.method).toBe('POST');
  const without = turned(with3, knobNamed(with3, 'slow: count'), 0);
  expect(parseScenario(without)).toEqual(parseScenario({}));
});
