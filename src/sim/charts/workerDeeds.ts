import { EVENT, FAILURES } from '../../recording/vocabulary.ts';
import { MESSAGE } from '../messages.ts';
import { LOCAL_HOP_BYTES, WRITERS } from '../versions.ts';
import type { ClientConnection } from './client.ts';
import type { Worker } from './worker.ts';

/** nginx reads an unbuffered answer through one buffer of this size. */
const UNBUFFERED_BYTES = 4096;

/** The worker has accepted a connection: from now on it is held. */
export function takeConnection(me: Worker): void {
  const { world } = me;
  const client = me.current as ClientConnection;
  me.heldSinceUs = world.queue.nowUs;
  me.heartbeatUs = world.queue.nowUs;
  me.status = 200;
  me.queriesLeft = client.route.queries;
  me.cpuIsDue = client.route.cpuUs > 0;
  me.waitIsDue = client.waitUs > 0;
  world.record(EVENT['worker/accepted'], client.request, me.index, world.listener.backlog.length);
}

/** The whole request has been read. */
export function receivedRequest(me: Worker): void {
  const client = me.current as ClientConnection;
  me.world.record(EVENT['worker/received'], client.request, me.index, client.bodyBytes);
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
    const delivery = client.receive(me.status, WRITERS.gunicorn);
    me.writeReturnsUs = delivery.takenUs(bytes);
    me.peerClosesUs = client.population.closes
      ? delivery.readUs(bytes) + Math.round(client.link.rttUs / 2)
      : Number.POSITIVE_INFINITY;
    return;
  }
  if (client.upstreamGone) return;
  front.status = me.status;
  world.kernel.send(front, MESSAGE.upstreamAnswer, me.status);
  const { nginx } = front;
  const holds = nginx.proxy_buffering
    ? nginx.proxy_buffersBytes + nginx.proxy_max_temp_file_sizeBytes
    : UNBUFFERED_BYTES;
  const delivery = client.receive(
    me.status,
    nginx.proxy_buffering && bytes > holds ? WRITERS.nginxFromMemory : WRITERS.nginx,
  );
  me.peerClosesUs = delivery.takenUs(bytes - holds);
  me.writeReturnsUs = delivery.takenUs(bytes - holds - LOCAL_HOP_BYTES);
  if (me.peerClosesUs <= nowUs) world.record(EVENT['response/buffered'], client.request, -1, bytes);
}

/** The connection is closed and the worker free of it. */
export function release(me: Worker): void {
  const { world } = me;
  const client = me.current as ClientConnection;
  if (me.session !== null) world.endOfRequest(me.session);
  world.record(
    EVENT['worker/released'],
    client.request,
    me.index,
    world.queue.nowUs - me.heldSinceUs,
  );
  client.worker = null;
  me.current = null;
}

/**
 * The process ends: by a signal, or by itself with an exit code. Its sockets close, its database session ends, the arbiter hears of it.
 */
export function die(me: Worker, signal: number, exitCode: number): void {
  const { world } = me;
  const client = me.current;
  const isWriting = client?.hasAnswer === true;
  me.cores.stop(me);
  if (signal > 0) world.record(EVENT['worker/killed'], client?.request ?? -1, me.index, signal);
  world.record(EVENT['worker/exited'], client?.request ?? -1, me.index, exitCode);
  me.isAlive = false;
  me.current = null;
  if (me.session !== null) world.kernel.send(me.session, MESSAGE.closeSession, 0);
  if (client !== null) {
    client.worker = null;
    // An answer that fits the sockets reaches its reader even after the writer's death.
    const isHandedOver = isWriting && me.writeReturnsUs <= world.queue.nowUs;
    if (!isHandedOver) {
      if (client.front === null)
        world.kernel.send(
          client,
          MESSAGE.cut,
          FAILURES.indexOf(isWriting ? 'truncated' : 'empty-reply'),
        );
      else if (!client.upstreamGone) world.kernel.send(client.front, MESSAGE.upstreamClosed, 0);
    }
  }
  world.kernel.send(world.arbiter, MESSAGE.childGone, me.index);
}
