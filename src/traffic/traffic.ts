/** A line of a log or an entry of a HAR file that was left out, and why. */
export interface LeftOut {
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
}

/** What a record of real traffic came to: parts of a scenario as written. */
export interface ReadTraffic {
  /** The scenario as written that was handed in, with the clients and routes of the record in place of its own. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly requests: number;
  /** The first of what was left out, at most {@link MOST_LEFT_OUT}; `leftOutCount` says how many there are in all. */
  readonly leftOut: readonly LeftOut[];
  readonly leftOutCount: number;
  /** What was assumed where the record does not tell, as sentences. */
  readonly assumed: readonly string[];
}

/** A list of a million lines is read by nobody. */
export const MOST_LEFT_OUT = 200;

/** Gathers what is left out: all are counted, the first are kept. */
export class LeavingOut {
  readonly list: LeftOut[] = [];
  count = 0;

  add(line: number, why: string): void {
    this.count++;
    if (this.list.length < MOST_LEFT_OUT) this.list.push({ line, why });
  }
}

/** One request of a record, whatever it was read from. */
export interface Visit {
  /** Line or entry, counted from 1. */
  readonly line: number;
  /** When the client sent it, µs; only differences count. */
  readonly startUs: number;
  /** When its answer was there, µs. */
  readonly endUs: number;
  /** Who sent it, such as an address. */
  readonly client: string;
  readonly method: string;
  /** Path without its query, beginning with `/`. */
  readonly path: string;
  readonly status: number;
  readonly responseBytes: number;
  readonly bodyBytes: number;
  /** What the app took for it, µs, or null where the record does not tell. */
  readonly serverUs: number | null;
  /** As the answer said, or null. */
  readonly contentType: string | null;
}
