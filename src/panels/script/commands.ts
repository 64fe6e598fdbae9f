import { msg, t } from '../../language/t.ts';
import { appKindOf, frontKindOf } from '../servers.ts';
import type { Written } from '../written.ts';

type Done = 'reload' | 'stop' | 'start' | 'add' | 'remove';
/** How that is done to a program, in its own spelling; null where it has no way to. */
type Commands = Readonly<Partial<Record<Done, string | null>>>;

/** What any program understands that says nothing else. */
const USUAL = {
  app: { reload: 'HUP', stop: 'TERM', start: '', add: null, remove: null },
  front: { reload: 'HUP', stop: 'TERM', start: '' },
} as const;

const APACHE: Commands = {
  reload: 'apachectl graceful',
  stop: 'apachectl stop',
  start: 'apachectl start',
};

const COMMANDS: Readonly<Record<'app' | 'front', Readonly<Record<string, Commands>>>> = {
  app: {
    gunicorn: { start: 'gunicorn', add: 'TTIN', remove: 'TTOU' },
    uwsgi: { stop: 'QUIT', start: 'uwsgi', add: 'master-fifo +', remove: 'master-fifo -' },
    mod_wsgi: APACHE,
    cherrypy: { reload: null, start: 'cheroot' },
    runserver: { reload: msg('save a .py file'), stop: 'Ctrl-C', start: 'manage.py runserver' },
    flask: { reload: msg('save a .py file'), stop: 'Ctrl-C', start: 'flask run' },
  },
  front: {
    nginx: { start: 'nginx' },
    apache: APACHE,
    iis: { reload: msg('recycle the pool'), stop: 'iisreset /stop', start: 'iisreset /start' },
  },
};

/** How something is done to the app server or the front server of a scenario: a signal or a command; null where it cannot be. */
export function commandFor(full: Written, part: 'app' | 'front', done: Done): string | null {
  const kind = part === 'app' ? appKindOf(full) : frontKindOf(full);
  if (kind === null) return null;
  const own = COMMANDS[part][kind] ?? {};
  const usual: Commands = USUAL[part];
  const found = own[done] === undefined ? usual[done] : own[done];
  return found ? t(found) : (found ?? null);
}
