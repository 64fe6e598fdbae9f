import { countText, durationText } from '../insight/plainWords.ts';
import type { Scene } from '../insight/scene/scene.ts';
import type { ListenSocket } from '../scenario/scenario.ts';
import { TierCard } from './TierCard.tsx';

/** From this age on the oldest in the queue is worth a warning colour, µs. */
const OLD_US = 500_000;

const HINT =
  'Waiting room: connections the kernel has accepted for the app server and no worker has taken yet (listen backlog)';

/** The listening socket: requests that the kernel has taken and no worker has, oldest next to the workers. One for each app server. */
export function SocketStrip(props: { scene: Scene; socket: ListenSocket; lit: boolean | null }) {
  const { backlog, instances, atUs } = props.scene;
  const isOne = instances.length <= 1;
  const limit = isOne ? `${backlog.limit}` : `${instances.length}×${backlog.limit}`;
  return (
    <TierCard
      open
      tier="socket"
      title={`${props.socket.kind} socket${isOne ? '' : 's'}`}
      subtitle={`backlog ${backlog.requests.length}/${limit}`}
      hint={HINT}
      lit={props.lit}
    >
      {isOne ? (
        <Queue
          zone="socket.queue"
          name=""
          oldestSinceUs={backlog.oldestSinceUs}
          overflowed={backlog.overflowed}
          isClosed={instances[0]?.up === false}
          atUs={atUs}
        />
      ) : (
        instances.map((instance) => (
          <Queue
            key={instance.instance}
            zone={`socket.queue:${instance.instance}`}
            name={`app ${instance.instance + 1}: `}
            oldestSinceUs={instance.backlog.oldestSinceUs}
            overflowed={instance.instance === 0 ? backlog.overflowed : 0}
            isClosed={!instance.up}
            atUs={atUs}
          />
        ))
      )}
    </TierCard>
  );
}

function Queue(props: {
  zone: string;
  name: string;
  oldestSinceUs: number | null;
  overflowed: number;
  isClosed: boolean;
  atUs: number;
}) {
  const age = props.oldestSinceUs === null ? null : props.atUs - props.oldestSinceUs;
  const words = props.isClosed
    ? 'closed'
    : age === null
      ? 'nobody waits'
      : `oldest ${durationText(age)}`;
  return (
    <div className="stage-queue">
      <p
        className="stage-queue-age"
        data-old={(age !== null && age > OLD_US) || undefined}
        data-full={props.isClosed || undefined}
      >
        {props.name}
        {words}
      </p>
      {props.overflowed > 0 && (
        <p className="stage-queue-age" data-full>
          full {countText(props.overflowed, 'time')}
        </p>
      )}
      <div className="stage-queue-way" aria-hidden="true" />
      <div
        className="stage-queue-space"
        data-zone={props.zone}
        data-closed={props.isClosed || undefined}
      />
    </div>
  );
}
