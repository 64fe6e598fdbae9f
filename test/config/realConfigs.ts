import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConfigFile } from '../../src/config/configFile.ts';

const FOLDER = fileURLToPath(new URL('./real', import.meta.url));

/** Names of the real-world configurations, each a folder of files. */
export const REAL_CONFIGS = readdirSync(FOLDER).sort();

/** The files of one of them. */
export function realConfig(name: string): ConfigFile[] {
  const folder = `${FOLDER}/${name}`;
  return readdirSync(folder)
    .sort()
    .map((file) => ({ name: file, text: readFileSync(`${folder}/${file}`, 'utf8') }));
}
