import { msg, t } from '../language/t.ts';
import type { Problem } from '../scenario/scenario.ts';
import { type LogEntry, readLogLine } from './accessLogLine.ts';
import { pathOf } from './routePattern.ts';
import { LeavingOut, type ReadTraffic, type Visit } from './traffic.ts';
import { median, scenarioOfVisits } from './trafficScenario.ts';

/** Lines beyond this are not looked at. */
const MOST_LINES = 500_000;
/** Bytes of a request's head where the log's own requests without a body do not tell. */
const USUAL_HEAD_BYTES = 500;
/** Bytes a second of the link that scenarios have by default, for the time that an answer is on its way. */
const LINK_DOWN = 62_500_000;

interface Numbered {
  readonly line: number;
  readonly entry: LogEntry;
}

/**
 * Reads an nginx access log: combined format, with `$request_time`, `$upstream_response_time` or `$request_length` behind it, or JSON by
 * lines. Its requests become the arrivals of the scenario that is handed in, its URLs the routes.
 * @param name of the file, for messages
 * @param written the scenario whose clients and routes are replaced
 * @returns problems where not one line can be read, or the scenario itself is wrong
 */
export function readAccessLog(
  text: string,
  name: string,
  written: Readonly<Record<string, unknown>>,
): ReadTraffic | Problem[] {
  const out = new LeavingOut();
  const { entries, lines, isCut } = readLines(text, out);
  if (entries.length === 0) {
    const first = out.list[0];
    return [
      {
        at: `${name}:${first?.line ?? 1}`,
        value: lineAt(text, first?.line ?? 1),
        message: t(
          first
            ? msg(
                'no line could be read; this one {why}. Allowed: nginx’s combined format, also with $request_time and $upstream_response_time behind it, or one JSON object a line with time, request and status',
              )
            : msg(
                'is empty. Allowed: nginx’s combined format, also with $request_time and $upstream_response_time behind it, or one JSON object a line with time, request and status',
              ),
          { why: first?.why ?? '' },
        ),
      },
    ];
  }
  const assumed: string[] = [];
  if (isCut)
    assumed.push(
      t(
        'Only the first {lines, plural, one {# line} other {# lines}} were read; the rest is left out.',
        { lines },
      ),
    );
  const visits = visitsOf(entries, assumed, out);
  if (visits.length === 0)
    return [
      {
        at: `${name}:${out.list[0]?.line ?? 1}`,
        value: lineAt(text, out.list[0]?.line ?? 1),
        message: t('no request could be asked again; this one {why}', {
          why: out.list[0]?.why ?? t('has no path'),
        }),
      },
    ];
  return scenarioOfVisits(
    visits,
    written,
    {
      title: t('Traffic of {file}', { file: printable(name) }),
      source: 'log',
      isOneVisitor: false,
      assumed,
    },
    out,
  );
}

/** Whether a text is an access log, judging by its first lines. */
export function looksLikeAccessLog(name: string, text: string): boolean {
  const first = text
    .slice(0, 40_000)
    .split('\n', 21)
    .filter((line) => line.trim() !== '');
  const read = first.filter((line) => typeof readLogLine(line) !== 'string').length;
  // A file that is called a log is believed for a single line; others must be one in the main.
  return /\.log(?:[.-]?\d+)?$/i.test(name) ? read > 0 : read * 2 > first.length;
}

function readLines(
  text: string,
  out: LeavingOut,
): { entries: Numbered[]; lines: number; isCut: boolean } {
  const entries: Numbered[] = [];
  let line = 0;
  let from = 0;
  while (from < text.length && line < MOST_LINES) {
    const found = text.indexOf('\n', from);
    const until = found < 0 ? text.length : found;
    line++;
    const own = text
      .slice(from, until)
      .replace(/^\uFEFF/, '')
      .trimEnd();
    from = until + 1;
    if (own === '') continue;
    const entry = readLogLine(own);
    if (typeof entry === 'string') out.add(line, entry);
    else entries.push({ line, entry });
  }
  return { entries, lines: line, isCut: from < text.length };
}

function visitsOf(entries: readonly Numbered[], assumed: string[], out: LeavingOut): Visit[] {
  const ends = endsOf(entries, assumed);
  const headBytes = headOf(entries);
  const hasUpstream = entries.some(({ entry }) => entry.upstreamUs !== null);
  const hasRequest = entries.some(({ entry }) => entry.requestUs !== null);
  assumed.push(
    hasRequest
      ? t('A log tells when a request was over: it began $request_time earlier.')
      : t(
          'The log does not tell how long requests took ($request_time): each is taken to begin when it was over.',
        ),
  );
  if (hasUpstream) assumed.push(t('How long the app takes is $upstream_response_time.'));
  else if (hasRequest)
    assumed.push(
      t(
        'How long the app takes is $request_time less the time that the bytes need on a fast line; slow clients make it too long. $upstream_response_time would tell.',
      ),
    );
  else assumed.push(t('The app takes 4 ms for each request, for the log does not tell.'));
  const visits: Visit[] = [];
  entries.forEach(({ line, entry }, i) => {
    const path = pathOf(entry.target);
    if (path === null) {
      out.add(line, t('asks for no path'));
      return;
    }
    const endUs = ends[i] as number;
    const bodyBytes = bodyOf(entry, headBytes);
    visits.push({
      line,
      startUs: endUs - (entry.requestUs ?? 0),
      endUs,
      client: entry.client,
      method: entry.method,
      path,
      status: entry.status,
      responseBytes: entry.responseBytes,
      bodyBytes,
      serverUs: serverUsOf(entry, bodyBytes, hasUpstream),
      contentType: null,
    });
  });
  if (visits.some(({ bodyBytes }) => bodyBytes > 0))
    assumed.push(
      t('Bodies are $request_length less a head of {bytes} bytes.', { bytes: String(headBytes) }),
    );
  else if (entries.some(({ entry }) => /^P/.test(entry.method)))
    assumed.push(t('Requests have no bodies, for the log does not tell their $request_length.'));
  return visits;
}

/** When each was over; those of one second are spread evenly over it, in the order of the log. */
function endsOf(entries: readonly Numbered[], assumed: string[]): number[] {
  const inSecond = new Map<number, number>();
  for (const { entry } of entries)
    if (entry.time.isWholeSecond)
      inSecond.set(entry.time.atUs, (inSecond.get(entry.time.atUs) ?? 0) + 1);
  if (inSecond.size > 0)
    assumed.push(
      t('The log only tells the second: requests of one second are spread evenly over it.'),
    );
  const come = new Map<number, number>();
  return entries.map(({ entry: { time } }) => {
    if (!time.isWholeSecond) return time.atUs;
    const nth = come.get(time.atUs) ?? 0;
    come.set(time.atUs, nth + 1);
    return time.atUs + Math.round(((nth + 0.5) * 1e6) / (inSecond.get(time.atUs) ?? 1));
  });
}

function headOf(entries: readonly Numbered[]): number {
  const heads = entries
    .filter(({ entry }) => /^(?:GET|HEAD)$/.test(entry.method))
    .map(({ entry }) => entry.requestBytes)
    .filter((bytes) => bytes !== null);
  return heads.length > 0 ? median(heads) : USUAL_HEAD_BYTES;
}

function bodyOf({ method, requestBytes }: LogEntry, headBytes: number): number {
  if (requestBytes === null || !/^(?:POST|PUT|PATCH)$/.test(method)) return 0;
  return Math.max(0, requestBytes - headBytes);
}

/** Where others have an upstream time and this one has none, nginx answered by itself. */
function serverUsOf(entry: LogEntry, bodyBytes: number, hasUpstream: boolean): number | null {
  if (hasUpstream) return entry.upstreamUs;
  if (entry.requestUs === null) return null;
  const onLineUs = ((entry.responseBytes + bodyBytes) / LINK_DOWN) * 1e6;
  return Math.max(0, Math.round(entry.requestUs - onLineUs));
}

function lineAt(text: string, line: number): string {
  const found = text.split('\n', line)[line - 1] ?? '';
  return found.length > 60 ? `${found.slice(0, 59)}…` : found;
}

/** A file's name without what a title may not show. */
export const printable = (name: string): string =>
  name.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').slice(0, 80) || t('a file');
