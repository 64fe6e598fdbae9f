import type { ConfigAnswer, ConfigFile } from '../../config/configFile.ts';
import type { Written } from '../written.ts';

/** What reading configuration files came to, in a form to show. */
export interface Imported {
  /** Names of the files. */
  readonly files: readonly string[];
  readonly answer: ConfigAnswer;
}

/**
 * Reads configuration files into a scenario; the reader is fetched from the site only now. Where the answer has no problems its `written`
 * is the scenario to go on with.
 */
export async function importConfig(
  files: readonly ConfigFile[],
  written: Written,
): Promise<Imported> {
  const { readConfig } = await import('../../config/readConfig.ts');
  return { files: files.map(({ name }) => name), answer: readConfig(files, written) };
}
