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
  readonly database: PostgreSQL | null;
  readonly script: readonly Intervention[];
}

/** A box with processor cores that its programs share. Programs name their host by index into `Scenario.hosts`. */
export interface Host {
  readonly name: string;
  readonly cores: number;
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
  /** What the view does to its own process. */
  readonly effect: 'none' | 'crash' | 'hang';
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
}

export interface ListenSocket {
  readonly kind: 'unix' | 'tcp';
  readonly backlog: number;
}

/** Gunicorn; settings in Gunicorn's own spelling. */
export interface Gunicorn {
  readonly kind: 'gunicorn';
  readonly version: '26.1' | '20.1';
  readonly host: number;
  readonly worker_class: 'sync';
  readonly workers: number;
  /** 0 = never. */
  readonly timeoutUs: Micros;
  readonly graceful_timeoutUs: Micros;
  /** From fork to ready: importing Django and the project. */
  readonly bootUs: Micros;
}

export interface PostgreSQL {
  readonly kind: 'postgresql';
  readonly host: number;
  readonly rttUs: Micros;
  readonly max_connections: number;
  readonly superuser_reserved_connections: number;
  /** Password check and process start for a new connection. */
  readonly connectUs: Micros;
  /** Django's CONN_MAX_AGE; Infinity = None. */
  readonly CONN_MAX_AGEUs: Micros;
}

/** Something done to the running world at a moment. */
export type Intervention = { readonly atUs: Micros } & (
  | { readonly do: 'kill-worker'; readonly worker: number }
  | { readonly do: 'add-worker' }
  | { readonly do: 'remove-worker' }
  | { readonly do: 'restart-database'; readonly downUs: Micros }
  | { readonly do: 'slow-database'; readonly factor: number; readonly forUs: Micros }
  | {
      readonly do: 'burst';
      readonly population: number;
      readonly route: number;
      readonly count: number;
    }
  | { readonly do: 'abort-client'; readonly request: number }
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
