import { styleEffect } from 'framer-motion';
import { memo, useLayoutEffect, useRef } from 'react';
import type { Fare, TokenKind } from '../insight/scene/scene.ts';
import type { TokenMotion } from './stageMotion.ts';

export interface TokenButtonProps {
  readonly request: number;
  readonly motion: TokenMotion;
  readonly kind: TokenKind;
  readonly fare: Fare;
  /** Its TLS handshake goes to and fro. */
  readonly isSecuring: boolean;
  /** Accessible name: number, kind, where, how it fares. */
  readonly name: string;
  /** `502`: worn beside the token. */
  readonly badge: string | null;
  readonly selected: boolean;
  readonly dimmed: boolean;
  readonly cued: boolean;
  readonly tabbable: boolean;
  readonly onPick: (request: number) => void;
}

/**
 * One request. React draws what it is; the MotionValues say where. They move a carrier around the button that has no style of its
 * own: a changed transform makes the browser work out the style of its element anew, and the button's is costly.
 */
export const TokenButton = memo(function TokenButton(props: TokenButtonProps) {
  const { request, motion } = props;
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const carrier = ref.current;
    if (!carrier) return;
    // The effect's own first write comes a frame late; without this a new token would flash in the corner.
    carrier.style.transform = `translateX(${motion.x.get()}px) translateY(${motion.y.get()}px)`;
    return styleEffect(carrier, { x: motion.x, y: motion.y });
  }, [motion]);
  return (
    <span ref={ref} className="stage-carrier" data-selected={props.selected || undefined}>
      <button
        type="button"
        className="stage-token"
        data-request={request}
        data-kind={props.kind}
        data-fare={props.fare}
        data-securing={props.isSecuring || undefined}
        data-digits={request < 99 ? undefined : String(request + 1).length}
        data-dimmed={props.dimmed || undefined}
        data-cued={props.cued || undefined}
        aria-label={props.name}
        aria-pressed={props.selected}
        tabIndex={props.tabbable ? 0 : -1}
        onClick={() => props.onPick(request)}
      >
        <span className="stage-token-number">{request + 1}</span>
        {props.badge && <span className="stage-token-badge">{props.badge}</span>}
      </button>
    </span>
  );
});
