import type { LimitReq as Settings } from '../../scenario/scenario.ts';

/** nginx counts requests in thousandths (`excess` in ngx_http_limit_req_module.c). */
const ONE_REQUEST = 1_000;

interface Bucket {
  excess: number;
  /** Milliseconds on nginx's clock. */
  lastMs: number;
}

/** What limit_req says to a request. */
export interface Verdict {
  readonly isRefused: boolean;
  /** How long it has to wait for its turn, µs. */
  readonly delayUs: number;
  /** How far ahead of the rate its address is, in thousandths of a request: what the error log says. */
  readonly excess: number;
}

/** A leaky bucket for each address of clients: nginx's `limit_req`. A reload keeps it, as the shared memory of the zone stays. */
export class LimitReq {
  readonly status: number;
  private readonly ratePerSecond: number;
  private readonly burst: number;
  private readonly nodelay: boolean;
  private readonly phaseUs: number;
  private readonly buckets = new Map<number, Bucket>();

  /** @param phaseUs how far nginx's clock is into its second when the run begins */
  constructor({ ratePerSecond, burst, nodelay, status }: Settings, phaseUs: number) {
    this.ratePerSecond = Math.floor(ratePerSecond * ONE_REQUEST);
    this.burst = burst * ONE_REQUEST;
    this.nodelay = nodelay;
    this.status = status;
    this.phaseUs = phaseUs;
  }

  /** A request of this address comes. One that is refused is not counted. */
  enter(address: number, nowUs: number): Verdict {
    const nowMs = Math.floor((nowUs + this.phaseUs) / 1_000);
    const bucket = this.buckets.get(address);
    if (bucket === undefined) {
      this.buckets.set(address, { excess: 0, lastMs: nowMs });
      return { isRefused: false, delayUs: 0, excess: 0 };
    }
    const leaked = Math.floor((this.ratePerSecond * (nowMs - bucket.lastMs)) / 1_000);
    const excess = Math.max(0, bucket.excess - leaked + ONE_REQUEST);
    if (excess > this.burst) return { isRefused: true, delayUs: 0, excess };
    bucket.excess = excess;
    bucket.lastMs = nowMs;
    const delayMs = this.nodelay ? 0 : Math.floor((excess * 1_000) / this.ratePerSecond);
    return { isRefused: false, delayUs: delayMs * 1_000, excess };
  }
}
