import { msg, t } from '../../language/t.ts';
import type { Draft, Field } from '../../scenario/fields.ts';
import { IIS } from '../../scenario/servers/iis.ts';
import { writeQuantity } from '../../scenario/units.ts';
import type { ConfigFile } from '../configFile.ts';
import { type Findings, noted, type Spot } from '../findings.ts';
import { NO_BEARING } from '../noBearing.ts';
import { Settings, writtenOf } from '../servers/appReading.ts';

/** What IIS’s files come to. */
export interface IisReading {
  readonly front: Draft;
  /** The command that httpPlatformHandler starts, in the line in which it stands. */
  readonly command: ConfigFile | null;
}

interface Element extends Spot {
  readonly name: string;
  readonly attributes: readonly (Spot & { readonly name: string; readonly value: string })[];
  /** The comment before it. */
  readonly comment: string;
}

const S = IIS.settings;
// biome-ignore lint/suspicious/noExplicitAny: fields of every type stand in one table
const TAKEN: Readonly<Record<string, Field<any>>> = {
  'httpPlatform requestTimeout': S.request_timeoutUs,
  'httpPlatform startupTimeLimit': S.startup_time_limitUs,
  'httpPlatform rapidFailsPerMinute': S.rapid_fails_per_minute,
  'requestLimits maxAllowedContentLength': S.max_content_lengthBytes,
  'add queueLength': S.queue_length,
  'applicationPoolDefaults queueLength': S.queue_length,
  'limits connectionTimeout': S.connection_timeoutUs,
};
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};
const MOST_ELEMENTS = 20_000;

const unescaped = (text: string) =>
  text.replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/** Reads the elements of an XML text with their attributes; what stands between them says nothing to IIS. */
function elementsOf({ name: file, text }: ConfigFile): Element[] {
  const elements: Element[] = [];
  const lineStarts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  let line = 0;
  const spotOf = (at: number): Spot => {
    while (line + 1 < lineStarts.length && (lineStarts[line + 1] as number) <= at) line++;
    return { file, line: line + 1, column: at - (lineStarts[line] ?? 0) + 1 };
  };
  let comment = '';
  for (const match of text.matchAll(
    /<!--([\s\S]*?)-->|<([A-Za-z][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g,
  )) {
    if (elements.length >= MOST_ELEMENTS) break;
    if (match[2] === undefined) {
      comment += ` ${match[1]}`;
      continue;
    }
    const from = match.index + 1 + match[2].length;
    const spot = spotOf(match.index);
    const attributes = [
      ...(match[3] ?? '').matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g),
    ].map((found) => ({
      ...spotOf(from + found.index),
      name: found[1] ?? '',
      value: unescaped(found[2] ?? found[3] ?? ''),
    }));
    elements.push({ ...spot, name: match[2], attributes, comment });
    comment = '';
  }
  return elements;
}

/** `00:02:00` or `1.00:02:00` in µs, or undefined. */
function timeSpan(text: string): number | undefined {
  const [, days = '0', hours, minutes, seconds = '0'] =
    /^(?:(\d{1,4})\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?$/.exec(text) ?? [];
  if (hours === undefined) return undefined;
  return (
    (((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds)) *
    1_000_000
  );
}

/** Reads `web.config` and `applicationHost.config`, as text. */
export function readWebConfig(files: readonly ConfigFile[], findings: Findings): IisReading {
  const settings = new Settings(findings);
  let command: ConfigFile | null = null;
  for (const file of files) {
    const elements = elementsOf(file);
    if (elements.length === 0)
      findings.fault(
        { file: file.name, line: 1, column: 1 },
        file.text.slice(0, 40),
        t('holds no elements of XML that can be read'),
      );
    for (const element of elements) {
      if (element.name === 'httpPlatform') {
        const value = (name: string) =>
          element.attributes.find((each) => each.name === name)?.value ?? '';
        const program = value('processPath')
          .replace(/^.*[\\/]/, '')
          .replace(/\.exe$/i, '');
        const said = element.attributes.find(({ name }) => name === 'arguments') ?? element;
        // In the line in which the file has it.
        const before = '\n'.repeat(said.line - 1);
        if (program !== '')
          command = {
            name: file.name,
            text: `${before}${program} ${value('arguments').replaceAll('\\', '/')}`,
          };
      }
      for (const attribute of element.attributes) read(element, attribute, settings, findings);
    }
  }
  return { front: settings.app, command };
}

function read(
  element: Element,
  attribute: Element['attributes'][number],
  settings: Settings,
  findings: Findings,
): void {
  const { name, value } = attribute;
  const key = `${element.name} ${name}`;
  const shown = `${name}="${value}"`;
  const field = Object.hasOwn(TAKEN, key) ? TAKEN[key] : undefined;
  if (field?.kind === 'duration' && value.includes(':')) {
    const us = timeSpan(value);
    settings.take(
      attribute,
      shown,
      field,
      us === undefined
        ? undefined
        : (exactTime(element.comment, field.key, us) ?? writeQuantity('duration', us)),
    );
  } else if (field)
    settings.take(attribute, shown, field, writtenOf(field, value, element.comment));
  else if (key === 'httpPlatform processPath' || key === 'httpPlatform arguments')
    findings.take(attribute, shown);
  else if (key === 'httpPlatform processesPerApplication' && value !== '1')
    findings.refuse(attribute, name, t('One copy of the Python server is modelled behind IIS.'));
  else
    findings.refuse(
      attribute,
      `${element.name} ${name}`.slice(0, 60),
      t(whyNot(element.name, name)),
    );
}

function exactTime(comment: string, key: string, us: number): string | undefined {
  const exact = noted(comment, key);
  if (exact === undefined) return undefined;
  const field = { ...S.request_timeoutUs, key };
  return writtenOf(field, String(us / 1_000_000), comment) === exact ? exact : undefined;
}

function whyNot(element: string, name: string): string {
  if (element === 'httpPlatform' && /^(stdout|forwardWindows|startupRetry)/.test(name))
    return NO_BEARING;
  if (/^(rewrite|rule|match|conditions|action|redirect|httpRedirect)/i.test(element))
    return msg('Rewriting is not modelled: requests keep their path.');
  if (/^(urlCompression|httpCompression|scheme)/.test(element))
    return msg('Compression is not modelled for IIS: answers keep the size that their route has.');
  if (
    /^(authentication|authorization|ipSecurity|anonymous|windows|access|deny|allow)/i.test(element)
  )
    return msg('Access rules are not modelled: everyone is let in.');
  if (element === 'binding') return msg('How clients reach it is said by the scenario.');
  return NO_BEARING;
}
