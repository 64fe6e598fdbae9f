/**
 * What actors say to one another. A message is a code (position in this list) and one number. Charts name them by these words in their
 * `on:`; the same list gives XState its event types.
 */
export const MESSAGES = [
  'start', //           to a client: open your connection; to the arbiter: begin to watch
  'proceed', //         to oneself: decide what comes next
  'abort', //           to a client: give up
  'answer', //          to a client: the server has begun to send
  'cut', //             to a client: the server closed. arg: index in FAILURES
  'open', //            to nginx: a client's connection; to a slot: its process is ready
  'clientGone', //      to nginx or a worker: the client closed or left
  'clientDone', //      to nginx: the client has the whole answer
  'upstreamAnswer', //  to nginx: the worker begins its answer
  'upstreamClosed', //  to nginx: closed without an answer
  'connect', //         to the listening socket. arg: unused, the caller is in its `caller`
  'workerIdle', //      to the listening socket: a worker wants the next connection. arg: worker
  'take', //            to a worker: this connection is yours; to a connection of nginx's pool: carry a request
  'cpuDone', //         to whoever started work on the cores
  'sessionReady', //    to a worker
  'sessionRefused', //  to a worker
  'queryDone', //       to a worker
  'queryFailed', //     to a worker
  'fork', //            to a worker slot: a new process begins
  'sigabrt', //         to a worker
  'sigkill', //         to a worker
  'sigterm', //         to a worker: stop after the present request
  'childGone', //       to the arbiter. arg: worker
  'connectDatabase', // to a session
  'query', //           to a session
  'closeSession', //    to a session
  'serverStopped', //   to a session: the database went away
  'lockGranted', //     to a session: the row is its own
  'endTransaction', //  to a session: the view is over, locks are released
  'halt', //            to a slot: its process is gone
  'readable', //        to a kept connection: a request has come over it
  'slotIdle', //        to a process: one of its slots is free. arg: slot
  'expire', //          to a kept connection, to one of nginx's pool: its idle limit is over
  'hup', //             to the arbiter
  'term', //            to the arbiter: stop
  'cancel', //          to a slot: the asgi worker cancels the view
  'threadGranted', //   to a slot: the one thread for sync code is its own
  'recycle', //         to a worker: it has served its max_requests
  'end', //             to a worker: by its own doing. arg: exit code, or a signal as a negative number
  'mainBusy', //        to a worker: its main thread waits for a client to close
  'keep', //            to a kept connection, to one of nginx's pool: idle from now on
  'answerArrives', //   to nginx: what the app server answered while the network was cut. arg: which try
  'await', //           to a front server whose connections need threads: a client's connection, perhaps without a byte
  'granted', //         to a request that waits there: a thread is free for it
  'written', //         to a request there: its answer goes out without its thread from now on
  'fin', //             to a kept connection: its other end hears that it is closed
  'secure', //          to nginx: a client's connection that begins with a TLS handshake
  'secured', //         to a client, to nginx: that handshake is over
  'replan', //          to a client: others of its own want the line too, its answer takes longer
] as const;

export type MessageName = (typeof MESSAGES)[number];
export type Message = { readonly type: MessageName; readonly arg: number };

/** Code of each message. */
export const MESSAGE: { readonly [K in MessageName]: number } = Object.fromEntries(
  MESSAGES.map((name, code) => [name, code]),
) as never;
