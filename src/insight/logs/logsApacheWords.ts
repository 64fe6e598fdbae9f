import type { RecordedEvent } from '../../recording/recording.ts';
import type { LogLine, Run } from '../shapes.ts';
import { clientOf, clientPort } from '../wire/wireAddresses.ts';
import { accessLogDate, apacheDate } from '../wire/wireClock.ts';
import { Journey } from '../wire/wireEvents.ts';
import { lineAt, routeOf } from './logsProcesses.ts';

export const PARENT_PID = 712;

/** Names of Apache's two files: `apache`, or `apache 2` for one of several. */
export interface Files {
  readonly access: string;
  readonly error: string;
}

export function filesOf(name: string): Files {
  return { access: `${name} access.log`, error: `${name} error.log` };
}

/** Who writes: a process, and the thread in it. */
export interface Writer {
  readonly pid: number;
  readonly tid: number;
}

/** `[client 203.0.113.5:40618]`: the client's address, and its port. */
export function clientWords(run: Run, request: number): string {
  return `[client ${clientOf(run, request)}:${clientPort(request)}]`;
}

/** A line of the error log. `module`: `proxy:error`, `wsgi:info`. */
export function errorLine(
  event: RecordedEvent,
  file: string,
  module: string,
  { pid, tid }: Writer,
  words: string,
): LogLine {
  const text = `[${apacheDate(event.at)}] [${module}] [pid ${pid}:tid ${tid}] ${words}`;
  return lineAt(event, file, text);
}

/**
 * A line of the access log in the common format (`%h %l %u %t "%r" %>s %b`): the time is that at which the request came, not that of the line.
 * @param isRead false: not even its first line had come
 */
export function accessLine(
  run: Run,
  event: RecordedEvent,
  file: string,
  status: number,
  bytes: number,
  isRead = true,
): LogLine {
  const route = routeOf(run, event.request);
  const journey = new Journey(run, event.request);
  const begun = journey.first('request/sending')?.at ?? event.at;
  const version = journey.first('stream/opened') ? '2.0' : '1.1';
  const request = isRead ? `${route.method} ${route.path} HTTP/${version}` : '-';
  const text = `${clientOf(run, event.request)} - - [${accessLogDate(begun)}] "${request}" ${status} ${bytes || '-'}`;
  return lineAt(event, file, text);
}

/** What the parent says when all is ready. */
export function resumed(name: string, isPrefork: boolean): { module: string; words: string } {
  return isPrefork
    ? {
        module: 'mpm_prefork:notice',
        words: `AH00163: ${name} configured -- resuming normal operations`,
      }
    : {
        module: 'mpm_event:notice',
        words: `AH00489: ${name} configured -- resuming normal operations`,
      };
}
