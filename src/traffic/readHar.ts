import { countText, durationText } from '../insight/plainWords.ts';
import { t } from '../language/t.ts';
import type { Problem } from '../scenario/scenario.ts';
import { readLogTime } from './logTime.ts';
import { printable } from './readAccessLog.ts';
import { pathOf } from './routePattern.ts';
import { LeavingOut, type ReadTraffic, type Visit } from './traffic.ts';
import { median, scenarioOfVisits } from './trafficScenario.ts';

/** Anything of a parsed JSON text. */
type Json = Readonly<Record<string, unknown>>;

/**
 * Reads an HTTP Archive (HAR 1.2) as browsers save it: one visitor, whose requests become the arrivals of the scenario that is handed in. Requests to
 * other hosts than the page's are left out.
 * @param name of the file, for messages
 * @param written the scenario whose clients and routes are replaced
 * @returns problems where the text is no HAR, or holds no request to the page's host
 */
export function readHar(
  text: string,
  name: string,
  written: Readonly<Record<string, unknown>>,
): ReadTraffic | Problem[] {
  const entries = entriesOf(text, name);
  if ('message' in entries) return [entries];
  const host = hostOf(entries.list);
  const out = new LeavingOut();
  const rttUs = rttOf(entries.list);
  const visits: Visit[] = [];
  entries.list.forEach((entry, i) => {
    const visit = visitOf(entry, i + 1, host, rttUs ?? 0);
    if (typeof visit === 'string') out.add(i + 1, visit);
    else visits.push(visit);
  });
  if (visits.length === 0)
    return [
      {
        at: `${name} log.entries`,
        value: countText(entries.list.length, 'entry', 'entries'),
        message: out.list[0]
          ? t('none could be asked again; entry {line} {why}', {
              line: String(out.list[0].line),
              why: out.list[0].why,
            })
          : t('are none; allowed: at least one request'),
      },
    ];
  const assumed = [
    t('One visitor; only requests to {host} are asked.', { host: String(host) }),
    rttUs === null
      ? t(
          'The file tells no time for connecting, so waiting for the first byte is taken as the app’s.',
        )
      : t(
          'A round trip to the server takes {time}, the median time for connecting; waiting for the first byte less that is the app’s.',
          { time: durationText(rttUs) },
        ),
  ];
  if (
    entries.list.some((entry) =>
      /^(?:h2|h3|http\/[23])/i.test(textIn(entry, 'request', 'httpVersion')),
    )
  )
    assumed.push(
      t('HTTP/2 and HTTP/3 send all over one connection; here a browser opens up to six.'),
    );
  const link = rttUs === null ? undefined : { rtt: `${rttUs}us` };
  return scenarioOfVisits(
    visits,
    written,
    {
      title: t('Traffic of {file}', { file: printable(name) }),
      source: t('HAR file'),
      ...(link ? { link } : {}),
      isOneVisitor: true,
      assumed,
    },
    out,
  );
}

/** Whether a text is a HAR file, judging by its name and beginning. */
export function looksLikeHar(name: string, text: string): boolean {
  const beginning = text.slice(0, 4_000);
  if (!/^[\uFEFF\s]*\{\s*"log"\s*:\s*\{/.test(beginning)) return false;
  return /\.har$/i.test(name) || /"(?:creator|entries|version|pages|browser)"\s*:/.test(beginning);
}

function entriesOf(text: string, name: string): { list: Json[] } | Problem {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const position = Number(/position (\d+)/.exec(said)?.[1] ?? 0);
    const before = text.slice(0, position).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    return {
      at: `${name}:${before.length}:${column}`,
      value: text.slice(position, position + 40),
      message: t('is not JSON, as a HAR file must be'),
    };
  }
  const list = within(within(parsed, 'log'), 'entries');
  if (!Array.isArray(list))
    return {
      at: `${name} log.entries`,
      value: list === undefined ? 'nothing' : typeof list,
      message: t('must be a list of requests, as browsers save it in a HAR file'),
    };
  return { list: list.map((entry) => (typeof entry === 'object' && entry !== null ? entry : {})) };
}

function within(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Json)[key]
    : undefined;
}

function textIn(entry: Json, ...path: readonly string[]): string {
  const value = path.reduce(within, entry as unknown);
  return typeof value === 'string' ? value : '';
}

/** The number there, or null where there is none or it says “does not apply” (-1). */
function numberIn(entry: Json, ...path: readonly string[]): number | null {
  const value = path.reduce(within, entry as unknown);
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

const hostIn = (entry: Json): string =>
  /^https?:\/\/(?:[^/?#@]*@)?([^/?#]+)/i
    .exec(textIn(entry, 'request', 'url'))?.[1]
    ?.toLowerCase() ?? '';

/** The page’s host: of the first answer that is HTML, else of the first request. */
function hostOf(entries: readonly Json[]): string {
  const isPage = (entry: Json) =>
    hostIn(entry) !== '' && textIn(entry, 'response', 'content', 'mimeType').includes('html');
  return hostIn(entries.find(isPage) ?? entries.find((entry) => hostIn(entry) !== '') ?? {});
}

/** A new connection costs one round trip, the handshake of TLS apart. µs; null where none was made. */
function rttOf(entries: readonly Json[]): number | null {
  const connects = entries
    .map((entry) => {
      const connect = numberIn(entry, 'timings', 'connect');
      return connect ? (connect - (numberIn(entry, 'timings', 'ssl') ?? 0)) * 1000 : 0;
    })
    .filter((us) => us > 0);
  return connects.length === 0 ? null : Math.min(10e6, Math.round(median(connects)));
}

function visitOf(entry: Json, line: number, host: string, rttUs: number): Visit | string {
  const url = textIn(entry, 'request', 'url');
  if (hostIn(entry) === '')
    return t('is no request over HTTP: {url}', { url: url.slice(0, 40) || t('no URL') });
  if (hostIn(entry) !== host)
    return t('goes to another host: {host}', { host: hostIn(entry).slice(0, 60) });
  const time = readLogTime(textIn(entry, 'startedDateTime'));
  if (!time) return t('has no startedDateTime');
  const status = numberIn(entry, 'response', 'status') ?? 0;
  if (textIn(entry, '_fromCache') !== '') return t('was answered from the browser’s cache');
  if (status === 0) return t('got no answer from the network (blocked, cancelled or failed)');
  if (status === 101) return t('is a WebSocket');
  const path = pathOf(url);
  const method = textIn(entry, 'request', 'method').toUpperCase();
  if (path === null || !/^[A-Z]{3,10}$/.test(method)) return t('has no method or no path');
  const wait = numberIn(entry, 'timings', 'wait');
  const postBytes = textIn(entry, 'request', 'postData', 'text').length;
  return {
    line,
    startUs: time.atUs,
    endUs: time.atUs + Math.round((numberIn(entry, 'time') ?? 0) * 1000),
    client: 'visitor',
    method,
    path,
    status,
    responseBytes: Math.round(responseOf(entry)),
    bodyBytes: Math.round(numberIn(entry, 'request', 'bodySize') || postBytes),
    serverUs: wait === null ? null : Math.max(0, Math.round(wait * 1000 - rttUs)),
    contentType: textIn(entry, 'response', 'content', 'mimeType') || null,
  };
}

/** Bytes over the line where they are told, else of the content. */
function responseOf(entry: Json): number {
  return (
    numberIn(entry, 'response', 'bodySize') ||
    numberIn(entry, 'response', '_transferSize') ||
    numberIn(entry, 'response', 'content', 'size') ||
    0
  );
}
