/**
 * Apache's answers: files, pages of its own, and what it makes of an app server's. Pages in the words of httpd 2.4 (`get_canned_error_string`),
 * their lengths as measured; the order of headers likewise (`ap_basic_http_header`, `ap_http_header_filter`).
 */
import type { Route, Scenario } from '../../scenario/scenario.ts';
import { frontTraitsOf } from '../../scenario/servers/fronts.ts';
import { httpDate, httpDateOfUnix } from './wireClock.ts';
import { type Header, type HttpMessage, headersOf, headOf } from './wireHttp.ts';
import { bodyOf, FILE_TIME, pythonReason } from './wirePages.ts';

/** What is said of when, by whom, and of the connection. */
export interface Kept {
  readonly scenario: Scenario;
  readonly atUs: number;
  readonly keeps: boolean;
}

const DOCTYPE =
  '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">\n';

const WORDS: Readonly<Record<number, string>> = {
  400: '<p>Your browser sent a request that this server could not understand.<br />\n</p>\n',
  403: "<p>You don't have permission to access this resource.</p>\n",
  404: '<p>The requested URL was not found on this server.</p>\n',
  408: '<p>Server timeout waiting for the HTTP request from the client.</p>\n',
  410: '<p>The requested resource is no longer available on this server and there is no forwarding address.\nPlease remove all references to this resource.</p>\n',
  413: 'The requested resource does not allow request data with POST requests, or the amount of data provided in\nthe request exceeds the capacity limit.\n',
  429: '<p>The user has sent too many requests\nin a given amount of time.</p>\n',
  502: '<p>The proxy server received an invalid\r\nresponse from an upstream server.<br />\r\nThe proxy server could not handle the request<p>Reason: <strong>Error reading from remote server</strong></p></p>\n',
  503: '<p>The server is temporarily unable to service your\nrequest due to maintenance downtime or capacity\nproblems. Please try again later.</p>\n',
  504: '<p>The gateway did not receive a timely response\nfrom the upstream server or application.</p>\n',
};

const ANY_ERROR =
  '<p>The server encountered an internal error or\nmisconfiguration and was unable to complete\nyour request.</p>\n<p>Please contact the server administrator at \n [no address given] to inform them of the time this error occurred,\n and the actions you performed just before this error.</p>\n<p>More information about this error may be available\nin the server error log.</p>\n';

/** As Apache words statuses; 502 bears the proxy's own words. */
function reason(status: number): string {
  return status === 502 ? 'Proxy Error' : pythonReason(status);
}

function pageOf(status: number): string {
  if (status < 300) return '';
  const title = `${status} ${reason(status)}`;
  return `${DOCTYPE}<html><head>\n<title>${title}</title>\n</head><body>\n<h1>${reason(status)}</h1>\n${WORDS[status] ?? ANY_ERROR}</body></html>\n`;
}

/** Bytes of its own page for a status. */
export function apachePageBytes(status: number): number {
  return pageOf(status).length;
}

/** `Apache/2.4.71 (Debian)`, and what it has loaded. */
export function apacheName({ app }: Scenario): string {
  const base = 'Apache/2.4.71 (Debian)';
  return app.kind === 'mod_wsgi' ? `${base} mod_wsgi/4.9.4 Python/3.11` : base;
}

/** Date and Server, which come first. */
export function apacheServer({ scenario, atUs }: Omit<Kept, 'keeps'>): readonly Header[] {
  return [
    ['Date', httpDate(atUs)],
    ['Server', apacheName(scenario)],
  ];
}

const closing = (keeps: boolean): readonly Header[] => (keeps ? [] : [['Connection', 'close']]);

/** Apache's own page for a status. */
export function apacheOwn(of: Kept, status: number): HttpMessage {
  const body = pageOf(status);
  const { front, app } = of.scenario;
  const drops = front !== null && frontTraitsOf(front, app).closesAfter.includes(status);
  return {
    head: headOf(`HTTP/1.1 ${status} ${reason(status)}`, [
      ...apacheServer(of),
      ['Content-Length', body.length],
      ...closing(of.keeps && !drops && status !== 408),
      ['Content-Type', 'text/html; charset=iso-8859-1'],
    ]),
    body,
    bodyBytes: body.length,
  };
}

/** A file from the disk. */
export function apacheFile(of: Kept, route: Route, responseBytes: number): HttpMessage {
  const changed = (FILE_TIME * 1e6).toString(16);
  return {
    head: headOf('HTTP/1.1 200 OK', [
      ...apacheServer(of),
      ['Last-Modified', httpDateOfUnix(FILE_TIME)],
      ['ETag', `"${responseBytes.toString(16)}-${changed}"`],
      ['Accept-Ranges', 'bytes'],
      ['Content-Length', responseBytes],
      ...closing(of.keeps),
      ['Content-Type', route.contentType],
    ]),
    body: bodyOf(route).slice(0, responseBytes),
    bodyBytes: responseBytes,
  };
}

/** The answer of an app server, as Apache hands it on. mod_proxy keeps the app server's Date and Server; a daemon process had none. */
export function apacheRelayed(of: Kept, upstream: HttpMessage): HttpMessage {
  const [first = ''] = upstream.head.split('\r\n');
  const headers = headersOf(upstream.head);
  const named = (name: string) => headers.filter(([n]) => n === name);
  const isScript = first.startsWith('Status: ');
  const status = isScript
    ? `HTTP/1.1 ${first.slice(8)}`
    : first.replace(/^HTTP\/1\.\d/, 'HTTP/1.1');
  const [date] = named('Date');
  const [server] = named('Server');
  const [ownDate, ownServer] = apacheServer(of) as [Header, Header];
  const rest = headers.filter(([n]) => !['Date', 'Server', 'Connection', 'Keep-Alive'].includes(n));
  const type = isScript ? rest.filter(([n]) => n === 'Content-Type') : [];
  return {
    ...upstream,
    head: headOf(status, [
      date ?? ownDate,
      server ?? ownServer,
      ...rest.filter((header) => !type.includes(header)),
      ...closing(of.keeps && !closesOn(of.scenario, status)),
      ...type,
    ]),
  };
}

function closesOn({ front, app }: Scenario, statusLine: string): boolean {
  if (front === null) return false;
  const { closesAfter, closesAfterAny } = frontTraitsOf(front, app);
  return closesAfterAny && closesAfter.includes(Number(statusLine.split(' ')[1]));
}
