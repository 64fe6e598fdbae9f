import { t } from '../language/t.ts';
import { canZoomIn, canZoomOut, type StreetView } from './useView.ts';

/** Zoom for those who have no wheel: shown only where the street is larger than its pane. */
export function ViewButtons({ view }: { view: StreetView }) {
  return (
    <fieldset className="stage-view" aria-label={t('Size of the street')}>
      <button
        type="button"
        aria-label={t('Zoom in')}
        disabled={!canZoomIn(view.scale)}
        onClick={view.zoomIn}
      >
        +
      </button>
      <button
        type="button"
        aria-label={t('Zoom out')}
        disabled={!canZoomOut(view.scale)}
        onClick={view.zoomOut}
      >
        −
      </button>
      <button type="button" onClick={view.fit}>
        {t('fit##show the whole street')}
      </button>
    </fieldset>
  );
}
