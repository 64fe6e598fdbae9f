import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { FrontOf } from '../../scenario/servers/fronts.ts';
import type { LogLine, Run } from '../shapes.ts';
import { appAddress } from '../wire/wireAddresses.ts';
import { apacheName, apachePageBytes } from '../wire/wireApache.ts';
import { backOf } from '../wire/wireBack.ts';
import { attempts, Journey } from '../wire/wireEvents.ts';
import {
  accessLine,
  clientWords,
  errorLine,
  type Files,
  filesOf,
  PARENT_PID,
  resumed,
  type Writer,
} from './logsApacheWords.ts';
import { triesOf } from './logsNginxTries.ts';
import { routeOf } from './logsProcesses.ts';

const THREADS = 25;

/**
 * Apache before app servers: the access log in the common format, the error log at the level `info` (AH01382 of mod_reqtimeout stands there).
 * Wordings as measured (F_*apache*), the others from httpd 2.4. SIMPLIFIED: which of its threads writes is made up.
 */
export class ApacheLogs {
  private readonly run: Run;
  private readonly front: FrontOf<'apache'>;
  private readonly files: Files;
  private pid = PARENT_PID + 1;

  /** @param name of its files: `apache`, or `apache 2` for one of several */
  constructor(run: Run, front: FrontOf<'apache'>, name = 'apache') {
    this.run = run;
    this.front = front;
    this.files = filesOf(name);
  }

  linesOf(event: RecordedEvent): LogLine[] {
    switch (event.name) {
      case 'upstream/failed':
      case 'upstream/timedOut':
      case 'upstream/retried':
        return this.failed(event);
      case 'upstream/down': {
        const { upstream } = appAddress(this.run.scenario, Math.max(0, event.actor));
        const words = `AH00959: ap_proxy_connect_backend disabling worker for (${upstream}) for ${Math.round(event.arg / 1e6)}s`;
        return [this.thread(event, 'proxy:error', words)];
      }
      case 'front/answered':
        return this.answered(event);
      case 'front/closed':
        return event.arg > 0 && event.request !== NONE ? [this.access(event)] : [];
      case 'front/reloaded': {
        this.pid += 1;
        const words = 'AH00493: SIGUSR1 received.  Doing graceful restart';
        return [this.parent(event, 'mpm_event:notice', words), this.ready(event)];
      }
      case 'front/stopped':
        return [this.parent(event, 'mpm_event:notice', 'AH00491: caught SIGTERM, shutting down')];
      case 'front/started':
        this.pid += 1;
        return [
          this.ready(event),
          this.parent(event, 'core:notice', "AH00094: Command line: 'apache2 -D FOREGROUND'"),
        ];
      default:
        return [];
    }
  }

  private writerOf(request: number): Writer {
    return { pid: this.pid, tid: this.pid + 5 + (Math.max(0, request) % THREADS) };
  }

  private thread(event: RecordedEvent, module: string, words: string): LogLine {
    return errorLine(event, this.files.error, module, this.writerOf(event.request), words);
  }

  private parent(event: RecordedEvent, module: string, words: string): LogLine {
    const writer = { pid: PARENT_PID, tid: PARENT_PID };
    return errorLine(event, this.files.error, module, writer, words);
  }

  private ready(event: RecordedEvent): LogLine {
    const { module, words } = resumed(apacheName(this.run.scenario), false);
    return this.parent(event, module, words);
  }

  private failed(event: RecordedEvent): LogLine[] {
    const { run } = this;
    const last = triesOf(run, event.request, event.index).at(-1);
    if (!last) return [];
    const who = clientWords(run, event.request);
    const isTimeout =
      event.name === 'upstream/timedOut' || (event.name === 'upstream/retried' && event.arg === 1);
    if (run.scenario.app.kind === 'mod_wsgi')
      return this.daemonFailed(event, last.isConnected, isTimeout, who);
    const { upstream, ip, port } = appAddress(run.scenario, last.instance ?? 0);
    const [path] = routeOf(run, event.request).path.split('?');
    if (last.isConnected) {
      const why = isTimeout
        ? '(70007)The timeout specified has expired'
        : '(20014)Internal error (specific information not available)';
      return [
        this.thread(
          event,
          'proxy_http:error',
          `${why}: ${who} AH01102: error reading status line from remote server ${ip === null ? 'httpd-UDS:0' : upstream}`,
        ),
        this.thread(
          event,
          'proxy:error',
          `${who} AH00898: Error reading from remote server returned by ${path}`,
        ),
      ];
    }
    const why = isTimeout ? '(110)Connection timed out' : '(111)Connection refused';
    const attempt =
      ip === null
        ? `${why}: AH02454: HTTP: attempt to connect to Unix domain socket ${upstream.slice('unix:'.length)} (localhost:80) failed`
        : `${why}: AH00957: http: attempt to connect to ${upstream} (${upstream.split(':')[0]}:${port}) failed`;
    return [
      this.thread(event, 'proxy:error', attempt),
      this.thread(
        event,
        'proxy_http:error',
        `${who} AH01114: HTTP: failed to make connection to backend: ${ip === null ? 'httpd-UDS' : upstream.split(':')[0]}`,
      ),
    ];
  }

  /** Before daemon processes of mod_wsgi (4.9; I_crash_mod_wsgi-daemon). */
  private daemonFailed(
    event: RecordedEvent,
    isConnected: boolean,
    isTimeout: boolean,
    who: string,
  ): LogLine[] {
    const script = "daemon process 'app': /srv/shop/wsgi.py";
    const socket = appAddress(this.run.scenario, 0).upstream.replace('unix:', '');
    const words = isConnected
      ? isTimeout
        ? `(70007)The timeout specified has expired: ${who} Timeout when reading response headers from ${script}`
        : `${who} Truncated or oversized response headers received from ${script}`
      : `(111)Connection refused: ${who} mod_wsgi (pid=${this.pid}): Unable to connect to WSGI daemon process 'app' on '${socket}' after multiple attempts as listener backlog limit was exceeded or the socket does not exist.`;
    return [this.thread(event, 'wsgi:error', words)];
  }

  /** What Apache answers by itself before any app server is asked. */
  private answered(event: RecordedEvent): LogLine[] {
    const who = clientWords(this.run, event.request);
    const { bodyBytes } = this.run.seed(event.request);
    if (event.arg === 413) {
      const words = `${who} AH01588: Requested content-length of ${bodyBytes} is larger than the configured limit of ${this.front.limit_request_bodyBytes}`;
      return [this.thread(event, 'http:error', words)];
    }
    if (event.arg !== 408) return [];
    const journey = new Journey(this.run, event.request);
    if (!journey.first('head/received'))
      return [this.thread(event, 'reqtimeout:info', `${who} AH01382: Request header read timeout`)];
    const lines = [
      this.thread(event, 'reqtimeout:info', `${who} AH01382: Request body read timeout`),
    ];
    const { upstream } = appAddress(this.run.scenario, 0);
    if (this.run.scenario.app.kind !== 'mod_wsgi')
      lines.push(
        this.thread(
          event,
          'proxy:error',
          `(70007)The timeout specified has expired: ${who} AH01095: prefetch request body failed to ${upstream} (${upstream.split(':')[0]}) from ${who.slice(8, -1).split(':')[0]} ()`,
        ),
      );
    return lines;
  }

  private access(event: RecordedEvent): LogLine {
    const { run } = this;
    const journey = new Journey(run, event.request);
    const isRead = journey.first('head/received') !== undefined;
    const own = journey.first('front/answered', 'upstream/failed', 'upstream/timedOut');
    const route = routeOf(run, event.request);
    const { responseBytes } = run.seed(event.request);
    const last = attempts(run, journey).at(-1) ?? journey;
    const ofApp = (): number => backOf(run, event.request, last, route)?.http.bodyBytes ?? 0;
    const bytes = own
      ? isRead
        ? apachePageBytes(event.arg)
        : 0
      : event.arg < 400
        ? responseBytes
        : event.arg === 504
          ? apachePageBytes(504)
          : ofApp();
    return accessLine(run, event, this.files.access, event.arg, bytes, isRead);
  }
}
