import { Recording } from '../recording/recording.ts';
import { EVENT } from '../recording/vocabulary.ts';
import type { Location, Population, Route, Scenario, Tls } from '../scenario/scenario.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';
import { AppServer } from './appServer.ts';
import { Slot } from './charts/app/slot.ts';
import { Worker } from './charts/app/worker.ts';
import { takeMemory } from './charts/app/workerMemory.ts';
import type { ClientConnection } from './charts/client/client.ts';
import { beginHandshake, openStream } from './charts/client/securing.ts';
import { Session } from './charts/database/session.ts';
import { FrontKeeper } from './charts/front/frontKeeper.ts';
import type { Kept } from './charts/kept.ts';
import type { Neighbour } from './charts/neighbour.ts';
import { Doors } from './doors.ts';
import type { Cell, Kernel } from './kernel.ts';
import { matchRoutes } from './locations.ts';
import { MESSAGE } from './messages.ts';
import { populationInOneShape, routeInOneShape } from './oneShape.ts';
import { type Program, programOf } from './program.ts';
import { EventQueue } from './queue.ts';
import { Cores } from './resources/cores.ts';
import { Database } from './resources/database.ts';
import { HostMemory } from './resources/memory.ts';
import type { Outage } from './resources/outage.ts';
import { Roads } from './resources/roads.ts';
import { bodyArrivesUs } from './resources/sending.ts';
import { type SlowLines, slowLinesOf } from './resources/slowLines.ts';
import type { Suspension } from './suspension.ts';
import { UNREAD_BYTES } from './versions.ts';

export type Admission = 'admitted' | 'refused' | 'dropped';

/** One running world: its actors, its resources, its recording. Charts reach one another through it. */
export class World {
  readonly scenario: Scenario;
  /** Of the scenario, for those who ask with every request: scenarios come in many shapes, a world in one. */
  readonly routes: readonly Route[];
  readonly populations: readonly Population[];
  readonly seed: number;
  readonly queue = new EventQueue<Cell>();
  readonly kernel: Kernel;
  readonly recording: Recording<Scenario>;
  readonly cores: readonly Cores[];
  readonly memories: readonly HostMemory<Worker>[];
  readonly programs: readonly Program[];
  /** Equal instances of the app server. */
  readonly apps: readonly AppServer[];
  /** Workers and slots of all instances, by index. */
  readonly workers: Worker[] = [];
  readonly slots: Slot[] = [];
  readonly sessions: Session[] = [];
  readonly database: Database | null;
  private readonly locationOfRoute: Int32Array | null;
  readonly roads: Roads;
  /** When the script cuts the way of clients to each front server (or to the app server without one); null = never. */
  readonly clientOutages: readonly (Outage | null)[] | null;
  readonly slowLines: SlowLines | null;
  /** What the front server secures its connections with, null = nothing. */
  readonly tls: Tls | null;
  /** Cells of processes that stand still. */
  readonly suspended = new Map<Cell, Suspension>();
  /** The script stops nginx: only then it has to be known whom its processes serve. */
  readonly frontMayStop: boolean;
  /** Processes of nginx that a reload has told to end. */
  readonly retired: FrontKeeper[] = [];
  /** Processes of others that compute, by host. */
  readonly neighbours: readonly Neighbour[][];

  arrived = 0;
  answered = 0;
  refused = 0;
  failed = 0;
  abandoned = 0;
  /** Of each front server the process that takes new connections; empty where clients speak to the app server. */
  readonly fronts: FrontKeeper[] = [];
  /** Which of several front servers a client turns to; null = there are not several. */
  readonly doors: Doors | null;

  /** Clients that the script will abort, by request; filled as they start. */
  readonly clientsToAbort = new Map<number, ClientConnection | null>();
  /** Called when a client has ended, so that a closed loop can go on. */
  onClientEnded: (client: ClientConnection) => void = () => {};
  /** Called when a kept connection is free for its client's next request. */
  onClientKept: (client: ClientConnection, kept: Kept) => void = () => {};

  constructor(scenario: Scenario, engine: (queue: EventQueue<Cell>) => Kernel) {
    this.scenario = scenario;
    this.routes = scenario.routes.map(routeInOneShape);
    this.populations = scenario.clients.map(populationInOneShape);
    this.seed = scenario.seed;
    this.kernel = engine(this.queue);
    this.recording = new Recording(scenario);
    this.cores = scenario.hosts.map((host) => new Cores(host.name, host.cores, this.queue));
    this.memories = scenario.hosts.map((host) => new HostMemory(host.memoryBytes));
    const { database, front } = scenario;
    this.roads = new Roads(scenario);
    this.clientOutages = this.roads.clientOutages();
    this.doors =
      front !== null && front.instances > 1
        ? new Doors(this, front.instances, front.balancer)
        : null;
    this.slowLines = slowLinesOf(scenario);
    this.tls = scenario.front?.tls ?? null;
    this.frontMayStop = scenario.script.some((step) => step.do === 'stop-front');
    this.neighbours = scenario.hosts.map(() => []);
    const { servesFiles } = traitsOf(scenario.app);
    this.programs = this.routes.map((route) => programOf(route, servesFiles));
    this.database = database === null ? null : new Database(this, database);
    this.locationOfRoute = scenario.front
      ? matchRoutes(scenario.front.locations, scenario.routes)
      : null;
    for (const step of scenario.script)
      if (step.do === 'abort-client') this.clientsToAbort.set(step.request, null);
    this.apps = Array.from({ length: scenario.app.instances }, (_, i) => new AppServer(this, i));
    if (front !== null)
      for (let i = 0; i < front.instances; i++) this.fronts.push(new FrontKeeper(this, front, i));
    for (const app of this.apps) this.startApp(app);
  }

  /** An app server with all of its workers ready, as the run finds it. */
  private startApp(app: AppServer): void {
    this.kernel.send(app.arbiter.cell, MESSAGE.start, 0);
    for (let i = 0; i < app.traits.processes; i++) {
      const worker = this.addWorker(app);
      worker.pid = ++app.arbiter.lastPid;
      worker.isAlive = true;
      takeMemory(worker, app.settings.memoryBytes);
      this.record(EVENT['worker/forked'], -1, worker.index, worker.pid);
      this.kernel.send(worker.cell, MESSAGE.start, 0);
    }
  }

  /** A new place in the pool, without a process yet. */
  addWorker(app: AppServer): Worker {
    const worker = new Worker(this, app, this.workers.length);
    this.workers.push(worker);
    app.workers.push(worker);
    for (let nth = 0; nth < app.traits.slotsPerProcess; nth++) this.addSlot(worker);
    return worker;
  }

  /** One more slot of a worker: another thread, greenlet or task. */
  addSlot(worker: Worker): Slot {
    const { index: process, app, slots } = worker;
    const nth = slots.length;
    const cores = this.cores[app.host];
    const slot = new Slot(this, worker, this.slots.length, nth, cores);
    this.slots.push(slot);
    slots.push(slot);
    this.recording.slots.push({ instance: app.instance, process, nth });
    if (this.database !== null) {
      slot.session = new Session(this.database, slot.index, slot, app.host);
      this.sessions.push(slot.session);
    }
    return slot;
  }

  record(type: number, request: number, actor: number, arg: number): void {
    this.recording.push(this.queue.nowUs, type, request, actor, arg);
  }

  requestOf(slot: Slot): number {
    return slot.current === null ? -1 : slot.current.request;
  }

  /** Row of the database that a slot's request locks, -1 = none. */
  rowOf(slot: Slot): number {
    return this.database?.rowOf((slot.current as ClientConnection).route) ?? -1;
  }

  locationIndex(route: number): number {
    return this.locationOfRoute === null ? -1 : this.locationOfRoute[route];
  }

  locationOf(route: number): Location | undefined {
    return this.scenario.front?.locations[this.locationIndex(route)];
  }

  /** What the first server's kernel would say to a client that connects now. Changes nothing. */
  admission(client: ClientConnection): Admission {
    const { fronts, clientOutages } = this;
    if (clientOutages !== null && this.isCutOff(client)) return 'dropped';
    const front = fronts[this.doorOf(client)];
    if (front === undefined) return this.upstreamAdmission(this.apps[0], null);
    if (front.places !== null && !front.isDown)
      return front.places.isFull && front.traits.fullStatus === 0 ? 'dropped' : 'admitted';
    return front.isFull ? 'refused' : 'admitted';
  }

  /** The front server that a client's new connection comes to now. */
  private doorOf(client: ClientConnection): number {
    return this.doors === null ? 0 : this.doors.of(client);
  }

  /** The front server that a client's connection is to, null without one. */
  frontOf({ door }: ClientConnection): FrontKeeper | null {
    return this.fronts[door] ?? null;
  }

  /** Nothing gets through between this client and the first server. One without a distance is on that machine. */
  isCutOff(client: ClientConnection): boolean {
    const { clientOutages, queue } = this;
    if (client.link.rttUs === 0 || clientOutages === null) return false;
    return clientOutages[this.doorOf(client)]?.isCut(queue.nowUs) === true;
  }

  /** The cuts of a client's way to the first server, null = there are none. */
  outageOf({ link, door }: ClientConnection): Outage | null {
    return link.rttUs === 0 || this.clientOutages === null ? null : this.clientOutages[door];
  }

  /** Sends something through a network that may be cut; what would arrive after the end of all days is not sent. */
  pushThrough(outage: Outage | null, atUs: number, cell: Cell, code: number, arg: number): void {
    const { queue } = this;
    const at = outage === null ? atUs : outage.arrivesUs(queue.nowUs, atUs);
    if (at < Number.POSITIVE_INFINITY) queue.push(at, cell, code, arg);
  }

  /** What the app server's socket would say: a full unix socket refuses at once, a full TCP backlog drops the SYN. */
  upstreamAdmission({ listener }: AppServer, outage: Outage | null): Admission {
    if (outage?.isCut(this.queue.nowUs) === true) return 'dropped';
    if (!listener.isOpen) return 'refused';
    if (!listener.backlog.isFull) return 'admitted';
    return this.scenario.socket.kind === 'unix' ? 'refused' : 'dropped';
  }

  /** A client's handshake is done: nginx, or the app server's backlog, has the connection. */
  admit(client: ClientConnection): void {
    this.doors?.enter(client);
    const front = this.frontOf(client);
    front?.accept(client);
    this.record(EVENT['connection/established'], client.request, client.populationIndex, 0);
    if (this.tls !== null && front !== null) {
      beginHandshake(client, front, this.tls);
      return;
    }
    this.noteSending(client);
    if (front === null) client.app.listener.admit(client);
    else front.open(client);
  }

  /** The first byte of its request leaves now. */
  noteSending(client: ClientConnection): void {
    const leavesUs = client.bodyLeavesAtUs - this.queue.nowUs;
    this.record(
      EVENT['request/sending'],
      client.request,
      client.populationIndex,
      leavesUs === Number.POSITIVE_INFINITY ? -1 : leavesUs,
    );
  }

  /** When the worker will have the whole request it holds, or Infinity. */
  requestAvailableUs(slot: Slot): number {
    const client = slot.current as ClientConnection;
    if (client.front !== null)
      return client.front.traits.requestBufferBytes >= client.bodyBytes
        ? 0
        : client.front.bodyArrivesUs + client.front.latencyUs;
    const at = bodyArrivesUs(
      client.bodyLeavesAtUs,
      client.bodyBytes,
      client.link,
      slot.heldSinceUs,
      UNREAD_BYTES,
    );
    return this.clientOutages === null ? at : client.reachesUs(at);
  }

  /** The connection ends in the middle of the request: its sender left, or nginx gave it up. */
  requestIsCutShort(slot: Slot, availableUs: number): boolean {
    const client = slot.current as ClientConnection;
    const isOver = client.front === null ? client.isGone : client.upstreamGone;
    return isOver && availableUs > client.goneAtUs;
  }

  /** Django's close_old_connections, at the start and the end of a request: closed once it is older than CONN_MAX_AGE. */
  closeObsolete(session: Session): void {
    const maxAgeUs = this.scenario.database?.CONN_MAX_AGEUs ?? 0;
    if (this.queue.nowUs - session.openedAtUs >= maxAgeUs)
      this.kernel.send(session.cell, MESSAGE.closeSession, 0);
  }

  /** The client has its whole answer: it closes, or keeps the connection for its next request. */
  clientIsAnswered(client: ClientConnection): void {
    const { request, populationIndex, front } = client;
    if (front !== null) this.kernel.send(front.cell, MESSAGE.clientDone, 0);
    const { kept } = client;
    // Who shares a connection has nothing to say about it.
    if (kept !== null && kept.streams !== null) return;
    if (kept !== null && !kept.isKnownClosed) {
      const patienceUs = kept.limitUs === Number.POSITIVE_INFINITY ? -1 : kept.limitUs;
      this.record(EVENT['connection/kept'], request, populationIndex, patienceUs);
      this.onClientKept(client, kept);
    } else if (client.population.closes)
      this.record(EVENT['connection/closed'], request, populationIndex, 0);
  }

  /** A client's next request goes over a connection it has kept. */
  resume(client: ClientConnection, kept: Kept): void {
    if (kept.streams !== null) {
      client.door = kept.front;
      openStream(client, kept);
      this.noteSending(client);
      this.sendOver(client, kept, client.request);
      return;
    }
    kept.pending = client;
    client.door = kept.front;
    this.record(EVENT['connection/reused'], client.request, client.populationIndex, kept.carried);
    this.noteSending(client);
    this.sendOver(client, kept, 0);
  }

  private sendOver(client: ClientConnection, kept: Kept, arg: number): void {
    const inUs = client.firstByteArrivesUs - this.queue.nowUs;
    if (inUs <= 0) this.kernel.send(kept.cell, MESSAGE.readable, arg);
    else if (inUs < Number.POSITIVE_INFINITY)
      this.queue.push(this.queue.nowUs + inUs, kept.cell, MESSAGE.readable, arg);
  }

  /** The client's FIN or RST travels half a round trip to whoever it spoke to. */
  clientLeaves(client: ClientConnection): void {
    const latencyUs = Math.round(client.link.rttUs / 2);
    const peer = client.front ?? client.slot;
    if (peer === null) return;
    if (latencyUs === 0) this.kernel.send(peer.cell, MESSAGE.clientGone, client.request);
    else
      this.pushThrough(
        this.outageOf(client),
        this.queue.nowUs + latencyUs,
        peer.cell,
        MESSAGE.clientGone,
        client.request,
      );
  }

  clientEnded(client: ClientConnection): void {
    this.onClientEnded(client);
  }
}
