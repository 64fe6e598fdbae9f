import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BARE_LIBRARY,
  type LessonLibrary,
  parseGlossary,
  parseShared,
  SHARED_FILES,
} from '../lesson/library.ts';
import { type LocatedProblem, readYaml } from '../lesson/readYaml.ts';
import type { Problem } from '../scenario/scenario.ts';

/**
 * What the lessons of a folder share: `glossary.yaml` and `shared.yaml` beside them, where they are, and the presets of the sandbox.
 * @throws RangeError with everything that is wrong in them, each with file, line and column
 */
export function readLibrary(folder: string): LessonLibrary {
  const read = <T extends object>(
    file: string,
    parse: (input: unknown) => T | Problem[],
  ): T | null => {
    const path = join(folder, file);
    if (!existsSync(path)) return null;
    const found = readYaml(readFileSync(path, 'utf8'), file, parse);
    if (Array.isArray(found))
      throw new RangeError(found.map(({ text }: LocatedProblem) => text).join('\n'));
    return found as T;
  };
  return {
    glossary: read('glossary.yaml', parseGlossary)?.terms ?? [],
    scenarios: { ...BARE_LIBRARY.scenarios, ...read('shared.yaml', parseShared) },
  };
}

/** The names of a folder's lesson files, sorted. */
export function lessonFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name) && !SHARED_FILES.includes(name))
    .sort();
}
