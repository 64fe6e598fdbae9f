import { join } from 'node:path';
import { faultOf, OTHER_SEEDS } from '../../lesson/overSeeds.ts';
import { suggestion } from '../../scenario/problems.ts';
import { checkLessons, type LessonReport } from './check.ts';
import { courseFaults, knownSources, unknownSources } from './checkCourse.ts';
import { reportLines } from './checkTable.ts';
import { readCourse } from './readCourse.ts';

export interface CheckOptions {
  /** Folder of the project; its lessons are in `lessons/` unless `folder` says otherwise. */
  readonly root: string;
  readonly folder?: string;
  /** These lessons; all, and what lies between them, without. */
  readonly ids: readonly string[];
  readonly seeds?: number;
  readonly isJson?: boolean;
}

/** Where a command writes: results, and complaints. */
export interface Output {
  out(line: string): void;
  complain(line: string): void;
}

/**
 * `check`: reads the lessons, puts their claims to their recordings, and says how each fared.
 * @returns the exit status: 0 when everything holds, 1 when not, 2 for a lesson that there is not
 */
export async function check(options: CheckOptions, output: Output): Promise<number> {
  const folder = readCourse(options.folder ?? join(options.root, 'lessons'));
  const { ids } = options;
  for (const id of ids)
    if (!folder.ids.includes(id)) {
      output.complain(`there is no lesson ${id}.yaml; ${suggestion(id, folder.ids)}`);
      return 2;
    }
  const wanted = ids.length > 0 ? ids : folder.ids;
  const broken = wanted.filter((id) => folder.problems.has(id));
  const sound = [...folder.lessons.values()].filter(({ id }) => wanted.includes(id));
  const sources = knownSources(options.root);
  const faults = [
    ...['', ...broken].flatMap((id) => folder.problems.get(id) ?? []),
    ...(ids.length === 0
      ? courseFaults(folder, sources)
      : wanted.flatMap((id) => unknownSources(folder, id, sources))),
  ];
  if (!options.isJson) for (const fault of faults) output.out(`✗ ${fault}`);
  const reports = await checkLessons(sound, { seeds: options.seeds ?? OTHER_SEEDS }, (report) => {
    if (options.isJson) return;
    for (const line of reportLines(report)) output.out(line);
    output.out('');
  });
  if (options.isJson) output.out(JSON.stringify(plainReport(reports, faults)));
  else output.out(closing(reports, faults, wanted.length, wanted.length - broken.length));
  return faults.length > 0 || reports.some((report) => report.faults.length > 0) ? 1 : 0;
}

function closing(
  reports: readonly LessonReport[],
  faults: readonly string[],
  lessons: number,
  sound: number,
): string {
  const valid = sound - reports.filter((report) => report.faults.length > 0).length;
  const claims = reports.flatMap((report) => report.claims);
  const hold = claims.filter((claim) => faultOf(claim) === null).length;
  const of = (n: number, all: number): string => (n === all ? `${all}` : `${n} of ${all}`);
  const word = lessons === 1 ? 'lesson' : 'lessons';
  const more = faults.length > 0 ? `; ${faults.length} in the files` : '';
  return `${of(valid, lessons)} ${word} valid, ${of(hold, claims.length)} claims hold${more}`;
}

/** The reports as plain data, for programs. */
function plainReport(reports: readonly LessonReport[], faults: readonly string[]): unknown {
  return {
    faults,
    lessons: reports.map(({ lesson, claims, ...report }) => ({
      id: lesson.id,
      kind: lesson.kind,
      ...report,
      claims: claims.map(({ run, claim, rate, own, held, of, worst }) => ({
        run,
        claim: claim.words,
        rate,
        own,
        held,
        of,
        worst,
      })),
    })),
  };
}
