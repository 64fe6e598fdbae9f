import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Translations } from '../lesson/translate.ts';
import { faultsOf } from './languages/faults.ts';
import { languageCards, readTranslations, writeTranslations } from './languages/languageFiles.ts';
import { messagesIn } from './languages/messagesIn.ts';
import { wantedTexts } from './languages/wanted.ts';

const USAGE = `usage: npm run --silent languages -- COMMAND
  check                    what is missing, or wrong, in any language
  update [CODE …]          brings the files of these languages (of all) up to date: new texts empty, texts that are said no more gone
  missing CODE [FILE]      what is still to be translated, as JSON
  fill CODE FILE JSON      takes translations from a JSON file { "English": "translated" } into languages/CODE/FILE`;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'languages');
const [command, ...rest] = process.argv.slice(2);
const wanted = wantedTexts(ROOT);
const codes = languageCards(FOLDER).map(({ code }) => code);

function stop(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function knownCode(code: string | undefined): string {
  if (code !== undefined && codes.includes(code)) return code;
  return stop(`${code ?? 'nothing'} is no language here; there are: ${codes.join(', ')}`);
}

/** Texts in the order in which they are said, with what is translated of them. */
function upToDate(code: string, file: string, more: Translations = {}): Translations {
  const have = readTranslations(join(FOLDER, code, file));
  const of = (text: string): string => more[text] || have[text] || '';
  return Object.fromEntries((wanted.get(file) ?? []).map((text) => [text, of(text)]));
}

switch (command) {
  case 'check': {
    const faults = codes.flatMap((code) =>
      [...wanted].flatMap(([file, texts]) =>
        faultsOf(file, code, texts, readTranslations(join(FOLDER, code, file))),
      ),
    );
    for (const { file, code } of messagesIn(join(ROOT, 'src')).unreadable)
      faults.push(`src/${file}: the text is not a literal: ${code}`);
    for (const fault of faults) process.stdout.write(`${fault}\n`);
    const texts = [...wanted.values()].flat().length;
    process.stdout.write(`${texts} texts in ${codes.length} languages, ${faults.length} faults\n`);
    process.exitCode = faults.length > 0 ? 1 : 0;
    break;
  }
  case 'update':
    for (const code of rest.length > 0 ? rest.map(knownCode) : codes)
      for (const file of wanted.keys())
        writeTranslations(join(FOLDER, code, file), upToDate(code, file));
    break;
  case 'missing': {
    const code = knownCode(rest[0]);
    for (const file of rest[1] === undefined ? wanted.keys() : [rest[1]]) {
      if (!wanted.has(file))
        stop(`there is no ${file}; there are: ${[...wanted.keys()].join(', ')}`);
      const left = Object.entries(upToDate(code, file)).filter(([, text]) => text === '');
      process.stdout.write(`${JSON.stringify({ file, texts: left.map(([text]) => text) })}\n`);
    }
    break;
  }
  case 'fill': {
    const [code, file, json] = [knownCode(rest[0]), rest[1] ?? '', rest[2] ?? ''];
    if (!wanted.has(file)) stop(`there is no ${file}; there are: ${[...wanted.keys()].join(', ')}`);
    const more = JSON.parse(readFileSync(json, 'utf8')) as Translations;
    const strange = Object.keys(more).filter((text) => !wanted.get(file)?.includes(text));
    for (const text of strange) process.stderr.write(`not said anywhere: ${text}\n`);
    writeTranslations(join(FOLDER, code, file), upToDate(code, file, more));
    break;
  }
  default:
    stop(USAGE);
}
