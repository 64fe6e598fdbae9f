import type { Scenario } from '../../scenario/scenario.ts';
import type { FrontOf } from '../../scenario/servers/fronts.ts';
import { writeQuantity } from '../../scenario/units.ts';
import { commentOf, inOrder, linesOf } from '../apache/apacheLocations.ts';
import { type Backends, HERE, passOf } from '../apache/apachePasses.ts';
import { note } from '../findings.ts';
import { inComment, Page, type SettingPath } from '../page.ts';
import { addressesOf } from './addresses.ts';

const MS = 1_000;
const SECOND = 1_000_000;
const MODULES = '/usr/lib/apache2/modules';
/** As many threads a child may have where ThreadLimit is not written. */
const USUAL_THREADS = 64;

const whole = (us: number) => Math.ceil(us / SECOND);

/** A comment line with the exact time where Apache is coarser. */
function exactly(page: Page, key: string, us: number, path: SettingPath): void {
  if (whole(us) * SECOND !== us)
    page.add(
      `# ${note(key, writeQuantity('duration', us), 'Apache counts whole seconds here')}`,
      path,
    );
}

function seconds(page: Page, name: string, us: number, path: SettingPath): void {
  exactly(page, name, us, path);
  page.add(`${name} ${whole(us)}`, path);
}

function milliseconds(page: Page, name: string, us: number, path: SettingPath): void {
  const near = Math.ceil(us / MS);
  if (near * MS !== us)
    page.add(`# ${note(name, writeQuantity('duration', us), 'Apache counts milliseconds')}`, path);
  page.add(`${name} ${near % 1000 === 0 ? near / 1000 : `${near}ms`}`, path);
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
    `DefaultRuntimeDir ${HERE}`,
    'PidFile apache.pid',
    'ErrorLog apache-error.log',
    'ServerName shop.example',
    `Listen ${front ? 8080 : 8000}`,
    '',
  ]);
  page.all(
    modulesOf(scenario).map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
  );
  page.all([
    'User www-data',
    'Group www-data',
    'TypesConfig /etc/mime.types',
    'LogFormat "%h %l %u %t \\"%r\\" %>s %b %D" timed',
    'CustomLog apache-access.log timed',
    '',
  ]);
  if (isEmbedded) writeChildren(page, scenario);
  if (front?.kind === 'apache') {
    writeFront(page, front);
    if (front.proxy_timeoutUs !== null)
      seconds(page, 'ProxyTimeout', front.proxy_timeoutUs, ['front', 'ProxyTimeout']);
    writeTls(page, front);
  }
  page.add('');
  if (app.kind === 'mod_wsgi') writeWsgi(page, scenario);
  else if (front?.kind === 'apache') writeProxy(page, scenario, front);
  return page;
}

function modulesOf({ app, front }: Scenario): string[] {
  const isPrefork = app.kind === 'mod_wsgi' && app.mode === 'embedded' && app.mpm === 'prefork';
  return [
    `mpm_${isPrefork ? 'prefork' : 'event'}`,
    'authz_core',
    'alias',
    'mime',
    ...(front ? ['reqtimeout'] : []),
    // ProxyTimeout is mod_proxy’s.
    ...(app.kind === 'mod_wsgi' ? ['wsgi'] : []),
    ...(front ? ['proxy'] : []),
    ...(front && app.kind !== 'mod_wsgi'
      ? [app.kind === 'uwsgi' && app.protocol === 'socket' ? 'proxy_uwsgi' : 'proxy_http']
      : []),
    ...(front?.upstream && app.kind !== 'mod_wsgi'
      ? ['slotmem_shm', 'proxy_balancer', 'lbmethod_byrequests', 'lbmethod_bybusyness']
      : []),
    ...(front?.tls ? ['socache_shmcb', 'ssl'] : []),
    ...(front?.tls?.http2 ? ['http2'] : []),
  ];
}

/** Apache’s own children, in which the app runs. */
function writeChildren(page: Page, { app, socket }: Scenario): void {
  if (app.kind !== 'mod_wsgi') return;
  const isPrefork = app.mpm === 'prefork';
  const on = (key: string): SettingPath => ['app', key];
  page.add(`StartServers ${app.processes}`).add(`ServerLimit ${app.processes}`, on('processes'));
  if (isPrefork) page.add(`MaxRequestWorkers ${app.processes}`, on('processes'));
  else if (app.threads > USUAL_THREADS) page.add(`ThreadLimit ${app.threads}`);
  // Under prefork each child has one; what is written is for the other way of working.
  if (isPrefork)
    page.add(
      `# ${note('threads', String(app.threads), 'prefork has one for each child')}`,
      on('threads'),
    );
  if (!isPrefork)
    page
      .add(`ThreadsPerChild ${app.threads}`, on('threads'))
      .add(`MaxRequestWorkers ${app.processes * app.threads}`, on('processes'), on('threads'));
  page.add(
    `${isPrefork ? 'MinSpareServers' : 'MinSpareThreads'} ${app.min_spare}`,
    on('MinSpareServers'),
  );
  seconds(page, 'Timeout', app.timeoutUs, on('Timeout'));
  page.add(`KeepAlive ${app.keep_alive ? 'On' : 'Off'}`, on('KeepAlive'));
  milliseconds(page, 'KeepAliveTimeout', app.keep_alive_timeoutUs, on('KeepAliveTimeout'));
  page.add(`ListenBacklog ${socket.backlog}`, ['socket', 'backlog']);
}

/** How many threads each child has, so that all together are as many as asked for. */
function threadsOf(all: number): number {
  for (let threads = Math.min(all, USUAL_THREADS); threads > 8; threads--)
    if (all % threads === 0) return threads;
  return all;
}

function writeFront(page: Page, front: FrontOf<'apache'>): void {
  const on = (key: string): SettingPath => ['front', key];
  const threads = threadsOf(front.max_request_workers);
  if (threads > USUAL_THREADS) page.add(`ThreadLimit ${threads}`);
  page.add(`ThreadsPerChild ${threads}`).add(`ServerLimit ${front.max_request_workers / threads}`);
  page.add(`MaxRequestWorkers ${front.max_request_workers}`, on('MaxRequestWorkers'));
  page.add(`ListenBacklog ${front.listen_backlog}`, on('ListenBacklog'));
  seconds(page, 'Timeout', front.timeoutUs, on('Timeout'));
  page.add(`KeepAlive ${front.keep_alive ? 'On' : 'Off'}`, on('KeepAlive'));
  milliseconds(page, 'KeepAliveTimeout', front.keep_alive_timeoutUs, on('KeepAliveTimeout'));
  page.add(`MaxKeepAliveRequests ${front.max_keep_alive_requests}`, on('MaxKeepAliveRequests'));
  page.add(`LimitRequestBody ${front.limit_request_bodyBytes}`, on('LimitRequestBody'));
  const limits = [
    ['RequestReadTimeout-header', front.header_timeoutUs],
    ['RequestReadTimeout-body', front.body_timeoutUs],
  ] as const;
  for (const [key, us] of limits) exactly(page, key, us, on(key));
  const [head, body] = [whole(front.header_timeoutUs), whole(front.body_timeoutUs)];
  page.add(
    `RequestReadTimeout header=${head === 0 ? 0 : `${head}-${2 * head},MinRate=500`} body=${body === 0 ? 0 : `${body},MinRate=500`}`,
    ...limits.map(([key]) => on(key)),
  );
}

function writeTls(page: Page, { tls }: FrontOf<'apache'>): void {
  if (tls === null) return;
  const on = (key: string): SettingPath => ['front', 'tls', key];
  page.add('SSLEngine on', ['front', 'tls']);
  page.all([
    `# openssl req -x509 -newkey ${tls.certificate === 'rsa' ? 'rsa:2048' : 'ec -pkeyopt ec_paramgen_curve:P-256'} -nodes -keyout key.pem -out certificate.pem -subj /CN=shop.example`,
  ]);
  page.add(`# ${note('certificate', tls.certificate, 'the kind of its key')}`, on('certificate'));
  page.add('SSLCertificateFile certificate.pem', on('certificate'));
  page.add('SSLCertificateKeyFile key.pem');
  if (tls.early_data)
    page.add(`# ${note('ssl_early_data', 'on', 'Apache itself takes none')}`, on('ssl_early_data'));
  page.add(`SSLProtocol -all +TLSv${tls.protocol}`, on('ssl_protocols'));
  page.add(`SSLSessionTickets ${tls.session_tickets ? 'On' : 'Off'}`, on('ssl_session_tickets'));
  page.add(`Protocols ${tls.http2 ? 'h2 ' : ''}http/1.1`, on('http2'));
}

/** Daemon processes, or none, and the app. */
function writeWsgi(page: Page, scenario: Scenario): void {
  const { app, socket } = scenario;
  if (app.kind !== 'mod_wsgi') return;
  if (app.mode === 'daemon') {
    page.add(`WSGISocketPrefix ${HERE}/wsgi`);
    const times = [
      ['request-timeout', app.request_timeoutUs],
      ['queue-timeout', app.queue_timeoutUs],
      ['shutdown-timeout', app.shutdown_timeoutUs],
    ] as const;
    for (const [key, us] of times) exactly(page, key, us, ['app', key]);
    const said = [
      `processes=${app.processes}`,
      `threads=${app.threads}`,
      `listen-backlog=${socket.backlog}`,
      ...times.map(([key, us]) => `${key}=${whole(us)}`),
      `maximum-requests=${app.maximum_requests}`,
    ];
    page.add(
      `WSGIDaemonProcess app ${said.join(' ')} home=${HERE} python-path=${HERE}`,
      ...said.map((each): SettingPath => {
        const [key = ''] = each.split('=');
        return key === 'listen-backlog' ? ['socket', 'backlog'] : ['app', key];
      }),
    );
    page.add('WSGIProcessGroup app', ['app', 'mode']);
  } else page.add(`WSGIPythonPath ${HERE}`, ['app', 'mode']);
  page.add('WSGIApplicationGroup %{GLOBAL}');
  writeLocations(page, scenario, { kind: 'wsgi' });
  page.all([`<Directory ${HERE}>`, '    Require all granted', '</Directory>']);
}

function writeProxy(page: Page, scenario: Scenario, front: FrontOf<'apache'>): void {
  const { app, socket } = scenario;
  const { upstream } = front;
  const scheme = app.kind === 'uwsgi' && app.protocol === 'socket' ? 'uwsgi' : 'http';
  const targets = addressesOf(scenario).map((address, index) =>
    socket.kind === 'unix'
      ? `${address}|${scheme}://app${index > 0 ? index + 1 : ''}`
      : `${scheme}://${address}`,
  );
  const retry = ` retry=${whole(front.retryUs)}`;
  exactly(page, 'retry', front.retryUs, ['front', 'retry']);
  if (upstream) {
    page.add('<Proxy balancer://app>');
    targets.forEach((target, index) => {
      const weight = upstream.weights[index];
      page.add(
        `    BalancerMember ${target}${weight === undefined ? '' : ` loadfactor=${weight}`}${retry}`,
        ['app', 'instances'],
        ['front', 'upstream', 'weights'],
        ['front', 'retry'],
      );
    });
    if (upstream.method === 'least_conn')
      page.add('    ProxySet lbmethod=bybusyness', ['front', 'upstream', 'method']);
    page.add('</Proxy>');
  }
  const target = upstream ? 'balancer://app' : (targets[0] as string);
  writeLocations(page, scenario, { kind: 'proxy', target, rest: upstream ? '' : retry });
}

/** Files that Apache sends itself, answers that it makes up, and what goes on to the app. */
function writeLocations(page: Page, { front }: Scenario, backends: Backends): void {
  const locations = front?.locations ?? [
    { modifier: '', match: '/static/', does: 'static', root: '/srv/static' } as const,
    { modifier: '', match: '/', does: 'proxy' } as const,
  ];
  for (const { location, index } of inOrder(locations)) {
    const path = ['front', 'locations', index];
    const comment = commentOf(locations, index);
    if (comment) page.add(comment, path);
    const [first = '', ...rest] = linesOf(location, passOf(backends));
    page.add(first, ...(front ? [path] : [])).all(rest);
  }
}
