import type { Scenario } from '../../scenario/scenario.ts';
import { entryOf } from '../../scenario/servers/appServers.ts';
import { frontEntryOf } from '../../scenario/servers/fronts.ts';
import { writeQuantity } from '../../scenario/units.ts';
import { writeScenario } from '../../scenario/writeScenario.ts';
import { inComment, Page } from '../page.ts';
import { launchOf, nameOf } from '../servers/launch.ts';
import { staticFiles } from './writeCompose.ts';

/** `README.txt`: how to start it, what to ask it, and what these files cannot carry. */
export function writeReadme(scenario: Scenario): Page {
  const { front, routes } = scenario;
  const page = new Page('README.txt').all([
    inComment(scenario.title),
    '',
    'The servers of a simulated scenario, to be run for real. Views do what its routes do; some of them break on purpose.',
    '',
  ]);
  const origin = `http://127.0.0.1:${front ? 8080 : 8000}`;
  page.all([
    'WITH DOCKER',
    '    docker compose up --build',
    '',
    'WITHOUT',
    '    python3 -m venv venv && . venv/bin/activate',
    '    pip install -r requirements.txt',
  ]);
  const needs = needsOf(scenario);
  page.all(needs.map((each) => `    ${each}`));
  const { command } = launchOf(scenario);
  for (let index = 0; index < scenario.app.instances; index++)
    page.add(
      `    ${command(index).join(' ')}${(front && scenario.app.kind !== 'mod_wsgi') || index > 0 ? ' &' : ''}`,
    );
  if (front?.kind === 'apache' && scenario.app.kind !== 'mod_wsgi')
    page.add('    apache2 -d "$PWD" -f apache.conf -D FOREGROUND');
  if (front?.kind === 'nginx')
    page.add('    nginx -p "$PWD" -c nginx.conf        (stop it with the same and -s stop)');
  page.all(['', 'ASK IT']);
  for (const { method, path, bodyBytes } of routes) {
    const body = bodyBytes > 0 ? `head -c ${bodyBytes} /dev/zero | ` : '';
    const send = bodyBytes > 0 ? ' --data-binary @-' : '';
    page.add(
      `    ${body}curl -s -o /dev/null -w '%{http_code} %{time_total}s\\n'${method === 'GET' ? '' : ` -X ${method}`}${send} '${origin}${path.replaceAll("'", '%27')}'`,
    );
  }
  page.all([
    '',
    'WHAT THESE FILES CANNOT CARRY',
    ...limitsOf(scenario).map((line) => `  - ${line}`),
  ]);
  const { clients, script } = writeScenario(scenario);
  page.all([
    '',
    'The clients, as the scenario has them (curl, wrk, hey or Locust can play them):',
    ...listed(clients),
  ]);
  if (script) page.all(['', 'What is done to the running servers, and when:', ...listed(script)]);
  return page;
}

const listed = (items: unknown) =>
  Array.isArray(items) && items.length > 0
    ? items.map((item) => `    ${inComment(JSON.stringify(item))}`)
    : ['    one kind of visitor, ten a second'];

/** What has to be there before the servers start. */
function needsOf(scenario: Scenario): string[] {
  const { socket, database } = scenario;
  const lines: string[] = [];
  if (socket.kind === 'unix')
    lines.push(`sudo install -d -o "$USER" ${launchOf(scenario).sockets}`);
  if (database?.kind === 'postgresql')
    lines.push(
      '# PostgreSQL with a database, user and password “roundtrip” (DB_HOST, DB_USER, … say otherwise)',
    );
  if (database?.kind === 'mysql')
    lines.push(
      '# MySQL with a database, user and password “roundtrip” (DB_HOST, DB_USER, … say otherwise)',
    );
  lines.push(
    staticFiles(scenario).length > 0
      ? 'sudo venv/bin/python prepare.py /   # the files that nginx sends, and tables'
      : 'python prepare.py',
  );
  return lines;
}

function limitsOf({ front, app, socket, database, hosts, routes }: Scenario): string[] {
  const duration = (us: number) => writeQuantity('duration', us);
  const cores = hosts.map(({ name, cores: count }) => `${name} ${count}`).join(', ');
  const lines = [
    'clients, their links and their patience (below), and the seed: real chance falls differently every time',
    `processor cores (${cores}): where there are more, give the servers fewer (taskset, cpuset)`,
    `memory of a process (simulated: ${writeQuantity('bytes', app.memoryBytes)}) and the time it takes to start (${duration(app.bootUs)}): they are what they are`,
    `versions: simulated are ${nameOf(app)}${front ? `, ${frontEntryOf(front).name} ${front.version}` : ''} and Django ${app.django}; requirements.txt and compose.yaml ask for these or the next`,
  ];
  if (socket.rttUs > 0)
    lines.push(
      `the way between ${front ? frontEntryOf(front).name : 'clients'} and ${entryOf(app).name} (${duration(socket.rttUs)} there and back): tc netem can add it`,
    );
  if (database && database.kind !== 'sqlite') {
    lines.push(
      `the way between Django and the database (${duration(database.rttUs)} there and back)${database.connectUs === null ? '' : `, and what a new session costs (${duration(database.connectUs)})`}`,
    );
    lines.push(
      'the database’s work on processor cores: pg_sleep and SLEEP take time there, but no core',
    );
  }
  if (routes.some(({ locks }) => locks !== ''))
    lines.push('a locked row costs one query more than in the simulation');
  if (front && front.instances > 1)
    lines.push(
      `that there are ${front.instances} front servers (${front.balancer === 'dns' ? 'found by name' : 'behind a balancer'}): these files start one`,
    );
  if (front?.kind === 'iis')
    lines.push(
      'IIS itself: web.config is for a Windows machine; how IIS behaves here comes from its documentation and was not measured',
    );
  if (app.kind === 'flask')
    lines.push(
      'Flask: its development server, which is Werkzeug’s, runs the same Django views here, so that the two development servers can be compared',
    );
  return lines;
}
