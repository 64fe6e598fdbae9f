/** What front servers give to clients: files, pages of their own, and what they make of an app server's answer. */
import type { Front, Nginx, Route, Scenario } from '../../scenario/scenario.ts';
import { apacheFile, apacheOwn, apacheRelayed, type Kept } from './wireApache.ts';
import { httpDate, httpDateOfUnix } from './wireClock.ts';
import { type Header, type HttpMessage, headersOf, headOf } from './wireHttp.ts';
import { nginxPage, relayedAnswer, staticAnswer } from './wireNginx.ts';
import { bodyOf, FILE_TIME, pythonReason } from './wirePages.ts';

interface Manner {
  relayed(of: Kept, upstream: HttpMessage): HttpMessage;
  file(of: Kept, route: Route, responseBytes: number): HttpMessage;
  /** Null: it closes without a word. */
  own(of: Kept, status: number): HttpMessage | null;
}

const NGINX: Manner = {
  relayed: (of, upstream) => relayedAnswer(nginxOf(of), upstream, of.atUs, of.keeps),
  file: (of, route, bytes) => staticAnswer(nginxOf(of), route, bytes, of.atUs, of.keeps),
  own: (of, status) => nginxPage(nginxOf(of), status, of.atUs, of.keeps),
};
const nginxOf = ({ scenario }: Kept): Nginx => scenario.front as Nginx;

const APACHE: Manner = { relayed: apacheRelayed, file: apacheFile, own: apacheOwn };

/** Of a front server of which no more is known than its name. */
function plain(server: string, dateLast: boolean): Manner {
  const own = (of: Kept): Header[] => [['Server', server], ...(dateLast ? [] : [dated(of)])];
  const behind = (of: Kept): Header[] => (dateLast ? [dated(of)] : []);
  const closing = ({ keeps }: Kept): Header[] => (keeps ? [] : [['Connection', 'close']]);
  const dated = ({ atUs }: Kept): Header => ['Date', httpDate(atUs)];
  const whole = (of: Kept, first: string, type: string, body: string, bodyBytes: number) => ({
    head: headOf(first, [
      ['Content-Type', type],
      ...own(of),
      ...closing(of),
      ...behind(of),
      ['Content-Length', bodyBytes],
    ]),
    body,
    bodyBytes,
  });
  return {
    relayed: (of, upstream) => {
      const [first = ''] = upstream.head.split('\r\n');
      const rest = headersOf(upstream.head).filter(
        ([name]) => !['Server', 'Date', 'Connection'].includes(name),
      );
      const headers = [...rest, ...own(of), ...closing(of), ...behind(of)];
      return { ...upstream, head: headOf(first.replace(/^HTTP\/1\.\d/, 'HTTP/1.1'), headers) };
    },
    file: (of, route, bytes) => {
      const body = bodyOf(route).slice(0, bytes);
      const message = whole(of, 'HTTP/1.1 200 OK', route.contentType, body, bytes);
      const changed = `Last-Modified: ${httpDateOfUnix(FILE_TIME)}\r\n`;
      return { ...message, head: message.head.replace(/(Server: )/, `${changed}$1`) };
    },
    own: (of, status) => {
      if (status === 408 || status === 499) return null;
      const words = pythonReason(status);
      const body = status < 300 ? '' : `<h1>${status} ${words}</h1>\r\n`;
      return whole(of, `HTTP/1.1 ${status} ${words}`, 'text/html', body, body.length);
    },
  };
}

const MANNERS: Readonly<Partial<Record<Front['kind'], Manner>>> = {
  nginx: NGINX,
  apache: APACHE,
  // From its documentation: its own name in place of the program's behind it, the date last.
  iis: plain('Microsoft-IIS/10.0', true),
};

function mannerOf({ front }: Scenario): Manner {
  const { kind } = front as Front;
  return MANNERS[kind] ?? plain(kind, false);
}

/** A file that the front server has itself. */
export const frontFile: Manner['file'] = (of, route, bytes) =>
  mannerOf(of.scenario).file(of, route, bytes);

/** A status that it gives by itself; null where it closes without a word. */
export const frontOwn: Manner['own'] = (of, status) => mannerOf(of.scenario).own(of, status);

/** An app server's answer as it hands it on. */
export const frontRelayed: Manner['relayed'] = (of, upstream) =>
  mannerOf(of.scenario).relayed(of, upstream);
