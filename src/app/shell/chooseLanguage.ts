import { catalogFrom } from '../../language/catalog.ts';
import { language, speak } from '../../language/t.ts';
import { keep } from './deviceMemory.ts';
import { directionOf } from './languages.ts';

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
  const catalog = await fetchCatalog(code);
  if (asked !== code) return;
  document.documentElement.lang = code;
  document.documentElement.dir = directionOf(code);
  if (code !== language()) speak(code, catalog);
}

/** As {@link changeLanguage}, and remembers it on this device. */
export async function chooseLanguage(code: string): Promise<void> {
  await changeLanguage(code);
  keep('language', code);
}

async function fetchCatalog(code: string) {
  if (code === 'en') return null;
  if (code === 'qps') return (await import('../../language/pseudo.ts')).pseudoCatalog;
  const fetchMessages = catalogs[`../../../languages/${code}/interface.yaml`];
  return fetchMessages ? catalogFrom(await fetchMessages()) : null;
}
