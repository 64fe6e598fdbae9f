import { type KeyboardEvent, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Scene, Token } from '../insight/scene/scene.ts';
import { countOf } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';
import type { Arrangement, Spot } from './arrange.ts';
import { fareShown } from './look.ts';
import type { TierName } from './plan.ts';
import type { StageMotion } from './stageMotion.ts';
import { TokenButton } from './TokenButton.tsx';
import { type Stop, stopsOf, TIER_OF, walk } from './walk.ts';
import { badgeOf, type ServerNames, tokenName } from './wording.ts';

export interface TokenLayerProps {
  readonly scene: Scene;
  readonly arrangement: Arrangement;
  readonly motion: StageMotion;
  readonly names: ServerNames;
  readonly selected: number | null;
  /** Request that is lit while others are dimmed, or null. */
  readonly lit: number | null;
  /** Tier whose tokens stay lit, or null for all. */
  readonly litTier: TierName | null;
  /** Request that the present event is about, or null. */
  readonly cued: number | null;
  readonly playing: boolean;
  readonly onSelect: (request: number | null) => void;
}

/** All tokens and bundles above the street, and the keys that walk them. */
export function TokenLayer(props: TokenLayerProps) {
  const { scene, arrangement, motion, selected, onSelect } = props;
  const [current, setCurrent] = useState<number | null>(null);
  const layer = useRef<HTMLFieldSetElement>(null);
  const hadFocus = useRef(false);
  const stops = stopsOf(arrangement.spots);
  const isHere = (request: number | null) => stops.some((s) => s.request === request);
  const tabbable = isHere(current)
    ? current
    : isHere(selected)
      ? selected
      : (stops[0]?.request ?? null);
  // A request that has left the stage must not leave everything else dimmed.
  const lit = isHere(props.lit) ? props.lit : null;
  // How long it has been there is told when time rests: else every token would be drawn anew with the clock.
  const namedAtUs = props.playing ? null : scene.atUs;

  const isDimmed = ({ request, place }: Token): boolean => {
    if (request === lit) return false;
    return lit !== null || (props.litTier !== null && TIER_OF[place] !== props.litTier);
  };

  const pick = useCallback(
    (request: number) => {
      setCurrent(request);
      onSelect(request);
    },
    [onSelect],
  );

  // The focused request can leave the stage: keep the focus here, so that the keys go on working.
  useLayoutEffect(() => {
    const element = layer.current;
    if (!element) return;
    if (hadFocus.current && !element.contains(document.activeElement)) {
      if (document.activeElement === document.body || document.activeElement === null)
        element.focus();
      hadFocus.current = document.activeElement === element;
    }
  });

  const go = (stop: Stop | null) => {
    if (!stop) return;
    setCurrent(stop.request);
    layer.current?.querySelector<HTMLElement>(`[data-request="${stop.request}"]`)?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') {
      if (selected !== null) {
        onSelect(null);
        event.stopPropagation();
      }
      return;
    }
    const target = (event.target as HTMLElement).dataset.request;
    const from = target === undefined ? null : Number(target);
    const to = walk(stops, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(to);
  };

  return (
    <fieldset
      ref={layer}
      className="stage-tokens"
      aria-label={t(
        'Requests: arrow keys walk tiers and requests, Enter follows one, Escape lets go',
      )}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onFocus={() => {
        hadFocus.current = true;
      }}
      onBlur={(event) => {
        // A removed element blurs to nothing: that is the case the effect above mends.
        if (event.relatedTarget)
          hadFocus.current = event.currentTarget.contains(event.relatedTarget);
      }}
    >
      {arrangement.bundles.map((bundle) => (
        <Bundled key={bundle.key} bundle={bundle} onPick={pick} />
      ))}
      {inOrder(arrangement.spots).map(({ token, x, y, isBare }) => (
        <TokenButton
          key={token.request}
          request={token.request}
          motion={motion.token(token.request, x, y)}
          kind={token.kind}
          fare={fareShown(token)}
          isSecuring={token.station === 'tls'}
          name={tokenName(token, namedAtUs, props.names)}
          badge={isBare || isHome(token) ? null : badgeOf(token)}
          cued={token.request === props.cued}
          selected={token.request === selected}
          dimmed={isDimmed(token)}
          tabbable={token.request === tabbable}
          onPick={pick}
        />
      ))}
    </fieldset>
  );
}

/** Back at its client, whose row wears the status: beside the token it would cover the client's name. */
const isHome = ({ place }: Token): boolean => place === 'ended' || place === 'client';

/** Always in the same order, wherever they stand: an element that changes places in the page costs a new layout. */
function inOrder(spots: readonly Spot[]): Spot[] {
  return spots.toSorted((a, b) => a.token.request - b.token.request);
}

const WAY = {
  up: msg(
    '{count, plural, one {# request} other {# requests}} on the way to the server; select the first, request {first}',
  ),
  down: msg(
    '{count, plural, one {# request} other {# requests}} on the way back; select the first, request {first}',
  ),
  here: msg(
    '{count, plural, one {# more request} other {# more requests}} here; select the first, request {first}',
  ),
};

function Bundled(props: {
  bundle: Arrangement['bundles'][number];
  onPick: (request: number) => void;
}) {
  const { requests, x, y, direction } = props.bundle;
  const n = countOf(requests.length);
  const first = requests[0] as number;
  const style = { transform: `translateX(${x}px) translateY(${y}px)` };
  return (
    <button
      type="button"
      className="stage-bundle"
      style={style}
      tabIndex={-1}
      data-direction={direction ?? undefined}
      aria-label={t(WAY[direction ?? 'here'], { count: requests.length, first: String(first + 1) })}
      onClick={() => props.onPick(first)}
    >
      {direction === null ? `+${n}` : direction === 'up' ? `${n} →` : `← ${n}`}
    </button>
  );
}
