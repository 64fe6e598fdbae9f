import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { parse } from 'yaml';
import { parseCourse } from '../../lesson/course.ts';
import { parseGlossary, parseShared, SHARED_FILES } from '../../lesson/library.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { readCourse } from '../lessons/readCourse.ts';
import { courseAnswers, soundCourse } from './courseAnswers.ts';
import { languageModule, languageOf } from './languageModule.ts';
import { lessonModule } from './lessonModule.ts';
import { toLiteral } from './literal.ts';

/**
 * Lets the site import `*.yaml` as data: the file is parsed while building, so the browser is never sent a
 * YAML parser. The module's default export is the plain value; with `?lesson` it is the lesson that `parseLesson` makes of it, with
 * `?scenario` the scenario, so that their readers stay at home too, and with `?card` what the list of lessons says of a lesson. `course.yaml?answers` is what the
 * whole course answers, measured while building. Below `languages/` the same queries answer in that language, and `?catalog` is what the interface says. A bad file fails the build and is named.
 */
export function yamlModules(): Plugin {
  let isServing = false;
  return {
    name: 'roundtrip:yaml-modules',
    enforce: 'pre',
    configResolved({ command }) {
      isServing = command === 'serve';
    },
    transform: {
      filter: {
        id: /\.ya?ml(?:\?(?:answers|card|catalog|course|glossary|lesson|scenario|shared))?$/,
      },
      handler(source, id) {
        const [file = id, wanted] = id.split('?');
        try {
          const language = languageOf(file);
          if (language !== null && wanted !== undefined) {
            const { code, reads } = languageModule(source, language, wanted, isServing);
            for (const read of reads) this.addWatchFile(read);
            return { code, map: null, moduleType: 'js' };
          }
          if (wanted === 'lesson' || wanted === 'card') {
            // A lesson changes with what it shares.
            for (const shared of SHARED_FILES.map((each) => join(dirname(file), each)))
              if (existsSync(shared)) this.addWatchFile(shared);
            const complain = (lines: string) => this.environment.logger.error(lines);
            const code = lessonModule(source, file, wanted, isServing ? complain : null);
            return { code, map: null, moduleType: 'js' };
          }
          if (wanted === 'answers') {
            const folder = dirname(file);
            for (const each of readdirSync(folder)) this.addWatchFile(join(folder, each));
            // While lessons are written, those with mistakes say so themselves.
            const course = isServing ? readCourse(folder) : soundCourse(folder);
            const answers = courseAnswers(course, join(folder, '../public'));
            return { code: `export default ${toLiteral(answers)};`, map: null, moduleType: 'js' };
          }
          const value: unknown = parse(source, { prettyErrors: true });
          const given = READERS[wanted ?? 'value']?.(value, file);
          return { code: `export default ${toLiteral(given)};`, map: null, moduleType: 'js' };
        } catch (problem) {
          this.error(`${file}: ${(problem as Error).message}`);
        }
      },
    },
  };
}

/** What is made of a file's value, by the query it is imported with. */
const READERS: Readonly<Record<string, (value: unknown, file: string) => unknown>> = {
  value: (value) => value,
  scenario: (value) => sound(parseScenario(value)),
  course: (value) => sound(parseCourse(value)),
  glossary: (value) => sound(parseGlossary(value)),
  shared: (value) => sound(parseShared(value)),
};

function sound<T extends object>(read: T | Problem[]): T {
  if (!isProblems(read)) return read;
  throw new Error(read.map(({ at, message }) => `${at} ${message}`).join('; '));
}
