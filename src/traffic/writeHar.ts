import { requestName } from '../insight/plainWords.ts';
import type { Run } from '../insight/shapes.ts';
import { circumstances } from '../insight/state/circumstances.ts';
import { gunicornDate } from '../insight/wire/wireClock.ts';
import { HOST } from '../insight/wire/wireHttp.ts';
import { type RequestRow, requestTable } from '../recording/requestTable.ts';
import type { Micros } from '../scenario/scenario.ts';
import { clientPhases, troubleOf } from './clientPhases.ts';

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Time-out',
  413: 'Request Entity Too Large',
  414: 'Request-URI Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Time-out',
};

/**
 * A run as an HTTP Archive (HAR 1.2), as one browser that made all of the requests would save it. Times are the clients'; t = 0 is the moment at which
 * the logs begin. A request without an answer has status 0 and says why in `_error`, as browsers write it.
 */
export function writeHar(run: Run): string {
  const table = requestTable(run);
  const pages = pagesOf(table);
  const entries = table.map((row) => JSON.stringify(entryOf(run, row, pages.get(pageOf(row)))));
  const shown = [...pages].map(([page, id]) => {
    const row = page === null ? undefined : table[page];
    const { title } = run.scenario;
    return JSON.stringify({
      startedDateTime: isoDate(row?.startUs ?? 0),
      id,
      title: row ? `${requestName(row.id)} ${circumstances(run, row.id).route.path}` : title,
      pageTimings: { onContentLoad: -1, onLoad: row?.pageLoadUs ? row.pageLoadUs / 1000 : -1 },
    });
  });
  return `{"log":{"version":"1.2","creator":{"name":"Roundtrip","version":"1"},"pages":[${shown.join(',\n')}],"entries":[${entries.join(',\n')}]}}\n`;
}

/** `2026-11-20T10:00:00.012345Z` */
function isoDate(atUs: Micros): string {
  const date = gunicornDate(atUs);
  const fraction = String(Math.floor(atUs % 1e6)).padStart(6, '0');
  return `${date.slice(0, 10)}T${date.slice(11, 19)}.${fraction}Z`;
}

/** The page that a request belongs to, or null: its own where it brought files along. */
const pageOf = (row: RequestRow): number | null =>
  row.page ?? (row.pageLoadUs === null ? null : row.id);

/** Names of pages; requests that belong to none share one. */
function pagesOf(table: readonly RequestRow[]): Map<number | null, string> {
  const found = new Map<number | null, string>();
  for (const row of table) {
    const page = pageOf(row);
    if (!found.has(page)) found.set(page, page === null ? 'run' : `page_${page + 1}`);
  }
  return found;
}

function entryOf(run: Run, row: RequestRow, pageref: string | undefined): unknown {
  const { route, population } = circumstances(run, row.id);
  const seed = run.seed(row.id);
  const { startUs, connectedUs, sentUs, firstByteUs, endUs } = clientPhases(row, run.endUs);
  const ms = (us: Micros) => us / 1000;
  const error = troubleOf(row);
  const status = error === null ? (row.status ?? 0) : 0;
  const isWhole = status === 200;
  const sizes = isWhole
    ? { content: seed.responseBytes, body: seed.responseBytes }
    : { content: 0, body: -1 };
  const [, query = ''] = /\?(.*)$/s.exec(route.path) ?? [];
  return {
    ...(pageref === undefined ? {} : { pageref }),
    startedDateTime: isoDate(startUs),
    time: ms(endUs - startUs),
    request: {
      method: route.method,
      url: `http://${HOST}${route.path}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [{ name: 'Host', value: HOST }],
      queryString: query === '' ? [] : query.split('&').map(pairOf),
      headersSize: -1,
      bodySize: seed.bodyBytes,
    },
    response: {
      status,
      statusText: REASONS[status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: isWhole
        ? [
            { name: 'Content-Type', value: route.contentType },
            { name: 'Content-Length', value: String(seed.responseBytes) },
          ]
        : [],
      content: { size: sizes.content, mimeType: isWhole ? route.contentType : 'x-unknown' },
      redirectURL: '',
      headersSize: -1,
      bodySize: error === null ? sizes.body : -1,
      ...(error === null ? {} : { _error: error }),
    },
    cache: {},
    timings: {
      blocked: -1,
      dns: -1,
      connect: connectedUs === null ? -1 : ms(connectedUs - startUs),
      send: ms(sentUs - (connectedUs ?? startUs)),
      wait: ms(firstByteUs - sentUs),
      receive: ms(endUs - firstByteUs),
      ssl: -1,
    },
    comment: `${requestName(row.id)} of ${population.name}`,
  };
}

function pairOf(pair: string): { name: string; value: string } {
  const [name = '', value = ''] = pair.split(/=(.*)/s);
  return { name, value };
}
