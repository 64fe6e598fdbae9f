import { countText, durationText } from '../insight/plainWords.ts';
import type { Scene, WorkerView } from '../insight/scene/scene.ts';
import type { Gunicorn } from '../scenario/scenario.ts';
import { densityOf } from './laneSlots.ts';
import { TierCard } from './TierCard.tsx';
import { WorkerLane } from './WorkerLane.tsx';

const GROUPS: readonly { words: string; of: (w: WorkerView) => boolean }[] = [
  { words: 'held by clients', of: (w) => w.heldByClient },
  {
    words: 'running',
    of: (w) => !w.heldByClient && ['reading', 'running', 'writing'].includes(w.state),
  },
  { words: 'on database', of: (w) => w.state === 'database' },
  { words: 'idle', of: (w) => w.state === 'idle' },
];

/** `9 running · 4 idle`: said in words where lanes are too small for them. */
function tallyOf(workers: readonly WorkerView[]): string {
  return GROUPS.map(({ words, of }) => ({ words, n: workers.filter(of).length }))
    .filter(({ n }) => n > 0)
    .map(({ words, n }) => `${n} ${words}`)
    .join(' · ');
}

/** Gunicorn: the arbiter and a lane for each worker. */
export function AppCard(props: {
  scene: Scene;
  gunicorn: Gunicorn;
  lanes: readonly WorkerView[];
  /** Words of a worker's death that is still news, or null. */
  death: string | null;
  lit: boolean | null;
}) {
  const { scene, gunicorn, lanes, death } = props;
  const density = densityOf(lanes.length);
  const alive = lanes.filter((w) => w.state !== 'dead').length;
  const timeout =
    gunicorn.timeoutUs > 0 ? `timeout ${durationText(gunicorn.timeoutUs)}` : 'no timeout';
  return (
    <TierCard
      tier="app"
      title="Gunicorn"
      subtitle={`${gunicorn.worker_class} · ${countText(gunicorn.workers, 'worker')} · ${timeout}`}
      hint="The app server: each sync worker runs Django for one request at a time"
      lit={props.lit}
    >
      <div className="stage-arbiter" data-alarm={death !== null || undefined}>
        <span className="stage-arbiter-name">arbiter</span>
        <span>{death ?? `watching ${alive}`}</span>
      </div>
      <ul className="stage-lanes" data-density={density}>
        {lanes.map((worker, lane) => (
          <WorkerLane
            key={worker.worker}
            worker={worker}
            lane={lane}
            density={density}
            atUs={scene.atUs}
          />
        ))}
      </ul>
      {density === 'tiles' && <p className="stage-tally">{tallyOf(lanes)}</p>}
    </TierCard>
  );
}
