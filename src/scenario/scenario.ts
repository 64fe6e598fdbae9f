/**
 * What to simulate, as plain data. These are the *resolved* shapes: every default filled in, every quantity a number
 * whose unit stands in its name. People write `200ms`, `30/s`, `900kB`; {@link parseScenario} turns that into this.
 */

import type { AppOf, AppServer } from './servers/appServers.ts';
import type { Front, FrontOf } from './servers/fronts.ts';

export type { AppServer } from './servers/appServers.ts';
export type { Front } from './servers/fronts.ts';
export type Gunicorn = AppOf<'gunicorn'>;
export type Nginx = FrontOf<'nginx'>;

/** Whole microseconds. Every moment and duration in Roundtrip, from scenario to screen, is one of these. */
export type Micros = number;

export interface Scenario {
  readonly title: string;
  readonly seed: number;
  /** The window that is simulated and shown: nothing arrives or is recorded after it. */
  readonly durationUs: Micros;
  readonly hosts: readonly Host[];
  readonly clients: readonly Population[];
  /** The front server, or null where clients speak to the app server directly. */
  readonly front: Front | null;
  /** The socket that the app server listens on. */
  readonly socket: ListenSocket;
  readonly app: AppServer;
  /** URLs of the Django app, and files that a front server can serve. Requests name them by index. */
  readonly routes: readonly Route[];
  readonly database: Database | null;
  readonly script: readonly Intervention[];
}

/** A box with processor cores that its programs share. Programs name their host by index into `Scenario.hosts`. */
export interface Host {
  readonly name: string;
  readonly cores: number;
  /** Memory that its processes share; Infinity = more than they can fill. */
  readonly memoryBytes: number;
}

export interface Link {
  /** Preset's name, or `custom`. */
  readonly name: string;
  readonly rttUs: Micros;
  /** Infinity on loopback. */
  readonly upBytesPerSecond: number;
  readonly downBytesPerSecond: number;
  /** Bytes that come down at once after a pause, before the speed of the line counts (a shaper's bucket). */
  readonly burstBytes: number;
  /** What the server's kernel takes off its hands towards this client before a write blocks. */
  readonly sendBufferBytes: number;
  /** What the client's kernel holds unread. */
  readonly receiveBufferBytes: number;
}

/** How a client uses its link. The link caps every pace. */
export interface Pace {
  /** The request head is dribbled out over this long; 0 = at once. */
  readonly headOverUs: Micros;
  /** The body is dribbled out over this long; 0 = as fast as the link takes it. */
  readonly bodyOverUs: Micros;
  /** Where the client falls silent for good, or null. */
  readonly stops: null | 'before-head' | 'mid-head' | 'mid-body';
  /** Bytes a second the client reads of an answer; Infinity = as they come. */
  readonly readBytesPerSecond: number;
  /** The client looks at its socket this often while it reads at a rate. */
  readonly readEveryUs: Micros;
  /** The client leaves the answer unread for this long after sending. */
  readonly readDelayUs: Micros;
}

export interface Arrival {
  readonly atUs: Micros;
  readonly route: number;
  /** Overrides of the route or population; null = as there. */
  readonly waitUs: Micros | null;
  readonly bodyBytes: number | null;
  readonly link: Link | null;
  readonly pace: Pace | null;
  readonly patienceUs: Micros | null;
  /** Arrivals with the same number are one client, who may use its connections again; null = a client of its own. */
  readonly client: number | null;
}

export type Arrivals =
  /** `count` clients; each sends, waits for the answer, thinks, sends again. */
  | {
      readonly kind: 'closed';
      readonly count: number;
      readonly thinkUs: Micros;
      readonly thinkIs: 'fixed' | 'exponential';
      readonly requestsEach: number;
    }
  | {
      readonly kind: 'poisson' | 'uniform';
      readonly perSecond: number;
      readonly fromUs: Micros;
      readonly untilUs: Micros;
    }
  | { readonly kind: 'list'; readonly items: readonly Arrival[] };

export interface Population {
  readonly name: string;
  readonly link: Link;
  readonly pace: Pace;
  readonly arrivals: Arrivals;
  /** Which URLs these clients ask for; chosen by weight. */
  readonly asks: readonly { readonly route: number; readonly weight: number }[];
  /** The client gives up after this long without a complete answer; Infinity = never. */
  readonly patienceUs: Micros;
  /** False: the client keeps its side open after the answer (a pooled or careless client). */
  readonly closes: boolean;
  /** The client uses a connection for further requests where the server lets it. */
  readonly keepAlive: boolean;
  /** Connections that one client opens at the same time at most; browsers: 6. More requests wait inside the client. */
  readonly connections: number;
  /** Routes that a client asks for as soon as it has an answer with status 200: the files of a page. */
  readonly assets: readonly number[];
  /** Whom servers take these clients for: all one address (behind one router), one network of addresses, or strangers. */
  readonly addresses: 'one' | 'network' | 'each';
  /** They speak HTTP/2 where the server offers it. */
  readonly http2: boolean;
  /** Bytes of answers that such a client takes ahead of reading them, on its one connection. */
  readonly windowBytes: number;
  /** They were here before: TLS goes on with what both know. */
  readonly resumes: boolean;
  /** How often a request that failed, was abandoned, or got 502, 503 or 504 is asked again. */
  readonly retries: number;
  /** Pause before the first retry; each further one is twice as long, less a random part of up to a half. */
  readonly backoffUs: Micros;
}

/** A named part of what Django does for a route, in the order in which it happens. */
export interface Span {
  readonly kind: 'middleware' | 'urls' | 'view' | 'orm' | 'template';
  readonly name: string;
  readonly cpuUs: Micros;
  readonly waitUs: Micros;
  readonly queries: number;
  readonly queryUs: Micros;
}

/** One URL: what Django (or the disk) has to do for it. */
export interface Route {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** A file under STATIC_ROOT. Without a front server rule for it the app must send it itself. */
  readonly isStatic: boolean;
  readonly bodyBytes: number;
  readonly responseBytes: number;
  readonly contentType: string;
  /** Python's own work in the view. */
  readonly cpuUs: Micros;
  /** Time the view sleeps: another service, a lock, `time.sleep`. */
  readonly waitUs: Micros;
  readonly waitIs: 'fixed' | 'exponential';
  readonly queries: number;
  /** Work of the database for one query. */
  readonly queryUs: Micros;
  /**
   * What the view does to its own process: ends it (`crash` is os._exit(1)), waits for ever (`hang`, `hang-hard` with SIGABRT blocked),
   * or computes for ever (`spin`).
   */
  readonly effect: 'none' | 'crash' | 'segv' | 'sigkill' | 'hang' | 'hang-hard' | 'spin';
  /** `async def`: under the asgi worker it runs on the event loop, its waits hold nothing. Elsewhere it makes no difference. */
  readonly isAsync: boolean;
  /**
   * Row that the first query locks (SELECT … FOR UPDATE) until the view is over, '' = none. Routes that name the same row wait for
   * one another in the database.
   */
  readonly locks: string;
  /** The queries write: SQLite lets one writer in at a time, from its first query to the end of the view. */
  readonly writes: boolean;
  /** Whether a cache in front may keep its answer: no Set-Cookie, nothing private. */
  readonly isCacheable: boolean;
  /** What gzip leaves of its answer, as a share. */
  readonly compressesTo: number;
  /** Memory that the process needs on top while it works for this route. */
  readonly memoryBytes: number;
  /** Named parts in order. Empty: cpu, wait and queries above are the view, unnamed. Else they come on top of the parts, as the view's own. */
  readonly spans: readonly Span[];
}

export type Location = {
  /** `=` exact, `^~` prefix that beats regular expressions, `~` and `~*` regular expressions, '' prefix. */
  readonly modifier: '' | '=' | '^~' | '~' | '~*';
  readonly match: string;
} & (
  | { readonly does: 'static'; readonly root: string }
  | { readonly does: 'proxy' }
  | { readonly does: 'return'; readonly status: number }
);

/** nginx's `upstream {}` block over all instances of the app server. */
export interface Upstream {
  readonly method: 'round_robin' | 'least_conn' | 'ip_hash';
  /** Share of each instance; those that are not named have 1. */
  readonly weights: readonly number[];
  /** Idle connections kept to the app servers; null = as this version does: 32 since 1.29.7, none before. 0 = none. */
  readonly keepalive: number | null;
  readonly keepalive_timeoutUs: Micros;
  readonly keepalive_requests: number;
  /** Failures within fail_timeout after which a server is left alone for fail_timeout; 0 = never. */
  readonly max_fails: number;
  readonly fail_timeoutUs: Micros;
}

/** Encryption between clients and the front server. */
export interface Tls {
  readonly protocol: '1.2' | '1.3';
  readonly certificate: 'ecdsa' | 'rsa';
  /** A client that was here before goes on with what both know. */
  readonly session_tickets: boolean;
  /** TLS 1.3: such a client sends its request along with its first word. */
  readonly early_data: boolean;
  /** All requests of a client over one connection. */
  readonly http2: boolean;
}

/** nginx's `limit_req`: a leaky bucket for each address. */
export interface LimitReq {
  readonly ratePerSecond: number;
  readonly burst: number;
  readonly nodelay: boolean;
  readonly status: number;
}

/** nginx's `proxy_cache`. */
export interface ProxyCache {
  readonly validUs: Micros;
  readonly lock: boolean;
  readonly lock_timeoutUs: Micros;
  readonly lock_ageUs: Micros;
  readonly use_stale: boolean;
}

export interface ListenSocket {
  readonly kind: 'unix' | 'tcp';
  readonly backlog: number;
  /** Round trip between nginx and the app server; 0 on one machine. */
  readonly rttUs: Micros;
}

export type Database = PostgreSQL | MySQL | SQLite;

/** What all databases with a server have. */
export interface DatabaseServer {
  readonly host: number;
  readonly rttUs: Micros;
  readonly max_connections: number;
  /** Password check and process or thread start for a new connection; null = what `auth` costs. */
  readonly connectUs: Micros | null;
  /** Django's CONN_MAX_AGE; Infinity = None. */
  readonly CONN_MAX_AGEUs: Micros;
}

export interface PostgreSQL extends DatabaseServer {
  readonly kind: 'postgresql';
  readonly superuser_reserved_connections: number;
  readonly auth: 'scram-sha-256' | 'trust';
  /** How long a query waits for a lock; Infinity = for ever (PostgreSQL says 0). */
  readonly lock_timeoutUs: Micros;
}

/** MySQL or MariaDB. */
export interface MySQL extends DatabaseServer {
  readonly kind: 'mysql';
  readonly auth: 'mysql_native_password' | 'none';
  readonly innodb_lock_wait_timeoutUs: Micros;
}

/** A file on the app server's host: no server, no network, one writer at a time. */
export interface SQLite {
  readonly kind: 'sqlite';
  readonly CONN_MAX_AGEUs: Micros;
  /** How long a writer waits for another one before `database is locked`. */
  readonly timeoutUs: Micros;
}

/** Something done to the running world at a moment. */
export type Intervention = { readonly atUs: Micros } & (
  | { readonly do: 'kill-worker'; readonly worker: number }
  | { readonly do: 'add-worker' }
  | { readonly do: 'remove-worker' }
  /** HUP to the arbiter: new workers, then the old ones end after their requests. */
  | { readonly do: 'reload-app'; readonly instance: number }
  /** TERM to the arbiter: everything ends, after graceful_timeout by force. */
  | { readonly do: 'stop-app'; readonly instance: number }
  | { readonly do: 'start-app'; readonly instance: number }
  /** HUP to the front server. `front`: one of several, from 0; null = all of them. */
  | { readonly do: 'reload-front'; readonly front: number | null }
  | { readonly do: 'restart-database'; readonly downUs: Micros }
  | { readonly do: 'slow-database'; readonly factor: number; readonly forUs: Micros }
  | {
      readonly do: 'burst';
      readonly population: number;
      readonly route: number;
      readonly count: number;
    }
  | { readonly do: 'abort-client'; readonly request: number }
  /** SIGSTOP to a worker process, and after `forUs` SIGCONT; Infinity = it stays stopped. */
  | { readonly do: 'hang-worker'; readonly worker: number; readonly forUs: Micros }
  /** The line of a group of clients, or of one of them, gets slower for what begins to be sent from then on. */
  | {
      readonly do: 'slow-client';
      readonly population: number;
      /** Within its population, from 0; null = all of it. */
      readonly client: number | null;
      readonly factor: number;
      readonly forUs: Micros;
    }
  /** The network cable of a host: what is sent to it or by it is lost; what runs on it goes on. */
  | { readonly do: 'unplug-host'; readonly host: number; readonly forUs: Micros }
  /** Other programs compute on a host, each wanting a core. */
  | {
      readonly do: 'busy-host';
      readonly host: number;
      readonly processes: number;
      readonly forUs: Micros;
    }
  /** TERM to the front server: it is gone at once, with all of its connections. */
  | { readonly do: 'stop-front'; readonly front: number | null }
  | { readonly do: 'start-front'; readonly front: number | null }
);

/** One thing wrong with an input: where, what stands there, what may stand there. Never thrown; returned in lists. */
export interface Problem {
  /** Path into the input, such as `clients[0].link.rtt`; empty for the whole. */
  readonly at: string;
  /** What stands there, as text, shortened. */
  readonly value: string;
  /** What is wrong and what is allowed, as a sentence. */
  readonly message: string;
}
