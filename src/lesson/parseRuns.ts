import { readClaim } from '../insight/claims/claimsRead.ts';
import type { ClaimScope } from '../insight/claims/claimsReference.ts';
import { isRecord, refuseUnknownKeys, under } from '../scenario/fields.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import { type Problems, shown, suggestion } from '../scenario/problems.ts';
import { scopeOf } from './claimScope.ts';
import type { Change, LessonRun } from './lesson.ts';

type Written = Readonly<Record<string, unknown>>;

/** `runs:`, scenarios by name. A run either stands for itself (`scenario`) or changes another (`extends`, `change`). */
export function parseRuns(problems: Problems, input: unknown): LessonRun[] {
  if (!isRecord(input) || Object.keys(input).length === 0) {
    problems.add('runs', input, 'must be named runs, such as { slow: { title: …, scenario: … } }');
    return [];
  }
  const sources = new Map<string, Written>();
  const runs: LessonRun[] = [];
  for (const [name, written] of Object.entries(input)) {
    const at = under('runs', name);
    if (!/^[a-z][a-z0-9-]{0,31}$/.test(name))
      problems.add(at, name, 'is no name for a run; allowed: small letters, digits and “-”');
    if (!isRecord(written)) {
      problems.add(at, written, 'must be a run with a title and a scenario');
      continue;
    }
    refuseUnknownKeys(problems, at, written, ['title', 'scenario', 'extends', 'change', 'expect']);
    const source = sourceOf(problems, at, written, sources);
    if (source === null) continue;
    sources.set(name, source);
    const scenario = parseScenario(source);
    if (isProblems(scenario)) {
      const part = under(at, written.extends === undefined ? 'scenario' : 'change');
      for (const p of scenario) problems.add(under(part, p.at), p.value, p.message);
      continue;
    }
    if (typeof written.title !== 'string')
      problems.add(
        under(at, 'title'),
        written.title,
        'is missing: what is this run, in a few words?',
      );
    runs.push({
      name,
      title: String(written.title ?? name),
      base: typeof written.extends === 'string' ? written.extends : null,
      changes: written.extends === undefined ? [] : changesOf(written.change),
      scenario,
      expect: parseExpect(problems, under(at, 'expect'), written.expect, scopeOf(scenario)),
    });
  }
  return runs;
}

function sourceOf(
  problems: Problems,
  at: string,
  written: Written,
  known: ReadonlyMap<string, Written>,
): Written | null {
  if (written.extends === undefined) {
    if (isRecord(written.scenario)) return written.scenario;
    problems.add(
      under(at, 'scenario'),
      written.scenario,
      'is missing: a run needs a scenario, or extends and change',
    );
    return null;
  }
  const base = typeof written.extends === 'string' ? known.get(written.extends) : undefined;
  if (!base) {
    problems.add(
      under(at, 'extends'),
      written.extends,
      `there is no such run before this one; ${suggestion(shown(written.extends), [...known.keys()])}`,
    );
    return null;
  }
  if (written.scenario !== undefined)
    problems.add(
      under(at, 'scenario'),
      written.scenario,
      'stands beside extends; write what differs in change',
    );
  if (!isRecord(written.change)) {
    problems.add(
      under(at, 'change'),
      written.change,
      'is missing: what is different from the run that it extends?',
    );
    return null;
  }
  if (Object.hasOwn(written.change, 'seed'))
    problems.add(
      under(at, 'change.seed'),
      written.change.seed,
      'would change chance along with the rest; runs that are compared share one seed',
    );
  return merged(base, written.change);
}

/** Settings of `change` in place of those of `base`; groups of settings are merged, lists and empty values replace. */
export function merged(base: Written, change: Written): Written {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const before = Object.hasOwn(base, key) ? base[key] : undefined;
    result[key] = isRecord(before) && isRecord(value) ? merged(before, value) : value;
  }
  return result;
}

function changesOf(change: unknown, path = ''): Change[] {
  if (!isRecord(change) || Object.keys(change).length === 0)
    return [
      {
        path,
        value:
          change === null
            ? 'none'
            : typeof change === 'boolean'
              ? change
                ? 'on'
                : 'off'
              : shown(change),
      },
    ];
  return Object.entries(change).flatMap(([key, value]) => changesOf(value, under(path, key)));
}

function parseExpect(
  problems: Problems,
  at: string,
  input: unknown,
  scope: ClaimScope,
): LessonRun['expect'] {
  if (!Array.isArray(input) || input.length === 0) {
    problems.add(
      at,
      input,
      'is missing: what must this run show? at least one claim, such as - { metric: p95 of fast, below: 200ms }',
    );
    return [];
  }
  return input.flatMap((item, i) => readClaim(problems, `${at}[${i}]`, item, scope) ?? []);
}
