import { describe, expect, test } from 'vitest';
import type { ConfigFile, ReadConfig } from '../../src/config/configFile.ts';
import { configKind } from '../../src/config/configKind.ts';
import { readConfig } from '../../src/config/readConfig.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

const SECOND = 1_000_000;

function read(
  files: ConfigFile[],
  base: Record<string, unknown> = {},
): ReadConfig & { scenario: Scenario } {
  const answer = readConfig(files, base);
  if (Array.isArray(answer)) throw new Error(JSON.stringify(answer));
  const scenario = parseScenario(answer.written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return { ...answer, scenario };
}

/** Every line that says something is taken or listed. */
function expectNoneDropped({ name, text }: ConfigFile, { taken, unsupported }: ReadConfig): void {
  const said = new Set([...taken, ...unsupported].map(({ line }) => line));
  text.split('\n').forEach((line, index) => {
    const plain = line.trim();
    if (
      plain === '' ||
      /^([#;]|\[uwsgi\]|\[global\]|<\/|<\?|<!|<(IfModule|configuration|system|handlers|security|requestFiltering)\b)/.test(
        plain,
      )
    )
      return;
    expect(said, `${name}:${index + 1} ${plain}`).toContain(index + 1);
  });
}

const UWSGI: ConfigFile = {
  name: 'uwsgi.ini',
  text: `[uwsgi]
; a shop
chdir = /srv/shop
module = shop.wsgi
socket = /run/uwsgi/shop.sock
chmod-socket = 660
workers = 4
threads = 2
harakiri = 30
max-requests = 5000
cheaper = 2
listen = 1024
no-defer-accept = true
static-map = /static=/srv/static
`,
};

const VHOST: ConfigFile = {
  name: 'shop.conf',
  text: `Timeout 45
<VirtualHost *:80>
    ServerName shop.example
    Alias /static/ /srv/static/
    <Directory /srv/static>
        Require all granted
    </Directory>
    WSGIDaemonProcess shop processes=3 threads=5 \\
        request-timeout=20 queue-timeout=5 python-home=/srv/venv
    WSGIProcessGroup shop
    WSGIScriptAlias / /srv/shop/wsgi.py
    KeepAliveTimeout 300ms
    LimitRequestBody 1048576
</VirtualHost>
`,
};

const BALANCED: ConfigFile = {
  name: 'httpd.conf',
  text: `LoadModule mpm_event_module modules/mod_mpm_event.so
MaxRequestWorkers 75
ProxyTimeout 12
RequestReadTimeout header=10-20,MinRate=500 body=30,MinRate=500
<Proxy balancer://shop>
    BalancerMember http://10.0.0.1:8000 loadfactor=3 retry=5
    BalancerMember http://10.0.0.2:8000
    ProxySet lbmethod=bybusyness
</Proxy>
ProxyPass /static/ !
ProxyPass / balancer://shop/
RewriteEngine On
`,
};

const IIS: ConfigFile = {
  name: 'web.config',
  text: `<?xml version="1.0"?>
<configuration>
  <system.webServer>
    <handlers>
      <add name="python" path="*" verb="*" modules="httpPlatformHandler" />
    </handlers>
    <httpPlatform processPath="C:\\Python\\python.exe" arguments="manage.py runserver --noreload 8000"
      requestTimeout="00:04:00" startupTimeLimit="20" rapidFailsPerMinute="5" processesPerApplication="2" />
    <security><requestFiltering><requestLimits maxAllowedContentLength="50000000" /></requestFiltering></security>
  </system.webServer>
</configuration>
`,
};

describe('configurations of every server', () => {
  test('uWSGI: its ini, with a front server that speaks its language where there is none', () => {
    const answer = read([UWSGI], { front: 'none' });
    expect(answer.scenario.app).toMatchObject({
      kind: 'uwsgi',
      protocol: 'socket',
      processes: 4,
      threads: 2,
      harakiriUs: 30 * SECOND,
      max_requests: 5000,
      defer_accept: false,
      master: false,
    });
    expect(answer.scenario.front?.kind).toBe('nginx');
    expect(answer.scenario.socket).toMatchObject({ kind: 'unix', backlog: 1024 });
    const listed = answer.unsupported.map(({ line, name }) => `${line} ${name}`);
    expect(listed).toEqual(expect.arrayContaining(['11 cheaper', '14 static-map']));
    expectNoneDropped(UWSGI, answer);
  });

  test('Apache with mod_wsgi’s daemon processes', () => {
    const answer = read([VHOST], { app: { server: 'uwsgi' } });
    expect(answer.scenario.front).toMatchObject({
      kind: 'apache',
      timeoutUs: 45 * SECOND,
      keep_alive_timeoutUs: 300_000,
      limit_request_bodyBytes: 1024 ** 2,
      locations: [
        { match: '/static/', does: 'static', root: '/srv/static' },
        { match: '/', does: 'proxy' },
      ],
    });
    expect(answer.scenario.app).toMatchObject({
      kind: 'mod_wsgi',
      mode: 'daemon',
      processes: 3,
      threads: 5,
      request_timeoutUs: 20 * SECOND,
      queue_timeoutUs: 5 * SECOND,
    });
  });

  test('a daemon that no WSGIProcessGroup sends requests to has no effect: the app runs in Apache’s children', () => {
    const text = VHOST.text.replace(/.*WSGIProcessGroup.*\n/, '');
    const { scenario, unsupported } = read([{ ...VHOST, text }]);
    expect(scenario.front).toBeNull();
    expect(scenario.app).toMatchObject({ kind: 'mod_wsgi', mode: 'embedded' });
    expect(unsupported.map(({ name }) => name)).toContain('WSGIDaemonProcess');
  });

  test('Apache as a balancer', () => {
    const answer = read([BALANCED]);
    expect(answer.scenario.front).toMatchObject({
      kind: 'apache',
      max_request_workers: 75,
      proxy_timeoutUs: 12 * SECOND,
      header_timeoutUs: 10 * SECOND,
      body_timeoutUs: 30 * SECOND,
      retryUs: 5 * SECOND,
      upstream: { method: 'least_conn', weights: [3] },
    });
    expect(answer.scenario.app.instances).toBe(2);
    expect(answer.unsupported.map(({ line, name }) => `${line} ${name}`)).toContain(
      '12 RewriteEngine',
    );
    expectNoneDropped(BALANCED, answer);
  });

  test('IIS: web.config, and the server that it starts', () => {
    const answer = read([IIS], { app: { instances: 2 } });
    expect(answer.scenario.front).toMatchObject({
      kind: 'iis',
      request_timeoutUs: 240 * SECOND,
      startup_time_limitUs: 20 * SECOND,
      rapid_fails_per_minute: 5,
      max_content_lengthBytes: 50_000_000,
    });
    expect(answer.scenario.app).toMatchObject({ kind: 'runserver', reload: false, instances: 1 });
    expectNoneDropped(IIS, answer);
  });

  test.each([
    [
      'python manage.py runserver --nothreading 0.0.0.0:8000',
      { kind: 'runserver', threading: false, reload: true },
    ],
    [
      'flask --app shop run --without-threads --port 8000',
      { kind: 'flask', threaded: false, reload: false },
    ],
    [
      'cheroot shop.wsgi:application --bind :8000 --threads 20 --timeout 3',
      { kind: 'cherrypy', numthreads: 20, timeoutUs: 3 * SECOND },
    ],
    [
      'uwsgi --http-socket :8000 -M -p 4 --harakiri=20 -w shop.wsgi',
      {
        kind: 'uwsgi',
        protocol: 'http-socket',
        master: true,
        processes: 4,
        harakiriUs: 20 * SECOND,
      },
    ],
    [
      'uwsgi --http :8000 --workers 2 --module shop.wsgi --cheaper 1',
      { kind: 'uwsgi', protocol: 'http', processes: 2, master: false },
    ],
  ])('%s', (text, app) => {
    expect(configKind('pasted', text)).toBe('command');
    expect(read([{ name: 'command', text }]).scenario.app).toMatchObject(app);
  });

  test('CherryPy’s settings, as a file and in Python', () => {
    const ini = {
      name: 'shop.conf',
      text: '[global]\nserver.socket_port: 8000\nserver.thread_pool = 30\nserver.socket_timeout = 2\nlog.screen = True\n',
    };
    const answer = read([ini]);
    expect(answer.scenario.app).toMatchObject({
      kind: 'cherrypy',
      numthreads: 30,
      timeoutUs: 2 * SECOND,
    });
    expectNoneDropped(ini, answer);
    const text =
      "import cherrypy\ncherrypy.config.update({\n    'server.thread_pool': 12,\n    'server.socket_queue_size': 9,\n})\n";
    const { app, socket } = read([{ name: 'run.py', text }]).scenario;
    expect({ ...app, backlog: socket.backlog }).toMatchObject({
      kind: 'cherrypy',
      numthreads: 12,
      backlog: 9,
    });
  });

  test('nginx: what stands before the app', () => {
    const text = `http {
  limit_req_zone $binary_remote_addr zone=each:1m rate=30r/m;
  proxy_cache_path /tmp/c keys_zone=c:1m;
  upstream app { ip_hash; server 10.0.0.1:8000; server 10.0.0.2:8000 weight=4; }
  server {
    listen 443 ssl; http2 on; gzip on;
    ssl_certificate rsa.pem; ssl_protocols TLSv1.1 TLSv1.2; ssl_session_tickets off;
    location / {
      proxy_pass http://app;
      limit_req zone=each burst=5 nodelay; limit_req_status 429;
      proxy_cache c; proxy_cache_valid 200 1m; proxy_cache_valid 404 1s; proxy_cache_lock on; proxy_cache_use_stale updating;
    }
  }
}`;
    const { scenario, unsupported } = read([{ name: 'nginx.conf', text }]);
    expect(scenario.front).toMatchObject({
      gzip: true,
      tls: { protocol: '1.2', certificate: 'rsa', http2: true, session_tickets: false },
      limit_req: { ratePerSecond: 0.5, burst: 5, nodelay: true, status: 429 },
      proxy_cache: { validUs: 60 * SECOND, lock: true, use_stale: true },
      upstream: { method: 'ip_hash', weights: [1, 4] },
    });
    expect(unsupported.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['ssl_protocols', 'proxy_cache_valid', 'proxy_cache_use_stale']),
    );
  });
});
