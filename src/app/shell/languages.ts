import { recall } from './deviceMemory.ts';

interface LanguageCard {
  /** What it calls itself. */
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
}

const cards = import.meta.glob<LanguageCard>('../../../languages/*/language.yaml', {
  eager: true,
  import: 'default',
});

/** The languages that can be chosen, by code, each with the name it gives itself. English stands in the source. */
export const LANGUAGES: ReadonlyMap<string, LanguageCard> = new Map([
  ['en', { name: 'English', dir: 'ltr' }],
  ...Object.entries(cards).map(([path, card]) => [path.split('/').at(-2) as string, card] as const),
]);

/** The made-up language that tests read the pages in is no choice, but can be asked for. */
export const PSEUDO = 'qps';

/** Whether there is such a language. */
export const isLanguage = (code: unknown): code is string =>
  typeof code === 'string' && (LANGUAGES.has(code) || code === PSEUDO);

/** The language chosen on this device, or else the first of those the browser asks for that there is; English without. */
export function rememberedLanguage(): string {
  const kept = recall('language');
  if (isLanguage(kept)) return kept;
  for (const wanted of navigator.languages ?? []) {
    const found = bestFor(wanted);
    if (found !== null) return found;
  }
  return 'en';
}

/** The language that serves this BCP 47 tag, or null: `de-AT` is served by `de`, `zh-CN` by `zh-Hans`. */
export function bestFor(tag: string): string | null {
  let wanted: Intl.Locale;
  try {
    wanted = new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
  for (const code of LANGUAGES.keys()) {
    const { language, script } = new Intl.Locale(code).maximize();
    if (language === wanted.language && script === wanted.script) return code;
  }
  return null;
}

/** In which direction it is read. */
export const directionOf = (code: string): 'ltr' | 'rtl' =>
  code === PSEUDO ? 'rtl' : (LANGUAGES.get(code)?.dir ?? 'ltr');
