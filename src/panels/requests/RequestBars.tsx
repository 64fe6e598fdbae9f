import type { LifePart } from '../../insight/lifeline.ts';
import { durationText } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { stretchLook } from '../stretchLook.ts';
import { knownLife } from './knownLife.ts';

interface RequestBarsProps {
  readonly run: Run;
  readonly request: number;
  /** The furthest moment to be shown, µs. */
  readonly untilUs: number;
  /** The stretch of time that the width stands for. */
  readonly fromUs: number;
  readonly spanUs: number;
}

/** A request's life as one row of bars: each part in the colour and pattern that it has everywhere. */
export function RequestBars({ run, request, untilUs, fromUs, spanUs }: RequestBarsProps) {
  const { parts } = knownLife(run, request, untilUs);
  const wide = Math.max(spanUs, 1);
  return (
    <span className="panel-requests-track">
      {parts.map((part) => {
        const endUs = part.untilUs ?? untilUs;
        const left = ((part.fromUs - fromUs) / wide) * 100;
        const width = ((endUs - part.fromUs) / wide) * 100;
        return (
          <i
            key={`${part.key} ${part.fromUs}`}
            className={`panel-requests-bar ${stretchLook(part)}`}
            title={partText(part, endUs)}
            style={{ left: `${left}%`, width: `${width}%` }}
          />
        );
      })}
    </span>
  );
}

function partText(part: LifePart, endUs: number): string {
  const said = {
    part: part.label,
    lasted: durationText(endUs - part.fromUs),
    from: durationText(part.fromUs),
  };
  return part.untilUs === null
    ? t('{part}: {lasted} so far, from {from}', said)
    : t('{part}: {lasted}, from {from}', said);
}
