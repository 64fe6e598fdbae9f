import { memo } from 'react';
import { durationText } from '../insight/plainWords.ts';
import type { Scene, WorkerState, WorkerView } from '../insight/scene/scene.ts';
import { t } from '../language/t.ts';
import { ActButton } from './ActButton.tsx';
import { Gauge } from './Gauge.tsx';
import type { Density } from './room.ts';
import { indexOf } from './sceneIndex.ts';
import { SHORT_STATE_WORDS, STATE_WORDS } from './wording.ts';

/** How far a worker has come with what it does, 0..1, by the request it holds. */
function progressOf(scene: Scene, worker: number): number {
  const index = indexOf(scene);
  const request = index.workers.get(worker)?.request ?? null;
  return request === null ? 0 : (index.tokens.get(request)?.progress ?? 0);
}

function pillOf(worker: WorkerView, density: Density): string {
  if (worker.state === 'dead') return worker.hasEnded ? t('ended##a worker') : t(STATE_WORDS.dead);
  if (worker.isPaused) return density === 'roomy' ? t('stands still') : t('hung##a worker');
  if (worker.isLocked) return density === 'roomy' ? t('waiting for a row') : t('on a row');
  if (worker.awaits)
    return density === 'roomy'
      ? t('kept for a next request')
      : t('kept##a worker, for a next request');
  return density === 'roomy' ? t(STATE_WORDS[worker.state]) : t(SHORT_STATE_WORDS[worker.state]);
}

/** States whose own words say no more than the pill does; how long is then worth more. */
const SAID: readonly WorkerState[] = ['reading', 'database', 'writing', 'booting'];

/** Second line: only what the pill has not said. */
function moreOf(worker: WorkerView, density: Density, atUs: number, hasTimeout: boolean): string {
  if (worker.state === 'idle' && density !== 'line')
    return t('{count, plural, one {# request} other {# requests}} served', {
      count: worker.served,
    });
  const since = durationText(Math.max(0, atUs - worker.sinceUs));
  if (worker.state === 'dead')
    return worker.words === t(STATE_WORDS.dead) || worker.hasEnded ? '' : worker.words;
  if (worker.isPaused) return worker.words.replace(/^stands still /, '');
  if (worker.heldByClient) return hasTimeout ? worker.words.replace(/ by .*/, '') : worker.words;
  if (worker.isLocked) return `${worker.words}, ${since}`;
  if (density === 'line') return since;
  if (SAID.includes(worker.state)) return t('for {since}', { since });
  // Beside a countdown there is room for what runs alone.
  const what = hasTimeout ? worker.words.replace(/^running /, '') : worker.words;
  return `${what}, ${since}`;
}

/** Its title has the number too; what is unusual goes before it. */
function showsPid(worker: WorkerView): boolean {
  const isUnusual =
    worker.isPaused || worker.heldByClient || worker.isLocked || worker.words.includes(', ');
  return !isUnusual && worker.state !== 'dead';
}

export interface WorkerLaneProps {
  readonly worker: WorkerView;
  /** `worker 2`, or within a worker `thread 2`. */
  readonly name: string;
  readonly lane: number;
  readonly density: Density;
  /** It is a thread: one acts upon its worker, not upon it. */
  readonly isThread?: boolean;
  /** Whether Tab stops at its ⋯. */
  readonly isStop?: boolean;
  readonly atUs: number;
}

/** One worker: what it holds, what it does, and whether it works or waits for its client. Drawn anew only when its words change. */
export function WorkerLane({
  worker,
  name,
  lane,
  density,
  isThread,
  isStop,
  atUs,
}: WorkerLaneProps) {
  const isTile = density === 'tiles';
  const isNear = (worker.timeoutInUs ?? 0) < atUs - (worker.heldSinceUs ?? atUs);
  // By whom it is held matters more than a timeout that is far off.
  const timeout = isTile || (worker.heldByClient && !isNear) ? null : timeoutOf(worker, atUs);
  const isAway = worker.state === 'database' && worker.request !== null;
  return (
    <LaneView
      slot={worker.worker}
      holds={worker.request}
      away={isAway ? worker.request : null}
      target={isThread ? null : worker.process}
      isStop={isStop ?? false}
      name={name}
      pid={worker.pid}
      lane={lane}
      density={density}
      state={worker.state}
      hasEnded={worker.hasEnded}
      isHeld={worker.heldByClient}
      isLocked={worker.isLocked}
      isPaused={worker.isPaused}
      awaits={worker.awaits ?? false}
      words={worker.words}
      pill={isTile ? '' : pillOf(worker, density)}
      more={isTile ? '' : moreOf(worker, density, atUs, timeout !== null)}
      showsPid={!isTile && showsPid(worker)}
      timeout={timeout}
      isNear={isNear}
    />
  );
}

/** Silence from which on the arbiter's patience is counted down, µs. */
const SILENT_US = 1_000_000;

/** `timeout in 26 s`: when the arbiter may lose patience with a worker that holds a request without a sign of life. */
function timeoutOf({ timeoutInUs, heldSinceUs }: WorkerView, atUs: number): string | null {
  if (timeoutInUs === null || heldSinceUs === null) return null;
  if (timeoutInUs === 0) return t('timeout is up');
  // Whole seconds: a countdown is read, not watched.
  return atUs - heldSinceUs < SILENT_US
    ? null
    : t('timeout in {seconds} s', { seconds: Math.ceil(timeoutInUs / 1_000_000) });
}

const LaneView = memo(function LaneView(props: {
  slot: number;
  holds: number | null;
  /** The request that it waits for the database with. */
  away: number | null;
  target: number | null;
  isStop: boolean;
  name: string;
  pid: number;
  lane: number;
  density: Density;
  state: WorkerState;
  hasEnded: boolean;
  isHeld: boolean;
  isLocked: boolean;
  isPaused: boolean;
  awaits: boolean;
  words: string;
  pill: string;
  more: string;
  showsPid: boolean;
  timeout: string | null;
  /** More than half of the arbiter's patience is used up. */
  isNear: boolean;
}) {
  const { slot, name, lane, density, target } = props;
  const said = { name, pid: String(props.pid), words: props.words };
  return (
    <li
      className="stage-lane"
      data-slot={slot}
      data-holds={props.holds ?? undefined}
      data-for={props.holds ?? undefined}
      data-target={target === null ? undefined : `worker:${target}`}
      data-state={props.state}
      data-ended={props.hasEnded || undefined}
      data-held={props.isHeld || undefined}
      data-locked={props.isLocked || undefined}
      data-paused={props.isPaused || undefined}
      data-awaits={props.awaits || undefined}
      data-zone={`lane:${lane}`}
      title={
        props.timeout
          ? t('{name}, pid {pid}: {words}; {timeout}', { ...said, timeout: props.timeout })
          : t('{name}, pid {pid}: {words}', said)
      }
    >
      <span className="stage-lane-cell" data-zone={`worker:${lane}`} aria-hidden="true">
        {props.away !== null ? props.away + 1 : ''}
      </span>
      {density === 'tiles' ? (
        <span className="stage-unseen">{`${name}: ${props.words}`}</span>
      ) : (
        <>
          <span className="stage-lane-name">{name}</span>
          <span className="stage-pill">{props.pill}</span>
          <Gauge
            name={`worker:${slot}`}
            of={(scene) => progressOf(scene, slot)}
            hatched={props.isHeld}
          />
          <span className="stage-lane-words">
            <span className="stage-lane-more">{props.more}</span>
            {props.timeout !== null ? (
              <span className="stage-lane-timeout" data-near={props.isNear || undefined}>
                {props.timeout}
              </span>
            ) : (
              props.showsPid && (
                <span className="stage-lane-pid">{t('pid {pid}', { pid: String(props.pid) })}</span>
              )
            )}
          </span>
        </>
      )}
      {target !== null && <ActButton of={`worker:${target}`} name={name} isStop={props.isStop} />}
    </li>
  );
});
