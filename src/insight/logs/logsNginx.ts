import type { RecordedEvent } from '../../recording/recording.ts';
import { FAILURES, NONE } from '../../recording/vocabulary.ts';
import type { Nginx, Route } from '../../scenario/scenario.ts';
import type { LogLine, Run } from '../shapes.ts';
import { nginxPageBytes } from '../wire/wireAnswers.ts';
import { accessLogDate, errorLogDate } from '../wire/wireClock.ts';
import { Journey } from '../wire/wireEvents.ts';
import { clientAddress, HOST, USER_AGENT, upstreamBase } from '../wire/wireHttp.ts';

const PID = 713;
/** client_body_buffer_size on 64-bit machines: longer bodies go to a file, and nginx says so. */
const CLIENT_BODY_BUFFER_BYTES = 16_384;

type Level = 'alert' | 'error' | 'warn';

/**
 * nginx's two logs: access_log in the combined format, and error_log at the level `notice` that its own packages set.
 * What nginx reports at `info` (a client that leaves, a client that is too slow) is therefore seen in the access log alone.
 */
export class NginxLogs {
  private readonly run: Run;
  private readonly front: Nginx;
  private readonly numbers = new Map<number, number>();
  private connections = 0;
  private files = 0;

  constructor(run: Run, front: Nginx) {
    this.run = run;
    this.front = front;
  }

  /** The lines that one event makes nginx write. */
  linesOf(event: RecordedEvent): LogLine[] {
    const { request: r } = event;
    if (r === NONE) return [];
    switch (event.name) {
      case 'front/accepted':
        this.numbers.set(r, ++this.connections);
        return [];
      case 'upstream/connected':
        // nginx counts its connections to the app server with the clients'.
        this.connections += 1;
        return [];
      case 'body/buffered':
        return event.arg > CLIENT_BODY_BUFFER_BYTES
          ? [
              this.error(
                event,
                'warn',
                `a client request body is buffered to a temporary file ${this.file('client')}`,
                false,
              ),
            ]
          : [];
      case 'response/buffered':
        return event.arg > this.front.proxy_buffersBytes &&
          this.front.proxy_max_temp_file_sizeBytes > 0
          ? [
              this.error(
                event,
                'warn',
                `an upstream response is buffered to a temporary file ${this.file('proxy')} while reading upstream`,
                true,
              ),
            ]
          : [];
      case 'upstream/timedOut':
        return [
          this.error(
            event,
            'error',
            `upstream timed out (110: Connection timed out) while ${this.wasConnected(event) ? 'reading response header from' : 'connecting to'} upstream`,
            true,
          ),
        ];
      case 'upstream/failed':
        return [this.error(event, 'error', this.failure(event), true)];
      case 'front/answered':
        return event.arg === 413
          ? [
              this.error(
                event,
                'error',
                `client intended to send too large body: ${this.run.seed(r).bodyBytes} bytes`,
                false,
              ),
            ]
          : [];
      case 'front/closed':
        return event.arg > 0 ? [this.access(event)] : [];
      case 'request/failed':
        return this.refusedByLimit(event);
      default:
        return [];
    }
  }

  private file(kind: 'client' | 'proxy'): string {
    this.files += 1;
    const number = String(this.files).padStart(10, '0');
    return kind === 'client'
      ? `/var/cache/nginx/client_temp/${number}`
      : `/var/cache/nginx/proxy_temp/${number.slice(-1)}/${number.slice(-3, -1)}/${number}`;
  }

  private address(request: number): string {
    const seed = this.run.seed(request);
    return clientAddress(seed.population, seed.client);
  }

  private routeOf(request: number): Route {
    return this.run.scenario.routes[this.run.seed(request).route] as Route;
  }

  private error(event: RecordedEvent, level: Level, words: string, hasUpstream: boolean): LogLine {
    const route = this.routeOf(event.request);
    const upstream = hasUpstream
      ? `, upstream: "${upstreamBase(this.run.scenario.socket)}${route.path}"`
      : '';
    return {
      atUs: event.at,
      file: 'nginx error.log',
      request: event.request,
      text: `${errorLogDate(event.at)} [${level}] ${PID}#${PID}: *${this.numbers.get(event.request) ?? this.connections} ${words}, client: ${this.address(event.request)}, server: ${HOST}, request: "${route.method} ${route.path} HTTP/1.1"${upstream}, host: "${HOST}"`,
    };
  }

  private access(event: RecordedEvent): LogLine {
    const route = this.routeOf(event.request);
    return {
      atUs: event.at,
      file: 'nginx access.log',
      request: event.request,
      text: `${this.address(event.request)} - - [${accessLogDate(event.at)}] "${route.method} ${route.path} HTTP/1.1" ${event.arg} ${this.bodyBytesSent(event)} "-" "${USER_AGENT}"`,
    };
  }

  /** Body bytes of the answer, as $body_bytes_sent counts them: nothing for a client that left before it. */
  private bodyBytesSent(event: RecordedEvent): number {
    if (event.arg === 499 || event.arg === 408) return 0;
    const journey = new Journey(this.run, event.request);
    if (journey.first('front/answered', 'upstream/failed', 'upstream/timedOut'))
      return nginxPageBytes(this.front, event.arg);
    const left = journey.first('view/left');
    if (event.arg === 500) return left ? 145 : 141;
    return this.run.seed(event.request).responseBytes;
  }

  private wasConnected(event: RecordedEvent): boolean {
    const connected = new Journey(this.run, event.request).first(
      'upstream/connected',
      'socket/queued',
    );
    return connected !== undefined && connected.at <= event.at;
  }

  private failure(event: RecordedEvent): string {
    if (this.wasConnected(event))
      return 'upstream prematurely closed connection while reading response header from upstream';
    const isUnix = this.run.scenario.socket.kind === 'unix';
    const overflowed = new Journey(this.run, event.request).first('socket/overflowed');
    if (isUnix)
      return `connect() to unix:/run/gunicorn.sock failed (${overflowed ? '11: Resource temporarily unavailable' : '111: Connection refused'}) while connecting to upstream`;
    return 'connect() failed (111: Connection refused) while connecting to upstream';
  }

  /** Out of worker_connections: nginx closes the client's connection at once and logs no request. */
  private refusedByLimit(event: RecordedEvent): LogLine[] {
    if (this.numbers.has(event.request) || FAILURES[event.arg] === 'client-abort') return [];
    return [
      {
        atUs: event.at,
        file: 'nginx error.log',
        request: event.request,
        text: `${errorLogDate(event.at)} [alert] ${PID}#${PID}: ${this.front.worker_connections} worker_connections are not enough`,
      },
    ];
  }
}
