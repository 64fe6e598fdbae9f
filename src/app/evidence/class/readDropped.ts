import { t } from '../../../language/t.ts';
import type { HandedIn } from '../../../lesson/evidence/classTable.ts';
import { MOST_EVIDENCE_BYTES, readEvidence } from '../../../lesson/evidence/readEvidence.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import { isProblems } from '../../../scenario/problems.ts';
import type { Problem } from '../../../scenario/scenario.ts';
import { openFiles } from '../../sandbox/DropZone.tsx';

/** A course of a thousand, each with a few lessons, is less. */
const MOST_FILES = 5_000;
const MOST_ZIP_BYTES = 50_000_000;

/** A file that does not count, and the first thing that is wrong with it. */
export interface Refusal {
  readonly file: string;
  readonly problem: Problem;
}

export interface Collected {
  readonly handedIn: readonly HandedIn[];
  readonly refused: readonly Refusal[];
  /** Lessons as their authors write them, to judge answers by that the course has no lesson for. */
  readonly lessons: readonly Lesson[];
}

/** Reads what was dropped or chosen: files of answers, ZIP files of them, and lessons. Each that is none is refused, with why; the others count. */
export async function readDropped(files: readonly File[]): Promise<Collected> {
  const handedIn: HandedIn[] = [];
  const refused: Refusal[] = [];
  const lessons: Lesson[] = [];
  const refuse = (file: string, message: string, at = '', value = ''): void => {
    refused.push({ file, problem: { at, value, message } });
  };
  const take = (file: string, text: string): void => {
    const read = readEvidence(text);
    if (!isProblems(read)) handedIn.push({ file, evidence: read });
    else if (read[0]) refused.push({ file, problem: read[0] });
  };
  for (const file of files.slice(0, MOST_FILES)) {
    const name = file.webkitRelativePath || file.name;
    try {
      if (/\.zip$/i.test(file.name)) {
        if (file.size > MOST_ZIP_BYTES)
          refuse(name, t('is larger than {most} MB', { most: MOST_ZIP_BYTES / 1e6 }));
        else await takeZip(name, file, take, refuse);
      } else if (/\.ya?ml$/i.test(file.name)) {
        const opened = await openFiles([file]);
        if (opened.is === 'lesson') lessons.push(opened.lesson);
        else {
          const [problem] = opened.is === 'trouble' ? opened.trouble.problems : [];
          refused.push({
            file: name,
            problem: problem ?? { at: '', value: '', message: t('is no lesson') },
          });
        }
      } else if (!/\.json$/i.test(file.name))
        refuse(name, t('is no file of answers: these end in .json'));
      else if (file.size > MOST_EVIDENCE_BYTES)
        refuse(
          name,
          t('is larger than any file of answers: at most {most} kB', {
            most: MOST_EVIDENCE_BYTES / 1000,
          }),
          '',
          t('{count} bytes', { count: file.size }),
        );
      else take(name, await file.text());
    } catch (error) {
      refuse(name, t('could not be read: {why}', { why: String(error) }));
    }
  }
  if (files.length > MOST_FILES)
    refuse(
      t('{count} files', { count: files.length }),
      t('are too many at once: only the first {most} were read', { most: MOST_FILES }),
    );
  return { handedIn, refused, lessons };
}

async function takeZip(
  name: string,
  file: File,
  take: (file: string, text: string) => void,
  refuse: (file: string, message: string) => void,
): Promise<void> {
  const { strFromU8, unzipSync } = await import('fflate');
  let count = 0;
  // What is too large is never unpacked.
  const inside = unzipSync(new Uint8Array(await file.arrayBuffer()), {
    filter: ({ name: inner, originalSize }) => {
      if (!/\.json$/i.test(inner) || /(?:^|\/)(?:__MACOSX|\.)/.test(inner)) return false;
      if (++count > MOST_FILES || originalSize > MOST_EVIDENCE_BYTES) {
        refuse(
          `${name}/${inner}`,
          t('is larger than any file of answers: at most {most} kB', {
            most: MOST_EVIDENCE_BYTES / 1000,
          }),
        );
        return false;
      }
      return true;
    },
  });
  const found = Object.entries(inside);
  if (found.length === 0 && count === 0) refuse(name, t('holds no file of answers (.json)'));
  for (const [inner, content] of found) take(`${name}/${inner}`, strFromU8(content));
}
