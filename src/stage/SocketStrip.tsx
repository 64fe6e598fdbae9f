import { durationText } from '../insight/plainWords.ts';
import type { InstanceView, Scene } from '../insight/scene/scene.ts';
import { countOf } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';
import type { ListenSocket } from '../scenario/scenario.ts';
import { TierCard, type TierState } from './TierCard.tsx';

/** From this age on the oldest in the queue is worth a warning colour, µs. */
const OLD_US = 500_000;

const HINT = msg(
  'Waiting room: connections the kernel has accepted for the app server and no worker has taken yet (listen backlog)',
);

/** The listening socket: requests that the kernel has taken and no worker has, oldest next to the workers. Several have their queues beside their servers. */
export function SocketStrip(props: {
  scene: Scene;
  socket: ListenSocket;
  queues: number;
  /** How one of several is chosen, or null. */
  choice: string | null;
  state: TierState;
}) {
  const { backlog, instances, atUs } = props.scene;
  const { socket, queues } = props;
  const isOne = queues <= 1;
  const n = countOf(backlog.requests.length);
  const age = backlog.oldestSinceUs === null ? null : atUs - backlog.oldestSinceUs;
  const isClosed = isOne ? instances[0]?.up === false : instances.every((s) => !s.up);
  const fill = Math.min(1, backlog.requests.length / Math.max(1, backlog.limit * queues));
  return (
    <TierCard
      {...props.state}
      open
      tier="socket"
      title={isOne ? t('{kind} socket', { kind: socket.kind }) : t('{queues} sockets', { queues })}
      subtitle={
        isOne
          ? t('backlog {n}/{limit}', {
              n,
              limit: String(backlog.limit),
            })
          : t('{n} wait', { n })
      }
      hint={t(HINT)}
    >
      <div className="stage-queue" data-fanned={!isOne || undefined}>
        <p
          className="stage-queue-age"
          data-old={(age !== null && age > OLD_US) || undefined}
          data-full={isClosed || undefined}
        >
          {ageInWords(isClosed, age)}
        </p>
        {props.choice !== null && (
          <p
            className="stage-choice"
            title={t('How the front server chooses among the app servers')}
          >
            {props.choice}
          </p>
        )}
        {backlog.overflowed > 0 && (
          <p className="stage-queue-age" data-full>
            {t('full {count, plural, one {# time} other {# times}}', {
              count: backlog.overflowed,
            })}
          </p>
        )}
        {isOne && (
          <>
            <div className="stage-queue-fill" aria-hidden="true">
              <i style={{ width: `${100 * fill}%` }} data-full={fill >= 1 || undefined} />
            </div>
            <div className="stage-queue-way" aria-hidden="true" />
            <div
              className="stage-queue-space"
              data-zone="socket.queue"
              data-closed={isClosed || undefined}
            />
          </>
        )}
      </div>
    </TierCard>
  );
}

function ageInWords(isClosed: boolean, age: number | null): string {
  if (isClosed) return t('closed');
  return age === null ? t('nobody waits') : t('oldest {age}', { age: durationText(age) });
}

/** What is worth saying of one of several queues. */
export function queueInWords({ backlog }: InstanceView, atUs: number): string {
  const n = backlog.requests.length;
  if (n === 0 || backlog.oldestSinceUs === null) return t('nobody waits');
  return t('{n} wait {time}', {
    n,
    time: durationText(atUs - backlog.oldestSinceUs),
  });
}
