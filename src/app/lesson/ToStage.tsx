import { t } from '../../language/t.ts';
import { showStage } from './showStage.ts';

/** Where the page is one column, the stage stands below the knobs: a way to it that leaves the knobs where they are until it is asked for. */
export function ToStage() {
  return (
    <button type="button" className="app-button app-jump" onClick={() => showStage(null)}>
      {t('See it on the stage ↓')}
    </button>
  );
}
