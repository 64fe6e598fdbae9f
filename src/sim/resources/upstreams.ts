/** nginx compares whole seconds: its clock within a cycle has no finer ones (`ngx_time()`). */
const SECOND_US = 1_000_000;

/** ip_hash looks for another server this often before it takes turns instead. */
const MOST_HASHES = 20;
/** The first number of the hash, the factor of each octet, and where it wraps (ngx_http_upstream_ip_hash_module.c). */
const HASH = { first: 89, factor: 113, modulus: 6_271, octets: 3 } as const;

/** What nginx remembers of one app server of its upstream block. Names and arithmetic as in ngx_http_upstream_round_robin.c. */
interface Peer {
  readonly weight: number;
  currentWeight: number;
  effectiveWeight: number;
  /** Requests that it has now from this nginx process. */
  conns: number;
  fails: number;
  /** Seconds on nginx's clock. */
  accessed: number;
  checked: number;
}

/** What an upstream block says about its servers: all that this needs of `Upstream`. */
export interface Block {
  readonly method: 'round_robin' | 'least_conn' | 'ip_hash';
  /** One for each instance; those without have 1. */
  readonly weights: readonly number[];
  /** 0 = failures are not counted. */
  readonly max_fails: number;
  readonly fail_timeoutUs: number;
}

/** A request that looks for a server, with what ip_hash carries on from one of its tries to the next. */
export interface Asker {
  /** Of the client, IPv4 as one number. */
  readonly address: number;
  hash: number;
  hashes: number;
}

/** Someone from nowhere, for methods that do not ask. */
const NOBODY: Asker = { address: 0, hash: 0, hashes: MOST_HASHES + 1 };

/**
 * Whose turn it is among the app servers of one upstream block, and who is left alone after failures: nginx's smooth weighted round robin,
 * least_conn and ip_hash. Each nginx process has its own: it knows nothing of what others have met.
 * Instances are numbered from 0; sets of them are bit masks.
 */
export class Upstreams {
  private readonly peers: readonly Peer[];
  private readonly totalWeight: number;
  private readonly method: Block['method'];
  private readonly maxFails: number;
  private readonly failTimeoutSeconds: number;
  private readonly phaseUs: number;

  /** @param phaseUs how far nginx's clock is into its second when the run begins */
  constructor(count: number, block: Block, phaseUs: number) {
    const { method, weights, max_fails, fail_timeoutUs } = block;
    this.peers = Array.from({ length: count }, (_, i) => {
      const weight = weights[i] ?? 1;
      return {
        weight,
        currentWeight: 0,
        effectiveWeight: weight,
        conns: 0,
        fails: 0,
        accessed: 0,
        checked: 0,
      };
    });
    this.totalWeight = this.peers.reduce((sum, { weight }) => sum + weight, 0);
    this.method = method;
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

  /**
   * The instance whose turn it is, -1 = all are left alone or have been tried.
   * @param tried those that this request has been to, a bit mask
   */
  choose(tried: number, nowUs: number, asker: Asker = NOBODY): number {
    const chosen = this.isSingle ? 0 : this.pick(tried, nowUs, asker);
    if (chosen < 0 || this.isSingle) return chosen;
    const peer = this.peers[chosen];
    const now = this.seconds(nowUs);
    if (now - peer.checked > this.failTimeoutSeconds) peer.checked = now;
    return chosen;
  }

  /** A try at an instance begins: least_conn counts them. */
  enter(instance: number): void {
    this.peers[instance].conns++;
  }

  /** nginx is done with it, however it ended. */
  leave(instance: number): void {
    this.peers[instance].conns--;
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
    const less = Math.floor(peer.weight / this.maxFails);
    peer.effectiveWeight = Math.max(0, peer.effectiveWeight - less);
    if (peer.fails < this.maxFails) return 0;
    return (now + this.failTimeoutSeconds + 1) * SECOND_US - this.phaseUs - nowUs;
  }

  /** An instance answered: one that was on trial is trusted again. */
  worked(instance: number): void {
    const peer = this.peers[instance];
    if (peer.accessed < peer.checked) peer.fails = 0;
  }

  /** All of them are trusted again. */
  forgive(): void {
    for (const peer of this.peers) peer.fails = 0;
  }

  private pick(tried: number, nowUs: number, asker: Asker): number {
    const now = this.seconds(nowUs);
    if (this.method === 'ip_hash') {
      const hashed = this.byHash(tried, now, asker);
      if (hashed >= 0) return hashed;
    }
    const left: number[] = [];
    for (let i = 0; i < this.peers.length; i++) if (this.isLeft(i, tried, now)) left.push(i);
    if (this.method !== 'least_conn') return this.byTurn(left);
    const least = this.leastBusy(left);
    return least.length === 1 ? least[0] : this.byTurn(least);
  }

  /** Smooth weighted round robin among those given, -1 where there is none. */
  private byTurn(among: readonly number[]): number {
    let best = -1;
    let total = 0;
    for (const i of among) {
      const peer = this.peers[i];
      peer.currentWeight += peer.effectiveWeight;
      total += peer.effectiveWeight;
      if (peer.effectiveWeight < peer.weight) peer.effectiveWeight++;
      if (best < 0 || peer.currentWeight > this.peers[best].currentWeight) best = i;
    }
    if (best >= 0) this.peers[best].currentWeight -= total;
    return best;
  }

  /** Those with the fewest requests for their weight. */
  private leastBusy(among: readonly number[]): readonly number[] {
    let least: number[] = [];
    for (const i of among) {
      const peer = this.peers[i];
      const best = least.length === 0 ? null : this.peers[least[0]];
      const more = best === null ? -1 : peer.conns * best.weight - best.conns * peer.weight;
      if (more < 0) least = [i];
      else if (more === 0) least.push(i);
    }
    return least;
  }

  /** The same server for all of one network; the next one that the numbers lead to where that is gone. -1 = take turns. */
  private byHash(tried: number, now: number, asker: Asker): number {
    while (asker.hashes <= MOST_HASHES) {
      let { hash } = asker;
      for (let octet = 0; octet < HASH.octets; octet++) {
        const value = (asker.address >>> (24 - 8 * octet)) & 0xff;
        hash = (hash * HASH.factor + value) % HASH.modulus;
      }
      asker.hash = hash;
      let share = hash % this.totalWeight;
      let chosen = 0;
      while (share >= this.peers[chosen].weight) share -= this.peers[chosen++].weight;
      if (this.isLeft(chosen, tried, now)) return chosen;
      asker.hashes++;
    }
    return -1;
  }

  private isLeft(instance: number, tried: number, now: number): boolean {
    return (tried & (1 << instance)) === 0 && !this.isLeftAlone(this.peers[instance], now);
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

/** Where every request's hash begins. */
export const FIRST_HASH: number = HASH.first;
