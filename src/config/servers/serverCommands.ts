import { t } from '../../language/t.ts';
import { CHERRYPY } from '../../scenario/servers/cherrypy.ts';
import { FLASK, RUNSERVER } from '../../scenario/servers/development.ts';
import { SOCKET } from '../../scenario/socketSchema.ts';
import type { Findings } from '../findings.ts';
import type { CommandWord } from '../gunicorn/commandWords.ts';
import type { OtherCommand } from '../gunicorn/readCommand.ts';
import { NO_BEARING } from '../noBearing.ts';
import { type AppReading, type Bind, bindOf, Settings, writtenOf } from './appReading.ts';

const SHELL = /^(&&|\|\||[;|&>]|\d?>.*|<.*)$/;

/** Words behind the one at `at`, as far as the command goes. */
function behind(words: readonly CommandWord[], at: number): CommandWord[] {
  const until = words.findIndex(({ text }, index) => index > at && SHELL.test(text));
  return words.slice(at + 1, until < 0 ? undefined : until);
}

const isProgram = (text: string, name: string) => new RegExp(`(^|/|=-?)${name}$`).test(text);

/** Where each server's own words begin on a command line; null where it is not started there. */
const STARTS = {
  uwsgi: (words: readonly CommandWord[]) => words.findIndex(({ text }) => isProgram(text, 'uwsgi')),
  runserver: (words: readonly CommandWord[]) =>
    words.findIndex(
      ({ text }, index) =>
        text === 'runserver' &&
        /(manage\.py|django-admin|django)$/.test(words[index - 1]?.text ?? ''),
    ),
  flask: (words: readonly CommandWord[]) => {
    const at = words.findIndex(({ text }) => isProgram(text, 'flask'));
    return at < 0 ? at : words.findIndex(({ text }, index) => index > at && text === 'run');
  },
  cherrypy: (words: readonly CommandWord[]) =>
    words.findIndex(({ text }) => isProgram(text, 'cheroot')),
} as const;

type Started = keyof typeof STARTS;

/** Command lines of app servers other than Gunicorn, gathered from the files in which they stand. */
export class ServerCommands implements OtherCommand {
  readonly lines: Readonly<Record<Started, CommandWord[][]>> = {
    uwsgi: [],
    runserver: [],
    flask: [],
    cherrypy: [],
  };

  /** Where the first command of each begins. */
  readonly starts: Partial<Record<Started, CommandWord>> = {};

  offer(words: readonly CommandWord[]): boolean {
    for (const [kind, startOf] of Object.entries(STARTS)) {
      const at = startOf(words);
      if (at < 0) continue;
      const own = behind(words, at);
      // The program’s own word stands for a command without any other.
      this.lines[kind as Started].push(own.length > 0 ? own : []);
      this.starts[kind as Started] ??= words[at] as CommandWord;
      return true;
    }
    return false;
  }
}

/** Options with a value, and switches, of a command; a word `--name=value` is split. */
interface Option {
  readonly name: string;
  readonly value: string | undefined;
  readonly word: CommandWord;
  readonly isOpen: boolean;
}

function optionsOf(
  words: readonly CommandWord[],
  switches: ReadonlySet<string>,
): { options: Option[]; bare: CommandWord[] } {
  const options: Option[] = [];
  const bare: CommandWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as CommandWord;
    if (!word.text.startsWith('-')) {
      bare.push(word);
      continue;
    }
    const [name = '', ...rest] = word.text.split('=');
    let value = rest.length > 0 ? rest.join('=') : undefined;
    let { isOpen } = word;
    const next = words[at + 1];
    if (value === undefined && !switches.has(name) && next && !next.text.startsWith('-')) {
      at++;
      value = next.text;
      isOpen ||= next.isOpen;
    }
    options.push({ name, value, word, isOpen });
  }
  return { options, bare };
}

const shownOf = ({ word, value }: Option) =>
  value === undefined || word.text.includes('=') ? word.text : `${word.text} ${value}`;

/** `python manage.py runserver …`. Source: Django 5.2, core/management/commands/runserver.py. */
export function readRunserver(words: readonly CommandWord[], findings: Findings): AppReading {
  const settings = new Settings(findings);
  const switches = new Set(
    '--nothreading --noreload --ipv6 -6 --nostatic --insecure --skip-checks --no-color --force-color --traceback'.split(
      ' ',
    ),
  );
  const { options, bare } = optionsOf(words, switches);
  for (const option of options) {
    const { name, word } = option;
    if (name === '--nothreading') settings.take(word, name, RUNSERVER.settings.threading, false);
    else if (name === '--noreload') settings.take(word, name, RUNSERVER.settings.reload, false);
    else
      findings.refuse(
        word,
        name,
        /static|insecure/.test(name)
          ? t('Files that the server itself sends are not modelled.')
          : t(NO_BEARING),
      );
  }
  return {
    kind: 'runserver',
    app: settings.app,
    socket: {},
    isWhole: true,
    bind: addressOf(bare[0], findings),
  };
}

/** `flask run …`. Source: Flask 3, cli.py. */
export function readFlask(words: readonly CommandWord[], findings: Findings): AppReading {
  const settings = new Settings(findings);
  const switches = new Set(
    '--debug --no-debug --reload --no-reload --with-threads --without-threads --debugger --no-debugger'.split(
      ' ',
    ),
  );
  const { options, bare } = optionsOf(words, switches);
  let port = '5000';
  let spot = words[0];
  for (const option of options) {
    const { name, word, value = '' } = option;
    if (/^--with(out)?-threads$/.test(name))
      settings.take(word, name, FLASK.settings.threaded, name === '--with-threads');
    else if (/^--(no-)?reload$/.test(name))
      settings.take(word, name, FLASK.settings.reload, name === '--reload');
    else if (name === '--debug') {
      // The debugger brings the reloader with it.
      settings.take(word, name, FLASK.settings.reload, settings.app.reload ?? true);
    } else if ((name === '--port' || name === '-p') && !option.isOpen) {
      port = value;
      spot = word;
      findings.take(word, shownOf(option));
    } else
      findings.refuse(
        word,
        name,
        option.isOpen
          ? t('A variable of the shell has no value here.')
          : name === '--cert' || name === '--key'
            ? t('TLS towards clients is done by a front server here.')
            : t(NO_BEARING),
      );
  }
  for (const word of bare) findings.refuse(word, word.text.slice(0, 40), t(NO_BEARING));
  return {
    kind: 'flask',
    app: settings.app,
    socket: {},
    isWhole: true,
    bind: spot ? bindOf(port, spot) : null,
  };
}

/** `cheroot module:app …`. Source: cheroot 9, cli.py. */
export function readCheroot(words: readonly CommandWord[], findings: Findings): AppReading {
  const settings = new Settings(findings);
  const socket = {};
  const { options, bare } = optionsOf(words, new Set());
  const { numthreads, timeoutUs, shutdown_timeoutUs } = CHERRYPY.settings;
  const known = {
    '--threads': numthreads,
    '--timeout': timeoutUs,
    '--shutdown-timeout': shutdown_timeoutUs,
    '--request-queue-size': SOCKET.backlog,
  };
  let bind: Bind | null = null;
  for (const option of options) {
    const { name, word, value = '' } = option;
    const field = known[name as keyof typeof known];
    if (option.isOpen) findings.refuse(word, name, t('A variable of the shell has no value here.'));
    else if (field)
      settings.take(
        word,
        shownOf(option),
        field,
        writtenOf(field, value, '', true),
        field === SOCKET.backlog ? socket : settings.app,
      );
    else if (name === '--bind') {
      bind = bindOf(value, word);
      findings.take(word, shownOf(option));
    } else
      findings.refuse(
        word,
        name,
        name === '--max-threads'
          ? t('The number of threads stays as it is here.')
          : name === '--accepted-queue-size' || name === '--accepted-queue-timeout'
            ? t('Its queue before the threads has no end here.')
            : t(NO_BEARING),
      );
  }
  for (const word of bare) findings.take(word, word.text);
  return { kind: 'cherrypy', app: settings.app, socket, isWhole: true, bind };
}

function addressOf(word: CommandWord | undefined, findings: Findings): Bind | null {
  if (!word) return null;
  if (word.isOpen) {
    findings.refuse(word, word.text, t('A variable of the shell has no value here.'));
    return null;
  }
  findings.take(word, word.text);
  return bindOf(word.text, word);
}
