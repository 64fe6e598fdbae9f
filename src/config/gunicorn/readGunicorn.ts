import { t } from '../../language/t.ts';
import type { Draft } from '../../scenario/fields.ts';
import { parseQuantity, writeQuantity } from '../../scenario/units.ts';
import type { ConfigFile } from '../configFile.ts';
import { type Findings, noted } from '../findings.ts';
import type { AppReading, Bind } from '../servers/appReading.ts';
import { MODELLED, type Modelled, workerClassOf } from './gunicornSettings.ts';
import type { PyValue } from './pyValue.ts';
import { type OtherCommand, readCommand } from './readCommand.ts';
import { readPython, type Said } from './readPython.ts';

export interface GunicornSource {
  readonly python: readonly ConfigFile[];
  readonly commands: readonly ConfigFile[];
  /** Processor cores of the app server's host. */
  readonly cores: number;
  readonly version: '26.1' | '20.1';
  /** Who takes commands of other servers that stand in the same files. */
  readonly others?: readonly OtherCommand[];
}

const SECOND = 1_000_000;

/** Reads configuration files and command lines together; options stand above the environment, that above the file, as in Gunicorn. */
export function readGunicorn(
  { python, commands, cores, version, others }: GunicornSource,
  findings: Findings,
): AppReading {
  const inFiles = python.flatMap((file) => readPython(file, cores, findings));
  const lines = commands.map((file) => readCommand(file, findings, others));
  const reading = { app: {} as Draft, socket: {} as Draft };
  let bind: Bind | null = null;
  const final = new Map<string, Said>();
  // WEB_CONCURRENCY is only what `workers` is by default.
  const inLines = lines.flatMap((line) => line.said);
  const isWeak = (said: Said) => said.text.startsWith('WEB_CONCURRENCY=');
  const all = [...inLines.filter(isWeak), ...inFiles, ...inLines.filter((said) => !isWeak(said))];
  for (const said of all) {
    const before = final.get(said.name);
    if (
      before &&
      said.name === 'bind' &&
      before.spot.file === said.spot.file &&
      said.spot.line === before.spot.line
    ) {
      findings.refuse(said.spot, 'bind', t('One socket is modelled: the first.'));
      continue;
    }
    if (before)
      findings.refuse(
        before.spot,
        said.name,
        said.spot.file === before.spot.file
          ? t('Line {line} says otherwise, and stands above it.', { line: String(said.spot.line) })
          : t('Line {line} of {file} says otherwise, and stands above it.', {
              line: String(said.spot.line),
              file: said.spot.file,
            }),
      );
    final.set(said.name, said);
  }
  for (const said of final.values()) {
    const modelled = MODELLED[said.name];
    if (!modelled) continue;
    if (modelled.kind === 'bind') {
      bind = bindOf(said, findings);
      continue;
    }
    const written = writtenOf(said, modelled, version, findings);
    if (written === undefined || !findings.fits(said.spot, said.name, written, modelled.field))
      continue;
    reading[modelled.part][modelled.field.key] = written;
    findings.take(said.spot, said.text);
  }
  let isWhole = python.length > 0;
  for (const { isWhole: isStart, config } of lines) {
    if (config && python.length === 0)
      findings.refuse(
        config,
        '--config',
        t('{text} is not here: paste it as well. Until then its settings stay as they were.', {
          text: config.text,
        }),
      );
    isWhole ||= isStart && config === null;
  }
  return { kind: 'gunicorn', ...reading, isWhole, bind };
}

function wrong(said: Said, message: string, findings: Findings): undefined {
  findings.fault(said.spot, said.text, message);
  return undefined;
}

/** The value as a scenario writes it; undefined where Gunicorn would refuse it, or the simulation does not know it. */
function writtenOf(
  said: Said,
  { kind, field }: Modelled,
  version: GunicornSource['version'],
  findings: Findings,
): unknown {
  const { value, name } = said;
  if (kind === 'flag') {
    if (value.is === 'bool') return value.value;
    const word = value.is === 'str' ? value.value.trim().toLowerCase() : '';
    return word === 'true' || word === 'false'
      ? word === 'true'
      : wrong(said, 'needs True or False', findings);
  }
  if (kind === 'class') {
    if (value.is !== 'str')
      return wrong(said, 'needs the name of a worker class, in quotes', findings);
    const found = workerClassOf(value.value);
    if ('why' in found) {
      findings.refuse(said.spot, name, found.why);
      return undefined;
    }
    if (found.is === 'asgi' && version === '20.1') {
      findings.refuse(
        said.spot,
        name,
        t(
          'Gunicorn 20.1, which is simulated, has no asgi workers; choose the current version first.',
        ),
      );
      return undefined;
    }
    if (found.part)
      findings.refuse(said.spot, name, t('Only part: {part}.', { part: t(found.part) }));
    return found.is;
  }
  const count = wholeOf(value);
  if (count === undefined)
    return wrong(said, 'needs a whole number that is not negative', findings);
  if (kind === 'count') return count;
  const exact = noted(said.comment, name);
  const meant = exact === undefined ? undefined : parseQuantity('duration', exact);
  if (exact !== undefined && meant && 'value' in meant && Math.ceil(meant.value / SECOND) === count)
    return exact;
  const isNever = name === 'timeout' && count === 0;
  return isNever
    ? 'never'
    : writeQuantity(field.kind === 'duration' ? 'duration' : 'bytes', count * SECOND);
}

/** A number as Gunicorn takes it: from an integer, or from a text of one. */
function wholeOf(value: PyValue): number | undefined {
  if (value.is === 'int') return value.value >= 0 ? value.value : undefined;
  return value.is === 'str' && /^\s*\d{1,12}\s*$/.test(value.value)
    ? Number(value.value)
    : undefined;
}

function bindOf(said: Said, findings: Findings): Bind | null {
  const { value, spot, text } = said;
  const all = value.is === 'list' ? value.items : [value];
  const addresses = all.flatMap((each) =>
    each.is === 'str' ? each.value.split(',').map((part) => part.trim()) : [],
  );
  const [first] = addresses;
  if (!first || all.some((each) => each.is !== 'str')) {
    wrong(said, 'needs an address such as "127.0.0.1:8000" or "unix:/run/gunicorn.sock"', findings);
    return null;
  }
  if (first.startsWith('fd://')) {
    findings.refuse(spot, 'bind', t('Which socket a file descriptor is cannot be told from here.'));
    return null;
  }
  findings.take(spot, text);
  if (addresses.length > 1)
    findings.refuse(spot, 'bind', t('One socket is modelled: {first}.', { first: String(first) }));
  const isUnix = /^unix:/.test(first);
  return {
    kind: isUnix ? 'unix' : 'tcp',
    address: isUnix ? first.replace(/^unix:(\/\/(?=\/))?/, '') : first,
    spot,
  };
}
