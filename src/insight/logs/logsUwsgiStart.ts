import type { Scenario } from '../../scenario/scenario.ts';
import type { AppOf } from '../../scenario/servers/appServers.ts';
import { appAddress } from '../wire/wireAddresses.ts';
import { ctimeDate } from '../wire/wireClock.ts';

/** What uWSGI says when it starts, up to its master (uwsgi_log_lifecycle; B2_idle-long_uwsgi-http-router). */
export function greeting(
  scenario: Scenario,
  app: AppOf<'uwsgi'>,
  instance: number,
  pid: number,
  atUs: number,
): string[] {
  const { upstream } = appAddress(scenario, instance);
  const isUnix = upstream.startsWith('unix:');
  const bound = isUnix
    ? `UNIX address ${upstream.slice('unix:'.length)} fd 3`
    : `TCP address ${upstream} fd 3`;
  const router = [
    `uWSGI http bound on ${upstream} fd 4`,
    'uwsgi socket 0 bound to TCP address 127.0.0.1:39079 (port auto-assigned) fd 3',
  ];
  const many = app.processes > 1;
  const mode =
    app.threads > 1
      ? many
        ? 'preforking+threaded'
        : 'threaded'
      : many
        ? 'preforking'
        : 'single process';
  return [
    `*** Starting uWSGI 2.0.21-debian (64bit) on [${ctimeDate(atUs)}] ***`,
    'chdir() to /srv/shop',
    'thunder lock: disabled (you can enable it with --thunder-lock)',
    ...(app.protocol === 'http' ? router : [`uwsgi socket 0 bound to ${bound}`]),
    ...(app.threads > 1
      ? []
      : ['*** Python threads support is disabled. You can enable it with --enable-threads ***']),
    `your server socket listen backlog is limited to ${scenario.socket.backlog} connections`,
    `your mercy for graceful operations on workers is ${Math.round(app.worker_reload_mercyUs / 1e6)} seconds`,
    `*** Operational MODE: ${mode} ***`,
    ...(app.lazy_apps
      ? []
      : [
          `WSGI app 0 (mountpoint='') ready in ${Math.floor(app.bootUs / 1e6)} seconds on interpreter 0x7f2c73160018 pid: ${pid} (default app)`,
        ]),
    '*** uWSGI is running in multiple interpreter mode ***',
    ...(app.master ? [`spawned uWSGI master process (pid: ${pid})`] : []),
  ];
}
