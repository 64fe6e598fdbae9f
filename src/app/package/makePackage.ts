import { language, t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { saveFile } from '../../panels/exchange/saveFile.ts';
import { directionOf } from '../shell/languages.ts';
import type { Given } from '../single/given.ts';
import { SINGLE_FILE } from '../single/singleBuild.ts';
import { fillPlayer } from './fillPlayer.ts';

const catalogs = import.meta.glob<Readonly<Record<string, string>>>(
  '../../../languages/*/interface.yaml',
  { import: 'default', query: '?catalog' },
);

/**
 * Hands out the lesson as one HTML file that opens from a disk.
 * @throws (rejects) where the player cannot be fetched
 */
export async function saveSingleFile(lesson: Lesson): Promise<void> {
  const page = fillPlayer(await fetchPlayer(), { ...(await givenOf(lesson)), platform: null });
  saveFile(`${lesson.id}.html`, 'text/html', page);
}

/**
 * Hands out the lesson as a SCORM 1.2 package for learning platforms.
 * @throws (rejects) where the player cannot be fetched
 */
export async function saveScormPackage(lesson: Lesson, masteryScore: number | null): Promise<void> {
  const [player, given, { scormPackage }] = await Promise.all([
    fetchPlayer(),
    givenOf(lesson),
    import('./scormPackage.ts'),
  ]);
  saveFile(
    `${lesson.id}-scorm12.zip`,
    'application/zip',
    scormPackage(player, given, masteryScore),
  );
}

/**
 * The player that lessons are put into, as the build made it.
 * @throws (rejects) where it cannot be fetched
 */
async function fetchPlayer(): Promise<string> {
  let response: Response;
  try {
    response = await fetch(new URL(SINGLE_FILE, document.baseURI));
  } catch {
    throw new Error(
      t(
        'the player that goes into every file could not be fetched; with a network it comes once, and then stays',
      ),
    );
  }
  if (!response.ok) throw new Error(`${SINGLE_FILE}: HTTP ${response.status}`);
  return response.text();
}

/**
 * Fetches the player ahead, once something keeps it: then files are made without a network too. Waits for the service worker of a first visit, for ever
 * where there is none.
 */
export async function keepPlayer(): Promise<void> {
  const { serviceWorker } = navigator as Partial<Navigator>;
  if (serviceWorker && !serviceWorker.controller)
    await new Promise((kept) =>
      serviceWorker.addEventListener('controllerchange', kept, { once: true }),
    );
  await fetchPlayer();
}

async function givenOf(lesson: Lesson): Promise<Omit<Given, 'platform'>> {
  const code = language();
  const messages = await catalogs[`../../../languages/${code}/interface.yaml`]?.();
  const here = new URL(document.baseURI);
  here.hash = '';
  return {
    // Claims and answers are for the build and for other pages, notes for whoever presents.
    lesson: {
      ...lesson,
      answers: [],
      runs: lesson.runs.map((run) => ({ ...run, expect: [] })),
    },
    language: messages ? { code, dir: directionOf(code), messages } : null,
    site: here.protocol.startsWith('http') ? here.href : null,
  };
}
