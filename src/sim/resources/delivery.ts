import type { Link, Pace } from '../../scenario/scenario.ts';
import type { Writing } from '../../scenario/servers/frontTraits.ts';
import type { Outage } from './outage.ts';
import { transferUs } from './sending.ts';

/** Largest send buffer Linux grows to: the third number of net.ipv4.tcp_wmem. */
const TCP_WMEM_MAX_BYTES = 4 * 1024 * 1024;

/** Largest TCP segment on loopback: its MTU of 64 KiB. */
const LOOPBACK_SEGMENT_BYTES = 65_536;

/**
 * Bytes that the sending kernel takes off a program's hands towards this client.
 * It grows with what the receiver lets through; on loopback 3.4 MB towards 128 KiB of receive buffer and 4.1 MB towards 512 KiB were
 * measured, and 1.7 MB towards a 64 KiB reader with an ordinary MSS, which one slope of 2 meets.
 */
export function sendBufferBytes(link: Link): number {
  return Math.min(TCP_WMEM_MAX_BYTES, link.sendBufferBytes + 2 * link.receiveBufferBytes);
}

/**
 * One answer on its way to a client as a fluid: written at `fromUs`, through the sender's socket buffer, the link, the receiver's socket
 * buffer, to a program that reads at once, at a rate, or late. Times are closed forms, so an answer of any size costs the same to simulate.
 */
export class Delivery {
  declare private readonly fromUs: number;
  declare private readonly link: Link;
  declare private readonly pace: Pace;
  declare private readonly latencyUs: number;
  /** The sending kernel's buffer, as far as payload fills it. */
  declare readonly bufferBytes: number;
  /** Absolute moment from which the client looks at its socket. */
  declare private readonly readsFromUs: number;
  /** Bytes the client gets hold of each time it looks. */
  declare private gulpBytes: number;
  declare private firstLookUs: number;
  declare private everyUs: number;
  declare private readonly isPaced: boolean;
  /** When the way to the client is cut, null = never. */
  declare private readonly outage: Outage | null;

  /**
   * @param sentFromUs when the client began to send: a client that reads late counts from there
   */
  constructor(
    fromUs: number,
    link: Link,
    pace: Pace,
    sentFromUs: number,
    writer: Writing,
    outage: Outage | null = null,
  ) {
    this.outage = outage;
    this.fromUs = fromUs;
    this.link = link;
    this.pace = pace;
    this.bufferBytes = sendBufferBytes(link) * writer.bufferShare;
    this.latencyUs = Math.round(link.rttUs / 2);
    this.readsFromUs = sentFromUs + pace.readDelayUs;
    this.isPaced = pace.readBytesPerSecond !== Number.POSITIVE_INFINITY;
    this.gulpBytes = Number.POSITIVE_INFINITY;
    this.firstLookUs = 0;
    this.everyUs = 0;
    if (this.isPaced) this.look(writer);
  }

  /** A paced reader: how much it gets at each look, and when it first looks at something. */
  private look(writer: Writing): void {
    const { link, pace } = this;
    const window = Math.max(1024, link.receiveBufferBytes / 2 - writer.unusableWindowBytes);
    // Slower than a byte a look: it looks as often as there is a byte to take.
    this.everyUs = Math.max(1, pace.readEveryUs, 1e6 / pace.readBytesPerSecond);
    const wanted = (pace.readBytesPerSecond * this.everyUs) / 1e6;
    // A window no larger than one segment opens again only when it is empty (RFC 1122, silly window syndrome): no look takes from two fills.
    const opensWhenEmpty =
      link.rttUs === 0 && link.receiveBufferBytes / 2 <= LOOPBACK_SEGMENT_BYTES;
    this.gulpBytes =
      wanted >= window ? window : opensWhenEmpty ? window / Math.ceil(window / wanted) : wanted;
    const waitUs = this.fromUs + this.latencyUs - this.readsFromUs;
    this.firstLookUs =
      this.readsFromUs + Math.max(1, Math.ceil(waitUs / this.everyUs)) * this.everyUs;
  }

  /** When the client program has read the first `bytes` bytes. */
  readUs(bytes: number): number {
    const at = this.plannedReadUs(bytes);
    return this.outage === null ? at : this.outage.arrivesUs(this.fromUs, at);
  }

  /** The same where nothing is lost on the way. */
  plannedReadUs(bytes: number): number {
    if (bytes <= 0) return this.fromUs;
    const wire = this.wireUs(bytes);
    if (this.isPaced)
      return Math.round(
        Math.max(wire, this.firstLookUs + (Math.ceil(bytes / this.gulpBytes) - 1) * this.everyUs),
      );
    if (this.readsFromUs <= wire) return Math.round(wire);
    const behind = Math.max(0, bytes - this.link.receiveBufferBytes - this.bufferBytes);
    return Math.round(
      Math.max(wire, this.readsFromUs + transferUs(behind, this.link.downBytesPerSecond)),
    );
  }

  /** When the client's kernel holds the first `bytes` bytes. */
  private receivedUs(bytes: number): number {
    const wire = this.wireUs(bytes);
    return Math.round(Math.max(wire, this.plannedReadUs(bytes - this.link.receiveBufferBytes)));
  }

  /** When the line has brought the first `bytes` bytes to the client's machine. */
  private wireUs(bytes: number): number {
    const { burstBytes, downBytesPerSecond } = this.link;
    const rest = burstBytes > 0 ? Math.max(0, bytes - burstBytes) : bytes;
    return this.fromUs + this.latencyUs + transferUs(rest, downBytesPerSecond);
  }

  /** When the sending program has got rid of the first `bytes` bytes: what is left fits the sockets. */
  takenUs(bytes: number): number {
    const beyond = bytes - this.bufferBytes;
    if (beyond <= 0) return this.fromUs;
    const at = Math.max(this.fromUs, this.receivedUs(beyond) + this.latencyUs);
    return this.outage === null ? at : this.outage.arrivesUs(this.fromUs, at);
  }

  /** How many of `bytes` the sending program has got rid of at a moment: the inverse of {@link takenUs}. */
  takenBytes(bytes: number, atUs: number): number {
    let low = 0;
    let high = bytes;
    while (high - low >= 1) {
      const mid = (low + high) / 2;
      if (this.takenUs(mid) <= atUs) low = mid;
      else high = mid;
    }
    return Math.floor(high);
  }

  /** Longest time in which a program that still has some of `bytes` to send cannot send any: the reader's pauses. */
  stallUs(bytes: number): number {
    if (this.takenUs(bytes) <= this.fromUs) return 0;
    if (this.isPaced) return Math.max(this.everyUs, this.firstLookUs - this.fromUs);
    return Math.max(0, this.readsFromUs - this.fromUs);
  }
}
