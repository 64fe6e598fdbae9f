import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const root = new URL('../', import.meta.url);
const model = readFileSync(new URL('MODEL.md', root), 'utf8');

interface Rule {
  readonly id: string;
  /** Files that the last column names; `the same` means those of the row before. */
  readonly tests: readonly string[];
}

/** Rows of the tables of rules: an ID, the rule, its source, its test. */
function rulesOf(text: string): Rule[] {
  const rules: Rule[] = [];
  for (const row of text.matchAll(/^\| ([A-Z]\d+) \|.*\| ([^|]*) \|$/gm)) {
    const named = [...(row[2] ?? '').matchAll(/`(test\/[^`]+)`/g)].map(
      (match) => match[1] as string,
    );
    const before = rules.at(-1)?.tests ?? [];
    rules.push({ id: row[1] as string, tests: row[2] === 'the same' ? before : named });
  }
  return rules;
}

/** Tests of theory stand in one folder, named once above their table. */
const FOLDERS: Readonly<Record<string, string>> = { Q: 'test/insight/theory/simulated.test.ts' };
/** A folder stands for the test of its own name. */
const fileOf = (named: string) =>
  named === 'test/fidelity' ? 'test/fidelity/fidelity.test.ts' : named.replace(/\.\*$/, '.test.ts');

describe('MODEL.md', () => {
  // Families of measured cases have letters of their own.
  const rules = rulesOf(model.replace(/^## Measurements$[\s\S]*?(?=^## )/m, ''));

  test('says, as the README does, how many requests of measured cases are right', () => {
    const { right, outcomes, requests } = JSON.parse(
      readFileSync(new URL('src/app/truth/fidelityCount.json', root), 'utf8'),
    ) as { right: number; outcomes: number; requests: number };
    expect(model).toContain(`${right} of ${requests} ends`);
    expect(model).toContain(outcomes === requests ? `all ${requests} outcomes` : `${outcomes}`);
    const readme = readFileSync(new URL('README.md', root), 'utf8');
    expect(readme).toContain(`all ${requests} requests`);
    expect(readme).toContain(`${right} of them`);
  });

  test('has every rule once', () => {
    const ids = rules.map((rule) => rule.id);
    expect(ids.length).toBeGreaterThan(60);
    expect(ids.filter((id, k) => ids.indexOf(id) !== k)).toEqual([]);
  });

  test.each(rules)(
    '$id is quoted by a test that it names, and all of them exist',
    ({ id, tests }) => {
      const files = id.startsWith('Q') ? [FOLDERS.Q as string] : tests.map(fileOf);
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) expect(existsSync(new URL(file, root)), file).toBe(true);
      const quoting = files.filter((file) =>
        new RegExp(`\\b${id}\\b`).test(readFileSync(new URL(file, root), 'utf8')),
      );
      expect(quoting, `${id} in ${files.join(', ')}`).not.toEqual([]);
    },
  );
});
