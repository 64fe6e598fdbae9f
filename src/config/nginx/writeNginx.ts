import type { Location, Nginx, Scenario } from '../../scenario/scenario.ts';
import { entryOf } from '../../scenario/servers/appServers.ts';
import { writeQuantity } from '../../scenario/units.ts';
import { note } from '../findings.ts';
import { inComment, Page, type SettingPath } from '../page.ts';
import { addressesOf } from '../servers/addresses.ts';
import { writeWord } from './nginxSyntax.ts';
import { nearTime, writeSize, writeTime } from './nginxUnits.ts';
import { writeBuffers } from './writeBuffers.ts';
import { writeCache, writeLimit, writeTls } from './writeGate.ts';

const SECOND = 1_000_000;
const MS = 1_000;

/** A time, with a note where nginx is coarser than the simulation. */
function timed(
  name: string,
  us: number,
  stepUs = MS,
): { readonly text: string; readonly comment: string } {
  const near = nearTime(us, stepUs);
  const coarse = stepUs === MS ? 'nginx counts milliseconds' : 'nginx counts whole seconds here';
  return {
    text: writeTime(near),
    comment: near === us ? '' : note(name, writeQuantity('duration', us), coarse),
  };
}

/** `nginx.conf`, or null where there is no front server. Accepted by nginx 1.22 and later. */
export function writeNginx(scenario: Scenario): Page | null {
  const { front, app } = scenario;
  if (front?.kind !== 'nginx') return null;
  // uWSGI's own protocol has directives of the same meaning under a name of its own.
  const pass = app.kind === 'uwsgi' && app.protocol === 'socket' ? 'uwsgi' : 'proxy';
  const page = new Page('nginx.conf');
  const on = (key: string): SettingPath => ['front', key];
  const flag = (value: boolean) => (value ? 'on' : 'off');
  const line = (
    indent: number,
    name: string,
    text: string,
    comment: string,
    ...paths: SettingPath[]
  ) =>
    page.add(
      `${'    '.repeat(indent)}${name} ${text};${comment === '' ? '' : `  # ${comment}`}`,
      ...paths,
    );
  const time = (name: string, us: number, directive = name) => {
    const { text, comment } = timed(name, us);
    line(1, directive, text, comment, on(name));
  };

  page.all([
    `# nginx ${front.version} in front of ${entryOf(app).name}: ${inComment(scenario.title)}`,
    '# Start it from this folder:  nginx -p "$PWD" -c nginx.conf',
    '',
  ]);
  page.add('worker_processes 1;').add('pid nginx.pid;').add('error_log nginx-error.log;').add('');
  page.add('events {');
  line(1, 'worker_connections', String(front.worker_connections), '', on('worker_connections'));
  page.all(['}', '', 'http {', ...TYPES, '', '    access_log nginx-access.log;']);
  page.all(
    ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `    ${name}_temp_path nginx-temp-${name};`,
    ),
  );
  page.add('').add('    # Clients');
  time('client_header_timeout', front.client_header_timeoutUs);
  time('client_body_timeout', front.client_body_timeoutUs);
  const { client_max_body_sizeBytes: most } = front;
  const unlimited = most === Number.POSITIVE_INFINITY;
  line(
    1,
    'client_max_body_size',
    unlimited ? '0' : writeSize(most),
    unlimited ? 'no limit' : '',
    on('client_max_body_size'),
  );
  time('send_timeout', front.send_timeoutUs);
  time('keepalive_timeout', front.keepalive_timeoutUs);
  line(1, 'keepalive_requests', String(front.keepalive_requests), '', on('keepalive_requests'));

  page.add('').add('    # The app server');
  line(
    1,
    `${pass}_request_buffering`,
    flag(front.proxy_request_buffering),
    '',
    on('proxy_request_buffering'),
  );
  line(1, `${pass}_buffering`, flag(front.proxy_buffering), '', on('proxy_buffering'));
  writeBuffers(page, front, pass);
  time('proxy_connect_timeout', front.proxy_connect_timeoutUs, `${pass}_connect_timeout`);
  time('proxy_read_timeout', front.proxy_read_timeoutUs, `${pass}_read_timeout`);
  line(
    1,
    `${pass}_next_upstream`,
    front.proxy_next_upstream ? 'error timeout' : 'off',
    '',
    on('proxy_next_upstream'),
  );
  if (front.proxy_ignore_client_abort)
    line(1, `${pass}_ignore_client_abort`, 'on', '', on('proxy_ignore_client_abort'));
  if (pass === 'uwsgi') page.add('    include uwsgi_params;');
  else if (front.proxy_http_version)
    line(1, 'proxy_http_version', front.proxy_http_version, '', on('proxy_http_version'));
  else
    page.add(
      '    # proxy_http_version: as this nginx has it, 1.1 since 1.29.7 and 1.0 before',
      on('proxy_http_version'),
    );
  if (pass === 'proxy')
    page.all([
      '    proxy_set_header Host $http_host;',
      '    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
      '    proxy_set_header X-Forwarded-Proto $scheme;',
    ]);
  writeUpstream(page, scenario, front);

  if (front.gzip) line(1, 'gzip', 'on', '', on('gzip'));
  else page.add('    gzip off;', on('gzip'));
  const gate = [...writeLimit(page, front), ...writeCache(page, front, pass)];

  page.all(['', '    server {']);
  writeTls(page, front);
  for (const { text, paths } of gate) page.add(`        ${text}`, ...paths);
  const target = front.upstream ? 'app' : addressesOf(scenario)[0];
  front.locations.forEach((location, index) => {
    writeLocation(page, location, pass, pass === 'uwsgi' ? `${target}` : `http://${target}`, [
      'front',
      'locations',
      index,
    ]);
  });
  return page.add('    }').add('}');
}

const TYPES = [
  '    types {',
  '        text/html html;',
  '        text/css css;',
  '        text/javascript js;',
  '        text/plain txt;',
  '        application/json json;',
  '        image/svg+xml svg;',
  '        image/png png;',
  '        image/jpeg jpg jpeg;',
  '        font/woff2 woff2;',
  '    }',
  '    default_type application/octet-stream;',
];

/** The `upstream {}` block; whether its connections are kept is said in a way that every nginx since 1.22 accepts. */
function writeUpstream(
  page: Page,
  scenario: Scenario,
  { upstream, proxy_http_version, version }: Nginx,
): void {
  if (!upstream) return;
  const on = (key: string): SettingPath => ['front', 'upstream', key];
  const { keepalive } = upstream;
  if (keepalive === 0)
    page.add(
      '    proxy_set_header Connection close;  # no connection is kept; nginx before 1.29.7 takes no “keepalive 0”',
      on('keepalive'),
    );
  else if (keepalive !== null && proxy_http_version === '1.1')
    page.add(
      '    proxy_set_header Connection "";  # without it nginx before 1.29.7 asks for each connection to be closed',
      on('keepalive'),
    );
  page.add('').add('    upstream app {');
  if (upstream.method !== 'round_robin') page.add(`        ${upstream.method};`, on('method'));
  const fail = timed('fail_timeout', upstream.fail_timeoutUs, SECOND);
  addressesOf(scenario).forEach((address, index) => {
    const weight = upstream.weights[index];
    page.add(
      `        server ${address}${weight === undefined ? '' : ` weight=${weight}`} max_fails=${upstream.max_fails} fail_timeout=${fail.text};${fail.comment && `  # ${fail.comment}`}`,
      on('max_fails'),
      on('fail_timeout'),
      on('weights'),
      ['app', 'instances'],
    );
  });
  if (keepalive) page.add(`        keepalive ${keepalive};`, on('keepalive'));
  else if (keepalive === null)
    page.add(
      `        # keepalive: as this nginx has it, 32 since 1.29.7 and none before (simulated: ${version})`,
      on('keepalive'),
    );
  const idle = timed('keepalive_timeout', upstream.keepalive_timeoutUs);
  page.add(
    `        keepalive_timeout ${idle.text};${idle.comment && `  # ${idle.comment}`}`,
    on('keepalive_timeout'),
  );
  page.add(`        keepalive_requests ${upstream.keepalive_requests};`, on('keepalive_requests'));
  page.add('    }');
}

function writeLocation(
  page: Page,
  location: Location,
  pass: string,
  target: string,
  path: SettingPath,
): void {
  const { modifier, match } = location;
  page.add('').add(`        location ${modifier}${modifier && ' '}${writeWord(match)} {`, path);
  if (location.does === 'proxy') page.add(`            ${pass}_pass ${target};`, path);
  else if (location.does === 'return') page.add(`            return ${location.status};`, path);
  else {
    // A prefix is cut off (alias); elsewhere the whole path is added (root).
    const isPrefix = modifier === '' || modifier === '^~';
    // nginx would take `$x` for a variable, and has no way to say it plainly.
    const root = location.root.replaceAll('$', '_');
    const comment =
      root === location.root
        ? ''
        : `  # ${note('static', location.root, 'nginx takes $ for a variable')}`;
    const folder = isPrefix && match.endsWith('/') ? `${root}/` : root;
    page.add(`            ${isPrefix ? 'alias' : 'root'} ${writeWord(folder)};${comment}`, path);
  }
  page.add('        }');
}

/** The file that a path is served from, or null where nginx asks the app or answers by itself; see `location` in nginx's documentation. */
export function filePathOf(location: Location, path: string): string | null {
  if (location.does !== 'static') return null;
  const plain = path.split('?')[0] ?? '';
  const root = location.root.replaceAll('$', '_');
  const isPrefix = location.modifier === '' || location.modifier === '^~';
  const rest = isPrefix ? plain.slice(location.match.length) : plain;
  return isPrefix && location.match.endsWith('/') ? `${root}/${rest}` : `${root}${rest}`;
}
