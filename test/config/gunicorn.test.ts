import { describe, expect, test } from 'vitest';
import type { ConfigFile, ReadConfig } from '../../src/config/configFile.ts';
import { configKind, looksLikeConfig } from '../../src/config/configKind.ts';
import { readConfig } from '../../src/config/readConfig.ts';

function readFiles(files: ConfigFile[], written = {}): ReadConfig {
  const result = readConfig(files, written);
  if (Array.isArray(result)) throw new Error(JSON.stringify(result));
  return result;
}
const read = (text: string, written = {}) =>
  readFiles([{ name: 'gunicorn.conf.py', text }], written);
const command = (text: string, written = {}) => readFiles([{ name: 'command', text }], written);
const app = (text: string, written = {}) => read(text, written).written.app;
const listed = ({ unsupported }: ReadConfig) =>
  unsupported.map(({ line, name }) => `${line} ${name}`);

describe('gunicorn.conf.py', () => {
  test.each([
    ['workers = 2 * 3 + 1', { workers: 7 }],
    ['workers = (1 + 2) * 2 ** 2 // 3 - 7 % 4', { workers: 1 }],
    ['workers = "4"', { workers: 4 }],
    ['workers = 0x0c', { workers: 12 }],
    ['n = 3\nworkers = n * 2', { workers: 6 }],
    ['worker_class = "gevent"', { worker_class: 'gevent' }],
    ["worker_class = 'gunicorn.workers.ggevent.GeventWorker'", { worker_class: 'gevent' }],
    ['preload_app = True\ntimeout = 0', { preload_app: true, timeout: 'never' }],
    ['timeout: int = 120', { timeout: '2min' }],
    ['import multiprocessing\nworkers = multiprocessing.cpu_count() * 2 + 1', { workers: 9 }],
    ['from os import cpu_count as c\nworkers = min(c(), 3)', { workers: 3 }],
    ['import os\nworkers = int(os.environ.get("N", "6"))', { workers: 6 }],
    ['workers = 3; threads = 2', { workers: 3, threads: 2 }],
    ['workers = 4 if True else 5', { workers: 4 }],
    ['workers = 4 if None or not 1 else 5', { workers: 5 }],
    ['n = "1"\nworkers = f"{n}2"', { workers: 12 }],
    ["workers = '{1}{n}'.format(1, 2, n=3)", { workers: 23 }],
    ['workers = 2\nworkers *= 3', { workers: 6 }],
    ['import os\npreload_app = os.getenv("P", "TRUE").lower() == "true"', { preload_app: true }],
    [
      'if 2 > 3:\n    workers = 2\nelif "a" in ("a",) and 1 != 2:\n    workers = 5\nelse:\n    workers = 7',
      { workers: 5 },
    ],
    [
      'import os\nn = os.getenv("N")\nif n is None:\n    workers = 6\nelse:\n    workers = int(n)',
      { workers: 6 },
    ],
  ])('%j', (text, expected) => {
    expect(app(text, { hosts: { web: { cores: 4 } }, database: 'sqlite' })).toMatchObject(expected);
  });

  test('a branch that does not hold is listed, and so is what the environment would change', () => {
    const { unsupported } = read(
      'import os\nn = os.getenv("N", "3")\nif os.getenv("DEV"):\n    reload = True\n    workers = 1\nelse:\n    workers = int(n)',
    );
    expect(unsupported.map(({ line, name, why }) => `${line} ${name}: ${why}`)).toEqual([
      '3 if os.getenv("DEV"):: Only part: the environment is not known here, so it was read as if no variable were set.',
      '4 reload: It hangs on line 3, which does not hold here.',
      '5 workers: It hangs on line 3, which does not hold here.',
      '7 workers: Only part: the environment is not known here, so what stands for an unset variable was taken.',
    ]);
  });

  test('where the cores come from is said', () => {
    const { taken } = read('import os\nworkers = os.cpu_count() + 1', {
      hosts: { web: { cores: 8 } },
      database: 'sqlite',
    });
    expect(taken[0]?.text).toContain('= 9, with the host’s 8 cores');
  });

  test.each([
    ['workers = len(open("/etc/passwd").read())', '1 workers'],
    ['workers = __import__("os").system("true")', '1 workers'],
    ['workers = [n for n in range(4)][-1]', '1 workers'],
    ['workers = 4 if [n for n in ()] else 5', '1 workers'],
    ['workers = f"{4:>3}"', '1 workers'],
    ['workers = "{:>3}".format(4)', '1 workers'],
    ['workers = "{} {}".format(4)', '1 workers'],
    ['workers = int("1.5")', '1 workers'],
    ['n = 2\nfor m in (3, 4):\n    n = m\nworkers = n', '4 workers'],
    ['if open("x"):\n    workers = 2\nelse:\n    threads = 3', '4 threads'],
    ['workers = 2\nworkers += len(open("x"))', '2 workers'],
    ['for n in range(3):\n    workers = n', '1 for n in range(3):'],
    ['def when_ready(server):\n    pass', '1 when_ready'],
    ['print("hello")', '1 print("hello")'],
    ['worker_count = 3', '1 worker_count'],
    ['import secrets', '1 import secrets'],
    ['workers = 2\nworkers = 3', '1 workers'],
    ['keyfile = "x"\nbind = "0.0.0.0:1"', '1 keyfile'],
  ])('%j is not run, but listed', (text, expected) => {
    const result = read(text);
    expect(listed(result)).toContain(expected);
  });

  test.each([
    ['workers = "four"', '1:1', 'whole number'],
    ['workers = -1', '1:1', 'not negative'],
    ['timeout = 1.5', '1:1', 'whole number'],
    ['\npreload_app = 3', '2:1', 'True or False'],
    ['workers = = 3', '1:', 'Python'],
    ['bind = 8000', '1:1', 'address'],
  ])('%j is refused, as Gunicorn does', (text, place, words) => {
    const result = readConfig([{ name: 'gunicorn.conf.py', text }], {});
    expect(result).toContainEqual(
      expect.objectContaining({
        at: expect.stringContaining(`gunicorn.conf.py:${place}`),
        message: expect.stringContaining(words),
      }),
    );
  });

  test('a whole file: what it does not say is as Gunicorn has it, what no file says stays', () => {
    const before = {
      app: { workers: 8, timeout: '9s', memory: '90MB', boot: '1s', instances: 2 },
      socket: { backlog: 9, rtt: '1ms' },
    };
    expect(read('threads = 4', before).written).toEqual({
      app: { memory: '90MB', boot: '1s', instances: 2, threads: 4 },
      socket: { rtt: '1ms', kind: 'tcp' },
    });
  });
});

describe('a command line', () => {
  test.each([
    [
      'gunicorn app.wsgi:application -w 4 -k gthread --threads 8 -b unix:/run/g.sock',
      { workers: 4, worker_class: 'gthread', threads: 8 },
    ],
    [
      'gunicorn -w4 -kgevent -t120 app:app',
      { workers: 4, worker_class: 'gevent', timeout: '2min' },
    ],
    [
      'gunicorn --workers=5 --max-requests=100 --max-requests-j 10 --preload app:app',
      { workers: 5, max_requests: 100, max_requests_jitter: 10, preload_app: true },
    ],
    ["WEB_CONCURRENCY=6 exec gunicorn 'app:create()'", { workers: 6 }],
    [
      'GUNICORN_CMD_ARGS="--workers=3 --threads 2" gunicorn app:app --threads 5',
      { workers: 3, threads: 5 },
    ],
    ['python -m gunicorn app:app --keep-alive 7 && echo done -w 9', { keepalive: '7s' }],
    ['CMD ["gunicorn", "-w", "4", "app:app"]', { workers: 4 }],
    ['web: gunicorn app.wsgi -w 2 --log-file -', { workers: 2 }],
    ['[Service]\nExecStart=/venv/bin/gunicorn \\\n  --workers 3 \\\n  app:app', { workers: 3 }],
    ['RUN pip install gunicorn\nCMD gunicorn -w 5 app:app', { workers: 5 }],
  ])('%j', (text, expected) => expect(command(text).written.app).toMatchObject(expected));

  test('stands above the file, and the file that it names is missed where it is not there', () => {
    const file = { name: 'gunicorn.conf.py', text: 'workers = 2\nthreads = 3' };
    const both = readFiles([
      file,
      { name: 'command', text: 'gunicorn -c gunicorn.conf.py -w 7 app:app' },
    ]);
    expect(both.written.app).toMatchObject({ workers: 7, threads: 3 });
    expect(listed(both)).toContain('1 workers');
    const alone = command('gunicorn -c other.py -w 7 app:app', { app: { threads: 9 } });
    expect(alone.written.app).toEqual({ threads: 9, workers: 7 });
    expect(listed(alone)).toContain('1 --config');
  });

  test('lines are counted on over their ends', () => {
    const { taken, unsupported } = command('gunicorn \\\n  -w 3 \\\n  --reload \\\n  app:app');
    expect(taken).toContainEqual({ file: 'command', line: 2, text: '-w 3' });
    expect(unsupported).toContainEqual(expect.objectContaining({ line: 3, name: '--reload' }));
  });

  test.each([
    ['gunicorn --wrkers 3 app:app', '1:10', 'no option'],
    ['gunicorn app:app -w', '1:18', 'needs a value'],
    ['gunicorn "app:app -w 3', '1:10', 'not closed'],
    ['gunicorn -w many app:app', '1:10', 'whole number'],
  ])('%j is refused with its place', (text, place, words) => {
    expect(readConfig([{ name: 'command', text }], {})).toContainEqual(
      expect.objectContaining({ at: `command:${place}`, message: expect.stringContaining(words) }),
    );
  });

  test('a variable of the shell has no value here', () => {
    const result = command('gunicorn -w $WORKERS app:app');
    expect(listed(result)).toContain('1 -w');
    expect(result.written.app).not.toHaveProperty('workers');
  });
});

describe('both programs together', () => {
  const nginx = (to: string) => ({
    name: 'nginx.conf',
    text: `http { server { location / { proxy_pass ${to}; } } }`,
  });

  test('a socket where they do not meet is listed', () => {
    const python = { name: 'gunicorn.conf.py', text: 'bind = "127.0.0.1:9000"' };
    expect(listed(readFiles([nginx('http://127.0.0.1:8000'), python]))).toContain('1 bind');
    expect(listed(readFiles([nginx('http://127.0.0.1:9000'), python]))).not.toContain('1 bind');
  });

  test('without nginx a unix socket is not reached', () => {
    const result = read('bind = "unix:/run/g.sock"', { front: 'none' });
    expect(result.written.socket).not.toHaveProperty('kind', 'unix');
    expect(listed(result)).toContain('1 bind');
  });
});

describe('what a text is', () => {
  test.each([
    ['nginx.conf', 'events {}', 'nginx'],
    ['site', 'server { listen 80; }', 'nginx'],
    ['pasted', 'proxy_read_timeout 5s;', 'nginx'],
    ['pasted', 'location /x { return 200; }', 'nginx'],
    ['gunicorn.conf.py', '', 'gunicorn'],
    ['pasted', 'bind = "x"\nworkers = 3', 'gunicorn'],
    ['pasted', 'gunicorn app.wsgi -w 3', 'command'],
    ['Procfile', 'web: gunicorn app.wsgi', 'command'],
    ['gunicorn.socket', '[Socket]\nListenStream=/run/g.sock', 'command'],
    ['scenario.json', '{"server": {}}', null],
    ['scenario.yaml', 'app: { workers: 3 }', null],
    ['pasted', '{"app": {"workers": 3}}', null],
    ['pasted', 'app:\n  workers: 3\nfront: none', null],
    ['access.log', '1.2.3.4 - - [x] "GET / HTTP/1.1" 200 5', null],
    ['views.py', 'def home(request):\n    return None', null],
    ['notes.txt', 'Gunicorn and nginx are servers; see the guide.', null],
  ])('%s %j', (name, text, kind) => {
    expect(configKind(name, text)).toBe(kind);
    expect(looksLikeConfig(name, text)).toBe(kind !== null);
  });
});
