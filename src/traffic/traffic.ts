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
  readonly leftOut: readonly LeftOut[];
  /** What was assumed where the record does not tell, as sentences. */
  readonly assumed: readonly string[];
}
