import { durationText } from '../insight/plainWords.ts';
import { secondsText } from '../stage/secondsText.ts';
import type { TimeView } from './usePlayer.ts';
import { ticksOf } from './useTimeView.ts';
import './lanes.css';

/** Share of the axis from which on a tick's words do not fit to its right. */
const LATE = 0.9;

/** Moments below the plots. A picture for the eye: every plot says its moments in words elsewhere. */
export function TimeAxis({ view }: { view: TimeView }) {
  const spanUs = Math.max(view.untilUs - view.fromUs, 1);
  return (
    <div className="panel-plotrow panel-axis" aria-hidden="true">
      <span />
      <div className="panel-axis-ticks">
        {ticksOf(view).map((atUs) => {
          const share = (atUs - view.fromUs) / spanUs;
          return (
            <span
              key={atUs}
              data-late={share > LATE || undefined}
              style={{ left: `${share * 100}%` }}
            >
              {tickText(atUs, spanUs)}
            </span>
          );
        })}
      </div>
    </div>
  );
}

function tickText(atUs: number, spanUs: number): string {
  if (atUs === 0) return '0 s';
  // Within a narrow view neighbours differ only in later digits.
  const digits = Math.max(0, Math.ceil(-Math.log10(spanUs / 1e6)) + 1);
  return spanUs >= 2e6 && atUs < 60e6 ? durationText(atUs) : secondsText(atUs, digits);
}
