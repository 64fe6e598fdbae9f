import type { Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { LatencyStrip, QueueStrip } from './Strips.tsx';
import { TimeAxis } from './TimeAxis.tsx';
import { useTimeView } from './useTimeView.ts';
import { ZoomButtons } from './ZoomButtons.tsx';

export interface LatencyAndQueueProps {
  readonly run: Run;
  readonly player: Player;
}

/** How long answers take and how many wait for a worker, on one axis of time. */
export function LatencyAndQueue({ run, player }: LatencyAndQueueProps) {
  const zoom = useTimeView(player, run.endUs);
  return (
    <section className="panel-lanes" aria-label="Latency and queue">
      <header className="panel-head">
        <ZoomButtons zoom={zoom} />
      </header>
      <LatencyStrip run={run} player={player} view={zoom.view} />
      <QueueStrip run={run} player={player} view={zoom.view} />
      <TimeAxis view={zoom.view} />
    </section>
  );
}
