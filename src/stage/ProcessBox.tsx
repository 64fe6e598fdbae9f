import { type Noun, nounText, numberedText } from '../insight/nouns.ts';
import type { ProcessView, WorkerView } from '../insight/scene/scene.ts';
import { t } from '../language/t.ts';
import { ActButton } from './ActButton.tsx';
import type { Density } from './room.ts';
import { processMore, processPill } from './slotWording.ts';
import { WorkerLane } from './WorkerLane.tsx';

/** One worker process with what is in it: its threads as lanes, or room for the requests that its greenlets or tasks have in hand. */
export function ProcessBox(props: {
  process: ProcessView;
  /** `worker 1`, `child 3`, `the server`. */
  name: string;
  /** Its slots with their place among all lanes. */
  slots: readonly { readonly worker: WorkerView; readonly lane: number }[];
  /** `thread`, `greenlet`, `task`. */
  word: Noun;
  /** Lanes for its slots, or null: one space for all requests it has in hand. */
  density: Density | null;
  /** Whether it has a queue of its own (gthread) that is drawn apart. */
  hasQueue: boolean;
  /** Two boxes stand side by side. */
  isNarrow: boolean;
  /** Whether Tab stops at its ⋯. */
  isStop: boolean;
  atUs: number;
}) {
  const { process, name, slots, word, density } = props;
  // Lanes say themselves what they do.
  const spoken = density === null ? slots.map(({ worker }) => worker) : [];
  const more = processMore(process, spoken, density === null ? word : null);
  return (
    <li
      className="stage-process"
      data-state={process.state}
      data-ended={process.hasEnded || undefined}
      data-target={`worker:${process.process}`}
      title={t('{name}, pid {pid}: {words}', {
        name,
        pid: String(process.pid),
        words: process.words,
      })}
    >
      <p className="stage-process-head">
        <span className="stage-lane-name">{name}</span>
        <span className="stage-process-note">
          {density !== null && more !== '' ? more : t('pid {pid}', { pid: String(process.pid) })}
        </span>
        <span className="stage-pill">{processPill(process, props.isNarrow)}</span>
      </p>
      <ActButton of={`worker:${process.process}`} name={name} isStop={props.isStop} />
      {density === null ? (
        <div className="stage-process-space" data-zone={`slots:${process.process}`} />
      ) : (
        <ul className="stage-lanes" data-density={density}>
          {slots.map(({ worker, lane }) => (
            <WorkerLane
              key={worker.worker}
              worker={worker}
              name={numberedText(word, worker.nth)}
              lane={lane}
              density={density}
              isThread
              atUs={props.atUs}
            />
          ))}
        </ul>
      )}
      {props.hasQueue && (
        <div className="stage-process-queue">
          <span className="stage-process-queue-words">
            {queueWords(process.pooled.length, word, props.isNarrow)}
          </span>
          <span className="stage-process-queue-space" data-zone={`pool:${process.process}`} />
        </div>
      )}
      {density === null && <p className="stage-process-more">{more}</p>}
    </li>
  );
}

function queueWords(n: number, word: Noun, isNarrow: boolean): string {
  if (n === 0) return t('queue');
  return isNarrow ? t('{n} wait', { n }) : t('{n} wait for a {word}', { n, word: nounText(word) });
}
