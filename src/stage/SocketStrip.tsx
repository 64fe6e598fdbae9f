import { countText, durationText } from '../insight/plainWords.ts';
import type { Scene } from '../insight/scene/scene.ts';
import type { ListenSocket } from '../scenario/scenario.ts';
import { TierCard } from './TierCard.tsx';

/** From this age on the oldest in the queue is worth a warning colour, µs. */
const OLD_US = 500_000;

/** The listening socket: requests that the kernel has taken and no worker has, oldest next to the workers. */
export function SocketStrip(props: { scene: Scene; socket: ListenSocket; lit: boolean | null }) {
  const { backlog, atUs } = props.scene;
  const age = backlog.oldestSinceUs === null ? null : atUs - backlog.oldestSinceUs;
  return (
    <TierCard
      open
      tier="socket"
      title={`${props.socket.kind} socket`}
      subtitle={`backlog ${backlog.requests.length}/${backlog.limit}`}
      hint="Waiting room: connections the kernel has accepted for the app server and no worker has taken yet (listen backlog)"
      lit={props.lit}
    >
      <div className="stage-queue">
        <p className="stage-queue-age" data-old={(age !== null && age > OLD_US) || undefined}>
          {age === null ? 'nobody waits' : `oldest ${durationText(age)}`}
        </p>
        {backlog.overflowed > 0 && (
          <p className="stage-queue-age" data-full>
            full {countText(backlog.overflowed, 'time')}
          </p>
        )}
        <div className="stage-queue-way" aria-hidden="true" />
        <div className="stage-queue-space" data-zone="socket.queue" />
      </div>
    </TierCard>
  );
}
