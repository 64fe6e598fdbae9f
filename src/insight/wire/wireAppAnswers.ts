/**
 * Answers as each app server writes them: which headers are its own, in which order, and what it says by itself. Measured, but for Flask's
 * (from Werkzeug's source).
 */

import type { Gunicorn, Route, Scenario } from '../../scenario/scenario.ts';
import type { AppOf, AppServer } from '../../scenario/servers/appServers.ts';
import { apacheOwn, apacheServer, type Kept } from './wireApache.ts';
import { httpDate } from './wireClock.ts';
import { type Header, type HttpMessage, headOf, requestVersion } from './wireHttp.ts';
import { type AppPage, djangoPage, flaskPage, pythonReason } from './wirePages.ts';

/** What is known of an answer when it is written. */
export interface Answering extends Kept {
  readonly scenario: Scenario;
  readonly route: Route;
  readonly responseBytes: number;
  readonly status: number;
  readonly atUs: number;
  /** It will read another request from this connection. */
  readonly keeps: boolean;
}

interface Manner {
  /** Of what the app has answered. */
  answer(of: Answering, page: AppPage): HttpMessage;
  /** Of a status that it gives by itself: null = the app would have said the same. */
  own?(of: Answering): HttpMessage | null;
  page?(route: Route, responseBytes: number, status: number): AppPage;
}

const statusLine = (version: string, status: number): string =>
  `HTTP/${version} ${status} ${pythonReason(status)}`;

const http = (first: string, headers: readonly Header[], { body, bodyBytes }: AppPage) => ({
  head: headOf(first, headers),
  body,
  bodyBytes,
});

const GUNICORN_500 =
  '<html>\n  <head>\n    <title>Internal Server Error</title>\n  </head>\n  <body>\n    <h1><p>Internal Server Error</p></h1>\n    \n  </body>\n</html>\n';

/** Gunicorn 26's own page, written by a worker that SIGABRT struck while it still could write. */
function gunicornTimeoutPage(): HttpMessage {
  return {
    head: headOf('HTTP/1.1 500 Internal Server Error', [
      ['Connection', 'close'],
      ['Content-Type', 'text/html'],
      ['Content-Length', GUNICORN_500.length],
    ]),
    body: GUNICORN_500,
    bodyBytes: GUNICORN_500.length,
  };
}

/** Whether a worker can still write its own 500 page when --timeout strikes. */
function answersTimeout(app: Gunicorn): boolean {
  return app.version === '26.1' && app.worker_class === 'sync';
}

/** In the HTTP version of the request. The asgi worker writes Django's headers first and says nothing of the connection. */
const GUNICORN: Manner = {
  answer: (of, page) => {
    const { scenario, status, atUs, keeps } = of;
    const date: Header = ['Date', httpDate(atUs)];
    const isAsgi = (scenario.app as Gunicorn).worker_class === 'asgi';
    const headers: Header[] = isAsgi
      ? [...page.headers, ['Server', 'gunicorn/asgi'], date]
      : [
          ['Server', 'gunicorn'],
          date,
          ['Connection', keeps ? 'keep-alive' : 'close'],
          ...page.headers,
        ];
    return http(statusLine(requestVersion(scenario), status), headers, page);
  },
};

/** Not a word of its own: no server, no date, nothing of the connection that it closes. */
const UWSGI: Manner = {
  answer: ({ scenario, status }, page) => {
    // Its own protocol brings the client's version along.
    const { app } = scenario;
    const isOwn = app.kind === 'uwsgi' && app.protocol === 'socket';
    const version = isOwn ? '1.1' : requestVersion(scenario);
    return http(statusLine(version, status), page.headers, page);
  },
};

/** cheroot 9: date and name behind the app's headers. */
const CHERRYPY: Manner = {
  answer: ({ status, atUs, keeps, scenario }, page) => {
    const isOld = requestVersion(scenario) === '1.0';
    const headers: Header[] = [
      ...page.headers,
      ...(keeps || isOld ? [] : [['Connection', 'close'] as const]),
      ['Date', httpDate(atUs)],
      ['Server', 'Cheroot/9.0.0'],
    ];
    return http(statusLine('1.1', status), headers, page);
  },
  own: ({ status }) =>
    status === 500
      ? null
      : {
          head: headOf(statusLine('1.1', status), [
            ['Content-Length', 0],
            ['Content-Type', 'text/plain'],
          ]),
          body: '',
          bodyBytes: 0,
        },
};

/** wsgiref's server within Django; without threads it says that it closes. */
const RUNSERVER: Manner = {
  answer: ({ scenario, status, atUs }, page) => {
    const isThreaded = (scenario.app as AppOf<'runserver'>).threading;
    const headers: Header[] = [
      ['Date', httpDate(atUs)],
      ['Server', 'WSGIServer/0.2 CPython/3.11.2'],
      ...page.headers,
      ...(isThreaded ? [] : [['Connection', 'close'] as const]),
    ];
    return http(statusLine('1.1', status), headers, page);
  },
};

/** Werkzeug always closes, and says so. */
const FLASK: Manner = {
  answer: ({ status, atUs }, page) =>
    http(
      statusLine('1.1', status),
      [
        ['Server', 'Werkzeug/3.1.3 Python/3.11.2'],
        ['Date', httpDate(atUs)],
        ...page.headers,
        ['Connection', 'close'],
      ],
      page,
    ),
  page: flaskPage,
};

/** Embedded, Apache itself answers; a daemon process says what a CGI script would, to Apache. */
const MOD_WSGI: Manner = {
  answer: (of, page) => {
    const { scenario, status } = of;
    if (!isEmbedded(scenario.app)) {
      const length = page.headers.filter(([name]) => name === 'Content-Length');
      const rest = page.headers.filter(([n]) => n !== 'Content-Length' && n !== 'Content-Type');
      const type = page.headers.filter(([name]) => name === 'Content-Type');
      const first = `Status: ${status} ${pythonReason(status)}`;
      return http(first, [...length, ...rest, ...type], page);
    }
    const type = page.headers.filter(([name]) => name === 'Content-Type');
    const rest = page.headers.filter(([name]) => name !== 'Content-Type');
    return http(
      statusLine('1.1', status),
      [...apacheServer(of), ...rest, ...closing(of), ...type],
      page,
    );
  },
  own: (of) => {
    if (of.status === 500) return null;
    return isEmbedded(of.scenario.app)
      ? apacheOwn(of, of.status)
      : { head: 'Status: 200 Timeout\r\n\r\n', body: '', bodyBytes: 0 };
  },
};

const isEmbedded = (app: AppServer): boolean => app.kind === 'mod_wsgi' && app.mode === 'embedded';

const closing = ({ keeps }: Kept): readonly Header[] => (keeps ? [] : [['Connection', 'close']]);

/** A server of which nothing more is known says who it is, when, and whether it closes. */
const PLAIN: Manner = {
  answer: ({ scenario, status, atUs, keeps }, page) =>
    http(
      statusLine(requestVersion(scenario), status),
      [
        ['Server', scenario.app.kind],
        ['Date', httpDate(atUs)],
        ['Connection', keeps ? 'keep-alive' : 'close'],
        ...page.headers,
      ],
      page,
    ),
};

const MANNERS: Readonly<Partial<Record<AppServer['kind'], Manner>>> = {
  gunicorn: GUNICORN,
  uwsgi: UWSGI,
  mod_wsgi: MOD_WSGI,
  cherrypy: CHERRYPY,
  runserver: RUNSERVER,
  flask: FLASK,
};

const mannerOf = ({ scenario }: Answering): Manner => MANNERS[scenario.app.kind] ?? PLAIN;

/** What the app server writes for an answer of the app. */
export function appAnswer(of: Answering): HttpMessage {
  const manner = mannerOf(of);
  const page = (manner.page ?? djangoPage)(of.route, of.responseBytes, of.status);
  return manner.answer(of, page);
}

/** What it writes where it answers by itself: a request that was not all there in time, or had waited for too long. */
export function appOwnAnswer(of: Answering): HttpMessage {
  return mannerOf(of).own?.(of) ?? appAnswer(of);
}

/** What a worker writes that its limit has struck, or null where it cannot write any more. */
export function timeoutAnswer({ app }: Scenario): HttpMessage | null {
  return app.kind === 'gunicorn' && answersTimeout(app) ? gunicornTimeoutPage() : null;
}

/** A static file that the app server hands out without the app, as Apache's children do. */
export function appFile(of: Answering): HttpMessage | null {
  return isEmbedded(of.scenario.app) ? null : appAnswer(of);
}
