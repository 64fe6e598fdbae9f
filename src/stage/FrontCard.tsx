import { countText } from '../insight/plainWords.ts';
import type { Scene } from '../insight/scene/scene.ts';
import type { Location, Nginx } from '../scenario/scenario.ts';
import { Gauge } from './Gauge.tsx';
import { TierCard } from './TierCard.tsx';
import { slotsIn, type Zones } from './zones.ts';

/** How long a matched rule stays lit after its request has gone on, µs of the run. */
const LIT_US = 150_000;

function doesInWords(location: Location): string {
  if (location.does === 'static') return 'root ↩';
  return location.does === 'proxy' ? 'proxy_pass →' : `return ${location.status}`;
}

type Buffer = { readonly request: number; readonly bytes: number; readonly total: number };

/** nginx: rules, buffers and the door that turns static files round. */
export function FrontCard(props: {
  scene: Scene;
  nginx: Nginx;
  /** Clients and nginx keep connections open between requests. */
  clientsKeep: boolean;
  zones: Zones | null;
  lit: boolean | null;
}) {
  const { scene, nginx } = props;
  const front = scene.front;
  if (!front) return null;
  const match = front.lastMatch;
  const matched = scene.tokens.find((t) => t.request === match?.request);
  const isLit =
    match !== null &&
    (matched?.place === 'front' || matched?.place === 'door' || scene.atUs - match.atUs < LIT_US);
  const hasDoor = nginx.locations.some((l) => l.does === 'static');
  return (
    <TierCard
      tier="front"
      title="nginx"
      subtitle={`${front.connections}/${nginx.worker_connections} connections`}
      hint="The front server: meets the clients, holds slow ones off, sends files by itself"
      lit={props.lit}
    >
      <h3 className="stage-part">location rules</h3>
      <ul className="stage-rules">
        {nginx.locations.map((location, i) => (
          <li
            key={`${location.modifier} ${location.match}`}
            className="stage-rule"
            data-matched={(isLit && match.location === i) || undefined}
          >
            <code className="stage-rule-match">
              {location.modifier} {location.match}
            </code>
            <span className="stage-rule-does">{doesInWords(location)}</span>
            <span className="stage-rule-spot" data-zone={`rule:${i}`} />
          </li>
        ))}
      </ul>
      <BufferPart
        name="request"
        title="request buffer"
        setting="proxy_request_buffering"
        on={nginx.proxy_request_buffering}
        buffers={front.requestBuffers}
        off="passes straight through"
        zones={props.zones}
      />
      <BufferPart
        name="response"
        title="response buffer"
        setting="proxy_buffering"
        on={nginx.proxy_buffering}
        buffers={front.responseBuffers}
        off="passes straight through"
        zones={props.zones}
      />
      <Connections front={front} clientsKeep={props.clientsKeep} />
      {hasDoor && (
        <>
          <h3 className="stage-part">
            static files
            <span className="stage-part-state">{countText(front.staticServed, 'file')} sent</span>
          </h3>
          <div className="stage-door" data-zone="door">
            <span className="stage-door-spot" data-zone="front.door" />
            <span className="stage-door-words">sendfile ↩</span>
          </div>
        </>
      )}
    </TierCard>
  );
}

/** Connections that are open between two requests, towards the clients and towards the app servers. */
function Connections(props: { front: NonNullable<Scene['front']>; clientsKeep: boolean }) {
  const { front } = props;
  const keeps = props.clientsKeep || front.keptConnections > 0;
  if (!keeps && front.pool === null && front.oldConnections === 0) return null;
  return (
    <ul className="stage-counts" aria-label="Connections kept open">
      {keeps && (
        <li title="Connections of clients that nginx keeps open for their next request (keepalive_timeout)">
          clients’, kept open <b>{front.keptConnections}</b>
        </li>
      )}
      {front.pool && (
        <li title="Idle connections to the app server that nginx keeps for the next request (upstream keepalive)">
          upstream pool, idle{' '}
          <b>
            {front.pool.idle}
            {front.pool.most > 0 && `/${front.pool.most}`}
          </b>
        </li>
      )}
      {front.oldConnections > 0 && (
        <li title="After a reload the old workers of nginx finish what they have">
          left to old workers <b>{front.oldConnections}</b>
        </li>
      )}
    </ul>
  );
}

interface BufferPartProps {
  readonly name: 'request' | 'response';
  readonly title: string;
  readonly setting: string;
  readonly on: boolean;
  readonly off: string;
  readonly buffers: readonly Buffer[];
  readonly zones: Zones | null;
}

function BufferPart({ name, title, setting, on, off, buffers, zones }: BufferPartProps) {
  const zone = `front.${name}`;
  const box = zones?.boxes.get(zone);
  const { columns, capacity } = box ? slotsIn(box) : { columns: 2, capacity: 2 };
  const shown = buffers.length > capacity ? buffers.slice(0, capacity - 1) : buffers;
  return (
    <>
      <h3 className="stage-part" title={setting}>
        {title}
        <span className="stage-part-state" data-on={on}>
          {on ? 'on' : 'off'}
        </span>
      </h3>
      <ul
        className="stage-buffer"
        data-zone={zone}
        data-on={on}
        data-columns={columns}
        data-empty={buffers.length === 0 || undefined}
      >
        {buffers.length === 0 && <li className="stage-buffer-none">{on ? 'empty' : off}</li>}
        {shown.map((buffer) => (
          <li key={buffer.request} className="stage-slot">
            <span
              className="stage-slot-cell"
              data-long={buffer.request >= 999 || undefined}
              aria-hidden="true"
            >
              {buffer.request + 1}
            </span>
            <span className="stage-slot-words">
              {Math.floor((100 * buffer.bytes) / Math.max(1, buffer.total))} %
            </span>
            <Gauge
              name={`${name}:${buffer.request}`}
              of={(now) => {
                const list =
                  name === 'request' ? now.front?.requestBuffers : now.front?.responseBuffers;
                const current = list?.find((b) => b.request === buffer.request) ?? buffer;
                return current.bytes / Math.max(1, current.total);
              }}
            />
          </li>
        ))}
        {buffers.length > shown.length && (
          <li className="stage-slot-more">+{buffers.length - shown.length}</li>
        )}
      </ul>
    </>
  );
}
