/**
 * What to simulate, as plain data. These are the *resolved* shapes: every default filled in, every quantity a number
 * whose unit stands in its name. People write `200ms`, `30/s`, `900kB`; {@link parseScenario} turns that into this.
 */

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
  readonly front: Nginx | null;
  /** The socket that the app server listens on. */
  readonly socket: ListenSocket;
  readonly app: Gunicorn;
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

/** nginx; directives in nginx's own spelling. */
export interface Nginx {
  readonly kind: 'nginx';
  readonly version: '1.31' | '1.22';
  readonly host: number;
  readonly locations: readonly Location[];
  readonly proxy_request_buffering: boolean;
  readonly proxy_buffering: boolean;
  /** Memory for one answer: proxy_buffer_size + proxy_buffers. */
  readonly proxy_buffersBytes: number;
  /** 0 = no temporary file. */
  readonly proxy_max_temp_file_sizeBytes: number;
  readonly client_max_body_sizeBytes: number;
  readonly worker_connections: number;
  readonly client_header_timeoutUs: Micros;
  readonly client_body_timeoutUs: Micros;
  readonly proxy_connect_timeoutUs: Micros;
  readonly proxy_read_timeoutUs: Micros;
  readonly send_timeoutUs: Micros;
  /** How long a client's idle connection is kept for its next request; 0 = closed after each answer. */
  readonly keepalive_timeoutUs: Micros;
  /** Requests on one client connection before it is closed. */
  readonly keepalive_requests: number;
  /** null = as this version does: 1.1 since 1.29.7, 1.0 before. */
  readonly proxy_http_version: null | '1.0' | '1.1';
  /** false: `proxy_next_upstream off`. Else a request that failed on one app server, or timed out there, goes to the next (not a POST). */
  readonly proxy_next_upstream: boolean;
  /** An `upstream {}` block, or null for `proxy_pass http://host:port` straight. */
  readonly upstream: Upstream | null;
}

/** nginx's `upstream {}` block over all instances of the app server. */
export interface Upstream {
  /** Idle connections kept to the app servers; null = as this version does: 32 since 1.29.7, none before. 0 = none. */
  readonly keepalive: number | null;
  readonly keepalive_timeoutUs: Micros;
  readonly keepalive_requests: number;
  /** Failures within fail_timeout after which a server is left alone for fail_timeout; 0 = never. */
  readonly max_fails: number;
  readonly fail_timeoutUs: Micros;
}

export interface ListenSocket {
  readonly kind: 'unix' | 'tcp';
  readonly backlog: number;
  /** Round trip between nginx and the app server; 0 on one machine. */
  readonly rttUs: Micros;
}

/** Gunicorn; settings in Gunicorn's own spelling. */
export interface Gunicorn {
  readonly kind: 'gunicorn';
  readonly version: '26.1' | '20.1';
  readonly host: number;
  /** Equal copies of this server behind nginx, each with its own socket, arbiter and workers. */
  readonly instances: number;
  /** As it runs: `sync` with more than one thread is `gthread`. */
  readonly worker_class: 'sync' | 'gthread' | 'gevent' | 'asgi';
  readonly workers: number;
  /** Threads of a gthread worker. */
  readonly threads: number;
  /** Connections that a gthread or gevent worker holds at once. */
  readonly worker_connections: number;
  /** 0 = never. */
  readonly timeoutUs: Micros;
  readonly graceful_timeoutUs: Micros;
  /** How long a kept connection may be idle (gthread, gevent); 0 = closed after each answer. */
  readonly keepaliveUs: Micros;
  /** A worker is replaced after this many requests, 0 = never; plus a random number up to the jitter. */
  readonly max_requests: number;
  readonly max_requests_jitter: number;
  /** The arbiter imports the app before it forks: a new worker is ready at once. */
  readonly preload_app: boolean;
  /** asgi: how long an async view may go on after its client has left. */
  readonly asgi_disconnect_grace_periodUs: Micros;
  /** Which Django: 3.2 runs all sync code of an asgi worker in one thread, 5.2 each request in a thread of its own. */
  readonly django: '5.2' | '3.2';
  /** Memory of one worker process, apart from what its requests need. */
  readonly memoryBytes: number;
  /** From fork to ready: importing Django and the project. */
  readonly bootUs: Micros;
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
  /** HUP to nginx. */
  | { readonly do: 'reload-front' }
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
  /** TERM to nginx: it is gone at once, with all of its connections. */
  | { readonly do: 'stop-front' }
  | { readonly do: 'start-front' }
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
