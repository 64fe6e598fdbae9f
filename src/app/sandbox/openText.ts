import { looksLikeConfig } from '../../config/configKind.ts';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { LessonLibrary } from '../../lesson/library.ts';
import { parseLesson } from '../../lesson/parseLesson.ts';
import type { LocatedProblem } from '../../lesson/readYaml.ts';
import { type Imported, importConfig } from '../../panels/config/importConfig.ts';
import type { Written } from '../../panels/written.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { ReadTraffic } from '../../traffic/traffic.ts';
import { PROGRESS_FORMAT } from '../course/progressFile.ts';
import type { Trouble } from '../shell/TroubleNotice.tsx';

/** What a file or a pasted text turned out to be. */
export type Opened =
  | { readonly is: 'scenario'; readonly written: Written }
  | { readonly is: 'lesson'; readonly lesson: Lesson }
  /** The sandbox's scenario in the shape of configuration files, or under recorded traffic. */
  | { readonly is: 'imported'; readonly written: Written; readonly from: ImportedFrom }
  | { readonly is: 'trouble'; readonly trouble: Trouble };

/** What the scenario was changed by, for people to look over. */
export type ImportedFrom =
  | { readonly kind: 'config'; readonly imported: Imported }
  | { readonly kind: 'traffic'; readonly file: string; readonly read: ReadTraffic };

/**
 * Opens one text, or several configuration files together; `base` is the scenario that configuration and recorded traffic change. Readers
 * are fetched from the site only when something is there for them.
 */
export async function openTexts(
  files: readonly { readonly name: string; readonly text: string }[],
  base: Written,
): Promise<Opened> {
  const [first] = files;
  if (!first) return trouble(t('There is nothing to open.'), []);
  const configs = files.filter(({ name, text }) => looksLikeConfig(name, text));
  if (configs.length > 0) {
    const imported = await importConfig(configs, base);
    if (Array.isArray(imported.answer))
      return trouble(
        t('“{files}” could not be read. What was on the page stays.', {
          files: configs.map(({ name }) => name).join('”, “'),
        }),
        imported.answer,
      );
    const from = { kind: 'config', imported } as const;
    return { is: 'imported', written: imported.answer.written, from };
  }
  const { name, text } = first;
  const { looksLikeHar, readHar } = await import('../../traffic/readHar.ts');
  const { looksLikeAccessLog, readAccessLog } = await import('../../traffic/readAccessLog.ts');
  const isHar = looksLikeHar(name, text);
  if (!isHar && !looksLikeAccessLog(name, text)) return openText(text, name);
  const read = (isHar ? readHar : readAccessLog)(text, name, base);
  return isProblems(read)
    ? trouble(t('“{files}” could not be read. What was on the page stays.', { files: name }), read)
    : {
        is: 'imported',
        written: read.written,
        from: { kind: 'traffic', file: name, read },
      };
}

/**
 * Reads the text of a lesson or scenario file, JSON or YAML. The YAML reader is fetched from the site only when it is needed; it says in
 * which line and column something is wrong.
 */
export async function openText(text: string, file: string): Promise<Opened> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Whatever JSON cannot say: YAML, or a slip whose place the YAML reader can name.
    return openYaml(text, file);
  }
  return understand(value, file, await fetchLibrary());
}

/** The glossary and the scenarios that a lesson from a file may use. */
async function fetchLibrary(): Promise<LessonLibrary> {
  const { LIBRARY } = await import('./lessonLibrary.ts');
  return LIBRARY;
}

async function openYaml(text: string, file: string): Promise<Opened> {
  const { readYaml } = await import('../../lesson/readYaml.ts');
  const library = await fetchLibrary();
  const opened = readYaml<Opened>(text, file, (value) => {
    const understood = understand(value, file, library);
    return understood.is === 'trouble' ? [...understood.trouble.problems] : understood;
  });
  if (!isProblems(opened)) return opened;
  return trouble(
    t('“{file}” was not opened. What was on the page stays.', { file }),
    (opened as LocatedProblem[]).map((problem) => ({
      ...problem,
      at: `${file}:${problem.line}:${problem.column}${problem.at ? ` ${problem.at}` : ''}`,
    })),
  );
}

function understand(value: unknown, file: string, library: LessonLibrary): Opened {
  if (isProgressLike(value))
    return trouble(
      t('“{file}” keeps somebody’s progress. Open it on the course page, under “Your progress”.', {
        file,
      }),
      [],
    );
  if (isLessonLike(value)) {
    // A file may have been renamed on its way; the lesson keeps its own name.
    const lesson = parseLesson(value, `${String(value.id)}.yaml`, library);
    return isProblems(lesson)
      ? trouble(
          t('The lesson “{file}” was not opened. What was on the page stays.', { file }),
          lesson,
        )
      : { is: 'lesson', lesson };
  }
  const scenario = parseScenario(value);
  return isProblems(scenario)
    ? trouble(
        t('The scenario “{file}” was not opened. What was on the page stays.', { file }),
        scenario,
      )
    : { is: 'scenario', written: value as Written };
}

function isProgressLike(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object(value).format === PROGRESS_FORMAT;
}

function isLessonLike(value: unknown): value is { steps: unknown; id?: unknown } {
  return typeof value === 'object' && value !== null && 'steps' in value;
}

function trouble(summary: string, problems: Trouble['problems']): Opened {
  return { is: 'trouble', trouble: { summary, problems } };
}
