import { Recording } from '../recording/recording.ts';
import { EVENT } from '../recording/vocabulary.ts';
import type { Location, Scenario } from '../scenario/scenario.ts';
import { Arbiter } from './charts/arbiter.ts';
import type { ClientConnection } from './charts/client.ts';
import { FrontConnection } from './charts/front.ts';
import { Listener } from './charts/listener.ts';
import { Session } from './charts/session.ts';
import { Worker } from './charts/worker.ts';
import type { Actor, Kernel } from './kernel.ts';
import { matchRoutes } from './locations.ts';
import { MESSAGE } from './messages.ts';
import { EventQueue } from './queue.ts';
import { Cores } from './resources/cores.ts';
import { bodyArrivesUs } from './resources/sending.ts';
import { GUNICORN, type GunicornTraits, NGINX_OWN_CONNECTIONS, UNREAD_BYTES } from './versions.ts';

/** Process ids as they come out on a quiet machine: the arbiter first, its workers behind it. */
const ARBITER_PID = 100;

export type Admission = 'admitted' | 'refused' | 'dropped';

/** One running world: its actors, its resources, its recording. Charts reach one another through it. */
export class World {
  readonly scenario: Scenario;
  readonly queue = new EventQueue<Actor>();
  readonly kernel: Kernel;
  readonly recording: Recording<Scenario>;
  readonly gunicorn: GunicornTraits;
  readonly cores: readonly Cores[];
  readonly listener: Listener;
  readonly arbiter: Arbiter;
  readonly workers: Worker[] = [];
  readonly sessions: Session[] = [];
  private readonly locationOfRoute: Int32Array | null;

  arrived = 0;
  answered = 0;
  refused = 0;
  failed = 0;
  abandoned = 0;
  frontConnections = 0;

  /** The database is away until this moment; slow until that one. */
  databaseAwayUntilUs = 0;
  databaseSlowUntilUs = 0;
  databaseSlowness = 1;
  sessionsOpen = 0;
  readonly sessionsUsable: number;
  readonly databaseRttUs: number;
  readonly connectUs: number;
  /** Clients that the script will abort, by request; filled as they start. */
  readonly clientsToAbort = new Map<number, ClientConnection | null>();
  /** Called when a client has ended, so that a closed loop can go on. */
  onClientEnded: (client: ClientConnection) => void = () => {};

  constructor(scenario: Scenario, engine: (queue: EventQueue<Actor>) => Kernel) {
    this.scenario = scenario;
    this.kernel = engine(this.queue);
    this.recording = new Recording(scenario);
    this.gunicorn = GUNICORN[scenario.app.version];
    this.cores = scenario.hosts.map((host) => new Cores(host.name, host.cores, this.queue));
    this.listener = new Listener(this, scenario.socket.backlog);
    this.locationOfRoute = scenario.front
      ? matchRoutes(scenario.front.locations, scenario.routes)
      : null;
    const { database } = scenario;
    this.sessionsUsable = database
      ? database.max_connections - database.superuser_reserved_connections
      : 0;
    this.databaseRttUs = database?.rttUs ?? 0;
    this.connectUs = database?.connectUs ?? 0;
    this.arbiter = new Arbiter(this, scenario.app.timeoutUs, scenario.app.workers, ARBITER_PID);
    for (const step of scenario.script)
      if (step.do === 'abort-client') this.clientsToAbort.set(step.request, null);
    this.kernel.send(this.arbiter, MESSAGE.start, 0);
    for (let i = 0; i < scenario.app.workers; i++) {
      const worker = this.addWorker();
      worker.pid = ++this.arbiter.lastPid;
      worker.isAlive = true;
      this.record(EVENT['worker/forked'], -1, worker.index, worker.pid);
      this.kernel.send(worker, MESSAGE.start, 0);
    }
  }

  /** A new slot in the pool, without a process yet. */
  addWorker(): Worker {
    const worker = new Worker(this, this.workers.length, this.cores[this.scenario.app.host]);
    this.workers.push(worker);
    const { database } = this.scenario;
    if (database) {
      worker.session = new Session(this, worker.index, worker, this.cores[database.host]);
      this.sessions.push(worker.session);
    }
    return worker;
  }

  record(type: number, request: number, actor: number, arg: number): void {
    this.recording.push(this.queue.nowUs, type, request, actor, arg);
  }

  requestOf(worker: Worker): number {
    return worker.current === null ? -1 : worker.current.request;
  }

  livingWorkers(): number {
    let living = 0;
    for (const worker of this.workers) if (worker.isAlive && !worker.stopsAfterRequest) living++;
    return living;
  }

  locationIndex(route: number): number {
    return this.locationOfRoute === null ? -1 : this.locationOfRoute[route];
  }

  locationOf(route: number): Location | undefined {
    return this.scenario.front?.locations[this.locationIndex(route)];
  }

  /** What the first server's kernel would say to a client that connects now. Changes nothing. */
  admission(_client: ClientConnection): Admission {
    const { front } = this.scenario;
    if (front === null) return this.upstreamAdmission();
    return this.frontIsFull() ? 'refused' : 'admitted';
  }

  /** No connection is left in nginx: one for each client, one for each request passed on, and its own. */
  frontIsFull(): boolean {
    const { front } = this.scenario;
    return (
      front !== null && this.frontConnections + NGINX_OWN_CONNECTIONS >= front.worker_connections
    );
  }

  /** What the app server's socket would say: a full unix socket refuses at once, a full TCP backlog drops the SYN. */
  upstreamAdmission(): Admission {
    if (!this.listener.backlog.isFull) return 'admitted';
    return this.scenario.socket.kind === 'unix' ? 'refused' : 'dropped';
  }

  /** A client's handshake is done: nginx, or the app server's backlog, has the connection. */
  admit(client: ClientConnection): void {
    const { front } = this.scenario;
    if (front !== null) {
      this.frontConnections++;
      this.record(EVENT['front/accepted'], client.request, -1, this.frontConnections);
    }
    this.record(EVENT['connection/established'], client.request, client.populationIndex, 0);
    const leavesUs = client.bodyLeavesAtUs - this.queue.nowUs;
    this.record(
      EVENT['request/sending'],
      client.request,
      client.populationIndex,
      leavesUs === Number.POSITIVE_INFINITY ? -1 : leavesUs,
    );
    if (front === null) this.enqueue(client);
    else {
      client.front = new FrontConnection(this, front, client);
      this.kernel.send(client.front, MESSAGE.open, 0);
    }
  }

  /** Puts a connection into the app server's backlog. */
  enqueue(client: ClientConnection): void {
    this.listener.caller = client;
    this.kernel.send(this.listener, MESSAGE.connect, 0);
  }

  /** accept(): a worker gets the oldest connection. */
  hand(client: ClientConnection, index: number): void {
    const worker = this.workers[index];
    worker.current = client;
    worker.heldSinceUs = this.queue.nowUs;
    client.worker = worker;
    this.kernel.send(worker, MESSAGE.take, 0);
  }

  /** When the worker will have the whole request it holds, or Infinity. */
  requestAvailableUs(worker: Worker): number {
    const client = worker.current as ClientConnection;
    if (client.front !== null)
      return client.front.nginx.proxy_request_buffering ? 0 : client.front.bodyArrivesUs;
    return bodyArrivesUs(
      client.bodyLeavesAtUs,
      client.bodyBytes,
      client.link,
      worker.heldSinceUs,
      UNREAD_BYTES,
    );
  }

  /** The connection ends in the middle of the request: its sender left, or nginx gave it up. */
  requestIsCutShort(worker: Worker, availableUs: number): boolean {
    const client = worker.current as ClientConnection;
    const isOver = client.front === null ? client.isGone : client.upstreamGone;
    return isOver && availableUs > client.goneAtUs;
  }

  queryUs(worker: Worker): number {
    return (worker.current as ClientConnection).route.queryUs * this.databaseSlowness;
  }

  /** Django's close_old_connections, at the start and the end of a request: closed once it is older than CONN_MAX_AGE. */
  closeObsolete(session: Session): void {
    const maxAgeUs = this.scenario.database?.CONN_MAX_AGEUs ?? 0;
    if (this.queue.nowUs - session.openedAtUs >= maxAgeUs)
      this.kernel.send(session, MESSAGE.closeSession, 0);
  }

  clientClosesAfterAnswer(client: ClientConnection): void {
    if (client.population.closes)
      this.record(EVENT['connection/closed'], client.request, client.populationIndex, 0);
    if (client.front !== null) this.kernel.send(client.front, MESSAGE.clientDone, 0);
  }

  /** The client's FIN or RST travels half a round trip to whoever it spoke to. */
  clientLeaves(client: ClientConnection): void {
    const latencyUs = Math.round(client.link.rttUs / 2);
    const peer = client.front ?? client.worker;
    if (peer === null) return;
    if (latencyUs === 0) this.kernel.send(peer, MESSAGE.clientGone, client.request);
    else this.queue.push(this.queue.nowUs + latencyUs, peer, MESSAGE.clientGone, client.request);
  }

  clientEnded(client: ClientConnection): void {
    this.onClientEnded(client);
  }

  /** nginx closes its upstream connection. A worker at work does not notice; one that reads or lingers does; a queued one stays queued. */
  dropUpstream(front: FrontConnection): void {
    if (!front.hasUpstream) return;
    front.hasUpstream = false;
    this.frontConnections--;
    const { client } = front;
    client.upstreamGone = true;
    client.goneAtUs = this.queue.nowUs;
    if (client.worker !== null) this.kernel.send(client.worker, MESSAGE.clientGone, client.request);
  }
}
