/** nginx compares whole seconds: its clock within a cycle has no finer ones (`ngx_time()`). */
const SECOND_US = 1_000_000;

/** What nginx remembers of one app server of its upstream block. Names and arithmetic as in ngx_http_upstream_round_robin.c. */
interface Peer {
  currentWeight: number;
  effectiveWeight: number;
  fails: number;
  /** Seconds on nginx's clock. */
  accessed: number;
  checked: number;
}

export interface FailureLimits {
  /** 0 = failures are not counted. */
  readonly max_fails: number;
  readonly fail_timeoutUs: number;
}

/**
 * Whose turn it is among equal app servers: nginx's smooth weighted round robin with all weights 1, and who is left alone after failures.
 * Instances are numbered from 0; sets of them are bit masks.
 */
export class Upstreams {
  private readonly peers: readonly Peer[];
  private readonly maxFails: number;
  private readonly failTimeoutSeconds: number;
  private readonly phaseUs: number;

  /** @param phaseUs how far nginx's clock is into its second when the run begins */
  constructor(count: number, { max_fails, fail_timeoutUs }: FailureLimits, phaseUs: number) {
    this.peers = Array.from({ length: count }, () => ({
      currentWeight: 0,
      effectiveWeight: 1,
      fails: 0,
      accessed: 0,
      checked: 0,
    }));
    this.maxFails = max_fails;
    this.failTimeoutSeconds = Math.floor(fail_timeoutUs / SECOND_US);
    this.phaseUs = phaseUs;
  }

  /** A single server is asked whatever it has done: its failures do not count. */
  get isSingle(): boolean {
    return this.peers.length === 1;
  }

  get count(): number {
    return this.peers.length;
  }

  /** The instance whose turn it is, -1 = all are left alone or have been tried. `tried` is a bit mask. */
  choose(tried: number, nowUs: number): number {
    if (this.isSingle) return 0;
    const now = this.seconds(nowUs);
    let best = -1;
    let total = 0;
    for (let i = 0; i < this.peers.length; i++) {
      const peer = this.peers[i];
      if ((tried & (1 << i)) !== 0 || this.isLeftAlone(peer, now)) continue;
      peer.currentWeight += peer.effectiveWeight;
      total += peer.effectiveWeight;
      if (peer.effectiveWeight < 1) peer.effectiveWeight++;
      if (best < 0 || peer.currentWeight > this.peers[best].currentWeight) best = i;
    }
    if (best < 0) return -1;
    const chosen = this.peers[best];
    chosen.currentWeight -= total;
    if (now - chosen.checked > this.failTimeoutSeconds) chosen.checked = now;
    return best;
  }

  /** An instance gave no usable answer. Returns for how long it is left alone now, µs; 0 = it is not. */
  failed(instance: number, nowUs: number): number {
    if (this.isSingle) return 0;
    const peer = this.peers[instance];
    const now = this.seconds(nowUs);
    peer.fails++;
    peer.accessed = now;
    peer.checked = now;
    if (this.maxFails === 0) return 0;
    peer.effectiveWeight = Math.max(0, peer.effectiveWeight - Math.floor(1 / this.maxFails));
    if (peer.fails < this.maxFails) return 0;
    return (now + this.failTimeoutSeconds + 1) * SECOND_US - this.phaseUs - nowUs;
  }

  /** An instance answered: one that was on trial is trusted again. */
  worked(instance: number): void {
    const peer = this.peers[instance];
    if (peer.accessed < peer.checked) peer.fails = 0;
  }

  private isLeftAlone(peer: Peer, now: number): boolean {
    return (
      this.maxFails > 0 &&
      peer.fails >= this.maxFails &&
      now - peer.checked <= this.failTimeoutSeconds
    );
  }

  private seconds(nowUs: number): number {
    return Math.floor((nowUs + this.phaseUs) / SECOND_US);
  }
}

/** nginx's idle connections to all app servers of a block: the one used last is used next, and the one idle longest gives way. */
export class Pool<T extends { readonly instance: number }> {
  /** How many it holds; 0 = nothing is ever kept. */
  readonly limit: number;
  /** Used last stands last. */
  private readonly idle: T[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  /** The connection that has to go before another one can come in, or null where there is room. */
  get mustGo(): T | null {
    return this.idle.length >= this.limit ? this.idle[0] : null;
  }

  put(connection: T): void {
    this.idle.push(connection);
  }

  /** Takes out the connection to an instance that was used last, or null. */
  take(instance: number): T | null {
    for (let i = this.idle.length - 1; i >= 0; i--)
      if (this.idle[i].instance === instance) return this.idle.splice(i, 1)[0];
    return null;
  }

  /** One that is closed is no longer there. */
  remove(connection: T): void {
    const index = this.idle.indexOf(connection);
    if (index >= 0) this.idle.splice(index, 1);
  }

  /** How many are idle to one instance. */
  idleTo(instance: number): number {
    let count = 0;
    for (const connection of this.idle) if (connection.instance === instance) count++;
    return count;
  }

  all(): readonly T[] {
    return [...this.idle];
  }
}
