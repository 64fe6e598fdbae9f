import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suggestion } from '../../scenario/problems.ts';
import type { CourseFolder } from './readCourse.ts';

/** What lessons may name as the source of a fact, besides documentation. */
export interface KnownSources {
  /** Technical names of measured cases. */
  readonly cases: readonly string[];
  /** IDs of rules in MODEL.md. */
  readonly rules: readonly string[];
}

/** Reads from the project which measured cases the site shows, and which rules the model has. */
export function knownSources(root: string): KnownSources {
  const folder = join(root, 'src/app/reality/cases');
  const cases = (existsSync(folder) ? readdirSync(folder) : []).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { name: string }).name),
  );
  const model = join(root, 'MODEL.md');
  const text = existsSync(model) ? readFileSync(model, 'utf8') : '';
  const rules = [...text.matchAll(/^\| ([A-Z]\d+) \|/gm)].map((row) => row[1] as string);
  return { cases, rules };
}

/** What is wrong between files, each of which may be sound by itself: `file path — what`. */
export function courseFaults(folder: CourseFolder, known: KnownSources): string[] {
  return [
    ...missingLessons(folder),
    ...twiceAnswered(folder),
    ...[...folder.lessons.keys()].flatMap((id) => unknownSources(folder, id, known)),
    ...glossaryFaults(folder),
  ];
}

function missingLessons({ course, ids }: CourseFolder): string[] {
  return (course?.modules ?? []).flatMap((module, m) =>
    module.lessons.flatMap((id, n) =>
      ids.includes(id)
        ? []
        : [
            `course.yaml modules[${m}].lessons[${n}] — there is no lesson ${id}.yaml; ${suggestion(id, ids)}`,
          ],
    ),
  );
}

/** Each answer becomes a page of its own, under its id. */
function twiceAnswered({ lessons }: CourseFolder): string[] {
  const known = new Map<string, string>();
  const faults: string[] = [];
  for (const [lesson, { answers }] of lessons)
    answers.forEach(({ id }, i) => {
      const other = known.get(id) ?? (lessons.has(id) ? `the lesson ${id}` : undefined);
      if (other !== undefined)
        faults.push(
          `${lesson}.yaml answers[${i}].id — “${id}” stands in ${other} already; an answer is a page of its own`,
        );
      else known.set(id, `${lesson}.yaml`);
    });
  return faults;
}

/** The sources of one lesson that are nowhere to be found. */
export function unknownSources(
  { lessons }: CourseFolder,
  lesson: string,
  { cases, rules }: KnownSources,
): string[] {
  return (lessons.get(lesson)?.sources ?? []).flatMap((source, i) => {
    const at = `${lesson}.yaml sources[${i}]`;
    const faults: string[] = [];
    if (source.case !== null && !cases.includes(source.case))
      faults.push(
        `${at}.case — “${source.case}” is no measured case that the site shows; ${suggestion(source.case, cases)}`,
      );
    if (source.rule !== null && !rules.includes(source.rule))
      faults.push(
        `${at}.rule — MODEL.md has no rule “${source.rule}”; ${suggestion(source.rule, rules)}`,
      );
    return faults;
  });
}

/** A lesson that the course names and that is not there has been told of already. */
function glossaryFaults({ course, library, ids }: CourseFolder): string[] {
  const named = (course?.modules ?? []).flatMap(({ lessons }) => lessons);
  return library.glossary
    .filter(({ lesson }) => !ids.includes(lesson) && !named.includes(lesson))
    .map(
      ({ term, lesson }) =>
        `glossary.yaml ${term}.lesson — there is no lesson ${lesson}.yaml; ${suggestion(lesson, ids)}`,
    );
}
