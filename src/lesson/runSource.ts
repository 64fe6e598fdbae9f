import type { Run } from '../insight/shapes.ts';
import type { Settings } from './settings.ts';

/**
 * Where the recordings of a lesson come from. This layer cannot simulate: pages, tests and the command line each bring a
 * source of their own.
 */
export interface RunSource {
  /** The recording of one of the lesson's runs. Throws a RangeError for a name that the lesson does not have. */
  run(name: string): Run;
  /**
   * The recording of that run with other settings, same seed. Null where it is not here (a page simulates it first, see
   * `prepare` there), or where the settings are none that can be simulated.
   */
  variant(name: string, settings: Settings): Run | null;
}

/** A name for a run with these settings, whatever their order: for sources that keep what they made. */
export function variantKey(name: string, settings: Settings): string {
  const sorted = Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${name} ${JSON.stringify(sorted)}`;
}
