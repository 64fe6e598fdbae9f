import { msg, t } from '../../language/t.ts';
import type { ConfigFile } from '../configFile.ts';
import type { Findings } from '../findings.ts';
import { type CommandWord, splitCommands } from './commandWords.ts';
import { GUNICORN_SETTINGS, type Setting } from './gunicornSettings.ts';
import type { PyValue } from './pyValue.ts';
import type { Said } from './readPython.ts';

/** What a command line, unit or Procfile says about Gunicorn. */
export interface CommandReading {
  /** `gunicorn …` itself stands there, not only options in the environment. */
  readonly isWhole: boolean;
  readonly config: CommandWord | null;
  /** In the order of their strength: environment, then options. */
  readonly said: readonly Said[];
}

const BY_OPTION = new Map(
  [...GUNICORN_SETTINGS.values()].flatMap((setting) =>
    setting.options.map((option) => [option, setting] as const),
  ),
);
/** A command of another app server, which it takes for itself. */
export interface OtherCommand {
  offer(words: readonly CommandWord[]): boolean;
}

const isInstall = (words: readonly CommandWord[]) => words.some(({ text }) => text === 'install');
const NOISE = msg('What systemd does around it is not modelled.');
const SHELL = /^(&&|\|\||[;|&>]|\d?>.*|<.*)$/;

/** Reads a Gunicorn command line, alone or within a systemd unit, a Procfile, a Dockerfile or a shell script. Nothing is run. */
export function readCommand(
  { name: file, text }: ConfigFile,
  findings: Findings,
  others: readonly OtherCommand[] = [],
): CommandReading {
  const said: Said[] = [];
  let isWhole = false;
  let config: CommandWord | null = null;
  // A list of words, as a Dockerfile has it, is read as its words.
  const plain = text.replace(
    /^([ \t]*(?:CMD|ENTRYPOINT)[ \t]+)?\[([ \t]*".*)\][ \t]*$/gm,
    (_, head = '', list: string) => `${head.replace(/\S/g, ' ')} ${list.replace(/"\s*,/g, '" ')}`,
  );
  for (const words of splitCommands(file, plain, findings)) {
    const [first] = words;
    if (!first || /^\[\w+\]$/.test(first.text)) continue; // a section of a unit
    const key = /^([A-Z]\w+)=/.exec(first.text)?.[1];
    if (key === 'ListenStream') {
      const value = first.text.slice('ListenStream='.length);
      said.push(sayIn(first, 'bind', str(/^\//.test(value) ? `unix:${value}` : value), words));
      continue;
    }
    const at = words.findIndex(
      ({ text: each }, index) =>
        /(^|\/|=-?)gunicorn3?$/.test(each) ||
        (each === 'gunicorn.app.wsgiapp' && words[index - 1]?.text === '-m'),
    );
    if (at < 0 && !isInstall(words) && others.some((command) => command.offer(words))) continue;
    if (at >= 0 && words.slice(0, at).some(({ text: each }) => each === 'install')) continue; // pip install gunicorn
    const assigned = (at < 0 ? words : words.slice(0, at)).flatMap(fromEnvironment);
    for (const word of assigned) environment(word, said, findings);
    if (at < 0) {
      if (assigned.length === 0)
        findings.refuse(
          first,
          key ?? first.text.slice(0, 40),
          key ? t(NOISE) : t('No command of an app server; it is not modelled.'),
        );
      continue;
    }
    isWhole = true;
    const until = words.findIndex(({ text: each }, index) => index > at && SHELL.test(each));
    config = options(words.slice(at + 1, until < 0 ? undefined : until), said, findings) ?? config;
  }
  return { isWhole, config, said };
}

/** Assignments before a command, or in a unit's `Environment=`. */
function fromEnvironment(word: CommandWord): CommandWord[] {
  const text = word.text.replace(/^Environment=/, '');
  return /^(GUNICORN_CMD_ARGS|WEB_CONCURRENCY)=/.test(text) ? [{ ...word, text }] : [];
}

function environment(word: CommandWord, said: Said[], findings: Findings): void {
  const value = word.text.slice(word.text.indexOf('=') + 1);
  if (word.isOpen)
    findings.refuse(
      word,
      word.text.split('=')[0] ?? '',
      t('A variable of the shell has no value here.'),
    );
  else if (word.text.startsWith('WEB_CONCURRENCY'))
    said.unshift(sayIn(word, 'workers', str(value), [word]));
  else {
    const words = splitCommands(word.file, value, findings)
      .flat()
      .map((each) => ({ ...each, line: word.line, column: word.column }));
    options(words, said, findings);
  }
}

const str = (value: string): PyValue => ({ is: 'str', value });

function sayIn(
  word: CommandWord,
  name: string,
  value: PyValue,
  words: readonly CommandWord[],
): Said {
  return { name, value, spot: word, text: words.map(({ text }) => text).join(' '), comment: '' };
}

/** The setting that an option names; a beginning will do where only one option begins so. */
function settingOf(option: string): Setting | undefined {
  const exact = BY_OPTION.get(option);
  if (exact || !option.startsWith('--')) return exact;
  const near = new Set(
    [...BY_OPTION].filter(([name]) => name.startsWith(option)).map(([, setting]) => setting),
  );
  return near.size === 1 ? [...near][0] : undefined;
}

/** Reads options; returns the word behind `--config`. */
function options(
  words: readonly CommandWord[],
  said: Said[],
  findings: Findings,
): CommandWord | null {
  let config: CommandWord | null = null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as CommandWord;
    if (!word.text.startsWith('-') || word.text === '-') continue; // the app
    const isLong = word.text.startsWith('--');
    const equals = isLong ? word.text.indexOf('=') : -1;
    const option = isLong
      ? equals < 0
        ? word.text
        : word.text.slice(0, equals)
      : word.text.slice(0, 2);
    const setting = settingOf(option);
    if (!setting) {
      findings.fault(word, word.text, t('is no option of Gunicorn'));
      continue;
    }
    let value: CommandWord = word;
    let text: string | undefined = isLong
      ? equals < 0
        ? undefined
        : word.text.slice(equals + 1)
      : word.text.slice(2) || undefined;
    if (!setting.isSwitch && text === undefined) {
      const next = words[++at];
      if (!next) {
        findings.fault(word, word.text, t('needs a value'));
        continue;
      }
      value = next;
      text = next.text;
    }
    const shown = value === word ? word.text : `${word.text} ${value.text}`;
    if (setting.name === 'config') config = value;
    else if (setting.why !== undefined) findings.refuse(word, option, t(setting.why));
    else if (value.isOpen)
      findings.refuse(word, option, t('A variable of the shell has no value here.'));
    else
      said.push({
        name: setting.name,
        value: setting.isSwitch ? { is: 'bool', value: true } : str(text ?? ''),
        spot: word,
        text: shown,
        comment: '',
      });
  }
  return config;
}
