import { describe, expect, test } from 'vitest';
import { logs } from '../../../src/insight/logs/logs.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { ONE, route, runOf } from '../wire/wireRuns.ts';

const lines = (run: Run, file: string): string[] =>
  logs(run)
    .filter((line) => line.file === file)
    .map(({ text }) => text);
/** Lines of Apache's error log without date and writer. */
const apache = (run: Run): string[] =>
  lines(run, 'apache error.log').map((text) =>
    text.replace(/^\[Fri Nov 20 10:00:\d\d\.\d{6} 2026\] /, '').replace(/\[pid \d+:tid \d+\] /, ''),
  );
const run = (written: Record<string, unknown>, of: Record<string, unknown> = {}): Run =>
  runOf({ database: 'none', clients: ONE, routes: route(of), ...written });

// Wordings as the real programs wrote them in measurements; only addresses, dates and process numbers are the run's.
describe('W9: uWSGI', () => {
  const UWSGI = { front: 'none', app: { server: 'uwsgi', processes: 2, harakiri: '3s' } };

  test('its greeting, and its farewell', () => {
    const of = run({ ...UWSGI, script: [{ at: '3s', 'stop-app': true }] });
    expect(lines(of, 'uwsgi').filter((text) => !text.startsWith('[pid'))).toEqual([
      '*** Starting uWSGI 2.0.21-debian (64bit) on [Fri Nov 20 10:00:00 2026] ***',
      'chdir() to /srv/shop',
      'thunder lock: disabled (you can enable it with --thunder-lock)',
      'uwsgi socket 0 bound to TCP address 127.0.0.1:8000 fd 3',
      '*** Python threads support is disabled. You can enable it with --enable-threads ***',
      'your server socket listen backlog is limited to 100 connections',
      'your mercy for graceful operations on workers is 60 seconds',
      '*** Operational MODE: preforking ***',
      "WSGI app 0 (mountpoint='') ready in 0 seconds on interpreter 0x7f2c73160018 pid: 100 (default app)",
      '*** uWSGI is running in multiple interpreter mode ***',
      'spawned uWSGI master process (pid: 100)',
      'spawned uWSGI worker 1 (pid: 101, cores: 1)',
      'spawned uWSGI worker 2 (pid: 102, cores: 1)',
      'SIGINT/SIGTERM received...killing workers...',
      'worker 1 buried after 1 seconds',
      'worker 2 buried after 1 seconds',
      'goodbye to uWSGI.',
    ]);
  });

  test('a line for each request, its counts those of the packet and of the head', () => {
    const behind = { app: { server: 'uwsgi', protocol: 'socket', processes: 1 } };
    const [request] = lines(run(behind, { wait: '30ms' }), 'uwsgi').filter((t) =>
      t.startsWith('[pid'),
    );
    // 16 variables are 32 strings; 335 bytes were measured with an address, a port and a server name that are 11 bytes shorter in all.
    expect(request).toMatch(
      /^\[pid: 101\|app: 0\|req: 1\/1\] 203\.0\.113\.5 \(\) \{32 vars in 346 bytes\} \[Fri Nov 20 10:00:00 2026\] GET \/ping => generated 5000 bytes in \d\d msecs \(HTTP\/1\.1 200\) 5 headers in 153 bytes \(1 switches on core 0\)$/,
    );
  });

  test('harakiri', () => {
    expect(lines(run(UWSGI, { path: '/hang', effect: 'hang' }), 'uwsgi').slice(-6)).toEqual([
      'Fri Nov 20 10:00:03 2026 - *** HARAKIRI ON WORKER 2 (pid: 102, try: 1) ***',
      'Fri Nov 20 10:00:03 2026 - HARAKIRI !!! worker 2 status !!!',
      'Fri Nov 20 10:00:03 2026 - HARAKIRI [core 0] 203.0.113.5 - GET /hang since 1795168800',
      'Fri Nov 20 10:00:03 2026 - HARAKIRI !!! end of worker 2 status !!!',
      'DAMN ! worker 2 (pid: 102) died, killed by signal 9 :( trying respawn ...',
      'Respawned uWSGI worker 2 (new pid: 103)',
    ]);
  });

  test('a crash', () => {
    expect(lines(run(UWSGI, { effect: 'crash' }), 'uwsgi').slice(-2)).toEqual([
      'DAMN ! worker 2 (pid: 102) died :( trying respawn ...',
      'Respawned uWSGI worker 2 (new pid: 103)',
    ]);
  });
});

describe('W10: Apache', () => {
  const PROXY = { front: { server: 'apache', ProxyTimeout: '2s' }, app: { workers: 1 } };
  const CLIENT = '[client 203.0.113.5:32768]';

  test('the access log, in the common format', () => {
    expect(lines(run(PROXY), 'apache access.log')).toEqual([
      '203.0.113.5 - - [20/Nov/2026:10:00:00 +0000] "GET /ping HTTP/1.1" 200 5000',
    ]);
  });

  test('mod_proxy: refused, closed without an answer, too slow', () => {
    const away = run({ ...PROXY, script: [{ at: '0s', 'stop-app': true }] });
    expect(apache(away)).toEqual([
      '[proxy:error] (111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:8000 (127.0.0.1:8000) failed',
      `[proxy_http:error] ${CLIENT} AH01114: HTTP: failed to make connection to backend: 127.0.0.1`,
    ]);
    expect(lines(away, 'apache access.log')[0]).toMatch(/ 503 339$/);
    expect(apache(run(PROXY, { effect: 'crash', path: '/crash' }))).toEqual([
      `[proxy_http:error] (20014)Internal error (specific information not available): ${CLIENT} AH01102: error reading status line from remote server 127.0.0.1:8000`,
      `[proxy:error] ${CLIENT} AH00898: Error reading from remote server returned by /crash`,
    ]);
    const slow = run(PROXY, { wait: '4s', path: '/sleep?ms=4000' });
    expect(apache(slow)).toEqual([
      `[proxy_http:error] (70007)The timeout specified has expired: ${CLIENT} AH01102: error reading status line from remote server 127.0.0.1:8000`,
      `[proxy:error] ${CLIENT} AH00898: Error reading from remote server returned by /sleep`,
    ]);
    expect(lines(slow, 'apache access.log')[0]).toMatch(/ 502 381$/);
  });

  test('mod_reqtimeout: a head that does not come has no request line', () => {
    const of = run({
      front: { server: 'apache', 'RequestReadTimeout-header': '2s' },
      app: { workers: 1 },
      clients: [{ ...ONE[0], pace: { stops: 'mid-head' } }],
    });
    expect(apache(of)).toEqual([
      `[reqtimeout:info] ${CLIENT} AH01382: Request header read timeout`,
    ]);
    expect(lines(of, 'apache access.log')[0]).toMatch(/ "-" 408 -$/);
  });

  test('mod_wsgi: a daemon process dies, and another one takes its place', () => {
    const of = run(
      { front: { server: 'apache' }, app: { server: 'mod_wsgi', threads: 1 } },
      { effect: 'crash' },
    );
    expect(apache(of)).toEqual([
      "[wsgi:info] mod_wsgi (pid=101): Starting process 'app' with uid=33, gid=33 and threads=1.",
      '[wsgi:info] mod_wsgi (pid=101): Initializing Python.',
      "[wsgi:info] [remote 203.0.113.5:32768] mod_wsgi (pid=101, process='app', application=''): Loading Python script file '/srv/shop/wsgi.py'.",
      `[wsgi:error] ${CLIENT} Truncated or oversized response headers received from daemon process 'app': /srv/shop/wsgi.py`,
      "[wsgi:info] mod_wsgi (pid=101): Process 'app' has died, deregister and restart it.",
      "[wsgi:info] mod_wsgi (pid=101): Process 'app' terminated by signal 1",
      "[wsgi:info] mod_wsgi (pid=101): Process 'app' has been deregistered and will no longer be monitored.",
      "[wsgi:info] mod_wsgi (pid=102): Starting process 'app' with uid=33, gid=33 and threads=1.",
      '[wsgi:info] mod_wsgi (pid=102): Initializing Python.',
    ]);
  });

  test('mod_wsgi: request-timeout and queue-timeout', () => {
    const app = { server: 'mod_wsgi', threads: 1 };
    const hung = run(
      { duration: '12s', front: { server: 'apache' }, app: { ...app, 'request-timeout': '3s' } },
      { effect: 'hang' },
    );
    expect(apache(hung)).toContain(
      "[wsgi:info] mod_wsgi (pid=101): Daemon process request time limit exceeded, stopping process 'app'.",
    );
    expect(apache(hung)).toContain("[wsgi:info] mod_wsgi (pid=101): Aborting process 'app'.");
    const queued = run(
      {
        front: { server: 'apache' },
        app: { ...app, 'queue-timeout': '1s' },
        clients: [{ name: 'two', arrivals: [{ at: '300ms' }, { at: '310ms' }] }],
      },
      { wait: '3s' },
    );
    expect(apache(queued)).toContain(
      "[wsgi:error] [remote 203.0.113.6:40687] mod_wsgi (pid=101): Queue timeout expired for WSGI daemon process 'app'.",
    );
  });

  test('embedded: a child that os._exit ends leaves no word, a signal does', () => {
    const app = { server: 'mod_wsgi', mode: 'embedded', mpm: 'prefork', processes: 2 };
    const died = (effect: string) =>
      apache(run({ front: 'none', app }, { effect })).filter((text) =>
        text.includes('exit signal'),
      );
    expect(died('crash')).toEqual([]);
    expect(died('segv')).toEqual([
      '[core:notice] AH00052: child pid 102 exit signal Segmentation fault (11)',
    ]);
  });
});

describe('W11: servers that say little', () => {
  test('runserver says who asked, and that somebody had left', () => {
    const of = run(
      {
        front: 'none',
        app: { server: 'runserver' },
        clients: [{ ...ONE[0], patience: '300ms' }],
      },
      { wait: '1s' },
    );
    expect(lines(of, 'runserver').slice(-3)).toEqual([
      'Quit the server with CONTROL-C.',
      '[20/Nov/2026 10:00:01] "GET /ping HTTP/1.1" 200 5000',
      "[20/Nov/2026 10:00:01] - Broken pipe from ('203.0.113.5', 32768)",
    ]);
  });

  test('Flask in the words of Werkzeug', () => {
    expect(lines(run({ front: 'none', app: { server: 'flask' } }), 'flask').at(-1)).toBe(
      '203.0.113.5 - - [20/Nov/2026 10:00:00] "GET /ping HTTP/1.1" 200 -',
    );
  });

  test('cheroot: nothing, but what the view makes of a body that did not come', () => {
    const app = { server: 'cherrypy', timeout: '2s' };
    expect(logs(run({ front: 'none', app }))).toEqual([]);
    const clients = [{ ...ONE[0], pace: { stops: 'mid-body' } }];
    const of = run({ front: 'none', app, clients }, { method: 'POST', body: '9kB' });
    expect(lines(of, 'django')[0]).toMatch(/UnreadablePostError: timed out$/);
  });

  test('IIS: the fields of W3C’s format, marked as not measured', () => {
    const written = lines(
      run({ front: { server: 'iis' }, app: { server: 'cherrypy' } }),
      'iis u_ex261120.log',
    );
    const fields = written
      .find((text) => text.startsWith('#Fields: '))
      ?.split(' ')
      .slice(1);
    expect(written).toContain('#Remark: from its documentation, not measured');
    expect(written.at(-1)?.split(' ')).toHaveLength(fields?.length ?? 0);
    expect(written.at(-1)).toMatch(
      /^2026-11-20 10:00:00 10\.0\.0\.1 GET \/ping - 80 - 203\.0\.113\.5 /,
    );
  });
});

describe('W12: nginx', () => {
  const greedy = [
    { name: 'greedy', addresses: 'one', arrivals: [{ at: '300ms' }, { at: '301ms' }] },
  ];

  test('limit_req: what is turned away, what is let wait; all of one address', () => {
    const of = (limit_req: object) => run({ clients: greedy, front: { limit_req } });
    const [refused] = lines(of({ rate: '5/s', burst: 0 }), 'nginx error.log');
    expect(refused).toMatch(
      /\[error\] 713#713: \*\d limiting requests, excess: 0\.99\d by zone "clients", client: 172\.17\.0\.1, server: shop\.example, request: "GET \/ping HTTP\/1\.1", host: "shop\.example"$/,
    );
    const [delayed] = lines(of({ rate: '5/s', burst: 5 }), 'nginx error.log');
    expect(delayed).toMatch(
      /\[warn\] 713#713: \*\d delaying request, excess: 0\.99\d, by zone "clients", /,
    );
  });

  test('proxy_cache: MISS, then HIT', () => {
    const of = run({
      clients: [{ name: 'two', arrivals: [{ at: '300ms' }, { at: '900ms' }] }],
      front: { proxy_cache: { proxy_cache_valid: '3s' } },
    });
    expect(lines(of, 'nginx access.log').map((t) => / cache: (\S+)$/.exec(t)?.[1])).toEqual([
      'MISS',
      'HIT',
    ]);
  });

  test('HTTP/2 is told', () => {
    const of = run({ front: { tls: { http2: 'on' } } });
    expect(lines(of, 'nginx access.log')[0]).toContain('"GET /ping HTTP/2.0" 200 5000');
  });

  test('each of several has files of its own', () => {
    const of = run({
      clients: [{ name: 'many', arrivals: [{ at: '300ms' }, { at: '310ms' }, { at: '320ms' }] }],
      front: { instances: 2, balancer: 'balancer' },
      script: [{ at: '1s', 'stop-front': 2 }],
    });
    const first = lines(of, 'nginx 1 access.log');
    const second = lines(of, 'nginx 2 access.log');
    expect(first.length + second.length).toBe(3);
    expect(Math.min(first.length, second.length)).toBeGreaterThan(0);
    expect(lines(of, 'nginx 1 error.log')).toEqual([]);
    expect(lines(of, 'nginx 2 error.log').at(-1)).toMatch(/712#712: exit$/);
  });

  test('one that is gone writes nothing of those who find nobody', () => {
    const of = run({
      clients: [{ name: 'late', arrivals: [{ at: '2s' }] }],
      script: [{ at: '1s', 'stop-front': true }],
    });
    expect(lines(of, 'nginx error.log').some((t) => t.includes('not enough'))).toBe(false);
  });
});
