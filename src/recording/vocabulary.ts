/**
 * The words in which everything that happens is told. The same `subject/pastParticiple` stands in charts, recording,
 * MODEL.md, narration and lessons. Codes are positions in this list: append, never reorder (links and golden files hold them).
 *
 * Columns of an event: `at` (µs), `type`, `request` (index, or NONE), `actor` (index of what the word speaks of, or NONE), `arg` (a number
 * whose meaning is given behind each word).
 *
 * A *worker* is a process; a *slot* is where one request at a time is dealt with: the process itself (sync), one of its threads (gthread),
 * a greenlet (gevent) or a task (asgi). `Recording.slots` says which process a slot belongs to; with sync workers both have the same index.
 * Words of the group Gunicorn have a slot as actor, except those of a process's life (forked, booted, timedOut, killed, exited, stopping,
 * recycling, blocked) and of its own queue (connection/pooled, connection/parked), which have the process.
 *
 * Of several front servers, words that speak of the front server itself (those of the group nginx without an actor of their own, and front/reloaded,
 * front/stopped, front/started) have its index as actor. Where there is one, or none, they have NONE, as ever.
 */
export const EVENTS = [
  // clients and their connections
  'request/started', //       the client opens a connection. actor: population
  'connection/established', // as the client sees it. arg: 0
  'connection/retried', //    SYN dropped, the kernel will try again. arg: µs until the next try
  'connection/refused', //    arg: 0
  'request/sending', //       first byte handed to the kernel. arg: µs until the last one is (planned), -1 = never
  'response/begun', //        first byte of the answer at the client. arg: µs until the last byte is read (planned)
  'request/answered', //      last byte at the client. arg: HTTP status
  'request/failed', //        ended without a complete answer. arg: index in FAILURES
  'request/abandoned', //     the client gave up. arg: µs it had waited
  'connection/closed', //     the client's side closed after the answer. arg: 0
  // nginx
  'front/accepted', //        arg: connections now open
  'head/received', //         nginx has the request head. arg: index of the location that matched, -1 none
  'body/receiving', //        nginx starts on the body. arg: µs until it has all of it (planned), -1 = never
  'body/buffered', //         whole body in nginx (proxy_request_buffering on). arg: bytes
  'static/served', //         turned round by the file door. arg: bytes
  'upstream/connected', //    nginx has a connection to the app server. arg: 0
  'upstream/failed', //       no usable answer from the app server. arg: status given to the client
  'upstream/timedOut', //     proxy_connect_timeout or proxy_read_timeout. arg: status given to the client
  'response/buffered', //     nginx holds the whole answer, the worker is free of it. arg: bytes
  'front/answered', //        nginx answers by itself. arg: status
  'front/closed', //          nginx is done with this client. arg: status logged
  // listening socket of the app server
  'socket/queued', //         in the backlog. arg: length of the backlog now
  'socket/overflowed', //     backlog full. arg: length
  // Gunicorn
  'worker/forked', //         actor: worker; arg: pid
  'worker/booted', //         ready to accept. arg: pid
  'worker/accepted', //       takes a connection off the backlog. arg: length of the backlog now
  'worker/received', //       has read the whole request. arg: bytes
  'view/entered', //          Django's view begins. arg: 0
  'view/left', //             Django's view returns. arg: status
  'response/writing', //      first send() of the answer. arg: bytes
  'response/written', //      last send() has returned. arg: µs it blocked
  'linger/started', //        waits for the client to close (Gunicorn 26). arg: 0
  'worker/released', //       idle again. arg: µs it was held
  'worker/timedOut', //       WORKER TIMEOUT: SIGABRT by the arbiter. arg: µs since its last heartbeat
  'worker/killed', //         by a signal. arg: signal number
  'worker/exited', //         gone. arg: exit code
  'worker/stopping', //       told to stop after its present request. arg: signal number
  // database
  'session/connecting', //    actor: session
  'session/connected', //     arg: sessions now open
  'session/refused', //       too many connections. arg: sessions open
  'session/closed', //        arg: sessions still open
  'query/started', //         sent to the database. actor: session; arg: number of the query within the request
  'query/finished', //        result back in Django. actor: session; arg: number of the query
  'query/failed', //          connection lost. actor: session
  'database/stopped', //      arg: µs it stays away
  'database/started', //
  'database/slowed', //       arg: factor × 1000
  // the learner
  'intervention/applied', //  arg: index in the script
  // connections that carry more than one request
  'connection/reused', //     instead of established: a kept connection carries this request. actor: population; arg: requests it carried before
  'connection/kept', //       after the answer the client's connection stays open. actor: population; arg: µs the server will wait, -1 = for ever
  'connection/expired', //    the server closes a kept connection that was idle. request: the last it carried; actor: process, NONE for nginx; arg: µs idle
  'connection/pooled', //     a gthread worker's main thread has accepted it; it waits for a thread. actor: process; arg: how many wait there now
  'connection/parked', //     its thread gives it back to the worker's poller: nothing to read yet. actor: process; arg: µs the thread had waited
  // what clients do beyond one request
  'request/followed', //      right behind started: asked for because of another request (a file of a page). actor: population; arg: that request
  'request/retried', //       right behind started: asked again. actor: population; arg: the request it repeats
  'page/loaded', //           a page and all of its files are there. request: the page's; actor: population; arg: µs since the page's request started
  // nginx and several app servers
  'upstream/chosen', //       only with several instances. actor: instance; arg: how many were tried before
  'upstream/reused', //       instead of connected: a connection out of the pool. actor: instance; arg: requests it carried before
  'upstream/kept', //         goes into the pool. actor: instance; arg: connections idle in the pool now
  'upstream/expired', //      an idle connection of the pool is closed by the app server, or by nginx. actor: instance; arg: connections idle in the pool now
  'upstream/retried', //      proxy_next_upstream: the request is sent again. actor: instance that failed it; arg: 0 = error, 1 = timeout
  'upstream/down', //         too many failures: left alone for a while. actor: instance; arg: µs
  'front/reloaded', //        nginx has new workers; old ones finish their connections. arg: connections they still hold
  // Gunicorn's life
  'arbiter/signalled', //     actor: instance; arg: signal number (1 HUP, 15 TERM)
  'app/stopped', //           the arbiter is gone, its socket closed. actor: instance
  'app/started', //           actor: instance; arg: pid of the arbiter
  'worker/recycling', //      max_requests reached: it will end. arg: requests it served
  // Django
  'span/entered', //          a named part of the route. actor: slot; arg: index in Route.spans
  'span/left', //             actor: slot; arg: index in Route.spans
  'view/cancelled', //        asgi: the client has left, the async view is stopped. actor: slot; arg: µs since the client left
  // locks
  'lock/waiting', //          actor: session; arg: how many wait for this row now
  'lock/taken', //            actor: session; arg: µs it waited
  'lock/released', //         actor: session; arg: how many wait for this row now
  'lock/timedOut', //         actor: session; arg: µs it waited
  // a gthread worker's main thread
  'worker/blocked', //        it waits for a client to close and accepts nobody. request: the client's; actor: process; arg: µs it will (planned)
  // hosts
  'memory/exhausted', //      the kernel must kill. actor: host; arg: bytes in use
  // more that a learner can do
  'worker/paused', //         SIGSTOP: the process stands still. actor: process; arg: µs until SIGCONT, -1 = for good
  'worker/resumed', //        SIGCONT. actor: process; arg: µs it stood still
  'host/unplugged', //        nothing sent to or by it arrives. actor: host; arg: µs, -1 = for good
  'host/plugged', //          actor: host; arg: 0
  'host/busied', //           other programs compute there. actor: host; arg: how many now
  'front/stopped', //         nginx is gone, with its connections. arg: connections it held
  'front/started', //         arg: 0
  'client/slowed', //         the line of clients gets slower. actor: population; arg: factor × 1000, 1000 = back to its own speed
  // limit_req, proxy_cache, gzip
  'limit/delayed', //         too soon: the request waits for its turn. arg: µs
  'limit/refused', //         too many: the next word is front/answered. arg: how far its address is ahead, in thousandths of a request
  'cache/hit', //             nginx answers out of its cache. arg: 0 = HIT, 1 = STALE, 2 = UPDATING
  'cache/missed', //          an app server is to be asked. arg: 0 = MISS, 1 = EXPIRED, 2 = it has waited too long (kept nowhere)
  'cache/waiting', //         another request fetches the answer (proxy_cache_lock). arg: µs until nginx looks again
  'cache/stored', //          the answer is in the cache. arg: µs it is fresh
  'response/compressed', //   gzip. arg: bytes that are left, head included
  // what other app servers do
  'connection/awaited', //    the slot that answered waits for the next request over this connection, and deals with nobody else. actor: slot; arg: µs it will, -1 = for ever
  'arbiter/ignored', //       told to do something that the program does not know. actor: instance; arg: signal number that it would be (1 reload, 21 one process more, 22 one less)
  // several front servers
  'address/tried', //         nobody answers at the address the client has: it tries the next. actor: population; arg: index of that front server
  // TLS and HTTP/2 between client and front server
  'tls/handshaking', //       a new connection is being secured. actor: population; arg: 0 in full, 1 resumed, 2 with the request along (early data)
  'tls/established', //       the client's side of that is done. actor: population; arg: as above
  'stream/opened', //         HTTP/2: the request goes over a connection that its client shares among its requests. actor: population; arg: requests it carried before
  'response/shared', //       other answers of the same client want its line too. actor: population; arg: µs until its last byte (planned)
] as const;

export type EventName = (typeof EVENTS)[number];

/** Code of each word: `EVENT['worker/accepted']`. */
export const EVENT: { readonly [K in EventName]: number } = Object.fromEntries(
  EVENTS.map((name, code) => [name, code]),
) as never;

/** No request, or no actor. */
export const NONE = -1;

/** How a request can end without a complete answer; what a client program would report. */
export const FAILURES = [
  'refused', //        connection refused
  'empty-reply', //    closed with 0 bytes
  'truncated', //      closed within the answer
  'reset', //          connection reset
  'client-abort', //   the client left
  'eof-in-request', // the server closed while the request was still being sent
] as const;

export type Failure = (typeof FAILURES)[number];
