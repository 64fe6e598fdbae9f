import { bytesText, durationText, partOfBytesText } from '../insight/plainWords.ts';
import type { InstanceView, Scene, WorkerView } from '../insight/scene/scene.ts';
import type { Gunicorn } from '../scenario/scenario.ts';
import { appLook, type Density, densityOf, processesShown } from './laneSlots.ts';
import { ProcessBox } from './ProcessBox.tsx';
import { HINTS, SLOT, shapeOf, tallyOf } from './slotWording.ts';
import { TierCard } from './TierCard.tsx';
import { WorkerLane } from './WorkerLane.tsx';

interface AppCardProps {
  readonly scene: Scene;
  readonly gunicorn: Gunicorn;
  readonly lanes: readonly WorkerView[];
  /** Words of a worker's death that is still news, or null. */
  readonly death: string | null;
  /** What the arbiter was told to do a moment ago, or null. */
  readonly order: string | null;
  readonly lit: boolean | null;
}

/** Gunicorn: the arbiter and what it watches; several app servers stand side by side. */
export function AppCard(props: AppCardProps) {
  const { scene, gunicorn } = props;
  const timeout =
    gunicorn.timeoutUs > 0 ? `timeout ${durationText(gunicorn.timeoutUs)}` : 'no timeout';
  const isOne = scene.instances.length <= 1;
  return (
    <TierCard
      tier="app"
      title="Gunicorn"
      subtitle={`${shapeOf(gunicorn)} · ${timeout}`}
      hint={HINTS[gunicorn.worker_class]}
      lit={props.lit}
    >
      {isOne && <Arbiter {...props} instance={scene.instances[0]} />}
      {isOne ? (
        <Server {...props} instance={0} />
      ) : (
        <div className="stage-instances" data-many={scene.instances.length > 2 || undefined}>
          {scene.instances.map((instance) => (
            <section
              key={instance.instance}
              className="stage-instance"
              aria-label={`app server ${instance.instance + 1}`}
            >
              <InstanceHead instance={instance} atUs={scene.atUs} />
              <Server {...props} instance={instance.instance} />
            </section>
          ))}
        </div>
      )}
      {scene.memory && <Memory memory={scene.memory} />}
    </TierCard>
  );
}

function Arbiter({
  scene,
  death,
  order,
  instance,
}: Pick<AppCardProps, 'scene' | 'death' | 'order'> & { instance: InstanceView | undefined }) {
  const isDown = instance?.up === false;
  const alive = scene.processes.filter((p) => p.state !== 'dead').length;
  const words = isDown ? 'stopped, socket closed' : (death ?? order ?? `watching ${alive}`);
  return (
    <div className="stage-arbiter" data-alarm={isDown || death !== null || undefined}>
      <span className="stage-arbiter-name">arbiter</span>
      <span>{words}</span>
    </div>
  );
}

/** Name of one of several app servers, and what is wrong with it. */
function InstanceHead({ instance, atUs }: { instance: InstanceView; atUs: number }) {
  const trouble = !instance.up
    ? 'stopped'
    : instance.downUntilUs !== null
      ? `left alone ${durationText(instance.downUntilUs - atUs)}`
      : null;
  return (
    <p className="stage-instance-head" data-alarm={trouble !== null || undefined}>
      <b>app {instance.instance + 1}</b>
      <span>{trouble ?? `${instance.backlog.requests.length} wait`}</span>
    </p>
  );
}

/** The workers of one app server. */
function Server({ scene, gunicorn, lanes, instance }: AppCardProps & { instance: number }) {
  const look = appLook(gunicorn);
  const isAlone = scene.instances.length <= 1;
  const processes = processesShown(scene.processes, scene.atUs).filter(
    (p) => isAlone || p.instance === instance,
  );
  const own = new Set(processes.map((p) => p.process));
  const slots = lanes
    .map((worker, lane) => ({ worker, lane }))
    .filter(({ worker }) => isAlone || own.has(worker.process));
  const word = SLOT[gunicorn.worker_class];
  if (look === 'lanes') {
    const density = narrower(densityOf(slots.length), scene.instances.length);
    return (
      <>
        <ul className="stage-lanes" data-density={density}>
          {slots.map(({ worker, lane }) => (
            <WorkerLane
              key={worker.worker}
              worker={worker}
              name={`worker ${worker.worker + 1}`}
              lane={lane}
              density={density}
              atUs={scene.atUs}
            />
          ))}
        </ul>
        {density === 'tiles' && (
          <p className="stage-tally">{tallyOf(slots.map(({ worker }) => worker))}</p>
        )}
      </>
    );
  }
  if (look === 'one')
    return (
      <div className="stage-process" data-state="serving">
        <p className="stage-process-head">
          <span className="stage-lane-name">{processes.length} workers</span>
          <span className="stage-pill">
            {processes.reduce((sum, p) => sum + p.busy, 0)} {word}s busy
          </span>
        </p>
        <div className="stage-process-space" data-zone="slots:all" />
        <p className="stage-process-more">{tallyOf(slots.map(({ worker }) => worker))}</p>
      </div>
    );
  const columns = processes.length > 4 && isAlone ? 2 : 1;
  const isNarrow = columns > 1 || !isAlone;
  return (
    <ul className="stage-processes" data-columns={columns}>
      {processes.map((process) => (
        <ProcessBox
          key={process.process}
          process={process}
          slots={slots.filter(({ worker }) => worker.process === process.process)}
          word={word}
          density={look === 'threads' ? threadDensity(gunicorn, processes.length) : null}
          hasQueue={gunicorn.worker_class === 'gthread' && !isNarrow}
          isNarrow={isNarrow}
          atUs={scene.atUs}
        />
      ))}
    </ul>
  );
}

/** Threads are drawn closer than workers: their processes need room too. */
function threadDensity(gunicorn: Gunicorn, processes: number): Density {
  if (gunicorn.instances > 1) return 'tiles';
  const rows = processes * gunicorn.threads;
  return rows <= 4 ? 'line' : rows <= 10 ? 'cells' : 'tiles';
}

function narrower(density: Density, columns: number): Density {
  if (columns <= 1) return density;
  return columns > 2 || density === 'tiles' ? 'tiles' : 'compact';
}

/** Memory of the host, where it can run out. */
function Memory({ memory }: { memory: NonNullable<Scene['memory']> }) {
  const { usedBytes, totalBytes } = memory;
  const share = Math.min(1, usedBytes / totalBytes);
  return (
    <p
      className="stage-memory"
      data-alarm={share > 0.95 || undefined}
      title={`${bytesText(usedBytes)} of ${bytesText(totalBytes)} in use by the workers`}
    >
      <span>memory {partOfBytesText(usedBytes, totalBytes)}</span>
      <span className="stage-memory-bar" aria-hidden="true">
        <i style={{ width: `${100 * share}%` }} />
      </span>
    </p>
  );
}
