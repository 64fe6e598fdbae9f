import { t } from '../../language/t.ts';
import { isRecord } from '../../scenario/fields.ts';
import { NGINX } from '../../scenario/servers/nginx.ts';
import { parseQuantity, writeQuantity } from '../../scenario/units.ts';
import { type Findings, noted } from '../findings.ts';
import type { Directive } from './nginxSyntax.ts';
import { nearTime, parseSize, parseTime } from './nginxUnits.ts';

/** What a directive says: a setting as a scenario writes it, or that nginx itself would refuse it, and why. */
export type Said = { readonly written: unknown } | { readonly wrong: string };

const MS = 1_000;
const wrong = (text: string): Said => ({ wrong: text });

/** The one argument; undefined where there are none or several. */
export function only(directive: Directive): string | undefined {
  return directive.args.length === 1 ? directive.args[0]?.text : undefined;
}

/** A time as a scenario writes it; a {@link noted} one stands instead where the time is as near to it as nginx can say. */
export function saidTime(text: string, comment: string, name: string, stepUs = MS): Said {
  const us = parseTime(text, stepUs > MS ? 's' : 'ms');
  if (us === undefined)
    return wrong(`is no time; allowed: such as ${stepUs > MS ? '10s' : '500ms, 60s'} or 1h30m`);
  const exact = noted(comment, name);
  const meant = exact === undefined ? undefined : parseQuantity('duration', exact);
  if (exact !== undefined && meant && 'value' in meant && nearTime(meant.value, stepUs) === us)
    return { written: exact };
  return { written: writeQuantity('duration', us) };
}

function time(directive: Directive): Said {
  const text = only(directive);
  return text === undefined
    ? wrong('needs one time, such as 60s or 1h30m')
    : saidTime(text, directive.comment, directive.name);
}

function size(directive: Directive, takesG = false): Said {
  const bytes = parseSize(only(directive) ?? '', takesG);
  return bytes === undefined
    ? wrong('needs one size, such as 10k or 1m')
    : { written: writeQuantity('bytes', bytes) };
}

/** A whole number. */
export function saidCount(text: string | undefined): Said {
  return text !== undefined && /^\d{1,12}$/.test(text)
    ? { written: Number(text) }
    : wrong('needs one whole number');
}

/** `on` or `off`. */
export function flag(directive: Directive): Said {
  const text = only(directive)?.toLowerCase();
  return text === 'on' || text === 'off' ? { written: text } : wrong('needs “on” or “off”');
}

function version(directive: Directive): Said {
  const text = only(directive);
  return text === '1.0' || text === '1.1' || text === '2'
    ? { written: text }
    : wrong('needs 1.0 or 1.1');
}

/** The directives that one setting of `front` stands for, and how each is read. */
export const SETTINGS: Readonly<Record<string, (directive: Directive) => Said>> = {
  proxy_request_buffering: flag,
  proxy_buffering: flag,
  proxy_ignore_client_abort: flag,
  proxy_max_temp_file_size: (directive) => {
    const said = size(directive);
    const exact = noted(directive.comment, directive.name);
    return exact !== undefined && 'written' in said ? { written: exact } : said;
  },
  client_max_body_size: (directive) => {
    const said = size(directive, true);
    return 'written' in said && said.written === '0B' ? { written: 'unlimited' } : said;
  },
  client_header_timeout: time,
  client_body_timeout: time,
  proxy_connect_timeout: time,
  proxy_read_timeout: time,
  send_timeout: time,
  // The second time is only told to the client, in a header.
  keepalive_timeout: (directive) => time({ ...directive, args: directive.args.slice(0, 1) }),
  keepalive_requests: (directive) => saidCount(only(directive)),
  gzip: flag,
  worker_connections: (directive) => saidCount(only(directive)),
  proxy_http_version: version,
};

const FIELDS = Object.fromEntries(Object.values(NGINX.settings).map((field) => [field.key, field]));

/** Reads a directive of {@link SETTINGS}: the written value, or undefined where it is wrong or beyond the model, which is reported. */
export function settingOf(directive: Directive, findings: Findings): unknown {
  const said = SETTINGS[directive.name]?.(directive);
  if (said === undefined) return undefined;
  if ('wrong' in said) {
    findings.fault(directive, textOf(directive), said.wrong);
    return undefined;
  }
  const field = FIELDS[directive.name];
  return field && findings.fits(directive, directive.name, said.written, field)
    ? said.written
    : undefined;
}

/** A directive as one line of text, without its block. */
export function textOf(directive: Directive): string {
  return [directive.said ?? directive.name, ...directive.args.map(({ text }) => text)].join(' ');
}

/** `proxy_buffers` and `proxy_buffer_size` together, in bytes; either may be absent. 4k is a page of memory on usual machines. */
export function bufferBytes(
  buffers: Directive | undefined,
  first: Directive | undefined,
  findings: Findings,
): number | undefined {
  const [number, each] = buffers?.args.map(({ text }) => text) ?? ['8', '4k'];
  const head = first ? (only(first) ?? '') : '4k';
  const eachBytes = parseSize(each ?? '');
  const headBytes = parseSize(head);
  if (
    buffers &&
    (buffers.args.length !== 2 || !/^\d+$/.test(number ?? '') || Number(number) < 2 || !eachBytes)
  ) {
    findings.fault(
      buffers,
      textOf(buffers),
      t('needs a number of buffers, at least 2, and their size, such as 8 4k'),
    );
    return undefined;
  }
  if (first && !headBytes) {
    findings.fault(first, textOf(first), t('needs one size, such as 4k or 8k'));
    return undefined;
  }
  return Number(number) * (eachBytes ?? 0) + (headBytes ?? 0);
}

/** `proxy_next_upstream`: whether errors and timeouts go to the next server; what else it names is listed. */
export function nextUpstream(directive: Directive, findings: Findings): 'error timeout' | 'off' {
  const conditions = directive.args.map(({ text }) => text);
  if (conditions.includes('off')) return 'off';
  const known = ['error', 'timeout'];
  const others = conditions.filter((each) => !known.includes(each));
  const missing = known.filter((each) => !conditions.includes(each));
  if (missing.length === 2) {
    findings.refuse(
      directive,
      directive.name,
      t('Only “error” and “timeout” are modelled, which are not among these; it counts as off.'),
    );
    return 'off';
  }
  if (others.length > 0)
    findings.refuse(
      directive,
      directive.name,
      t('Only part: “error” and “timeout” count, {others} does not.', {
        others: others.join(', '),
      }),
    );
  if (missing.length > 0)
    findings.refuse(
      directive,
      directive.name,
      t('Only part: “{missing}” counts as well here; the two cannot be told apart.', {
        missing: String(missing[0]),
      }),
    );
  return 'error timeout';
}

/** The settings of a part as written, or none. */
export function settingsOf(part: unknown): Readonly<Record<string, unknown>> {
  return isRecord(part) ? part : {};
}
