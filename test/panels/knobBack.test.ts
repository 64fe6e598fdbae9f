import { describe, expect, test } from 'vitest';
import { turned } from '../../src/panels/knob.ts';
import { knobsOf } from '../../src/panels/knobList.ts';
import { spelledOut, type Written } from '../../src/panels/written.ts';
import { parseScenario } from '../../src/scenario/parseScenario.ts';
import { isProblems } from '../../src/scenario/problems.ts';

const WORLDS: readonly (readonly [string, Written])[] = [
  [
    'nginx with all parts',
    { front: { upstream: true, tls: true, limit_req: true, proxy_cache: true } },
  ],
  ['Apache', { front: { server: 'apache', upstream: true, tls: true } }],
  ['IIS', { front: 'iis', app: { server: 'uwsgi' } }],
  ['several', { front: { instances: 3 }, app: { instances: 4 } }],
];

describe.each(WORLDS)('%s', (_, written) => {
  test('every knob can be set back to its default', () => {
    const full = spelledOut(written);
    const wrong = knobsOf(full, 0).flatMap((knob) => {
      const read = parseScenario(turned(full, knob, undefined));
      return isProblems(read)
        ? read.map(({ at, message }) => `${knob.name}: ${at} ${message}`)
        : [];
    });
    expect(wrong).toEqual([]);
  });
});

test('a socket that is a file is offered only behind a front server', () => {
  const choices = (written: Written) =>
    knobsOf(spelledOut(written), 0).find(({ path }) => path.join('.') === 'socket.kind')?.field
      .choices;
  expect(choices({ front: 'none' })).toEqual(['tcp']);
  expect(choices({})).toEqual(['tcp', 'unix']);
});
