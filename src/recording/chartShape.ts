/** The charts that run, by the id of their machine. */
export type ActorKind =
  | 'client' //   a client's request, and its end of the connection
  | 'front' //    a request in nginx
  | 'handshake' // the TLS handshake of the connection that a request opened
  | 'listener' // the listening socket of an app server
  | 'arbiter' //  Gunicorn's master process
  | 'worker' //   a worker process
  | 'slot' //     where one request at a time is dealt with: a sync worker, a thread, a greenlet, a task
  | 'session' //  a connection to the database
  | 'kept' //     a connection that outlives its request, seen from the server that may close it
  | 'pooled'; //  a connection of nginx's to an app server, seen from nginx

/**
 * One actor of a run. `index` is the request for `client`, `front` and `handshake`; for `kept` and `pooled` too, whose connection it came over or left open;
 * the instance of the app server for `listener` and `arbiter`; the process for `worker`; the slot for `slot` and `session`.
 */
export interface ActorRef {
  readonly kind: ActorKind;
  readonly index: number;
}

/** One state of a chart. */
export interface ChartState {
  /** Keys from the outermost state inwards: `held.reading`. What stands last is the state's own name. */
  readonly path: string;
  readonly parent: string | null;
  /** In plain words: `reads the request`. */
  readonly words: string;
}

/** One transition of a chart. */
export interface ChartArrow {
  /** The state that declares it; any state within may take it. */
  readonly from: string;
  /** The innermost state that it leads to; null = the actor stays where it is. */
  readonly to: string | null;
  /** Name of the message, or of the delay after which it happens. */
  readonly event: string;
  readonly isDelay: boolean;
  /** What the event means to this actor: `the request is here`. */
  readonly words: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
}

/** A chart as plain data, to be drawn: read off the very machine that runs. */
export interface ChartPicture {
  readonly kind: ActorKind;
  readonly title: string;
  /** From the outside in, in the order in which the machine declares them. */
  readonly states: readonly ChartState[];
  readonly arrows: readonly ChartArrow[];
  /** The innermost state in which an actor begins. */
  readonly initial: string;
}

/** One transition that an actor took in a run. */
export interface ChartStep {
  readonly atUs: number;
  /** Events recorded before it: what it does is recorded from this index on. */
  readonly eventCount: number;
  /** Innermost states. They are one where it stays, or leaves and comes back. */
  readonly from: string;
  readonly to: string;
  /** Index in the picture's arrows. */
  readonly arrow: number;
}
