import { language } from '../../language/t.ts';
import { bestFor } from '../shell/languages.ts';

/**
 * Speaks the language of this tag, or, without one, the first of those the browser asks for that there is. True where it is spoken now; a language that
 * there is not leaves all as it is.
 */
export async function speakAsAsked(tag: string | null): Promise<boolean> {
  const wanted = tag === null ? navigator.languages : [tag];
  const code = wanted.map(bestFor).find((found) => found !== null) ?? null;
  if (code === null) return tag === null;
  if (code === language()) return true;
  const { changeLanguage } = await import('../shell/chooseLanguage.ts');
  await changeLanguage(code);
  return true;
}
