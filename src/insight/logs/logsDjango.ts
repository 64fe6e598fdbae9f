import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { AppServer, Route } from '../../scenario/scenario.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import type { LogLine, Run } from '../shapes.ts';
import { isDatabaseUp } from '../wire/wireDatabase.ts';
import { Journey } from '../wire/wireEvents.ts';
import { frameworkOf } from '../wire/wireNames.ts';
import { refusalText } from '../wire/wirePostgres.ts';

const PG_LOST =
  'server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.';

const DJANGO_READS = 'django.http.request';

/** Whose exception it is where no framework stands between app and driver. */
const DRIVERS = { postgresql: 'psycopg2', mysql: 'MySQLdb', sqlite: 'sqlite3' } as const;

/** What the reader of a body says that did not come (B2_partial-header-then-silence); cheroot’s is Python’s own. */
const READ_ERRORS: Readonly<Partial<Record<AppServer['kind'], (bodyBytes: number) => string>>> = {
  uwsgi: (bodyBytes) => `timeout during read(${bodyBytes}) on wsgi.input`,
  mod_wsgi: () =>
    'Apache/mod_wsgi request data read error: Partial results are valid but processing is incomplete.',
};

/**
 * What Django says of a view that raised, with a LOGGING that prints errors to the console (`{levelname} {name} {message}`); without one a
 * production server prints nothing. Of the traceback the last line is kept: the exception.
 */
export class DjangoLogs {
  private readonly run: Run;
  /** The exception under way, by request: the first one counts. */
  private readonly raised = new Map<number, string>();
  /** Queries under way when the database stopped: their connections broke under them. */
  private readonly asking = new Set<number>();
  private readonly broken = new Set<number>();

  constructor(run: Run) {
    this.run = run;
  }

  linesOf(event: RecordedEvent): LogLine[] {
    const r = event.request;
    switch (event.name) {
      case 'database/stopped':
        for (const request of this.asking) this.broken.add(request);
        return [];
      case 'query/started':
        this.asking.add(r);
        return [];
      case 'query/finished':
        this.asking.delete(r);
        return [];
      case 'session/refused':
        this.raise(r, this.refused(event));
        return [];
      case 'query/failed':
        this.raise(r, this.lost(event));
        this.asking.delete(r);
        return [];
      case 'lock/timedOut':
        this.raise(r, this.lockTimedOut());
        this.asking.delete(r);
        return [];
      case 'view/left':
        return this.left(event);
      case 'response/writing':
        return this.silent(event);
      default:
        return [];
    }
  }

  private raise(request: number, text: string): void {
    if (request !== NONE && !this.raised.has(request)) this.raised.set(request, text);
  }

  private left(event: RecordedEvent): LogLine[] {
    const error = this.raised.get(event.request);
    this.raised.delete(event.request);
    if (event.arg !== 500 || error === undefined) return [];
    return [this.traceback(event, 'OperationalError', error)];
  }

  /** What came last of an exception that nobody caught. */
  private traceback(event: RecordedEvent, exception: string, error: string): LogLine {
    const { routes, app, database } = this.run.scenario;
    const route = routes[this.run.seed(event.request).route] as Route;
    const [path] = route.path.split('?');
    const isFlask = frameworkOf(app) === 'Flask';
    const driver = DRIVERS[database?.kind ?? 'sqlite'];
    const whose =
      exception !== 'OperationalError' ? DJANGO_READS : isFlask ? driver : 'django.db.utils';
    const first = isFlask
      ? `ERROR in app: Exception on ${path} [${route.method}]`
      : `ERROR django.request Internal Server Error: ${path}`;
    return {
      atUs: event.at,
      file: isFlask ? 'flask' : 'django',
      request: event.request,
      text: `${first}\nTraceback (most recent call last):\n  …\n${whose}.${exception}: ${error}`,
    };
  }

  /** The view asked for a body that did not come in time: the server's reader gave up. */
  private silent(event: RecordedEvent): LogLine[] {
    const { app } = this.run.scenario;
    if (traitsOf(app).limits.bodyStatus !== 500) return [];
    const { bodyBytes } = this.run.seed(event.request);
    if (bodyBytes === 0) return [];
    const journey = new Journey(this.run, event.request);
    const hasAll = journey.first('worker/received', 'view/left', 'static/served') !== undefined;
    const status = journey.last('request/answered', 'front/closed')?.arg;
    if (hasAll || (status !== undefined && status !== 500)) return [];
    const words = READ_ERRORS[app.kind]?.(bodyBytes) ?? 'timed out';
    return [this.traceback(event, 'UnreadablePostError', words)];
  }

  private refused(event: RecordedEvent): string {
    const { database } = this.run.scenario;
    const isUp = isDatabaseUp(this.run, event.at);
    if (database?.kind === 'mysql')
      return isUp
        ? "(1040, 'Too many connections')"
        : `(2002, "Can't connect to server on '127.0.0.1' (115)")`;
    const limit = database?.kind === 'postgresql' ? database.max_connections : 0;
    const cause = isUp
      ? `FATAL:  ${refusalText(event.arg, limit)}`
      : 'Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?';
    return `connection to server at "127.0.0.1", port 5432 failed: ${cause}`;
  }

  /** The first to use a kept connection after a restart hears less than one whose query was under way. */
  private lost(event: RecordedEvent): string {
    const wasAsking = this.broken.delete(event.request);
    if (this.run.scenario.database?.kind === 'mysql')
      return wasAsking
        ? "(2013, 'Lost connection to server during query')"
        : "(2006, 'Server has gone away')";
    return wasAsking ? `terminating connection due to administrator command\n${PG_LOST}` : PG_LOST;
  }

  private lockTimedOut(): string {
    switch (this.run.scenario.database?.kind) {
      case 'mysql':
        return "(1205, 'Lock wait timeout exceeded; try restarting transaction')";
      case 'sqlite':
        return 'database is locked';
      default:
        return 'canceling statement due to lock timeout';
    }
  }
}
