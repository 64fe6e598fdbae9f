import { msg, t } from '../language/t.ts';
import type { AppTraits } from '../scenario/servers/appTraits.ts';

const WORDS: Readonly<Record<Exclude<AppTraits['masterWord'], 'Apache' | ''>, string>> = {
  arbiter: msg('arbiter##of Gunicorn: the process that watches the workers'),
  master: msg('master##the process that watches the workers'),
};

/** What the process is called that starts the others and watches them; empty where there is none. */
export const masterText = (word: AppTraits['masterWord']): string =>
  word === '' || word === 'Apache' ? word : t(WORDS[word]);
