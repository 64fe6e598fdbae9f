import type { RecordedEvent } from '../../recording/recording.ts';
import { FAILURES, NONE } from '../../recording/vocabulary.ts';
import type { Nginx, Route } from '../../scenario/scenario.ts';
import type { LogLine, Run } from '../shapes.ts';
import { runIndex } from '../state/runIndex.ts';
import { clientOf } from '../wire/wireAddresses.ts';
import { backOf } from '../wire/wireBack.ts';
import { accessLogDate, errorLogDate } from '../wire/wireClock.ts';
import { attempts, Journey } from '../wire/wireEvents.ts';
import { gzipBytesOf } from '../wire/wireFrontAnswer.ts';
import { HOST, USER_AGENT } from '../wire/wireHttp.ts';
import { chunkedBytes, nginxPageBytes } from '../wire/wireNginx.ts';
import { CACHE_HITS, CACHE_MISSES, excessText } from '../wire/wirePassage.ts';
import { triesOf, upstreamAddresses } from './logsNginxTries.ts';
import { NginxUpstreamLogs } from './logsNginxUpstream.ts';

const MASTER_PID = 712;
/** client_body_buffer_size on 64-bit machines: longer bodies go to a file, and nginx says so. */
const CLIENT_BODY_BUFFER_BYTES = 16_384;
/** Zone of limit_req: one bucket for each address. */
const ZONE = 'clients';

type Level = 'alert' | 'crit' | 'error' | 'warn' | 'notice';
/** A line of the error log before its connection and client. */
export type ErrorWords = readonly [level: Level, words: string, upstream: string | null];

/** A client's connection as nginx counts it, and the process that has it. */
interface Connection {
  readonly number: number;
  readonly pid: number;
}

/**
 * nginx's two logs: access_log in the combined format, and error_log at the level `notice` that its own packages set.
 * What nginx reports at `info` (a client that leaves, a client that is too slow) is therefore seen in the access log alone.
 * With an `upstream {}` block the access log also names $upstream_addr and $upstream_status, as people set it up to see
 * what was tried, with `proxy_cache` $upstream_cache_status too.
 */
export class NginxLogs {
  private readonly run: Run;
  private readonly front: Nginx;
  private readonly upstream: NginxUpstreamLogs;
  private readonly name: string;
  private readonly connectionOf = new Map<number, Connection>();
  /** Requests that came over HTTP/2. */
  private readonly streams = new Set<number>();
  private connections = 0;
  private files = 0;
  private pid = MASTER_PID + 1;
  private isDown = false;

  /** @param name of its files: `nginx`, or `nginx 2` for one of several */
  constructor(run: Run, front: Nginx, name = 'nginx') {
    this.run = run;
    this.front = front;
    this.name = name;
    this.upstream = new NginxUpstreamLogs(run);
  }

  /** The lines that one event makes nginx write. */
  linesOf(event: RecordedEvent): LogLine[] {
    const { request: r } = event;
    this.upstream.note(event);
    if (event.name === 'front/reloaded') return this.reloaded(event);
    if (event.name === 'front/stopped') return this.stopped(event);
    if (event.name === 'front/started') return this.started(event);
    if (r === NONE) return [];
    switch (event.name) {
      case 'limit/refused':
        return this.error(event, [
          'error',
          `limiting requests, excess: ${excessText(event.arg)} by zone "${ZONE}"`,
          null,
        ]);
      case 'limit/delayed':
        return this.error(event, [
          'warn',
          `delaying request, excess: ${excessText(this.excessOf(event.arg))}, by zone "${ZONE}"`,
          null,
        ]);
      case 'stream/opened':
      case 'connection/reused': {
        if (event.name === 'stream/opened') this.streams.add(r);
        const { clients } = runIndex(this.run);
        const before = clients.shared.get(r) ?? clients.before.get(r);
        const known = before === undefined ? undefined : this.connectionOf.get(before);
        if (known) this.connectionOf.set(r, known);
        return [];
      }
      case 'front/accepted':
        if (!this.connectionOf.has(r))
          this.connectionOf.set(r, { number: ++this.connections, pid: this.pid });
        return [];
      case 'upstream/connected':
        // nginx counts its connections to the app server with the clients'.
        this.connections += 1;
        return [];
      case 'body/buffered':
        return event.arg > CLIENT_BODY_BUFFER_BYTES
          ? this.error(event, [
              'warn',
              `a client request body is buffered to a temporary file ${this.file('client')}`,
              null,
            ])
          : [];
      case 'response/buffered':
        return event.arg > this.front.proxy_buffersBytes &&
          this.front.proxy_max_temp_file_sizeBytes > 0 &&
          !this.isStored(r)
          ? this.error(event, [
              'warn',
              `an upstream response is buffered to a temporary file ${this.file('proxy')} while reading upstream`,
              this.upstream.baseOf(event),
            ])
          : [];
      case 'upstream/timedOut':
      case 'upstream/failed':
      case 'upstream/retried':
      case 'upstream/down':
        return this.upstream.wordsOf(event).flatMap((words) => this.error(event, words));
      case 'front/answered':
        return event.arg === 413
          ? this.error(event, [
              'error',
              `client intended to send too large body: ${this.run.seed(r).bodyBytes} bytes`,
              null,
            ])
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
    return clientOf(this.run, request);
  }

  private requestLine(request: number): string {
    const route = this.routeOf(request);
    return `${route.method} ${route.path} HTTP/${this.streams.has(request) ? '2.0' : '1.1'}`;
  }

  /** Where nothing is let through early, a request waits for as long as its address is ahead: thousandths of a request. */
  private excessOf(delayUs: number): number {
    return Math.round((delayUs * (this.front.limit_req?.ratePerSecond ?? 0)) / 1000);
  }

  /** What the cache keeps goes into a file without a word. */
  private isStored(request: number): boolean {
    const { method, isCacheable } = this.routeOf(request);
    return this.front.proxy_cache !== null && method === 'GET' && isCacheable;
  }

  private routeOf(request: number): Route {
    return this.run.scenario.routes[this.run.seed(request).route] as Route;
  }

  private error(event: RecordedEvent, [level, words, base]: ErrorWords): LogLine[] {
    const route = this.routeOf(event.request);
    const upstream = base === null ? '' : `, upstream: "${base}${route.path}"`;
    const { number, pid } = this.connectionOf.get(event.request) ?? {
      number: this.connections,
      pid: this.pid,
    };
    const of = `client: ${this.address(event.request)}, server: ${HOST}, request: "${this.requestLine(event.request)}"`;
    return [
      this.errorLine(event, pid, level, `*${number} ${words}, ${of}${upstream}, host: "${HOST}"`),
    ];
  }

  private errorLine(event: RecordedEvent, pid: number, level: Level, words: string): LogLine {
    return {
      atUs: event.at,
      file: `${this.name} error.log`,
      request: event.request === NONE ? null : event.request,
      text: `${errorLogDate(event.at)} [${level}] ${pid}#${pid}: ${words}`,
    };
  }

  private access(event: RecordedEvent): LogLine {
    return {
      atUs: event.at,
      file: `${this.name} access.log`,
      request: event.request,
      text: `${this.address(event.request)} - - [${accessLogDate(event.at)}] "${this.requestLine(event.request)}" ${event.arg} ${this.bodyBytesSent(event)} "-" "${USER_AGENT}"${this.asked(event)}${this.cached(event)}`,
    };
  }

  /** ` upstream: 127.0.0.1:8000, 127.0.0.1:8001 status: 502, 200` */
  private asked(event: RecordedEvent): string {
    if (!this.front.upstream) return '';
    const tries = triesOf(this.run, event.request, event.index);
    if (tries.length === 0) return ' upstream: - status: -';
    const status = tries.map((t) => t.status ?? '-').join(', ');
    return ` upstream: ${upstreamAddresses(this.run.scenario, tries)} status: ${status}`;
  }

  /** Body bytes of the answer, as $body_bytes_sent counts them: nothing for a client that left before it. */
  private bodyBytesSent(event: RecordedEvent): number {
    if (event.arg === 499 || event.arg === 408) return 0;
    const journey = new Journey(this.run, event.request);
    const { responseBytes } = this.run.seed(event.request);
    if (journey.first('cache/hit')) return this.sentBytes(event.request, journey, responseBytes);
    if (journey.first('front/answered', 'upstream/failed', 'upstream/timedOut'))
      return nginxPageBytes(this.front, event.arg);
    if (event.arg < 400) return this.sentBytes(event.request, journey, responseBytes);
    const last = attempts(this.run, journey).at(-1) ?? journey;
    const back = backOf(this.run, event.request, last, this.routeOf(event.request));
    return back?.http.bodyBytes || responseBytes;
  }

  private sentBytes(request: number, journey: Journey, responseBytes: number): number {
    const left = gzipBytesOf(this.routeOf(request), responseBytes, journey);
    if (left === null) return responseBytes;
    return this.streams.has(request) ? left : chunkedBytes(left);
  }

  /** ` cache: HIT` where there is a cache. */
  private cached(event: RecordedEvent): string {
    if (!this.front.proxy_cache) return '';
    const known = new Journey(this.run, event.request).last('cache/hit', 'cache/missed');
    if (!known) return ' cache: -';
    const words = known.name === 'cache/hit' ? CACHE_HITS : CACHE_MISSES;
    return ` cache: ${words[known.arg] ?? '-'}`;
  }

  /** Out of worker_connections: nginx closes the client's connection at once and logs no request. */
  private refusedByLimit(event: RecordedEvent): LogLine[] {
    const how = FAILURES[event.arg];
    // Nobody listens there: nobody writes either.
    if (this.connectionOf.has(event.request) || how === 'client-abort' || this.isDown) return [];
    const words = `${this.front.worker_connections} worker_connections are not enough`;
    return [this.errorLine(event, this.pid, 'alert', words)];
  }

  /** HUP to the master. The old worker process stays until its connections are done. */
  private reloaded(event: RecordedEvent): LogLine[] {
    const old = this.pid;
    this.pid += 1;
    const say = (words: string, pid = MASTER_PID): LogLine =>
      this.errorLine(event, pid, 'notice', words);
    return [
      say('signal 1 (SIGHUP) received from 1, reconfiguring'),
      say('reconfiguring'),
      say('start worker processes'),
      say(`start worker process ${this.pid}`),
      say('gracefully shutting down', old),
    ];
  }

  private stopped(event: RecordedEvent): LogLine[] {
    this.isDown = true;
    const say = (words: string, pid = MASTER_PID): LogLine =>
      this.errorLine(event, pid, 'notice', words);
    return [
      say('signal 15 (SIGTERM) received from 1, exiting'),
      say('exiting', this.pid),
      say('exit', this.pid),
      say(`signal 17 (SIGCHLD) received from ${this.pid}`),
      say(`worker process ${this.pid} exited with code 0`),
      say('exit'),
    ];
  }

  private started(event: RecordedEvent): LogLine[] {
    this.isDown = false;
    this.pid += 1;
    return ['start worker processes', `start worker process ${this.pid}`].map((words) =>
      this.errorLine(event, MASTER_PID, 'notice', words),
    );
  }
}
