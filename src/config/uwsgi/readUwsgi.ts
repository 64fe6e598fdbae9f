import { t } from '../../language/t.ts';
import type { Draft } from '../../scenario/fields.ts';
import { UWSGI } from '../../scenario/servers/uwsgi.ts';
import { SOCKET } from '../../scenario/socketSchema.ts';
import type { ConfigFile } from '../configFile.ts';
import type { Findings, Spot } from '../findings.ts';
import type { CommandWord } from '../gunicorn/commandWords.ts';
import { type AppReading, type Bind, bindOf, Settings, writtenOf } from '../servers/appReading.ts';
import { LISTENERS, nameOfOption, SWITCHES, whyNotOption } from './uwsgiOptions.ts';

/** An option with its value, wherever it was said. */
interface Said {
  readonly name: string;
  readonly value: string;
  readonly spot: Spot;
  readonly text: string;
  /** What stands in comment lines above it. */
  readonly comment: string;
}

const FIELDS = new Map(Object.values(UWSGI.settings).map((field) => [field.key, field]));
FIELDS.delete('version');
FIELDS.delete('protocol');

/** Reads uWSGI's ini files and the words of its command lines as one configuration; null where nothing of it is there. */
export function readUwsgi(
  files: readonly ConfigFile[],
  commands: readonly (readonly CommandWord[])[],
  findings: Findings,
): AppReading | null {
  if (files.length + commands.length === 0) return null;
  const said = [
    ...files.flatMap((file) => readIni(file, findings)),
    ...commands.flatMap((words) => readWords(words, files, findings)),
  ];
  const reading = new Reading(findings);
  for (const each of lastOfEach(said, findings)) reading.option(each);
  // uWSGI has no master unless it is told to.
  if (!('master' in reading.app)) reading.app.master = false;
  const isElsewhere = files.length === 0 && commands.some((words) => words.some(namesFile));
  return {
    kind: 'uwsgi',
    app: reading.app,
    socket: reading.socket,
    isWhole: !isElsewhere,
    bind: reading.bind,
  };
}

class Reading {
  readonly socket: Draft = {};
  bind: Bind | null = null;
  private readonly settings: Settings;
  private readonly findings: Findings;

  constructor(findings: Findings) {
    this.findings = findings;
    this.settings = new Settings(findings);
  }

  get app(): Draft {
    return this.settings.app;
  }

  option({ name, value, spot, text, comment }: Said): void {
    const { findings, settings } = this;
    const field = FIELDS.get(name);
    const listener = LISTENERS[name];
    if (/%\(|\$\(|@\(/.test(value) && (field || listener || name === 'listen'))
      findings.refuse(spot, name, t('Placeholders and variables have no value here.'));
    else if (listener) this.listen(listener, value, spot, text);
    else if (name === 'listen')
      settings.take(spot, text, SOCKET.backlog, writtenOf(SOCKET.backlog, value), this.socket);
    else if (name === 'no-defer-accept') {
      const is = writtenOf(UWSGI.settings.defer_accept, value);
      settings.take(spot, text, UWSGI.settings.defer_accept, is === undefined ? undefined : !is);
    } else if (field) settings.take(spot, text, field, writtenOf(field, value, comment));
    else findings.refuse(spot, name, t(whyNotOption(name)));
  }

  private listen(protocol: string, value: string, spot: Spot, text: string): void {
    const { findings, app } = this;
    if (this.bind) {
      // A router before workers of its own is one arrangement: http.
      const isRouted = [app.protocol, protocol].sort().join(' ') === 'http socket';
      findings.refuse(
        spot,
        protocol,
        isRouted
          ? t('Only part: the router’s own way to the workers has no setting here.')
          : t('One socket is modelled: that of line {line}.', {
              line: String(this.bind.spot.line),
            }),
      );
      if (!isRouted || protocol === 'socket') return;
    }
    findings.take(spot, text);
    app.protocol = protocol;
    this.bind = bindOf(value.split(',')[0] ?? '', spot);
  }
}

/** The last of each option counts, but for sockets, of which there may be several. */
function lastOfEach(said: readonly Said[], findings: Findings): Said[] {
  const last = new Map(said.map((each) => [each.name, each]));
  return said.filter((each) => {
    if (each.name in LISTENERS || last.get(each.name) === each) return true;
    const over = last.get(each.name) as Said;
    if (FIELDS.has(each.name))
      findings.refuse(
        each.spot,
        each.name,
        t('Line {line} says otherwise, and comes later.', { line: String(over.spot.line) }),
      );
    else findings.refuse(each.spot, each.name, t(whyNotOption(each.name)));
    return false;
  });
}

/** `[uwsgi]` of an ini file. Its parser takes `key = value` to the end of the line, and whole lines as comments. */
function readIni({ name: file, text }: ConfigFile, findings: Findings): Said[] {
  const said: Said[] = [];
  let section = '';
  let comment = '';
  text.split('\n').forEach((whole, index) => {
    const line = whole.trim();
    const spot = { file, line: index + 1, column: whole.length - whole.trimStart().length + 1 };
    if (line === '') return;
    if (/^[#;]/.test(line)) {
      comment += ` ${line}`;
      return;
    }
    const head = /^\[([^\]]*)\]/.exec(line);
    if (head) {
      section = head[1] ?? '';
      if (section !== 'uwsgi')
        findings.refuse(spot, `[${section}]`, t('Only the section [uwsgi] is read.'));
    } else if (section !== 'uwsgi')
      findings.refuse(spot, line.split('=')[0]?.trim() ?? '', t('It stands outside of [uwsgi].'));
    else {
      const equals = line.indexOf('=');
      const key = (equals < 0 ? line : line.slice(0, equals)).trim();
      const value = equals < 0 ? 'true' : line.slice(equals + 1).trim();
      said.push({ name: nameOfOption(key), value, spot, text: line, comment });
    }
    comment = '';
  });
  return said;
}

const namesFile = ({ text }: CommandWord) =>
  /^--?(ini|xml|yaml|yml|json|x|y|j)(=|$)/.test(text) || /\.(ini|xml|ya?ml|json)$/.test(text);

/** The words behind `uwsgi` on a command line. */
function readWords(
  words: readonly CommandWord[],
  files: readonly ConfigFile[],
  findings: Findings,
): Said[] {
  const said: Said[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as CommandWord;
    const option = /^--?([\w-]+)(?:=(.*))?$/s.exec(word.text);
    if (!option) {
      named(word, word.text, files, findings);
      continue;
    }
    const isShort = !word.text.startsWith('--') && option[2] === undefined;
    // `-p4` is `-p 4`.
    const attached = isShort && (option[1]?.length ?? 0) > 1 ? (option[1] as string).slice(1) : '';
    const name = nameOfOption(
      attached ? ((option[1] as string)[0] as string) : (option[1] as string),
    );
    let value: string | undefined = option[2] ?? (attached || undefined);
    let isOpen = word.isOpen;
    const next = words[at + 1];
    if (value === undefined && !SWITCHES.has(name) && next && !next.text.startsWith('-')) {
      at++;
      value = next.text;
      isOpen ||= next.isOpen;
    }
    if (name === 'ini') named(word, value ?? '', files, findings);
    else if (isOpen) findings.refuse(word, name, t('A variable of the shell has no value here.'));
    else {
      const text =
        value === undefined || word.text.includes(value) ? word.text : `${word.text} ${value}`;
      said.push({ name, value: value ?? 'true', spot: word, text, comment: '' });
    }
  }
  return said;
}

function named(spot: Spot, name: string, files: readonly ConfigFile[], findings: Findings): void {
  if (files.length > 0 && /\.ini$/.test(name)) findings.take(spot, name);
  else
    findings.refuse(
      spot,
      name.slice(0, 40),
      /\.(xml|ya?ml|json)$/.test(name)
        ? t('uWSGI’s configuration is read as ini or as a command line.')
        : t('It is not here: paste it as well. Until then its settings stay as they were.'),
    );
}
