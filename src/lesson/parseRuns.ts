import { readClaim } from '../insight/claims/claimsRead.ts';
import type { ClaimScope } from '../insight/claims/claimsReference.ts';
import { t } from '../language/t.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import { type Problems, suggestion } from '../scenario/problems.ts';
import { changesOf, merged } from './changes.ts';
import { scopeOf } from './claimScope.ts';
import type { Expectation, LessonRun } from './lesson.ts';
import type { LessonLibrary } from './library.ts';
import { shareOf } from './parseShare.ts';
import type { Written } from './settings.ts';
import { EXPECTATION, RUN } from './shape.ts';

/**
 * `runs:`, scenarios by name. A run stands for itself (`scenario`), is one that is shared (`use`), or changes another (`extends`); the
 * last two with what differs in `change`.
 */
export function parseRuns(problems: Problems, input: unknown, library: LessonLibrary): LessonRun[] {
  if (!isRecord(input) || Object.keys(input).length === 0) {
    problems.add(
      'runs',
      input,
      t('must be named runs, such as {sample}', { sample: '{ slow: { title: …, scenario: … } }' }),
    );
    return [];
  }
  const sources = new Map<string, Written>();
  const runs: LessonRun[] = [];
  // What is wrong with a run is wrong with those that extend it, and said once.
  const said = new Map<string, ReadonlySet<string>>();
  for (const [name, written] of Object.entries(input)) {
    const at = under('runs', name);
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(name))
      problems.add(at, name, t('is no name for a run; allowed: small letters, digits and “-”'));
    if (!isRecord(written)) {
      problems.add(at, written, t('must be a run with a title and a scenario'));
      continue;
    }
    refuseUnknownKeys(problems, at, written, Object.keys(RUN));
    const source = sourceOf(problems, at, written, sources, library);
    if (source === null) continue;
    sources.set(name, source);
    const scenario = parseScenario(source);
    if (isProblems(scenario)) {
      const part = under(at, written.scenario === undefined ? 'change' : 'scenario');
      const before = said.get(String(written.extends)) ?? new Set();
      const lines = scenario.map((p) => `${p.at} ${p.message} ${p.value}`);
      scenario.forEach((p, i) => {
        if (!before.has(lines[i] as string)) problems.add(under(part, p.at), p.value, p.message);
      });
      said.set(name, new Set(lines));
      continue;
    }
    if (typeof written.title !== 'string')
      problems.add(
        under(at, 'title'),
        written.title,
        t('is missing: what is this run, in a few words?'),
      );
    runs.push({
      name,
      title: String(written.title ?? name),
      base: typeof written.extends === 'string' ? written.extends : null,
      changes: written.extends === undefined ? [] : changesOf(written.change),
      scenario,
      written: source,
      expect: [],
    });
  }
  // A claim may compare with any run of the file, also with one that comes later.
  const scopes = new Map(runs.map(({ name, scenario }) => [name, scopeOf(scenario)]));
  return runs.map((run) => {
    const { expect } = input[run.name] as Written;
    const scope = { ...scopeOf(run.scenario), runs: scopes };
    return {
      ...run,
      expect: parseExpect(problems, under(`runs.${run.name}`, 'expect'), expect, scope),
    };
  });
}

function sourceOf(
  problems: Problems,
  at: string,
  written: Written,
  known: ReadonlyMap<string, Written>,
  { scenarios }: LessonLibrary,
): Written | null {
  const ways = ['scenario', 'use', 'extends'].filter((key) => written[key] !== undefined);
  const [way] = ways;
  if (way === undefined || ways.length > 1) {
    problems.add(
      way === undefined ? under(at, 'scenario') : under(at, ways[1] as string),
      way === undefined ? undefined : written[ways[1] as string],
      way === undefined
        ? t('is missing: a run needs one of scenario, use, or extends with change')
        : t(
            'stands beside {way}; allowed: one of scenario, use, extends, with what differs in change',
            { way: way },
          ),
    );
    return null;
  }
  if (way === 'scenario') {
    if (written.change !== undefined)
      problems.add(
        under(at, 'change'),
        written.change,
        t('stands beside scenario; write it there, or change another run with extends'),
      );
    if (isRecord(written.scenario)) return written.scenario;
    problems.add(under(at, 'scenario'), written.scenario, t('must be a scenario'));
    return null;
  }
  const name = String(written[way]);
  const base =
    way === 'extends'
      ? known.get(name)
      : Object.hasOwn(scenarios, name)
        ? scenarios[name]
        : undefined;
  if (!base) {
    problems.add(
      under(at, way),
      written[way],
      way === 'extends'
        ? t('there is no such run before this one; {suggestion}', {
            suggestion: suggestion(name, [...known.keys()]),
          })
        : t('there is no such scenario; {suggestion}', {
            suggestion: suggestion(name, Object.keys(scenarios)),
          }),
    );
    return null;
  }
  if (written.change === undefined && way === 'use') return base;
  if (!isRecord(written.change)) {
    problems.add(
      under(at, 'change'),
      written.change,
      way === 'use'
        ? t('is missing: what is different from the scenario that it uses?')
        : t('is missing: what is different from the run that it extends?'),
    );
    return null;
  }
  if (way === 'extends' && Object.hasOwn(written.change, 'seed'))
    problems.add(
      under(at, 'change.seed'),
      written.change.seed,
      t('would change chance along with the rest; runs that are compared share one seed'),
    );
  return merged(base, written.change, (path, member, names) =>
    problems.add(
      under(under(at, 'change'), path),
      member,
      t('there is no such member; {suggestion}', { suggestion: suggestion(member, names) }),
    ),
  );
}

function parseExpect(
  problems: Problems,
  at: string,
  input: unknown,
  scope: ClaimScope,
): Expectation[] {
  if (!Array.isArray(input) || input.length === 0) {
    problems.add(
      at,
      input,
      t('is missing: what must this run show? at least one claim, such as - {sample}', {
        sample: '{ metric: p95 of fast, below: 200ms }',
      }),
    );
    return [];
  }
  return input.flatMap((item: unknown, i): Expectation[] => {
    const here = `${at}[${i}]`;
    if (!isRecord(item)) {
      problems.add(
        here,
        item,
        t('must be a claim such as {sample}', { sample: '{ metric: p95 of fast, below: 200ms }' }),
      );
      return [];
    }
    const known = Object.keys(EXPECTATION);
    refuseUnknownKeys(problems, here, item, known);
    const { usually, ...written } = Object.fromEntries(
      Object.entries(item).filter(([key]) => known.includes(key)),
    );
    const rate = usually === undefined ? 1 : shareOf(problems, under(here, 'usually'), usually, 1);
    const claim = readClaim(problems, here, written, scope);
    return claim ? [{ claim, rate }] : [];
  });
}
