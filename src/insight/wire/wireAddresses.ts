/** Who has which address: clients, and the app servers and front servers of a scenario. */
import { addressText, clientAddress } from '../../scenario/clientAddress.ts';
import type { AppServer, Population, Scenario } from '../../scenario/scenario.ts';
import type { Run } from '../shapes.ts';

/**
 * Address of the client of a request as servers see it. Clients that are strangers to one another have theirs from the ranges kept for
 * documentation; where their scenario says that they share a network or a router, it is what servers tell them apart by.
 */
export function clientOf(run: Run, request: number): string {
  const { population, client } = run.seed(request);
  const addresses = (run.scenario.clients[population] as Population | undefined)?.addresses;
  return addresses === 'one' || addresses === 'network'
    ? addressText(clientAddress(population, client, addresses))
    : ownAddress(population, client);
}

function ownAddress(population: number, client: number): string {
  const n = population * 61 + client;
  const block = ['203.0.113', '198.51.100', '192.0.2'][Math.floor(n / 250) % 3] as string;
  return `${block}.${(n % 250) + 5}`;
}

/** Client's port on its connection to the server it meets: fixed per request, in the ephemeral range. */
export function clientPort(request: number): number {
  return 32_768 + ((request * 7919) % 28_232);
}

/** Where a copy of the app server listens: as Gunicorn reports it, as nginx names it in its logs, and in `connect()` errors. */
export interface AppAddress {
  /** `http://127.0.0.1:8000` or `unix:/run/gunicorn.sock`. */
  readonly listening: string;
  /** `127.0.0.1:8000` or `unix:/run/gunicorn.sock`, as `$upstream_addr` has it. */
  readonly upstream: string;
  /** What stands before the path in an error's `upstream:`. */
  readonly base: string;
  /** The machine alone, and the port; null over a unix socket. */
  readonly ip: string | null;
  readonly port: number | null;
}

/** Names of programs in paths and lists of processes; others are called `app`. */
const PROGRAMS: Readonly<Partial<Record<AppServer['kind'], string>>> = {
  gunicorn: 'gunicorn',
  uwsgi: 'uwsgi',
  mod_wsgi: 'apache2',
  cherrypy: 'python3',
  runserver: 'python3',
  flask: 'flask',
};

/** What a list of processes calls the app server's. */
export function programOf({ kind }: Pick<AppServer, 'kind'>): string {
  return PROGRAMS[kind] ?? 'app';
}

const speaksUwsgi = (app: AppServer): boolean => app.kind === 'uwsgi' && app.protocol === 'socket';

/** Address of one copy of the app server; the copies have sockets or ports of their own, or hosts. */
export function appAddress({ front, socket, app }: Scenario, instance: number): AppAddress {
  const scheme = speaksUwsgi(app) ? 'uwsgi' : 'http';
  if (socket.kind === 'unix') {
    const name = app.kind === 'mod_wsgi' ? 'apache2/wsgi' : (PROGRAMS[app.kind] ?? 'app');
    const path = `unix:/run/${name}${app.instances > 1 ? `-${instance + 1}` : ''}.sock`;
    return { listening: path, upstream: path, base: `${scheme}://${path}:`, ip: null, port: null };
  }
  const hosts = Math.max(1, app.hosts.length);
  const isFar = socket.rttUs > 0 || hosts > 1;
  const ip = isFar ? `10.0.0.${2 + (instance % hosts)}` : '127.0.0.1';
  const port = 8000 + Math.floor(instance / hosts);
  const listens = front && !isFar ? '127.0.0.1' : '0.0.0.0';
  return {
    listening: `http://${listens}:${port}`,
    upstream: `${ip}:${port}`,
    base: `${scheme}://${ip}:${port}`,
    ip: listens,
    port,
  };
}

/** Who the front server is to an app server: its own machine, or another one. */
export function frontAddress({ front, socket, app }: Scenario, instance = 0): string {
  if (socket.rttUs === 0 && app.hosts.length <= 1) return '127.0.0.1';
  return front !== null && front.instances > 1 ? `10.0.0.${11 + instance}` : '10.0.0.1';
}
