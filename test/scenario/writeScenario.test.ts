import { describe, expect, test } from 'vitest';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';
import { randomScenario } from './randomScenario.ts';

const FIRST_SEED = 20_260;
const SCENARIOS = 600;

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
  }, 90_000);

  test.each(Object.entries(PRESETS))('for the preset %s', (_, preset) => {
    const scenario = parsed(preset);
    expect(parsed(writeScenario(scenario))).toStrictEqual(scenario);
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
