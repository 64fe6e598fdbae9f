/** Settings of the socket that an app server listens on. */
import { msg } from '../language/t.ts';
import type { Table } from './fields.ts';
import { choice, count, duration, SECOND } from './makeField.ts';
import type { ListenSocket } from './scenario.ts';

export const SOCKET: Table<ListenSocket> = {
  kind: choice('kind', 'tcp', ['tcp', 'unix'], msg('a TCP port, or a unix socket (a file)')),
  backlog: count('backlog', 2048, 1, 65_535, msg('connections that may wait to be accepted')),
  rttUs: duration(
    'rtt',
    0,
    10 * SECOND,
    msg('round trip between the front server and the app server; 0 on one machine'),
  ),
};
