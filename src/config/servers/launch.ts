import type { Scenario } from '../../scenario/scenario.ts';
import { type AppOf, type AppServer, entryOf } from '../../scenario/servers/appServers.ts';
import { addressesOf, socketFolder } from './addresses.ts';

/** How the app server of a scenario is started for real: what has to be installed, its files, and the words of its command. */
export interface Launch {
  /** Lines of requirements.txt, without Django. */
  readonly requirements: readonly string[];
  /** Words of the command for one copy of the server, run in the project's folder. */
  command(instance: number): readonly string[];
  /** Lines of the Dockerfile that differ from a plain Python image; null: plain. */
  readonly image: readonly string[] | null;
  /** Folder for unix sockets. */
  readonly sockets: string;
}

/** Address of one copy, as `host:port` or the path of a socket's file. */
const bare = (address: string) => address.replace(/^unix:/, '');

const portOf = (address: string) => /:(\d+)$/.exec(address)?.[1] ?? '8000';

type Launches = {
  readonly [K in AppServer['kind']]?: (
    app: AppOf<K>,
    addresses: readonly string[],
  ) => Omit<Launch, 'sockets'>;
};

const LAUNCHES: Launches = {
  gunicorn: ({ version, worker_class }, addresses) => ({
    requirements: [
      version === '20.1' ? 'gunicorn>=20.1,<20.2' : 'gunicorn>=26.1,<27',
      ...(version === '20.1' ? ['setuptools<81  # Gunicorn 20.1 imports pkg_resources'] : []),
      ...(worker_class === 'gevent' ? ['gevent'] : []),
    ],
    command: (instance) => [
      'gunicorn',
      '-c',
      'gunicorn.conf.py',
      ...(instance > 0 ? ['--bind', addresses[instance] as string] : []),
    ],
    image: null,
  }),
  uwsgi: ({ protocol }, addresses) => ({
    requirements: ['uwsgi>=2.0.21,<2.1'],
    command: (instance) => [
      'uwsgi',
      '--ini',
      'uwsgi.ini',
      ...(instance > 0 ? [`--${protocol}`, bare(addresses[instance] as string)] : []),
    ],
    image: [
      'RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev && rm -rf /var/lib/apt/lists/*',
    ],
  }),
  mod_wsgi: () => ({
    requirements: [],
    command: () => APACHE_COMMAND,
    image: APACHE_IMAGE,
  }),
  cherrypy: (_, addresses) => ({
    requirements: ['cheroot>=9.0,<12'],
    command: (instance) => [
      'python',
      'serve.py',
      ...(instance > 0 ? [bare(addresses[instance] as string)] : []),
    ],
    image: null,
  }),
  runserver: ({ threading, reload }, addresses) => ({
    requirements: [],
    command: (instance) => [
      'python',
      'manage.py',
      'runserver',
      ...(threading ? [] : ['--nothreading']),
      ...(reload ? [] : ['--noreload']),
      `0.0.0.0:${portOf(addresses[instance] as string)}`,
    ],
    image: null,
  }),
  flask: (_, addresses) => ({
    requirements: ['Werkzeug>=2.2,<4  # Flask’s development server'],
    command: (instance) => [
      'python',
      'serve.py',
      ...(instance > 0 ? [portOf(addresses[instance] as string)] : []),
    ],
    image: null,
  }),
};

/** Debian's Apache, with its own Python. */
export const APACHE_COMMAND = ['apache2', '-d', '.', '-f', 'apache.conf', '-D', 'FOREGROUND'];
export const APACHE_IMAGE = [
  'ENV PWD=/app',
  'RUN apt-get update && apt-get install -y --no-install-recommends apache2 libapache2-mod-wsgi-py3 python3-pip && rm -rf /var/lib/apt/lists/*',
];

/** A server that nobody has said how to start: its name stands for the command. */
const unknown = ({ kind }: AppServer): Omit<Launch, 'sockets'> => ({
  requirements: [],
  command: () => [kind],
  image: null,
});

/** How the scenario's app server is started. */
export function launchOf(scenario: Scenario): Launch {
  const { app } = scenario;
  const make = (LAUNCHES[app.kind] ?? unknown) as (
    app: AppServer,
    addresses: readonly string[],
  ) => Omit<Launch, 'sockets'>;
  return { ...make(app, addressesOf(scenario)), sockets: socketFolder(app) };
}

/** `# uWSGI 2.0: the scenario's title`. */
export function nameOf(app: AppServer): string {
  return 'version' in app ? `${entryOf(app).name} ${app.version}` : entryOf(app).name;
}
