import type { Location, Scenario } from '../../scenario/scenario.ts';
import { frontTraitsOf } from '../../scenario/servers/fronts.ts';
import { writeQuantity } from '../../scenario/units.ts';
import { note } from '../findings.ts';
import { inComment, Page, type SettingPath } from '../page.ts';
import { addressesOf } from './addresses.ts';

const SECOND = 1_000_000;
const MODULES = '/usr/lib/apache2/modules';

/** Whole seconds, and a comment line where the simulation is finer. */
function seconds(
  page: Page,
  indent: string,
  name: string,
  us: number,
  path: SettingPath,
  key = name,
): void {
  const whole = Math.ceil(us / SECOND);
  if (whole * SECOND !== us)
    page.add(
      `${indent}# ${note(key, writeQuantity('duration', us), 'Apache counts whole seconds here')}`,
      path,
    );
  page.add(`${indent}${name} ${whole}`, path);
}

/** `apache.conf`, for Apache 2.4: as a front server, or with mod_wsgi in its own children; null where there is no Apache. */
export function writeApache(scenario: Scenario): Page | null {
  const { front, app } = scenario;
  const isEmbedded = app.kind === 'mod_wsgi' && app.mode === 'embedded';
  if (front?.kind !== 'apache' && !isEmbedded) return null;
  const page = new Page('apache.conf').all([
    `# Apache 2.4${app.kind === 'mod_wsgi' ? ` with mod_wsgi ${app.version}` : ''}: ${inComment(scenario.title)}`,
    '# Start it from this folder:  apache2 -d "$PWD" -f apache.conf -D FOREGROUND',
    '',
    'PidFile apache.pid',
    'ErrorLog apache-error.log',
    'ServerName shop.example',
    `Listen ${front ? 8080 : 8000}`,
    '',
  ]);
  const isPrefork = app.kind === 'mod_wsgi' && isEmbedded && app.mpm === 'prefork';
  const modules = [
    `mpm_${isPrefork ? 'prefork' : 'event'}`,
    'authz_core',
    'alias',
    'mime',
    'reqtimeout',
    ...(app.kind === 'mod_wsgi' ? ['wsgi'] : ['proxy', 'proxy_http']),
    ...(app.kind !== 'mod_wsgi' && app.instances > 1
      ? ['slotmem_shm', 'proxy_balancer', 'lbmethod_byrequests']
      : []),
    ...(app.kind === 'uwsgi' && app.protocol === 'socket' ? ['proxy_uwsgi'] : []),
    'log_config',
    'unixd',
  ];
  page.all(modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`));
  page.all([
    'TypesConfig /etc/mime.types',
    'LogFormat "%h %l %u %t \\"%r\\" %>s %b %D" timed',
    'CustomLog apache-access.log timed',
    '',
  ]);
  if (app.kind === 'mod_wsgi' && isEmbedded) {
    const children = [
      ['app', 'processes'],
      ['app', 'threads'],
    ] as const;
    if (isPrefork)
      page
        .add(`StartServers ${app.processes}`, children[0])
        .add(`ServerLimit ${app.processes}`, children[0])
        .add(`MaxRequestWorkers ${app.processes}`, children[0]);
    else
      page
        .add(`StartServers ${app.processes}`, children[0])
        .add(`ServerLimit ${app.processes}`, children[0])
        .add(`ThreadsPerChild ${app.threads}`, children[1])
        .add(`MaxRequestWorkers ${app.processes * app.threads}`, ...children);
    page.add(`${isPrefork ? 'MinSpareServers' : 'MinSpareThreads'} ${app.min_spare}`, [
      'app',
      'MinSpareServers',
    ]);
    seconds(page, '', 'Timeout', app.timeoutUs, ['app', 'Timeout']);
    page.add(`KeepAlive ${app.keep_alive ? 'On' : 'Off'}`, ['app', 'KeepAlive']);
    seconds(page, '', 'KeepAliveTimeout', app.keep_alive_timeoutUs, ['app', 'KeepAliveTimeout']);
    page.add(`ListenBacklog ${scenario.socket.backlog}`, ['socket', 'backlog']);
  }
  if (front?.kind === 'apache') {
    page.add(`MaxRequestWorkers ${front.max_request_workers}`, ['front', 'MaxRequestWorkers']);
    page.add(`ListenBacklog ${front.listen_backlog}`, ['front', 'ListenBacklog']);
    seconds(page, '', 'Timeout', front.timeoutUs, ['front', 'Timeout']);
    page.add(`KeepAlive ${front.keep_alive ? 'On' : 'Off'}`, ['front', 'KeepAlive']);
    seconds(page, '', 'KeepAliveTimeout', front.keep_alive_timeoutUs, [
      'front',
      'KeepAliveTimeout',
    ]);
    page.add(`MaxKeepAliveRequests ${front.max_keep_alive_requests}`, [
      'front',
      'MaxKeepAliveRequests',
    ]);
    page.add(`LimitRequestBody ${front.limit_request_bodyBytes}`, ['front', 'LimitRequestBody']);
    const limit = (us: number) => Math.ceil(us / SECOND);
    page.add(
      `RequestReadTimeout header=${limit(front.header_timeoutUs)} body=${limit(front.body_timeoutUs)},MinRate=500`,
      ['front', 'RequestReadTimeout-header'],
      ['front', 'RequestReadTimeout-body'],
    );
    if (front.proxy_timeoutUs !== null && app.kind !== 'mod_wsgi')
      seconds(page, '', 'ProxyTimeout', front.proxy_timeoutUs, ['front', 'ProxyTimeout']);
  }
  page.add('');
  if (app.kind === 'mod_wsgi') writeWsgi(page, scenario);
  else writeProxy(page, scenario);
  return page;
}

/** Daemon processes, or none, and the app. */
function writeWsgi(page: Page, scenario: Scenario): void {
  const { app, front, socket } = scenario;
  if (app.kind !== 'mod_wsgi') return;
  if (app.mode === 'daemon') {
    const whole = (us: number) => Math.ceil(us / SECOND);
    page.add(
      `WSGIDaemonProcess app processes=${app.processes} threads=${app.threads} listen-backlog=${socket.backlog} request-timeout=${whole(app.request_timeoutUs)} queue-timeout=${whole(app.queue_timeoutUs)} shutdown-timeout=${whole(app.shutdown_timeoutUs)} maximum-requests=${app.maximum_requests} python-path=.`,
      ...[
        'processes',
        'threads',
        'request-timeout',
        'queue-timeout',
        'shutdown-timeout',
        'maximum-requests',
      ].map((key) => ['app', key]),
      ['socket', 'backlog'],
    );
    page.all(['WSGIProcessGroup app', 'WSGIApplicationGroup %{GLOBAL}']);
  } else page.all(['WSGIPythonPath .', 'WSGIApplicationGroup %{GLOBAL}']);
  const locations = front?.locations ?? [
    { modifier: '', match: '/static/', does: 'static', root: '/srv/static' } as const,
  ];
  writeFiles(page, locations);
  page.all([
    'WSGIScriptAlias / wsgi.py',
    '<Directory .>',
    '    Require all granted',
    '</Directory>',
  ]);
}

function writeProxy(page: Page, scenario: Scenario): void {
  const { app, front, socket } = scenario;
  if (!front) return;
  const scheme = app.kind === 'uwsgi' && app.protocol === 'socket' ? 'uwsgi' : 'http';
  const targets = addressesOf(scenario).map((address) =>
    socket.kind === 'unix'
      ? `unix:${address.slice(5)}|${scheme}://app/`
      : `${scheme}://${address}/`,
  );
  writeFiles(page, front.locations);
  for (const location of front.locations)
    if (location.does !== 'proxy')
      page.add(`ProxyPass ${location.match} !`, ['front', 'locations']);
  if (targets.length > 1) {
    page.add('<Proxy balancer://app>');
    targets.forEach((target, i) => {
      page.add(
        `    BalancerMember ${target.replace(/\/$/, '')} loadfactor=${front.upstream?.weights[i] ?? 1}`,
        ['app', 'instances'],
      );
    });
    page.add('</Proxy>').add('ProxyPass / balancer://app/');
  } else {
    // Connections to the app server are used again only where the simulated Apache does so.
    const reuse = frontTraitsOf(front, app).upstreamPool > 0 ? '' : ' disablereuse=On';
    page.add(`ProxyPass / ${targets[0]}${reuse}`);
  }
}

/** Files that Apache sends itself, and answers that it makes up. */
function writeFiles(page: Page, locations: readonly Location[]): void {
  locations.forEach((location, index) => {
    const path = ['front', 'locations', index];
    if (location.does === 'static') {
      page.add(`Alias ${location.match} ${location.root}/`, path);
      page.all([`<Directory ${location.root}>`, '    Require all granted', '</Directory>']);
    } else if (location.does === 'return')
      page.add(`Redirect ${location.status} ${location.match}`, path);
  });
}
