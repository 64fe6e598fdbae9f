import { locationRegExp } from '../../scenario/locationPattern.ts';
import type { Database, Location, Scenario } from '../../scenario/scenario.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { filePathOf } from '../nginx/writeNginx.ts';
import { Page, pyString } from '../page.ts';
import { addressesOf } from '../servers/addresses.ts';
import { APACHE_COMMAND, APACHE_IMAGE, launchOf } from '../servers/launch.ts';
import { usesRows } from './routeNames.ts';

/** `requirements.txt`. */
export function writeRequirements(scenario: Scenario): Page {
  const { app, database } = scenario;
  const page = new Page('requirements.txt');
  page.add(app.django === '3.2' ? 'Django>=3.2,<3.3' : 'Django>=5.2,<5.3', ['app', 'django']);
  const [server, ...more] = launchOf(scenario).requirements;
  if (server !== undefined) page.add(server, ['app', 'version']);
  for (const line of more) page.add(line, ['app', 'worker_class']);
  if (database?.kind === 'postgresql')
    page.add(app.django === '3.2' ? 'psycopg2-binary' : 'psycopg[binary]>=3.1', [
      'database',
      'server',
    ]);
  if (database?.kind === 'mysql') page.all(['PyMySQL>=1.1', 'cryptography']);
  return page;
}

/** `Dockerfile` of the app server. */
export function writeDockerfile(scenario: Scenario): Page {
  const { app } = scenario;
  const { command, image, sockets } = launchOf(scenario);
  // mod_wsgi is built for Debian's own Python.
  const isDebian = app.kind === 'mod_wsgi';
  const page = new Page('Dockerfile').all([
    isDebian ? 'FROM debian:12-slim' : `FROM python:${app.django === '3.2' ? '3.10' : '3.12'}-slim`,
    ...(image ?? []),
    'WORKDIR /app',
    'COPY requirements.txt .',
    `RUN pip install --no-cache-dir ${isDebian ? '--break-system-packages ' : ''}-r requirements.txt && mkdir -p ${sockets}`,
    'COPY . .',
  ]);
  // runserver has no file of its own: its command says all that there is to say.
  const said =
    app.kind === 'runserver'
      ? [
          ['app', 'threading'],
          ['app', 'reload'],
        ]
      : [];
  return page.add(`CMD ${JSON.stringify(command(0))}`, ...said);
}

/** Files that nginx sends for routes of the scenario: where they lie, and how large they are. */
export function staticFiles({
  front,
  routes,
}: Scenario): { readonly path: string; readonly bytes: number }[] {
  if (!front) return [];
  const files = new Map<string, number>();
  for (const { path, responseBytes } of routes) {
    const location = locationOf(front.locations, path.split('?')[0] ?? '');
    const file = location && filePathOf(location, path);
    if (file && !file.endsWith('/') && !files.has(file)) files.set(file, responseBytes);
  }
  return [...files].map(([path, bytes]) => ({ path, bytes }));
}

/** nginx's choice: exact, longest prefix if it says `^~`, the first regular expression, that prefix. */
function locationOf(locations: readonly Location[], path: string): Location | undefined {
  const exact = locations.find(({ modifier, match }) => modifier === '=' && match === path);
  const prefixes = locations.filter(
    ({ modifier, match }) => (modifier === '' || modifier === '^~') && path.startsWith(match),
  );
  const longest = prefixes.toSorted((a, b) => b.match.length - a.match.length)[0];
  if (exact || longest?.modifier === '^~') return exact ?? longest;
  return (
    locations.find((each) => each.modifier.startsWith('~') && locationRegExp(each).test(path)) ??
    longest
  );
}

/** `prepare.py`: the files that nginx sends, and the rows that views lock. */
export function writePrepare(scenario: Scenario): Page {
  const { database, routes } = scenario;
  const page = new Page('prepare.py').all([
    '"""Makes what the servers need: files for the front server below the folder that is named (files, if none is), and tables."""',
    'import os',
    'import sys',
    '',
    'FILES = [',
    ...staticFiles(scenario).map(({ path, bytes }) => `    (${pyString(path)}, ${bytes}),`),
    ']',
    '',
    'below = sys.argv[1] if len(sys.argv) > 1 else "files"',
    'for path, size in FILES:',
    '    place = os.path.join(below, os.path.normpath(path).lstrip("/"))',
    '    if os.path.exists(place):',
    '        continue  # never in the place of a file that is there',
    '    os.makedirs(os.path.dirname(place), exist_ok=True)',
    '    with open(place, "wb") as file:',
    '        file.write(b"." * size)',
  ]);
  if (!database || !usesRows(scenario)) return page;
  const rows = [...new Set(['any', ...routes.map(({ locks }) => locks).filter(Boolean)])];
  return page.all([
    '',
    'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")',
    'import django',
    'from django.db import connection',
    '',
    `ROWS = [${rows.map(pyString).join(', ')}]`,
    'django.setup()',
    'with connection.cursor() as cursor:',
    '    cursor.execute("CREATE TABLE IF NOT EXISTS work_row (name VARCHAR(60) PRIMARY KEY, n INTEGER NOT NULL)")',
    '    cursor.execute("CREATE TABLE IF NOT EXISTS work_note (n INTEGER NOT NULL)")',
    '    for row in ROWS:',
    '        cursor.execute("SELECT n FROM work_row WHERE name = %s", [row])',
    '        if not cursor.fetchall():',
    '            cursor.execute("INSERT INTO work_row (name, n) VALUES (%s, 0)", [row])',
  ]);
}

/** `compose.yaml`. All servers but the database share one network, so that the addresses of `nginx.conf` hold here as well. */
export function writeCompose(scenario: Scenario): Page {
  const { front, app, socket, database, hosts } = scenario;
  const page = new Page('compose.yaml')
    .add('# Start everything:  docker compose up --build')
    .add('services:');
  const host = hosts[hostOf(app)];
  const { command, sockets } = launchOf(scenario);
  const isNginx = front?.kind === 'nginx';
  const folders = [`sockets:${sockets}`, './data:/app/data'].filter((_, index) =>
    index === 0 ? socket.kind === 'unix' : database?.kind === 'sqlite',
  );
  const volumes = (lines: readonly string[]) =>
    lines.length > 0 ? ['    volumes:', ...lines.map((line) => `      - ${line}`)] : [];
  const isServer = database !== null && database.kind !== 'sqlite';
  const afterDatabase = isServer ? ['      db: { condition: service_healthy }'] : [];
  const environment = database ? [`    environment: { ${environmentOf(database)} }`] : [];
  if (isNginx) {
    const roots = [
      ...new Set(staticFiles(scenario).map(({ path }) => path.replace(/\/[^/]*$/, ''))),
    ].filter((root) => /^\/[\w./-]+$/.test(root) && !root.includes('..'));
    page.all([
      '  nginx:',
      `    image: nginx:${front.version === '1.22' ? '1.22' : 'mainline'}`,
      '    command: ["nginx", "-p", "/var/cache/nginx", "-c", "/etc/nginx/nginx.conf", "-g", "daemon off;"]',
      '    ports: ["8080:8080"]',
    ]);
    const files = roots.map((root) => `./files${root}:${root}:ro`);
    page.all(
      volumes([
        './nginx.conf:/etc/nginx/nginx.conf:ro',
        ...files,
        ...(socket.kind === 'unix' ? [`sockets:${sockets}`] : []),
      ]),
    );
  }
  const isApache = front?.kind === 'apache' && app.kind !== 'mod_wsgi';
  if (isApache)
    page.all([
      '  apache:',
      '    build:',
      '      context: .',
      '      dockerfile_inline: |',
      '        FROM debian:12-slim',
      ...APACHE_IMAGE.map((line) => `        ${line}`),
      '        WORKDIR /app',
      '        COPY . .',
      `    command: ${JSON.stringify(APACHE_COMMAND)}`,
      '    ports: ["8080:8080"]',
      ...volumes(socket.kind === 'unix' ? [`sockets:${sockets}`] : []),
    ]);
  page.all([
    '  prepare:',
    '    build: .',
    '    command: ["python", "prepare.py", "/files"]',
    ...environment,
    ...volumes(['./files:/files', ...folders.filter((each) => each.startsWith('./'))]),
  ]);
  if (isServer) page.all(['    depends_on:', ...afterDatabase]);
  addressesOf(scenario).forEach((_, index) => {
    page.all([`  app${index > 0 ? index + 1 : ''}:`, '    build: .']);
    if (index > 0) page.add(`    command: ${JSON.stringify(command(index))}`, ['app', 'instances']);
    page.all([...environment, ...volumes(folders)]);
    page.add(
      isNginx || isApache
        ? `    network_mode: "service:${isNginx ? 'nginx' : 'apache'}"`
        : index > 0 && front
          ? '    network_mode: "service:app"'
          : `    ports: ["${front ? '8080:8080' : '8000:8000'}"]`,
    );
    if (host && Number.isFinite(host.memoryBytes))
      page.add(`    mem_limit: ${host.memoryBytes}`, ['hosts', host.name, 'memory']);
    page.all([
      '    depends_on:',
      '      prepare: { condition: service_completed_successfully }',
      ...(isNginx || isApache
        ? [`      ${isNginx ? 'nginx' : 'apache'}: { condition: service_started }`]
        : []),
      ...afterDatabase,
    ]);
  });
  if (database) writeDatabase(page, database);
  if (socket.kind === 'unix') page.all(['volumes:', '  sockets:']);
  return page;
}

/** What `settings.py` asks its surroundings for. */
function environmentOf(database: Database): string {
  if (database.kind === 'sqlite') return 'DB_FILE: data/db.sqlite3';
  const isOpen = database.kind === 'mysql' && database.auth === 'none';
  return isOpen ? 'DB_HOST: db, DB_USER: root, DB_PASSWORD: ""' : 'DB_HOST: db';
}

function writeDatabase(page: Page, database: Database): void {
  if (database.kind === 'sqlite') return;
  const most = String(database.max_connections);
  if (database.kind === 'postgresql') {
    page.all(['  db:', '    image: postgres:15']);
    page.add(
      `    command: ["postgres", "-c", "max_connections=${most}", "-c", "superuser_reserved_connections=${database.superuser_reserved_connections}"]`,
      ['database', 'max_connections'],
      ['database', 'superuser_reserved_connections'],
    );
    page
      .add('    environment:')
      .all([
        '      POSTGRES_DB: roundtrip',
        '      POSTGRES_USER: roundtrip',
        '      POSTGRES_PASSWORD: roundtrip',
      ]);
    page.add(`      POSTGRES_HOST_AUTH_METHOD: ${database.auth}`, ['database', 'auth']);
    page.add(
      '    healthcheck: { test: ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", "roundtrip"], interval: 1s, retries: 60 }',
    );
    return;
  }
  page.all(['  db:', '    image: mysql:8.0']);
  page.add(
    `    command: ["mysqld", "--max-connections=${most}", "--default-authentication-plugin=mysql_native_password"]`,
    ['database', 'max_connections'],
  );
  page.add('    environment:', ['database', 'auth']).add('      MYSQL_DATABASE: roundtrip');
  const isOpen = database.auth === 'none';
  page.all(
    isOpen
      ? ['      MYSQL_ALLOW_EMPTY_PASSWORD: "yes"']
      : [
          '      MYSQL_USER: roundtrip',
          '      MYSQL_PASSWORD: roundtrip',
          '      MYSQL_RANDOM_ROOT_PASSWORD: "yes"',
        ],
  );
  page.add(
    '    healthcheck: { test: ["CMD", "mysqladmin", "ping", "-h", "127.0.0.1"], interval: 1s, retries: 120 }',
  );
}
