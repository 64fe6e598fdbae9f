import { createContext } from 'react';

/** Which parts of a workbench are there, where it is not on a page of its own. */
export interface BenchParts {
  readonly hasTransport: boolean;
  readonly hasInstruments: boolean;
  readonly hasInspector: boolean;
  /** The events as a table of text, in the place of the stage. */
  readonly isTable: boolean;
}

const ALL: BenchParts = {
  hasTransport: true,
  hasInstruments: true,
  hasInspector: true,
  isTable: false,
};

export const BenchPartsContext = createContext(ALL);
