import { canZoomIn, canZoomOut, type StreetView } from './useView.ts';

/** Zoom for those who have no wheel: shown only where the street is larger than its pane. */
export function ViewButtons({ view }: { view: StreetView }) {
  return (
    <fieldset className="stage-view" aria-label="Size of the street">
      <button
        type="button"
        aria-label="Zoom in"
        disabled={!canZoomIn(view.scale)}
        onClick={view.zoomIn}
      >
        +
      </button>
      <button
        type="button"
        aria-label="Zoom out"
        disabled={!canZoomOut(view.scale)}
        onClick={view.zoomOut}
      >
        −
      </button>
      <button type="button" onClick={view.fit}>
        fit
      </button>
    </fieldset>
  );
}
