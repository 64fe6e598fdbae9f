import type { Settings } from '../scenario/servers/appServer.ts';
import { type Knob, knob } from './knob.ts';
import { stopsOf } from './worthTrying.ts';

/** Which settings of a program stand first, by its name in its registry. Of one that is not named here: its first ones. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  gunicorn: ['worker_class', 'workers', 'threads', 'timeout', 'max_requests'],
  uwsgi: ['protocol', 'processes', 'threads', 'harakiri', 'socket-timeout', 'max-requests'],
  mod_wsgi: ['mode', 'mpm', 'processes', 'threads', 'request-timeout', 'queue-timeout'],
  nginx: [
    'proxy_request_buffering',
    'proxy_buffering',
    'keepalive_timeout',
    'proxy_read_timeout',
    'proxy_next_upstream',
    'gzip',
  ],
  apache: ['MaxRequestWorkers', 'ProxyTimeout', 'KeepAlive', 'RequestReadTimeout-body'],
};
const USUALLY_FIRST = 5;

/**
 * A knob for each setting of a program's table.
 * @param kind the program's name in its registry
 * @param nameOf what a setting is called among all knobs
 */
export function settingKnobs(
  group: string,
  part: 'app' | 'front',
  kind: string,
  table: Settings,
  own: Settings,
  nameOf: (key: string) => string,
): Knob[] {
  const first =
    FIRST[kind] ??
    Object.values(own)
      .map(({ key }) => key)
      .filter((key) => key !== 'version')
      .slice(0, USUALLY_FIRST);
  return Object.values(table).map((field) =>
    knob(group, [part, field.key], field, stopsOf(`${part}.${field.key}`, field), {
      name: nameOf(field.key),
      isMain: first.includes(field.key),
    }),
  );
}
