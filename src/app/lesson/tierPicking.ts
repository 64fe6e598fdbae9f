import { useEffect, useRef } from 'react';
import { TIERS, type Tier } from '../../lesson/lesson.ts';

const stagePane = (): HTMLElement | null => document.querySelector('.app-stagePane');

/** Lights a tier on the stage, or none: an attribute, so that nothing is drawn anew for a pointer that passes. */
export function pointAtTier(tier: Tier | null): void {
  const pane = stagePane();
  if (!pane) return;
  if (tier) pane.dataset.pointedTier = tier;
  else delete pane.dataset.pointedTier;
}

/**
 * While a question asks for a tier, a press on one of the stage's tiers is an answer and nothing else: requests and buttons in it
 * are as good as the tier itself. `pick` says whether the tier was one to choose.
 */
export function useTierPicking(isOpen: boolean, pick: (tier: Tier) => boolean): void {
  const picks = useRef(pick);
  useEffect(() => {
    picks.current = pick;
  });
  useEffect(() => {
    const pane = stagePane();
    if (!isOpen || !pane) return;
    const onClick = (event: MouseEvent): void => {
      const tier = tierAt(pane, event);
      if (!tier || !picks.current(tier)) return;
      event.preventDefault();
      event.stopPropagation();
      pointAtTier(tier);
    };
    pane.dataset.asks = 'tier';
    pane.addEventListener('click', onClick, { capture: true });
    return () => {
      delete pane.dataset.asks;
      pointAtTier(null);
      pane.removeEventListener('click', onClick, { capture: true });
    };
  }, [isOpen]);
}

/** The tier at a place. By its box: requests fly in a layer above the tiers, and what lies between two cards lets the pointer through. */
function tierAt(pane: Element, { clientX, clientY }: MouseEvent): Tier | null {
  for (const each of pane.querySelectorAll('[data-tier]')) {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) continue;
    return TIERS.find((tier) => tier === each.getAttribute('data-tier')) ?? null;
  }
  return null;
}
