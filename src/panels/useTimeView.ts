import { useRef, useState } from 'react';
import type { Player } from '../player/player.ts';
import { type TimeView, useMoment } from './usePlayer.ts';

/** A run longer than this opens zoomed in. */
const COMFORTABLE_US = 20_000_000;
const CLOSEST_US = 1_000;

export interface Zoom {
  readonly view: TimeView;
  readonly canZoomIn: boolean;
  readonly canZoomOut: boolean;
  /** Twice as close or as wide, with the present moment in view. */
  zoomIn(): void;
  zoomOut(): void;
  /** As many times as wide (below 1: closer), with `atUs` where it stands in the view. */
  zoomAround(factor: number, atUs: number): void;
  /** Along the run by so many µs. */
  panBy(us: number): void;
  whole(): void;
}

/** Where the view begins and how wide it is, held within a run. */
function held(view: TimeView, endUs: number): TimeView {
  const most = Math.max(endUs, 1);
  const wideUs = Math.min(Math.max(view.untilUs - view.fromUs, Math.min(CLOSEST_US, most)), most);
  const fromUs = Math.min(Math.max(view.fromUs, 0), Math.max(endUs - wideUs, 0));
  return { fromUs, untilUs: fromUs + wideUs };
}

/** A view of `wideUs` with the moment a fifth from its left. */
function viewOf(atUs: number, wideUs: number, endUs: number): TimeView {
  const fromUs = atUs - wideUs * 0.2;
  return held({ fromUs, untilUs: fromUs + wideUs }, endUs);
}

function firstView(endUs: number): TimeView {
  const level = Math.max(0, Math.ceil(Math.log2(Math.max(endUs, 1) / COMFORTABLE_US)));
  return held({ fromUs: 0, untilUs: endUs / 2 ** level }, endUs);
}

/**
 * The stretch of the run that the plots show. It follows the moment page by page, like a score, until somebody moves it to where the moment
 * is not; then it stays, and follows again once the moment comes into view or is put elsewhere by hand.
 */
export function useTimeView(player: Player, endUs: number): Zoom {
  const [chosen, setChosen] = useState(() => firstView(endUs));
  const view = held(chosen, endUs);
  const wideUs = view.untilUs - view.fromUs;
  const followedUs = useRef<number | null>(null);
  const isLeft = useRef(false);

  useMoment(player, ({ atUs, playing }) => {
    if (atUs === followedUs.current) return;
    followedUs.current = atUs;
    const isInView =
      atUs >= view.fromUs && (atUs <= view.fromUs + wideUs * 0.97 || view.untilUs >= endUs);
    if (isInView) isLeft.current = false;
    else if (!isLeft.current || !playing) setChosen(viewOf(atUs, wideUs, endUs));
  });

  const move = (next: TimeView) => {
    const { atUs } = player.get();
    isLeft.current = atUs < next.fromUs || atUs > next.untilUs;
    setChosen(held(next, endUs));
  };
  const zoomTo = (nextUs: number) => move(viewOf(player.get().atUs, nextUs, endUs));
  return {
    view,
    canZoomIn: wideUs / 2 >= CLOSEST_US,
    canZoomOut: wideUs < endUs,
    zoomIn: () => zoomTo(wideUs / 2),
    zoomOut: () => zoomTo(wideUs * 2),
    zoomAround(factor, atUs) {
      const nextUs = Math.min(Math.max(wideUs * factor, CLOSEST_US), Math.max(endUs, 1));
      const fromUs = atUs - ((atUs - view.fromUs) / Math.max(wideUs, 1)) * nextUs;
      move({ fromUs, untilUs: fromUs + nextUs });
    },
    panBy: (us) => move({ fromUs: view.fromUs + us, untilUs: view.untilUs + us }),
    whole: () => move({ fromUs: 0, untilUs: endUs }),
  };
}

/** Round moments for an axis, three to eight of them. */
export function ticksOf({ fromUs, untilUs }: TimeView): number[] {
  const roughUs = Math.max((untilUs - fromUs) / 6, 1);
  const power = 10 ** Math.floor(Math.log10(roughUs));
  const stepUs = power * ([1, 2, 5, 10].find((factor) => power * factor >= roughUs) ?? 10);
  const ticks: number[] = [];
  for (let at = Math.ceil(fromUs / stepUs) * stepUs; at <= untilUs; at += stepUs) ticks.push(at);
  return ticks;
}
