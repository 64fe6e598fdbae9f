import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../../insight/shapes.ts';
import { suggestion } from '../../scenario/problems.ts';
import { simulate } from '../../sim/simulate.ts';
import type { Output } from './checkCommand.ts';
import { goldenText } from './golden.ts';
import { readCourse } from './readCourse.ts';
import { SCHEMAS, schemaText } from './schema.ts';

/** `schema`: writes every JSON Schema into the folder of the lessons. */
export function writeSchemas(folder: string, output: Output): void {
  for (const name of Object.keys(SCHEMAS)) write(join(folder, name), schemaText(name), output);
}

/**
 * `golden`: writes the recordings that the tests compare with, of these lessons or of all; those of lessons that are gone are removed.
 * @returns the exit status: 0, 1 where a lesson cannot be read, 2 for a lesson that there is not
 */
export function writeGolden(
  folder: string,
  into: string,
  ids: readonly string[],
  output: Output,
): number {
  const found = readCourse(folder);
  for (const id of ids)
    if (!found.ids.includes(id)) {
      output.complain(`there is no lesson ${id}.yaml; ${suggestion(id, found.ids)}`);
      return 2;
    }
  mkdirSync(into, { recursive: true });
  for (const [id, lesson] of found.lessons)
    if (ids.length === 0 || ids.includes(id))
      write(
        join(into, `${id}.txt`),
        goldenText(lesson, (scenario) => simulate(scenario) as Run),
        output,
      );
  if (ids.length === 0)
    for (const file of readdirSync(into))
      if (!found.ids.includes(file.replace(/\.txt$/, ''))) {
        rmSync(join(into, file));
        output.out(`${file}: removed, its lesson is gone`);
      }
  const broken = [...found.problems].filter(([id]) => ids.length === 0 || ids.includes(id));
  for (const line of broken.flatMap(([, lines]) => lines)) output.complain(line);
  return broken.length > 0 ? 1 : 0;
}

/** Says which files have changed, and leaves the others alone. */
function write(file: string, text: string, output: Output): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (before === text) return;
  writeFileSync(file, text);
  output.out(`${file}: ${before === null ? 'written' : 'changed'}`);
}
