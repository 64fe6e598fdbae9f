import { countText, durationText } from '../insight/plainWords.ts';
import type { Scene, WorkerState, WorkerView } from '../insight/scene/scene.ts';
import { Gauge } from './Gauge.tsx';
import type { Density } from './laneSlots.ts';
import { SHORT_STATE_WORDS, STATE_WORDS } from './wording.ts';

/** How far a worker has come with what it does, 0..1, by the request it holds. */
function progressOf(scene: Scene, worker: number): number {
  const view =
    scene.workers[worker]?.worker === worker
      ? scene.workers[worker]
      : scene.workers.find((w) => w.worker === worker);
  if (!view || view.request === null) return 0;
  return scene.tokens.find((t) => t.request === view.request)?.progress ?? 0;
}

function pillOf(worker: WorkerView, density: Density): string {
  if (worker.state === 'dead') return worker.hasEnded ? 'ended' : STATE_WORDS.dead;
  if (worker.isLocked) return density === 'roomy' ? 'waiting for a row' : 'on a row';
  return density === 'roomy' ? STATE_WORDS[worker.state] : SHORT_STATE_WORDS[worker.state];
}

/** States whose own words say no more than the pill does; how long is then worth more. */
const SAID: readonly WorkerState[] = ['reading', 'database', 'writing', 'booting'];

/** Second line: only what the pill has not said. */
function moreOf(worker: WorkerView, density: Density, atUs: number): string {
  if (worker.state === 'idle' && density !== 'line')
    return `${countText(worker.served, 'request')} served`;
  const since = durationText(Math.max(0, atUs - worker.sinceUs));
  if (worker.state === 'dead')
    return worker.words === 'killed' || worker.hasEnded ? '' : worker.words;
  if (worker.heldByClient) return worker.words;
  if (worker.isLocked) return `${worker.words}, ${since}`;
  if (density === 'line') return since;
  return SAID.includes(worker.state) ? `for ${since}` : `${worker.words}, ${since}`;
}

/** Its title has the number too; what is unusual goes before it. */
function showsPid(worker: WorkerView): boolean {
  const isUnusual = worker.heldByClient || worker.isLocked || worker.words.includes(', ');
  return !isUnusual && worker.state !== 'dead';
}

/** One worker: what it holds, what it does, and whether it works or waits for its client. */
export function WorkerLane(props: {
  worker: WorkerView;
  /** `worker 2`, or within a worker `thread 2`. */
  name: string;
  lane: number;
  density: Density;
  atUs: number;
}) {
  const { worker, name, lane, density } = props;
  const isAway = worker.state === 'database' && worker.request !== null;

  return (
    <li
      className="stage-lane"
      data-state={worker.state}
      data-ended={worker.hasEnded || undefined}
      data-held={worker.heldByClient || undefined}
      data-locked={worker.isLocked || undefined}
      data-zone={`lane:${lane}`}
      title={`${name}, pid ${worker.pid}: ${worker.words}`}
    >
      <span className="stage-lane-cell" data-zone={`worker:${lane}`} aria-hidden="true">
        {isAway && worker.request !== null ? worker.request + 1 : ''}
      </span>
      {density === 'tiles' ? (
        <span className="stage-unseen">{`${name}: ${worker.words}`}</span>
      ) : (
        <>
          <span className="stage-lane-name">{name}</span>
          <span className="stage-pill">{pillOf(worker, density)}</span>
          <Gauge
            name={`worker:${worker.worker}`}
            of={(scene) => progressOf(scene, worker.worker)}
            hatched={worker.heldByClient}
          />
          <span className="stage-lane-words">
            <span className="stage-lane-more">{moreOf(worker, density, props.atUs)}</span>
            {showsPid(worker) && <span className="stage-lane-pid">pid {worker.pid}</span>}
          </span>
        </>
      )}
    </li>
  );
}
