import { useState } from 'react';
import { nounsCounted, nounsText } from '../insight/nouns.ts';
import type { ProcessView, WorkerView } from '../insight/scene/scene.ts';
import { processNameOf } from '../insight/state/slotTable.ts';
import { t } from '../language/t.ts';
import type { AppServer } from '../scenario/scenario.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';
import { appLook } from './laneSlots.ts';
import { ProcessBox } from './ProcessBox.tsx';
import { type Density, densityOf, processColumns, threadDensity } from './room.ts';
import { tallyOf } from './slotWording.ts';
import { WorkerLane } from './WorkerLane.tsx';

/** A worker with its place among all lanes of the stage. */
export interface Lane {
  readonly worker: WorkerView;
  readonly lane: number;
}

interface WorkersProps {
  readonly app: AppServer;
  /** Which of several app servers, or null: it is the only one. */
  readonly instance: number | null;
  readonly processes: readonly ProcessView[];
  readonly lanes: readonly Lane[];
  /** How closely lanes stand, where the box has a say in it. */
  readonly density?: Density;
  readonly streetPx: number;
  readonly vertical: boolean;
  readonly atUs: number;
}

/** Lanes that a phone shows before the rest is folded away. */
const LANES_DOWN = 6;

/** The workers of one app server, drawn as their class asks for. */
export function Workers(props: WorkersProps) {
  const look = appLook(props.app);
  if (look === 'lanes') return <Lanes {...props} />;
  return look === 'one' ? <OneSpace {...props} /> : <Boxes {...props} />;
}

function Lanes({ app, lanes, instance, streetPx, vertical, atUs, ...props }: WorkersProps) {
  const [isOpen, setOpen] = useState(false);
  const words = nounsText(traitsOf(app).processWord);
  const density = props.density ?? densityOf(lanes.length, vertical ? undefined : streetPx);
  const most = vertical && density !== 'tiles' && !isOpen ? LANES_DOWN : lanes.length;
  const shown = foldedLanes(lanes, most);
  const folded = lanes.length - shown.length;
  return (
    <>
      <ul className="stage-lanes" data-density={density} data-act-group>
        {shown.map(({ worker, lane }, i) => (
          <WorkerLane
            key={worker.worker}
            worker={worker}
            name={processNameOf(app, worker.process)}
            lane={lane}
            density={density}
            isStop={i === 0}
            atUs={atUs}
          />
        ))}
      </ul>
      {vertical && density !== 'tiles' && lanes.length > LANES_DOWN && (
        <button
          type="button"
          className="stage-fold"
          aria-expanded={folded === 0}
          onClick={() => setOpen(!isOpen)}
        >
          {folded > 0 && <span data-zone="worker:more" />}
          {folded > 0
            ? t('{folded} more {words}', { folded, words })
            : t('fewer {words}', { words })}
        </button>
      )}
      {density === 'tiles' && instance === null && (
        <p className="stage-tally">{tallyOf(lanes.map(({ worker }) => worker))}</p>
      )}
    </>
  );
}

/** Where not all are shown, those that hold something come before those that are idle; their order stays. */
function foldedLanes(lanes: readonly Lane[], most: number): readonly Lane[] {
  if (lanes.length <= most) return lanes;
  const busy = lanes.filter(({ worker }) => worker.request !== null || worker.state === 'dead');
  const shown = new Set(
    [...busy, ...lanes.filter((l) => !busy.includes(l))].slice(0, most).map((l) => l.lane),
  );
  return lanes.filter((l) => shown.has(l.lane));
}

/** Very many processes: one space for what they have in hand. */
function OneSpace({ app, instance, processes, lanes }: WorkersProps) {
  const busy = processes.reduce((sum, p) => sum + p.busy, 0);
  return (
    <div className="stage-process" data-state="serving">
      <p className="stage-process-head">
        <span className="stage-lane-name">
          {nounsCounted(processes.length, traitsOf(app).processWord)}
        </span>
        <span className="stage-pill">
          {instance === null
            ? t('{count} {nouns} busy', {
                count: String(busy),
                nouns: nounsText(traitsOf(app).slotWord),
              })
            : t('{count} busy', { count: String(busy) })}
        </span>
      </p>
      <div
        className="stage-process-space"
        data-zone={instance === null ? 'slots:all' : `slots:app:${instance}`}
      />
      <p className="stage-process-more">{tallyOf(lanes.map(({ worker }) => worker))}</p>
    </div>
  );
}

function Boxes({ app, instance, processes, lanes, streetPx, vertical, atUs }: WorkersProps) {
  const isAlone = instance === null;
  const isThreads = appLook(app) === 'threads';
  const hasQueue = traitsOf(app).acceptsInLoop && traitsOf(app).slotsPerProcess > 1 && isAlone;
  const columns =
    isAlone && !isThreads && !vertical ? processColumns(processes.length, hasQueue, streetPx) : 1;
  const isNarrow = columns > 1 || !isAlone;
  const threads = isAlone
    ? threadDensity(app, processes.length, vertical ? Number.POSITIVE_INFINITY : streetPx)
    : 'tiles';
  const density = !isThreads ? null : vertical && threads === 'line' ? 'cells' : threads;
  return (
    <ul className="stage-processes" data-columns={columns} data-act-group>
      {processes.map((process, i) => (
        <ProcessBox
          key={process.process}
          process={process}
          name={processNameOf(app, process.process)}
          slots={lanes.filter(({ worker }) => worker.process === process.process)}
          word={traitsOf(app).slotWord}
          density={density}
          hasQueue={hasQueue}
          isNarrow={isNarrow}
          isStop={i === 0}
          atUs={atUs}
        />
      ))}
    </ul>
  );
}
