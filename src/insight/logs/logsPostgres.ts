import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { PostgreSQL, Route } from '../../scenario/scenario.ts';
import type { LogLine, Run } from '../shapes.ts';
import { postgresDate } from '../wire/wireClock.ts';
import { backendPid, isDatabaseUp } from '../wire/wireDatabase.ts';
import { refusalText } from '../wire/wirePostgres.ts';
import { lockingSql } from '../wire/wireSql.ts';

const POSTMASTER = 620;

/**
 * PostgreSQL's log as Debian sets it up: `log_line_prefix = '%m [%p] %q%u@%d '`, connections and statements not logged.
 * SIMPLIFIED: the lines of checkpoints and of background workers around a shutdown are left out.
 */
export class PostgresLogs {
  private readonly run: Run;
  private readonly database: PostgreSQL;
  private readonly open = new Set<number>();
  private stoppedUs = 0;

  constructor(run: Run, database: PostgreSQL) {
    this.run = run;
    this.database = database;
  }

  linesOf(event: RecordedEvent): LogLine[] {
    switch (event.name) {
      case 'session/connected':
        this.open.add(event.actor);
        return [];
      case 'session/closed':
        this.open.delete(event.actor);
        return [];
      case 'session/refused': {
        // A server that is away says nothing.
        if (!isDatabaseUp(this.run, event.at)) return [];
        return [
          this.line(
            event,
            backendPid(event.actor),
            `shop@shop FATAL:  ${refusalText(event.arg, this.database.max_connections)}`,
          ),
        ];
      }
      case 'lock/timedOut':
        return this.lockTimedOut(event);
      case 'database/stopped':
        return this.stopped(event);
      case 'database/started':
        return [
          this.line(
            event,
            POSTMASTER,
            'LOG:  starting PostgreSQL 15.18 (Debian 15.18-0+deb12u1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14+deb12u1) 12.2.0, 64-bit',
          ),
          this.line(event, POSTMASTER, 'LOG:  listening on IPv4 address "127.0.0.1", port 5432'),
          this.line(
            event,
            POSTMASTER,
            'LOG:  listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"',
          ),
          this.line(
            event,
            POSTMASTER + 3,
            `LOG:  database system was shut down at ${postgresDate(this.stoppedUs).replace(/\.\d+/, '')}`,
          ),
          this.line(event, POSTMASTER, 'LOG:  database system is ready to accept connections'),
        ];
      default:
        return [];
    }
  }

  /** Statements that end in an error are logged with it, as log_min_error_statement comes. */
  private lockTimedOut(event: RecordedEvent): LogLine[] {
    const { scenario } = this.run;
    const route = scenario.routes[this.run.seed(event.request).route] as Route;
    return [
      'ERROR:  canceling statement due to lock timeout',
      `STATEMENT:  ${lockingSql(scenario.routes, route, '"')}`,
    ].map((words) => this.line(event, backendPid(event.actor), `shop@shop ${words}`));
  }

  private stopped(event: RecordedEvent): LogLine[] {
    this.stoppedUs = event.at;
    const sessions = [...this.open].map((session) =>
      this.line(
        event,
        backendPid(session),
        'shop@shop FATAL:  terminating connection due to administrator command',
      ),
    );
    this.open.clear();
    return [
      this.line(event, POSTMASTER, 'LOG:  received fast shutdown request'),
      this.line(event, POSTMASTER, 'LOG:  aborting any active transactions'),
      ...sessions,
      this.line(event, POSTMASTER, 'LOG:  shutting down'),
      this.line(event, POSTMASTER, 'LOG:  database system is shut down'),
    ];
  }

  private line(event: RecordedEvent, pid: number, words: string): LogLine {
    return {
      atUs: event.at,
      file: 'postgresql',
      request: event.request === NONE ? null : event.request,
      text: `${postgresDate(event.at)} [${pid}] ${words}`,
    };
  }
}
