import { type Catalog, catalogFrom } from '../../language/catalog.ts';
import { language, speak } from '../../language/t.ts';
import { keep } from './deviceMemory.ts';
import { directionOf, PSEUDO } from './languages.ts';
import { noteMessages } from './spokenMessages.ts';

const catalogs = import.meta.glob<Readonly<Record<string, string>>>(
  '../../../languages/*/interface.yaml',
  { import: 'default', query: '?catalog' },
);

let asked = '';

/**
 * Speaks another language from now on: fetches its words first, so nothing is shown half. What is on the page draws itself again. Of two calls the later one holds.
 * @throws (rejects) where its words cannot be fetched; the language stays what it was
 */
export async function changeLanguage(code: string): Promise<void> {
  asked = code;
  const messages = await catalogs[`../../../languages/${code}/interface.yaml`]?.();
  const catalog = messages ? catalogFrom(messages) : await madeUp(code);
  if (asked !== code) return;
  noteMessages(messages ?? null);
  document.documentElement.lang = code;
  document.documentElement.dir = directionOf(code);
  if (code !== language()) speak(code, catalog);
}

/** As {@link changeLanguage}, and remembers it on this device. */
export async function chooseLanguage(code: string): Promise<void> {
  await changeLanguage(code);
  keep('language', code);
}

/** The made-up language has no file; English stands in the source. */
const madeUp = async (code: string): Promise<Catalog | null> =>
  code === PSEUDO ? (await import('../../language/pseudo.ts')).pseudoCatalog : null;
