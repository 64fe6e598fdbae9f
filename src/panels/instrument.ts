import type { Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import type { Problem } from '../scenario/scenario.ts';
import type { Written } from './written.ts';

/** What every instrument gets. */
export interface InstrumentView {
  readonly run: Run;
  readonly player: Player;
  /** The request that is selected everywhere, or null. */
  readonly selected: number | null;
  onSelect(request: number | null): void;
  /** The run before the last change of a setting, drawn faintly behind this one, or null. */
  readonly ghost: Run | null;
  /** The scenario as written and the way to change it (one undoable change a call), or null where it may not be changed. */
  readonly edit: null | {
    readonly written: Written;
    /** What is wrong with it as it stands; the run shown is then of the last one without fault. */
    readonly problems: readonly Problem[];
    onWrite(written: Written): void;
  };
}
