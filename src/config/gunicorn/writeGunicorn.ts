import type { Scenario } from '../../scenario/scenario.ts';
import { writeQuantity } from '../../scenario/units.ts';
import { note } from '../findings.ts';
import { inComment, Page, pyString } from '../page.ts';
import { addressesOf } from '../servers/addresses.ts';

const SECOND = 1_000_000;

/** `gunicorn.conf.py`, for Gunicorn 20.1 and later; further copies get another `--bind` on the command line. Null where the app server is another one. */
export function writeGunicorn(scenario: Scenario): Page | null {
  const { app, socket } = scenario;
  if (app.kind !== 'gunicorn') return null;
  const page = new Page('gunicorn.conf.py');
  const set = (name: string, value: string, part: 'app' | 'socket' = 'app', key = name) =>
    page.add(`${name} = ${value}`, [part, key]);
  const seconds = (name: string, us: number) => {
    const whole = Math.ceil(us / SECOND);
    const comment =
      whole * SECOND === us
        ? ''
        : `  # ${note(name, writeQuantity('duration', us), 'Gunicorn counts whole seconds')}`;
    set(name, `${whole}${comment}`);
  };
  page.all([
    `# Gunicorn ${app.version}: ${inComment(scenario.title)}`,
    '# Start it from this folder:  gunicorn -c gunicorn.conf.py',
    '',
  ]);
  page.add(`wsgi_app = "${app.worker_class === 'asgi' ? 'asgi' : 'wsgi'}:application"`).add('');
  set('bind', pyString(addressesOf(scenario)[0] as string), 'socket', 'kind');
  set('backlog', String(socket.backlog), 'socket');
  page.add('');
  set('worker_class', pyString(app.worker_class));
  set('workers', String(app.workers));
  set(
    'threads',
    `${app.threads}${app.worker_class === 'gthread' || app.threads === 1 ? '' : `  # means nothing to ${app.worker_class} workers`}`,
  );
  set('worker_connections', String(app.worker_connections));
  page.add('');
  seconds('timeout', app.timeoutUs);
  seconds('graceful_timeout', app.graceful_timeoutUs);
  seconds('keepalive', app.keepaliveUs);
  seconds('asgi_disconnect_grace_period', app.asgi_disconnect_grace_periodUs);
  page.add('');
  set('max_requests', String(app.max_requests));
  set('max_requests_jitter', String(app.max_requests_jitter));
  set('preload_app', app.preload_app ? 'True' : 'False');
  return page;
}
