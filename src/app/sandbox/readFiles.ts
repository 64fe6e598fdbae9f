import { t } from '../../language/t.ts';
import { START } from './firstSandbox.ts';
import { type Opened, openTexts } from './openText.ts';
import { presentSandbox } from './presentSandbox.ts';

/** Larger files are no scenario of ours; reading them would only freeze the page. */
const FILE_MAX_BYTES = 2_000_000;
/** Logs and HAR files are long by nature. */
const RECORD_MAX_BYTES = 60_000_000;

const isScenarioName = (name: string) => /\.(?:json|ya?ml)$/i.test(name);

/**
 * Reads files together, and understands them as changes of the sandbox as it stands.
 * @throws where a file cannot be read at all
 */
export async function readFiles(files: readonly File[]): Promise<Opened> {
  const tooLarge = files.find(
    ({ name, size }) => size > (isScenarioName(name) ? FILE_MAX_BYTES : RECORD_MAX_BYTES),
  );
  if (tooLarge)
    return {
      is: 'trouble',
      trouble: {
        summary: t('“{file}” was not opened.', { file: tooLarge.name }),
        problems: [
          {
            at: tooLarge.name,
            value: t('{count, plural, one {{bytes} bytes} other {{bytes} bytes}}', {
              count: tooLarge.size,
              bytes: String(tooLarge.size),
            }),
            message: isScenarioName(tooLarge.name)
              ? t('A lesson or scenario file has at most {bytes} bytes.', {
                  bytes: String(FILE_MAX_BYTES),
                })
              : t('A log, HAR or configuration file has at most {bytes} bytes.', {
                  bytes: String(RECORD_MAX_BYTES),
                }),
          },
        ],
      },
    };
  const texts = await Promise.all(
    files.map(async (file) => ({ name: file.name, text: await file.text() })),
  );
  return openTexts(texts, presentSandbox() ?? START);
}
