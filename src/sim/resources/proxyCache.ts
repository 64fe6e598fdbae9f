import type { ProxyCache as Settings } from '../../scenario/scenario.ts';

const SECOND_US = 1_000_000;
/** Who waits for an answer that another request fetches looks again this often (ngx_http_file_cache_lock_wait). */
export const LOCK_LOOK_US = 500_000;

/** What nginx's cache keeps under one key. */
interface Entry {
  /** An answer is there. */
  exists: boolean;
  /** The last second of nginx's clock in which it is fresh. */
  validSeconds: number;
  /** Somebody is known to fetch it. */
  isUpdating: boolean;
  /** Until when that keeps others from fetching it too. */
  lockedUntilUs: number;
}

/** One request's dealings with the cache. */
export interface CacheVisit {
  /** Whoever asks next is told that this request fetches the answer. */
  isUpdating: boolean;
  lockedUntilUs: number;
  /** When it will have waited long enough; 0 = it has not waited. */
  waitsUntilUs: number;
  /** It has: it goes to the app server by itself, and keeps nothing of what it gets there. */
  hasWaited: boolean;
}

/** `fetch`: ask the app server; `wait`: look again later; else what the cache has is the answer. */
export type Found =
  | { readonly does: 'fetch'; readonly isExpired: boolean; readonly keeps: boolean }
  | { readonly does: 'wait'; readonly forUs: number }
  | { readonly does: 'answer'; readonly how: 'HIT' | 'STALE' | 'UPDATING' };

const MISS: Found = { does: 'fetch', isExpired: false, keeps: true };
const EXPIRED: Found = { does: 'fetch', isExpired: true, keeps: true };
const SCARCE: Found = { does: 'fetch', isExpired: false, keeps: false };
const HIT: Found = { does: 'answer', how: 'HIT' };
const UPDATING: Found = { does: 'answer', how: 'UPDATING' };

/**
 * nginx's `proxy_cache`: one entry for each route. A reload keeps it, and so does a restart: it lies on disk.
 * SIMPLIFIED: it has room for every answer, and nothing is dropped because nobody asked for it (`max_size`, `inactive`).
 */
export class ProxyCache {
  private readonly settings: Settings;
  private readonly validSeconds: number;
  private readonly phaseUs: number;
  private readonly entries = new Map<number, Entry>();

  /** @param phaseUs how far nginx's clock is into its second when the run begins */
  constructor(settings: Settings, phaseUs: number) {
    this.settings = settings;
    this.validSeconds = Math.floor(settings.validUs / SECOND_US);
    this.phaseUs = phaseUs;
  }

  /** A request looks for its answer, for the first time or again after a wait. */
  find(key: number, visit: CacheVisit, nowUs: number): Found {
    const entry = this.entryOf(key);
    const isWaiting = visit.waitsUntilUs > 0 && !visit.hasWaited;
    if (isWaiting) {
      if (nowUs >= visit.waitsUntilUs) visit.hasWaited = true;
      else if (isLocked(entry, nowUs)) return waitFor(entry.lockedUntilUs - nowUs);
    }
    return entry.exists ? this.read(entry, visit, nowUs) : this.fetchOrWait(entry, visit, nowUs);
  }

  /** The app server has failed this request: what the cache still has may be given instead. */
  hasStale(key: number): boolean {
    return this.settings.use_stale && this.entryOf(key).exists;
  }

  /** The whole answer is there, and nobody waits any longer, even for another who fetches it too. Returns for how long it is fresh, µs. */
  store(key: number, visit: CacheVisit, nowUs: number): number {
    const entry = this.entryOf(key);
    entry.exists = true;
    entry.validSeconds = this.seconds(nowUs) + this.validSeconds;
    entry.isUpdating = false;
    visit.isUpdating = false;
    return (entry.validSeconds + 1) * SECOND_US - this.phaseUs - nowUs;
  }

  /** This request fetches nothing any more, whatever became of it. */
  release(key: number, visit: CacheVisit): void {
    if (!visit.isUpdating) return;
    visit.isUpdating = false;
    const entry = this.entryOf(key);
    if (entry.lockedUntilUs === visit.lockedUntilUs) entry.isUpdating = false;
  }

  /** Of what is there: the lock says nothing about an answer that is only too old. */
  private read(entry: Entry, visit: CacheVisit, nowUs: number): Found {
    if (this.seconds(nowUs) <= entry.validSeconds) return HIT;
    if (entry.isUpdating) return this.settings.use_stale ? UPDATING : EXPIRED;
    entry.isUpdating = true;
    visit.isUpdating = true;
    visit.lockedUntilUs = entry.lockedUntilUs;
    return EXPIRED;
  }

  private fetchOrWait(entry: Entry, visit: CacheVisit, nowUs: number): Found {
    const { lock, lock_ageUs, lock_timeoutUs } = this.settings;
    if (!lock) return MISS;
    if (!isLocked(entry, nowUs)) {
      entry.isUpdating = true;
      entry.lockedUntilUs = nowUs + lock_ageUs;
      visit.isUpdating = true;
      visit.lockedUntilUs = entry.lockedUntilUs;
      return MISS;
    }
    if (visit.hasWaited || lock_timeoutUs === 0) return SCARCE;
    if (visit.waitsUntilUs === 0) visit.waitsUntilUs = nowUs + lock_timeoutUs;
    return waitFor(visit.waitsUntilUs - nowUs);
  }

  private entryOf(key: number): Entry {
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const entry = { exists: false, validSeconds: 0, isUpdating: false, lockedUntilUs: 0 };
    this.entries.set(key, entry);
    return entry;
  }

  private seconds(nowUs: number): number {
    return Math.floor((nowUs + this.phaseUs) / SECOND_US);
  }
}

function isLocked({ isUpdating, lockedUntilUs }: Entry, nowUs: number): boolean {
  return isUpdating && lockedUntilUs > nowUs;
}

function waitFor(us: number): Found {
  return { does: 'wait', forUs: Math.min(LOCK_LOOK_US, us) };
}
