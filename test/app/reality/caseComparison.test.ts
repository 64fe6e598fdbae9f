import { expect, test } from 'vitest';
import { programsOf } from '../../../src/app/reality/caseComparison.ts';
import type { OpenedCase } from '../../../src/app/reality/measuredCases.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { cases } from '../../fidelity/replay.ts';

function programsOfCase(name: string): string {
  const one = cases.find((each) => each.name === name);
  if (one === undefined) throw new Error(name);
  const scenario = parseScenario(one.scenario);
  if (isProblems(scenario)) throw new Error(scenario[0]?.message);
  return programsOf({ one, scenario } as unknown as OpenedCase);
}

test.each([
  ['A_gunicorn-sync-w1', 'Gunicorn 20.1.0'],
  ['N26_A_nginx-default_gunicorn-sync-w2', 'Gunicorn 26.1.0 behind nginx 1.31.5'],
  ['I_crash_nginx-uwsgi-unix-p2', 'uWSGI 2.0.21 behind nginx 1.22.1'],
  ['I_crash_cheroot-t2', 'CherryPy’s cheroot 9.0.0'],
  ['A_apache-mod_proxy_gunicorn-sync-w2', 'Gunicorn 20.1.0 behind Apache 2.4.71'],
])('%s was measured at %s', (name, programs) => {
  expect(programsOfCase(name)).toBe(programs);
});

test('the programs of every case have a release', () => {
  for (const { name } of cases) expect(programsOfCase(name), name).toMatch(/^\D.* \d+\.\d+/);
});
