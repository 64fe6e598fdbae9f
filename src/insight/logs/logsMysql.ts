import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { LogLine } from '../shapes.ts';
import { mysqlDate } from '../wire/wireClock.ts';
import { MARIADB_VERSION } from '../wire/wireMysql.ts';

const PID = 640;

/**
 * MariaDB's error log as Debian sets it up. It is a quiet one: refused connections and lock timeouts are told to the client alone.
 * SIMPLIFIED: InnoDB's own lines around a shutdown and a start are left out.
 */
export class MysqlLogs {
  linesOf(event: RecordedEvent): LogLine[] {
    switch (event.name) {
      case 'database/stopped':
        return [
          this.line(event, '/usr/sbin/mariadbd (initiated by: unknown): Normal shutdown'),
          this.line(event, '/usr/sbin/mariadbd: Shutdown complete'),
        ];
      case 'database/started':
        return [
          this.line(event, `Starting MariaDB ${MARIADB_VERSION} as process ${PID}`),
          this.line(event, "Server socket created on IP: '127.0.0.1'."),
          this.line(
            event,
            `/usr/sbin/mariadbd: ready for connections.\nVersion: '${MARIADB_VERSION}'  socket: '/run/mysqld/mysqld.sock'  port: 3306  Debian 12`,
          ),
        ];
      default:
        return [];
    }
  }

  private line(event: RecordedEvent, words: string): LogLine {
    return {
      atUs: event.at,
      file: 'mysql',
      request: event.request === NONE ? null : event.request,
      text: `${mysqlDate(event.at)} 0 [Note] ${words}`,
    };
  }
}
