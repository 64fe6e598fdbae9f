import type { Database, Scenario } from '../../scenario/scenario.ts';
import { Page, pySeconds } from '../page.ts';
import { usesRows } from './routeNames.ts';

/** `settings.py`: as little Django as the views need, and how it connects to its database. */
export function writeSettings(scenario: Scenario): Page {
  const page = new Page('settings.py').all([
    '"""Django as the simulation has it: no middleware, no apps, one database."""',
    'import os',
    '',
    'SECRET_KEY = "for trying out on one machine only"',
    'DEBUG = False',
    'ALLOWED_HOSTS = ["*"]',
    'ROOT_URLCONF = "urls"',
    'INSTALLED_APPS = []',
    'MIDDLEWARE = []',
    'TIME_ZONE = "UTC"',
    'USE_TZ = True',
    'DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"',
    'STATIC_URL = "/static/"',
    'DATA_UPLOAD_MAX_MEMORY_SIZE = None  # what stands before Django decides how much may be sent',
    '',
  ]);
  const { database } = scenario;
  if (!database) return page.add('DATABASES = {}');
  if (database.kind === 'mysql')
    page.all(['import pymysql', '', 'pymysql.install_as_MySQLdb()', '']);
  page.add('DATABASES = {').add('    "default": {');
  for (const [text, ...keys] of connectionOf(database))
    page.add(`        ${text}`, ...keys.map((key) => ['database', key]));
  return page.add('    }').add('}');
}

type Line = readonly [text: string, ...settings: string[]];

function connectionOf(database: Database): Line[] {
  const age = database.CONN_MAX_AGEUs;
  const ageLine: Line = [
    `"CONN_MAX_AGE": ${age === Number.POSITIVE_INFINITY ? 'None' : pySeconds(age)},`,
    'CONN_MAX_AGE',
  ];
  const server = (engine: string, port: number): Line[] => [
    [`"ENGINE": "django.db.backends.${engine}",`, 'server'],
    ['"NAME": os.environ.get("DB_NAME", "roundtrip"),'],
    ['"USER": os.environ.get("DB_USER", "roundtrip"),'],
    ['"PASSWORD": os.environ.get("DB_PASSWORD", "roundtrip"),'],
    ['"HOST": os.environ.get("DB_HOST", "127.0.0.1"),'],
    [`"PORT": os.environ.get("DB_PORT", "${port}"),`],
    ageLine,
  ];
  if (database.kind === 'sqlite')
    return [
      ['"ENGINE": "django.db.backends.sqlite3",', 'server'],
      [
        '"NAME": os.path.join(os.path.dirname(os.path.abspath(__file__)), os.environ.get("DB_FILE", "db.sqlite3")),',
      ],
      ageLine,
      [`"OPTIONS": {"timeout": ${pySeconds(database.timeoutUs)}},`, 'timeout'],
    ];
  if (database.kind === 'mysql') {
    // MySQL counts whole seconds.
    const whole = Math.max(1, Math.ceil(database.innodb_lock_wait_timeoutUs / 1_000_000));
    return [
      ...server('mysql', 3306),
      [
        `"OPTIONS": {"init_command": "SET SESSION innodb_lock_wait_timeout = ${whole}"},`,
        'innodb_lock_wait_timeout',
      ],
    ];
  }
  const lock =
    database.lock_timeoutUs === Number.POSITIVE_INFINITY
      ? 0
      : Math.max(1, Math.ceil(database.lock_timeoutUs / 1_000));
  return [
    ...server('postgresql', 5432),
    [
      `"OPTIONS": {"options": "-c lock_timeout=${lock}"},  # milliseconds; 0 = for ever`,
      'lock_timeout',
    ],
  ];
}

/** From fork to ready, of which Django itself takes about so much. */
const DJANGO_BOOT_US = 120_000;

/** `wsgi.py`, `asgi.py` and `manage.py`. */
export function writeEntries({ app }: Scenario): Page[] {
  const restUs = app.bootUs - DJANGO_BOOT_US;
  const entry = (kind: 'wsgi' | 'asgi') => {
    const page = new Page(`${kind}.py`).all([
      'import os',
      '',
      `from django.core.${kind} import get_${kind}_application`,
      '',
      'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")',
      `application = get_${kind}_application()`,
    ]);
    if (restUs > 0)
      page
        .all([
          '',
          'from work import compute',
          '',
          '# Django is imported in about 0.12 s; this stands for the rest of a larger project.',
        ])
        .add(`compute(${pySeconds(restUs)})`, ['app', 'boot']);
    return page;
  };
  const manage = new Page('manage.py').all([
    'import os',
    'import sys',
    '',
    'from django.core.management import execute_from_command_line',
    '',
    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")',
    'if __name__ == "__main__":',
    '    execute_from_command_line(sys.argv)',
  ]);
  return [entry('wsgi'), entry('asgi'), manage];
}

/** `work.py`: what the views are made of. */
export function writeWork(scenario: Scenario): Page {
  const page = new Page('work.py').all([
    '"""What the views are made of: computing, waiting, asking the database, and breaking."""',
    ...(scenario.database && usesRows(scenario) ? ['from contextlib import contextmanager'] : []),
    'import random',
    'import time',
    '',
    ...(scenario.database
      ? [`from django.db import ${usesRows(scenario) ? 'connection, transaction' : 'connection'}`]
      : []),
    'from django.http import HttpResponse',
    '',
    '',
    'def compute(seconds):',
    '    """Keeps a processor core busy for so long, as Python\'s own work does."""',
    '    until = time.thread_time() + seconds',
    '    while time.thread_time() < until:',
    '        pass',
    '',
    '',
    'def at_random(mean):',
    '    """Seconds, exponentially distributed around this mean."""',
    '    return random.expovariate(1 / mean) if mean > 0 else 0',
    '',
    '',
    'def answer(size, content_type):',
    '    return HttpResponse(b"." * size, content_type=content_type)',
  ]);
  const { database } = scenario;
  if (!database) return page;
  page.all(['', '', ...QUERY[database.kind]]);
  if (!usesRows(scenario)) return page;
  const select =
    database.kind === 'sqlite'
      ? []
      : [
          '        if row:',
          '            cursor.execute("SELECT n FROM work_row WHERE name = %s FOR UPDATE", [row])',
        ];
  // SQLite has one lock, that of its file; the other two lock the row.
  const write =
    database.kind === 'sqlite'
      ? ['        if writes:', '            cursor.execute("UPDATE work_row SET n = n + 1")']
      : [
          '        if writes and row:',
          '            cursor.execute("UPDATE work_row SET n = n + 1 WHERE name = %s", [row])',
          '        elif writes:',
          '            cursor.execute("INSERT INTO work_note (n) VALUES (1)")',
        ];
  return page.all([
    '',
    '',
    '@contextmanager',
    'def transaction_on(row, writes):',
    '    """A transaction that holds its lock until the view is over."""',
    '    with transaction.atomic(), connection.cursor() as cursor:',
    ...select,
    ...write,
    '        yield',
  ]);
}

const ASK = (statement: string): string[] => [
  'def query(seconds, times=1):',
  '    """So many queries, one after another; each keeps the database at it for so long."""',
  '    with connection.cursor() as cursor:',
  '        for _ in range(times):',
  `            cursor.execute("${statement}", [seconds])`,
  '            cursor.fetchall()',
];

const QUERY: Readonly<Record<Database['kind'], readonly string[]>> = {
  postgresql: ASK('SELECT pg_sleep(%s)'),
  mysql: ASK('SELECT SLEEP(%s)'),
  sqlite: [
    'def query(seconds, times=1):',
    '    """So many queries, one after another; SQLite works in this very process."""',
    '    connection.ensure_connection()',
    '    connection.connection.create_function("work", 1, lambda s: compute(s) or 0)',
    '    with connection.cursor() as cursor:',
    '        for _ in range(times):',
    '            cursor.execute("SELECT work(%s)", [seconds])',
    '            cursor.fetchall()',
  ],
};
