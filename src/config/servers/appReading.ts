import { msg, t } from '../../language/t.ts';
import type { Draft, Field } from '../../scenario/fields.ts';
import type { AppKind } from '../../scenario/servers/appServers.ts';
import { parseQuantity, writeQuantity } from '../../scenario/units.ts';
import { type Findings, noted, type Spot } from '../findings.ts';

/** The address of an app server's first socket, and where it stands. */
export interface Bind {
  readonly kind: 'tcp' | 'unix';
  /** `127.0.0.1:8000`, or the path of a unix socket. */
  readonly address: string;
  readonly spot: Spot;
}

/** What the files of one app server come to. */
export interface AppReading {
  readonly kind: AppKind;
  readonly app: Draft;
  readonly socket: Draft;
  /** They describe a whole start of it: what they do not say stands at its defaults. Otherwise they are settings to be added. */
  readonly isWhole: boolean;
  readonly bind: Bind | null;
}

/** An address as servers take it: `8000`, `:8000`, `127.0.0.1:8000`, `unix:/run/x.sock`, `/run/x.sock`. */
export function bindOf(text: string, spot: Spot): Bind {
  const path =
    /^unix:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1] ?? (/[/]/.test(text) ? text : undefined);
  return path === undefined
    ? { kind: 'tcp', address: /^\d+$/.test(text) ? `:${text}` : text, spot }
    : { kind: 'unix', address: path, spot };
}

const SECOND = 1_000_000;

/**
 * A text of a file as a scenario writes it, by the kind of its setting: times in seconds, sizes in bytes. `comment`: what stands beside
 * or above it; a {@link noted} value counts while the text is the next one that the program takes. Undefined where it is none.
 */
export function writtenOf(
  // biome-ignore lint/suspicious/noExplicitAny: fields of every type are asked
  field: Field<any>,
  text: string,
  comment = '',
  isFine = false,
): unknown {
  if (field.kind === 'flag') {
    if (/^(true|on|yes|1)$/i.test(text)) return true;
    return /^(false|off|no|0)$/i.test(text) ? false : undefined;
  }
  if (field.kind === 'choice') return field.choices.includes(text) ? text : undefined;
  if (!(isFine ? /^\d{1,12}(\.\d{1,9})?$/ : /^\d{1,12}$/).test(text)) return undefined;
  const number = Number(text);
  if (field.kind === 'count') return Number.isInteger(number) ? number : undefined;
  if (field.kind !== 'duration') return writeQuantity('bytes', number);
  const exact = noted(comment, field.key);
  const meant = exact === undefined ? undefined : parseQuantity('duration', exact);
  if (meant && 'value' in meant && Math.ceil(meant.value / SECOND) === number) return exact;
  return writeQuantity('duration', Math.round(number * SECOND));
}

/** Where a setting is kept: what is wrong or beyond the model is reported. */
export class Settings {
  readonly app: Draft = {};
  private readonly findings: Findings;

  constructor(findings: Findings) {
    this.findings = findings;
  }

  /** Takes a setting whose value was said at `spot` as `text`; `shown`: the line. */
  take(
    spot: Spot,
    shown: string,
    // biome-ignore lint/suspicious/noExplicitAny: fields of every type are asked
    field: Field<any>,
    written: unknown,
    into: Draft = this.app,
  ): void {
    if (written === undefined)
      this.findings.fault(
        spot,
        shown,
        t('needs {what}', { what: t(NEEDS[field.kind] ?? msg('another value')) }),
      );
    else if (this.findings.fits(spot, field.key, written, field)) {
      into[field.key] = written;
      this.findings.take(spot, shown);
    }
  }
}

const NEEDS: Readonly<Record<string, string>> = {
  count: msg('a whole number'),
  duration: msg('a number of seconds'),
  bytes: msg('a number of bytes'),
  flag: msg('true or false'),
};
