import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseLesson } from '../../src/lesson/parseLesson.ts';
import { lessonOfScenario } from '../../src/lesson/prepared/lessonOfScenario.ts';
import { rewriteYaml } from '../../src/lesson/prepared/rewriteYaml.ts';
import { simulatedRuns } from '../../src/lesson/simulatedRuns.ts';
import { untruths } from '../../src/lesson/untruths.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import { isProblems } from '../../src/scenario/problems.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { LESSON_FILES } from './readLessons.ts';

const textOf = (file: string): string => readFileSync(`lessons/${file}`, 'utf8');

describe('a lesson file that is rewritten', () => {
  test.each(LESSON_FILES)('%s says the same, and keeps every comment', (file) => {
    const text = textOf(file);
    const again = rewriteYaml(text, parse(text));
    expect(parse(again)).toEqual(parse(text));
    const comments = (of: string) => of.match(/(?<=^|\s)#\s.*$/gm) ?? [];
    expect(comments(again)).toEqual(comments(text));
  });

  test('says what was changed, and the rest as its author wrote it', () => {
    const text = `# to my students
id: a # short
title: Old
steps:
  - kind: read
    id: one
    say: |
      First.

      Second.
  # the guess
  - { kind: predict, id: two, ask: What? }
  - { kind: try, id: three }
`;
    const source = parse(text);
    const [one, two, three] = source.steps;
    const steps = [three, { ...two, ask: 'And now?' }, { ...one, title: 'New' }];
    const again = rewriteYaml(text, { ...source, title: 'Newer', steps });
    expect(parse(again)).toEqual({ ...source, title: 'Newer', steps });
    expect(again).toContain('# to my students\nid: a # short\ntitle: Newer');
    expect(again).toContain('{ kind: predict, id: two, ask: And now? }');
    expect(again).toContain('    say: |\n      First.\n\n      Second.\n');
    expect(again).toContain('# the guess');
  });

  test('is written anew where the old text cannot be read, and where an alias would speak for two', () => {
    const source = { id: 'a', runs: { one: { x: 1 }, two: { x: 2 } } };
    expect(parse(rewriteYaml('a: [', source))).toEqual(source);
    expect(parse(rewriteYaml('', source))).toEqual(source);
    const shared = 'id: a\nruns:\n  one: &o { x: 1 }\n  two: *o\n';
    expect(parse(rewriteYaml(shared, source))).toEqual(source);
  });
});

test('a lesson made of any preset is sound and true from the start', () => {
  for (const [name, scenario] of Object.entries(PRESETS)) {
    const source = lessonOfScenario('mine', scenario);
    const lesson = parseLesson(source, 'mine.yaml');
    if (isProblems(lesson)) throw new Error(`${name}: ${JSON.stringify(lesson)}`);
    if (lesson.runs[0]?.scenario.durationUs !== 10_000_000) continue; // the long ones say nothing more
    expect(untruths(lesson, simulatedRuns(lesson, simulate)), name).toEqual([]);
  }
});
