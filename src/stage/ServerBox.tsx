import { durationText } from '../insight/plainWords.ts';
import type { InstanceView, ProcessView, WorkerView } from '../insight/scene/scene.ts';
import { t } from '../language/t.ts';
import { ActButton } from './ActButton.tsx';
import { freshSignal, signalInWords } from './Arbiter.tsx';
import type { ServerPlan } from './plan.ts';
import { type BoxGrid, boxDensity } from './room.ts';
import { queueInWords } from './SocketStrip.tsx';
import { Workers } from './Workers.tsx';

/** A signal is told beside a server's name for this long, µs of the run. */
const NEWS_US = 2_000_000;

/** One of several app servers: whether it is up, who waits at its door, what its arbiter did, and its workers. */
export function ServerBox(props: {
  server: ServerPlan;
  instance: InstanceView | undefined;
  /** What is said of it when it is gone for good, or null. */
  gone: string | null;
  /** Name of the front server, or empty. */
  front: string;
  processes: readonly ProcessView[];
  lanes: readonly WorkerView[];
  grid: BoxGrid;
  streetPx: number;
  vertical: boolean;
  atUs: number;
}) {
  const { server, instance, processes, atUs } = props;
  const own = new Set(processes.map((p) => p.process));
  const news = newsOf(server, instance, props.gone, atUs);
  const isUp = instance?.up ?? true;
  const pool = instance?.pool ?? 0;
  const target = `app:${server.instance}`;
  const waits = instance ? queueInWords(instance, atUs) : '';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset lays its content out in a way of its own
    <section
      className="stage-instance"
      role="group"
      aria-label={t('app server {instance}', { instance: server.instance + 1 })}
      data-zone={`box:${server.instance}`}
      data-target={target}
      data-down={!isUp || undefined}
      data-left={(isUp && (instance?.downUntilUs ?? null) !== null) || undefined}
      title={`${server.name}: ${isUp ? waits : (props.gone ?? t('stopped'))}${pool > 0 ? t(', {pool} idle connections in {front}’s pool', { pool, front: props.front }) : ''}${leftAlone(props.front, instance, atUs)}`}
    >
      <header className="stage-instance-head" data-alarm={news?.isAlarm || undefined}>
        <p className="stage-instance-words">
          <b>{server.name}</b>
          <span>
            {news?.words ??
              (pool > 0 && waits === t('nobody waits') ? t('pool {pool}', { pool }) : waits)}
          </span>
        </p>
        <ActButton
          of={target}
          name={t('app server {instance}', { instance: server.instance + 1 })}
        />
        <span
          className="stage-instance-queue"
          data-zone={`socket.queue:${server.instance}`}
          data-closed={!isUp || undefined}
        />
      </header>
      <Workers
        app={server.app}
        instance={server.instance}
        processes={processes}
        lanes={props.lanes
          .map((worker, lane) => ({ worker, lane }))
          .filter(({ worker }) => own.has(worker.process))}
        density={props.vertical ? 'tiles' : boxDensity(props.grid, server.app, props.streetPx)}
        streetPx={props.streetPx}
        vertical={props.vertical}
        atUs={atUs}
      />
    </section>
  );
}

/** What is unusual about a server, the worst first, or null. */
function newsOf(
  server: ServerPlan,
  instance: InstanceView | undefined,
  gone: string | null,
  atUs: number,
): { words: string; isAlarm: boolean } | null {
  if (!instance) return null;
  if (!instance.up) return { words: gone ?? t('stopped'), isAlarm: true };
  if (instance.downUntilUs !== null)
    return {
      words: t('failing {time}', { time: durationText(instance.downUntilUs - atUs) }),
      isAlarm: true,
    };
  const signal = freshSignal(instance, atUs);
  if (signal && atUs - signal.atUs < NEWS_US)
    return { words: signalInWords(signal, server.app), isAlarm: signal.cause === 'timeout' };
  return null;
}

function leftAlone(front: string, instance: InstanceView | undefined, atUs: number): string {
  const untilUs = instance?.downUntilUs ?? null;
  return untilUs === null
    ? ''
    : t('; {front} sends it nothing for {at} (max_fails)', {
        front,
        at: durationText(untilUs - atUs),
      });
}
