import { isProblems } from '../../scenario/problems.ts';
import type { AllProgress } from '../lesson/progress.ts';
import type { Trouble } from '../shell/TroubleNotice.tsx';
import { cardOf } from './catalog.ts';
import { mergedProgress, readProgressFile, writeProgressFile } from './progressFile.ts';

/** Thirty lessons with every answer in them are a hundredth of this. */
const MOST_BYTES = 2_000_000;

/** Hands the browser a file of everything that is kept. */
export function saveProgressFile(progress: AllProgress): void {
  const url = URL.createObjectURL(
    new Blob([writeProgressFile(progress)], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = 'roundtrip-progress.json';
  link.click();
  // Not before the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** What a chosen file and what is here come to, and how to say so; or what is wrong with the file. */
export async function openProgressFile(
  file: File,
  here: AllProgress,
): Promise<{ readonly progress: AllProgress; readonly words: string } | Trouble> {
  const summary = `“${file.name}” was not opened. What you have done stays as it is.`;
  if (file.size > MOST_BYTES) {
    const message = `is larger than ${MOST_BYTES / 1e6} MB: no file of progress is`;
    return { summary, problems: [{ at: '', value: `${file.size} bytes`, message }] };
  }
  const read = readProgressFile(await file.text());
  if (isProblems(read)) return { summary, problems: read };
  const count = read.lessons.size;
  const strange = [...read.lessons.keys()].filter((id) => cardOf(id) === null);
  const words = [
    `Opened: ${count === 1 ? 'one lesson' : `${count} lessons`} from “${file.name}”.`,
    ...(strange.length === 0
      ? []
      : [`This version of Roundtrip does not have ${strange.join(', ')}; kept all the same.`]),
  ].join(' ');
  return { progress: mergedProgress(here, read), words };
}
