import type { EmbedOptions } from '../../embed/parameters.ts';
import type { BenchParts } from '../workbench/benchParts.ts';

/** The parts of the workbench that are shown: what `ui` leaves, less what is hidden. The rest is left out by the style sheet. */
export function partsOf({ ui, hide, table }: EmbedOptions): BenchParts {
  const isFull = ui === 'full';
  return {
    hasTransport: !hide.includes('transport'),
    hasInstruments: isFull && !hide.includes('instruments'),
    hasInspector: isFull && !hide.includes('inspector'),
    isTable: table,
  };
}
