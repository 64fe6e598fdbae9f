import { strToU8, zipSync } from 'fflate';
import type { Given } from '../single/given.ts';
import { fillPlayer } from './fillPlayer.ts';
import { scormManifest } from './scormManifest.ts';

/** The page of the package. */
const PAGE = 'index.html';

/** A date that is the same whenever it is made: the same lesson is the same file. */
const MADE_AT = new Date(2020, 0, 1);

/**
 * A lesson as a SCORM 1.2 package with a single SCO: one page, which finds the learning platform by itself and works without as well.
 * @param masteryScore points of 100 from which on it counts as passed; null: whoever comes to the end has completed it
 */
export function scormPackage(
  player: string,
  given: Omit<Given, 'platform'>,
  masteryScore: number | null,
): Uint8Array<ArrayBuffer> {
  const { id, title } = given.lesson;
  const page = fillPlayer(player, { ...given, platform: 'scorm12' });
  const manifest = scormManifest({
    id,
    title,
    masteryScore,
    files: [PAGE],
  });
  const zip = zipSync(
    { 'imsmanifest.xml': strToU8(manifest), [PAGE]: strToU8(page) },
    { level: 6, mtime: MADE_AT },
  );
  return zip as Uint8Array<ArrayBuffer>;
}
