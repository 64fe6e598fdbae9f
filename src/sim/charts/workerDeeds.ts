import { EVENT, FAILURES } from '../../recording/vocabulary.ts';
import { MESSAGE } from '../messages.ts';
import { COST, LOCAL_HOP_BYTES, WRITERS } from '../versions.ts';
import type { ClientConnection } from './client.ts';
import type { Worker } from './worker.ts';

/** nginx reads an unbuffered answer through one buffer of this size. */
const UNBUFFERED_BYTES = 4096;

/** The worker has accepted a connection: from now on it is held. */
export function takeConnection(me: Worker): void {
  const { world } = me;
  const client = me.current as ClientConnection;
  me.heartbeatUs = world.queue.nowUs;
  me.status = 200;
  me.delivery = null;
  me.abortedBytes = -1;
  me.queriesLeft = client.route.queries;
  me.cpuIsDue = client.route.cpuUs > 0;
  me.waitIsDue = client.waitUs > 0;
  world.record(EVENT['worker/accepted'], client.request, me.index, world.listener.backlog.length);
}

/** The whole request has been read: Django's request_started. */
export function receivedRequest(me: Worker): void {
  const client = me.current as ClientConnection;
  me.world.record(EVENT['worker/received'], client.request, me.index, client.bodyBytes);
  me.isInRequest = true;
  if (me.session !== null) me.world.closeObsolete(me.session);
}

/**
 * First send() of the answer. Sets when the last one returns and when the peer will have closed: with both known in advance, an answer
 * costs the same to simulate whatever its size.
 */
export function beginAnswer(me: Worker): void {
  const { world } = me;
  const client = me.current as ClientConnection;
  const { nowUs } = world.queue;
  const bytes = client.answerBytes(me.status);
  me.writesFromUs = nowUs;
  me.writeReturnsUs = nowUs;
  me.peerClosesUs = nowUs;
  world.record(EVENT['response/writing'], client.request, me.index, bytes);
  const { front } = client;
  if (front === null) {
    if (client.isGone) return;
    const delivery = client.receive(me.status, bytes, WRITERS.gunicorn);
    me.delivery = delivery;
    me.writeReturnsUs = delivery.takenUs(bytes);
    me.peerClosesUs = client.population.closes
      ? delivery.readUs(bytes) + Math.round(client.link.rttUs / 2)
      : Number.POSITIVE_INFINITY;
    return;
  }
  if (client.upstreamGone) return;
  const { nginx } = front;
  const holds = nginx.proxy_buffering
    ? nginx.proxy_buffersBytes + nginx.proxy_max_temp_file_sizeBytes
    : UNBUFFERED_BYTES;
  const fitsNginx = bytes <= holds;
  const delivery = client.receive(
    me.status,
    bytes,
    nginx.proxy_buffering && !fitsNginx ? WRITERS.nginxFromMemory : WRITERS.nginx,
  );
  me.delivery = delivery;
  me.peerClosesUs = delivery.takenUs(bytes - holds);
  me.writeReturnsUs = delivery.takenUs(bytes - holds - LOCAL_HOP_BYTES);
  front.status = me.status;
  front.stallUs = delivery.stallUs(bytes);
  world.kernel.send(front, MESSAGE.upstreamAnswer, fitsNginx ? 1 : 0);
  if (me.peerClosesUs <= nowUs) world.record(EVENT['response/buffered'], client.request, -1, bytes);
}

/** Django's request_finished: after the last send, before Gunicorn waits for the client. */
export function finishRequest(me: Worker): void {
  if (!me.isInRequest) return;
  me.isInRequest = false;
  if (me.session !== null) me.world.closeObsolete(me.session);
}

/** The connection is closed and the worker free of it. */
export function release(me: Worker): void {
  const { world } = me;
  const client = me.current as ClientConnection;
  finishRequest(me);
  const heldUs = world.queue.nowUs - me.heldSinceUs;
  world.record(EVENT['worker/released'], client.request, me.index, heldUs);
  client.worker = null;
  me.current = null;
}

/**
 * SIGABRT within send(), Gunicorn 26: the answer is broken off and the 500 page is to follow, but the socket is full; it takes
 * more only once a third of its buffer has drained (Linux: `sk_stream_is_writeable`).
 * @returns when that will be
 */
export function breakOffAnswer(me: Worker): number {
  const { nowUs } = me.world.queue;
  const delivery = me.delivery;
  if (delivery === null) return nowUs;
  const { status } = me;
  const bytes = (me.current as ClientConnection).answerBytes(status);
  me.abortedBytes = delivery.takenBytes(bytes, nowUs);
  return delivery.takenUs(me.abortedBytes + delivery.bufferBytes / 3);
}

/**
 * The process ends: by a signal, or by itself with an exit code. The kernel first takes back its memory, then closes its sockets and
 * tells the arbiter: client, nginx and arbiter hear of it a little later. SIMPLIFIED: its database session ends at once.
 */
export function die(me: Worker, signal: number, exitCode: number): void {
  const { world } = me;
  const client = me.current;
  me.cores.stop(me);
  if (signal > 0) world.record(EVENT['worker/killed'], client?.request ?? -1, me.index, signal);
  world.record(EVENT['worker/exited'], client?.request ?? -1, me.index, exitCode);
  me.isAlive = false;
  me.isInRequest = false;
  me.current = null;
  if (me.session !== null) world.kernel.send(me.session, MESSAGE.closeSession, 0);
  const goneAtUs = world.queue.nowUs + COST.dyingUs;
  if (client !== null) {
    client.worker = null;
    const { front } = client;
    if (client.hasAnswer) cutAnswer(me, client);
    else if (front === null)
      world.queue.push(goneAtUs, client, MESSAGE.cut, FAILURES.indexOf('empty-reply'));
    else if (!client.upstreamGone) world.queue.push(goneAtUs, front, MESSAGE.upstreamClosed, 0);
  }
  world.queue.push(goneAtUs, world.arbiter, MESSAGE.childGone, me.index);
}

/** The writer is gone: what the sockets and nginx hold still reaches the reader, then the connection ends. */
function cutAnswer(me: Worker, client: ClientConnection): void {
  const { nowUs } = me.world.queue;
  if (me.delivery === null) return;
  const bytes = client.answerBytes(client.status);
  const isBrokenOff = me.abortedBytes >= 0;
  if (!isBrokenOff && me.writeReturnsUs <= nowUs) return;
  const got = isBrokenOff ? me.abortedBytes : me.delivery.takenBytes(bytes, nowUs);
  const atUs = Math.max(nowUs, me.delivery.readUs(got));
  me.world.queue.push(atUs, client, MESSAGE.cut, FAILURES.indexOf('truncated'));
}
