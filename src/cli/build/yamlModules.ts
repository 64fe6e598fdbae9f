import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import { parse } from 'yaml';
import { parseCourse } from '../../lesson/course.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { parseGlossary, parseShared, SHARED_FILES } from '../../lesson/library.ts';
import { parseLesson } from '../../lesson/parseLesson.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { readLibrary } from '../readLibrary.ts';
import { courseAnswers, soundCourse } from './courseAnswers.ts';

/** What `lesson.yaml?card` says of a lesson. */
const CARD = ['id', 'kind', 'title', 'question', 'minutes'] as const;

/**
 * Lets the site import `*.yaml` as data: the file is parsed while building, so the browser is never sent a
 * YAML parser. The module's default export is the plain value; with `?lesson` it is the lesson that `parseLesson` makes of it, with
 * `?scenario` the scenario, so that their readers stay at home too, and with `?card` what the list of lessons says of a lesson. `course.yaml?answers` is what the
 * whole course answers, measured while building. A bad file fails the build and is named.
 */
export function yamlModules(): Plugin {
  return {
    name: 'roundtrip:yaml-modules',
    enforce: 'pre',
    transform: {
      filter: { id: /\.ya?ml(?:\?(?:answers|card|course|glossary|lesson|scenario|shared))?$/ },
      handler(source, id) {
        const [file = id, wanted] = id.split('?');
        try {
          const value: unknown = parse(source, { prettyErrors: true });
          // A lesson changes with what it shares.
          if (wanted === 'lesson' || wanted === 'card')
            for (const shared of SHARED_FILES) this.addWatchFile(join(dirname(file), shared));
          if (wanted === 'answers')
            for (const each of readdirSync(dirname(file)))
              this.addWatchFile(join(dirname(file), each));
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
  lesson: lessonOf,
  answers: (_, file) => courseAnswers(soundCourse(dirname(file)), join(dirname(file), '../public')),
  card: (value, file) => {
    const lesson = lessonOf(value, file);
    return Object.fromEntries(CARD.map((key) => [key, lesson[key]]));
  },
};

function lessonOf(value: unknown, file: string): Lesson {
  return sound(parseLesson(value, basename(file), readLibrary(dirname(file))));
}

function sound<T extends object>(read: T | Problem[]): T {
  if (!isProblems(read)) return read;
  throw new Error(read.map(({ at, message }) => `${at} ${message}`).join('; '));
}

/** Stands for infinity on its way through `JSON.stringify`, which knows none; no text of ours begins with NUL. */
const ENDLESS = '\u0000endless';

/** JSON that is also safe as JavaScript source: `__proto__` would set a prototype in an object literal. */
function toLiteral(value: unknown): string {
  const json = JSON.stringify(value ?? null, (_, each) =>
    each === Number.POSITIVE_INFINITY ? ENDLESS : each,
  );
  // A number beyond all that a double can hold is read as infinity.
  return `JSON.parse(${JSON.stringify(json.replaceAll(JSON.stringify(ENDLESS), '1e999'))})`;
}
