import type { Scenario } from '../../scenario/scenario.ts';
import { entryOf } from '../../scenario/servers/appServers.ts';
import { writeQuantity } from '../../scenario/units.ts';
import { note } from '../findings.ts';
import { inComment, Page } from '../page.ts';
import { addressesOf } from './addresses.ts';

const SECOND = 1_000_000;

/** `uwsgi.ini`, for uWSGI 2.0; null where the app server is another one. */
export function writeUwsgi(scenario: Scenario): Page | null {
  const { app, socket } = scenario;
  if (app.kind !== 'uwsgi') return null;
  const page = new Page('uwsgi.ini').all([
    `# uWSGI ${app.version}: ${inComment(scenario.title)}`,
    '# Start it from this folder:  uwsgi --ini uwsgi.ini',
    '',
    '[uwsgi]',
    'module = wsgi:application',
    'need-app = true',
    'die-on-term = true',
  ]);
  page.add(
    `${app.protocol} = ${(addressesOf(scenario)[0] as string).replace(/^unix:/, '')}`,
    ['app', 'protocol'],
    ['socket', 'kind'],
  );
  if (socket.kind === 'unix') page.add('chmod-socket = 666');
  page.add(`listen = ${socket.backlog}`, ['socket', 'backlog']);
  for (const [name, field] of Object.entries(entryOf(app).settings)) {
    if (name === 'version' || name === 'protocol') continue;
    const value = app[name as keyof typeof app] as unknown as number | boolean;
    const path = ['app', field.key];
    if (typeof value === 'boolean') {
      // uWSGI defers accepting unless it is told not to.
      const [key, is] =
        field.key === 'defer-accept' ? ['no-defer-accept', !value] : [field.key, value];
      page.add(`${key} = ${is}`, path);
    } else if (field.kind === 'duration') {
      const whole = Math.ceil(value / SECOND);
      if (whole * SECOND !== value)
        page.add(
          `# ${note(field.key, writeQuantity('duration', value), 'uWSGI counts whole seconds')}`,
          path,
        );
      page.add(`${field.key} = ${whole}`, path);
    } else page.add(`${field.key} = ${value}`, path);
  }
  return page;
}
