import type { FrontView, Scene, Station as StationKey } from '../insight/scene/scene.ts';
import { t } from '../language/t.ts';
import type { Tls } from '../scenario/scenario.ts';
import { type StationWords, stationNews } from './frontWording.ts';

function waitingAt(scene: Scene, front: number, station: StationKey): number {
  let n = 0;
  for (const token of scene.tokens)
    if (token.station === station && token.front === front && token.endUs === null) n++;
  return n;
}

/** Where requests wait before or in a front server: its socket's waiting room, its limit, its cache; each with room for their tokens. */
export function FrontStations(props: {
  scene: Scene;
  front: number;
  stations: readonly StationWords[];
  view: FrontView;
}) {
  const { scene, front, view } = props;
  return props.stations.map(({ key, name, hint }) => {
    const news = stationNews(key, view, waitingAt(scene, front, key), scene.atUs);
    return (
      <div
        key={key}
        className="stage-station"
        title={`${hint}. ${news}`}
        data-alarm={(key === 'limit' && view.refusedByLimit > 0) || undefined}
      >
        <span className="stage-station-name">{name}</span>
        <span className="stage-station-space" data-zone={`front:${front}.${key}`} />
        <b>{news}</b>
      </div>
    );
  });
}

/** `TLS 1.3 · HTTP/2`: how connections of clients are secured. */
export function tlsInWords({ protocol, http2 }: Tls): string {
  return `TLS ${protocol}${http2 ? ' · HTTP/2' : ''}`;
}

/** The padlock on the gate. */
export function Padlock() {
  return (
    <svg className="stage-padlock" width="10" height="12" viewBox="0 0 10 12" aria-hidden="true">
      <path d="M2.5 5V3.5a2.5 2.5 0 0 1 5 0V5" />
      <rect x="1" y="5" width="8" height="6.5" rx="1.2" />
    </svg>
  );
}

/** The gate of a front server that speaks TLS: how, and how many are about it. */
export function Gate({ tls, scene, front }: { tls: Tls; scene: Scene; front: number }) {
  const n = waitingAt(scene, front, 'tls');
  const more = [
    ...(tls.session_tickets ? [t('tickets##TLS session tickets')] : []),
    ...(tls.early_data ? [t('early data')] : []),
  ].join(', ');
  return (
    <p
      className="stage-gate"
      title={t('Connections of clients are secured: {tls}, {kind} certificate{more}', {
        tls: tlsInWords(tls),
        kind: tls.certificate,
        more: more && `, ${more}`,
      })}
    >
      <Padlock />
      <b>{tlsInWords(tls)}</b>
      <span>{n > 0 ? t('{n, plural, one {# handshake} other {# handshakes}}', { n }) : more}</span>
    </p>
  );
}
