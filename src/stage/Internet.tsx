import { durationText, partOfBytesText } from '../insight/plainWords.ts';
import type { Scene, Token } from '../insight/scene/scene.ts';
import { t } from '../language/t.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { MOST_FRONTS } from '../scenario/servers/frontServer.ts';
import type { ClientRow } from './clientRows.ts';
import { rowFinder } from './clientRows.ts';
import { Trickle } from './Gauge.tsx';
import { indexOf } from './sceneIndex.ts';
import type { Street } from './street.ts';
import { TierCard, type TierState } from './TierCard.tsx';
import type { Wire } from './wires.ts';

/** Round trip times that occur: `rtt 40 / 400 ms`. */
export function rttInWords(scenario: Scenario): string {
  const rtts = new Set<number>();
  for (const { link, arrivals } of scenario.clients) {
    if (arrivals.kind === 'list')
      for (const item of arrivals.items) rtts.add((item.link ?? link).rttUs);
    else rtts.add(link.rttUs);
  }
  const sorted = [...rtts].sort((a, b) => a - b);
  const shown = sorted.length > 2 ? [sorted[0], sorted[sorted.length - 1]] : sorted;
  const between = sorted.length > 2 ? ' … ' : ' / ';
  return `rtt ${shown.map((us) => durationText(us ?? 0).replace(' ', '\u00a0')).join(between)}`;
}

export function Internet(props: { scenario: Scenario; state: TierState }) {
  return (
    <TierCard
      {...props.state}
      open
      tier="internet"
      title={t('Internet')}
      subtitle={rttInWords(props.scenario)}
      hint={t('The way between a client and the first server; rtt is the time there and back')}
    >
      <div className="stage-internet-space" data-zone="internet" />
    </TierCard>
  );
}

/** Bytes below which a transfer is not worth a label: it is over before anybody has read it. */
const WORTH_SAYING_BYTES = 20_000;
/** The trickle moves on by one dot for each this share of the whole. */
const DOTS_PER_TRANSFER = 60;
export const DOT_GAP_PX = 14;
/** Around the outermost wires of a connection that many requests share, px: half a token at each side. */
const PIPE_PX = 28;

function sending(token: Token): boolean {
  return token.endUs === null && token.bytesSent > 0 && token.bytesSent < token.bytesTotal;
}

function receiving(token: Token): boolean {
  return (
    token.endUs === null && token.bytesReceived > 0 && token.bytesReceived < token.responseBytes
  );
}

/** How far the dots have run, px: by bytes, so that they stop with them. Towards the client where the answer comes. */
function phaseOf(token: Token | undefined): number {
  if (!token) return 0;
  const up = (token.bytesSent / Math.max(1, token.bytesTotal)) * DOTS_PER_TRANSFER;
  const down = (token.bytesReceived / Math.max(1, token.responseBytes)) * DOTS_PER_TRANSFER;
  const dots = sending(token) ? up : receiving(token) ? -down : 0;
  return (((dots % 1) + 1) % 1) * DOT_GAP_PX;
}

/** The wires themselves, drawn across the strip, and what goes over them where that takes a while. */
export function WireLayer(props: {
  scene: Scene;
  scenario: Scenario;
  rows: readonly ClientRow[];
  street: Street;
  /** Rows on whose wires there is no room for words. */
  crowded: ReadonlySet<number>;
  dimmed: boolean;
}) {
  const { scene, scenario, rows, street } = props;
  const { vertical } = street.zones;
  const rowOf = rowFinder(rows);
  const busy = new Map<number, Token>();
  for (const token of scene.tokens) {
    if (!sending(token) && !receiving(token)) continue;
    const row = rowOf(token.population, token.client);
    if (!busy.has(row)) busy.set(row, token);
  }
  const used = new Set(
    scene.tokens.map((t) => rowOf(t.population, t.client) * MOST_FRONTS + t.front),
  );
  // To several front servers: of single clients only the wire in use.
  const isDrawn = ({ row, index }: Wire): boolean =>
    scene.fronts.length < 2 || rows[row]?.client === null || used.has(row * MOST_FRONTS + index);
  const isMany = scene.fronts.length > 1 && !vertical;
  return (
    <div className="stage-wires" aria-hidden="true" data-dimmed={props.dimmed || undefined}>
      {street.wires.all.map((wire, i) => {
        const token = busy.get(wire.row);
        const slow = rows[wire.row]?.slow ?? false;
        const first = wire.index === 0;
        if (isMany && !isDrawn(wire)) return null;
        // One connection for all of a client's requests: drawn once, as wide as they lie side by side.
        const isShared = rows[wire.row]?.isShared ?? false;
        if (isShared && !first) return null;
        const last = isShared ? lastOf(street.wires.all, i) : wire;
        const style = vertical
          ? { left: wire.x1, top: wire.y1, height: wire.y2 - wire.y1 }
          : {
              left: wire.x1,
              top: wire.y1,
              width: Math.hypot(wire.x2 - wire.x1, wire.y2 - wire.y1),
              rotate: `${Math.atan2(wire.y2 - wire.y1, wire.x2 - wire.x1)}rad`,
            };
        const wide = vertical ? last.x1 - wire.x1 : last.y1 - wire.y1;
        return (
          <div
            className="stage-wire"
            key={`${wire.row}.${wire.index}`}
            style={style}
            data-slow={slow || undefined}
            data-odd={wire.row % 2 === 1 || undefined}
            data-dead={(isMany && scene.fronts[wire.index]?.up === false) || undefined}
          >
            {isShared && (
              <span
                className="stage-pipe"
                style={vertical ? { width: wide + PIPE_PX } : { height: wide + PIPE_PX }}
              >
                <span>{t('one connection')}</span>
              </span>
            )}
            {slow && first && token && (
              <Trickle
                name={`trickle:${wire.row}`}
                vertical={vertical}
                of={(now) => phaseOf(indexOf(now).tokens.get(token.request))}
              />
            )}
            {first && token && !props.crowded.has(wire.row) && (
              <WireLabel token={token} scenario={scenario} vertical={vertical} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function lastOf(wires: readonly Wire[], first: number): Wire {
  let at = first;
  while (wires[at + 1]?.row === wires[first]?.row) at++;
  return wires[at] as Wire;
}

function WireLabel({
  token,
  scenario,
  vertical,
}: {
  token: Token;
  scenario: Scenario;
  vertical: boolean;
}) {
  const up = sending(token);
  const total = up ? token.bytesTotal : token.responseBytes;
  if (total < WORTH_SAYING_BYTES && token.fare !== 'slow' && token.fare !== 'held') return null;
  const words = up
    ? (scenario.routes[token.route]?.method ?? t('sends##a client, so many bytes'))
    : t('answer##so many bytes of it');
  return (
    <span className="stage-wire-label">
      {words}
      {vertical ? <br /> : ' '}
      {partOfBytesText(up ? token.bytesSent : token.bytesReceived, total, '/')}
    </span>
  );
}
