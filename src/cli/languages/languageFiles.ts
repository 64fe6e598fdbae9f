import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Translations } from '../../lesson/translate.ts';

/** `languages/<code>/language.yaml`. */
export interface LanguageCard {
  /** BCP 47: `de`, `zh-Hans`. */
  readonly code: string;
  /** What it calls itself. */
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
}

/** The languages that have a folder, sorted by code. English has none: it stands in the source. */
export function languageCards(folder: string): LanguageCard[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'language.yaml')))
    .map((entry) => ({
      code: entry.name,
      ...(parse(readFileSync(join(folder, entry.name, 'language.yaml'), 'utf8')) as {
        name: string;
        dir: 'ltr' | 'rtl';
      }),
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The translations of a file; none where it does not exist. @throws {Error} where it is not a map from text to text */
export function readTranslations(file: string): Translations {
  if (!existsSync(file)) return {};
  const value: unknown = parse(readFileSync(file, 'utf8')) ?? {};
  const isMap = typeof value === 'object' && !Array.isArray(value);
  const wrong = isMap
    ? Object.entries(value as object).find(([, text]) => typeof text !== 'string')
    : undefined;
  if (!isMap || wrong)
    throw new Error(
      `${file}${wrong ? `: “${wrong[0]}”` : ''} must be translations, each “English: translated”`,
    );
  return value as Translations;
}

/** Writes translations in the order given, one a line; empty where one is missing. */
export function writeTranslations(file: string, translations: Translations): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    stringify(translations, { lineWidth: 0, defaultKeyType: 'PLAIN', blockQuote: 'literal' }),
  );
}
