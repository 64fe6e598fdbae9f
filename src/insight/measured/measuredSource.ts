/** Where a measured recording comes from. */
export interface MeasuredSource {
  readonly caseName: string;
  readonly version: 'classic' | 'current';
  /** Which repetition, from 1, of how many; null where only medians of start, end and outcome are kept. */
  readonly repetition: { readonly nth: number; readonly of: number } | null;
}

const sources = new WeakMap<object, MeasuredSource>();

/** What was measured for this run, or null: it was simulated. */
export function measuredSource(run: object): MeasuredSource | null {
  return sources.get(run) ?? null;
}

/** Remembers where a run comes from. */
export function markMeasured(run: object, source: MeasuredSource): void {
  sources.set(run, source);
}
