import { t } from '../language/t.ts';
import type { Zoom } from './useTimeView.ts';

/** Less of the run, larger; more of it, smaller. A button with nothing left to do stays where the focus is. */
export function ZoomButtons({ zoom }: { readonly zoom: Zoom }) {
  return (
    <span className="panel-zoom">
      <button
        type="button"
        className="panel-step"
        aria-label={t('Zoom out: show more of the run')}
        aria-disabled={!zoom.canZoomOut}
        onClick={() => zoom.canZoomOut && zoom.zoomOut()}
      >
        −
      </button>
      <button
        type="button"
        className="panel-step"
        aria-label={t('Zoom in: show less of the run, larger')}
        aria-disabled={!zoom.canZoomIn}
        onClick={() => zoom.canZoomIn && zoom.zoomIn()}
      >
        +
      </button>
    </span>
  );
}
