import { t } from '../../language/t.ts';
import { saveFile } from '../../panels/exchange/saveFile.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { AllProgress } from '../lesson/progress.ts';
import type { Trouble } from '../shell/TroubleNotice.tsx';
import { cardOf } from './catalog.ts';
import { mergedProgress, readProgressFile, writeProgressFile } from './progressFile.ts';

/** Thirty lessons with every answer in them are a hundredth of this. */
const MOST_BYTES = 2_000_000;

/** Hands the browser a file of everything that is kept. */
export function saveProgressFile(progress: AllProgress): void {
  saveFile('roundtrip-progress.json', 'application/json', writeProgressFile(progress));
}

/** What a chosen file and what is here come to, and how to say so; or what is wrong with the file. */
export async function openProgressFile(
  file: File,
  here: AllProgress,
): Promise<{ readonly progress: AllProgress; readonly words: string } | Trouble> {
  const summary = t('“{file}” was not opened. What you have done stays as it is.', {
    file: file.name,
  });
  if (file.size > MOST_BYTES) {
    const message = t('is larger than {size} MB: no file of progress is', {
      size: MOST_BYTES / 1e6,
    });
    const value = t('{count, plural, one {{bytes} bytes} other {{bytes} bytes}}', {
      count: file.size,
      bytes: String(file.size),
    });
    return { summary, problems: [{ at: '', value, message }] };
  }
  const read = readProgressFile(await file.text());
  if (isProblems(read)) return { summary, problems: read };
  const count = read.lessons.size;
  const strange = [...read.lessons.keys()].filter((id) => cardOf(id) === null);
  const words = [
    t(
      '{count, plural, =1 {Opened: one lesson from “{file}”.} one {Opened: # lesson from “{file}”.} other {Opened: # lessons from “{file}”.}}',
      { count, file: file.name },
    ),
    ...(strange.length === 0
      ? []
      : [
          t('This version of Roundtrip does not have {lessons}; kept all the same.', {
            lessons: strange.join(', '),
          }),
        ]),
  ].join(' ');
  return { progress: mergedProgress(here, read), words };
}
