import { useState } from 'react';
import type { Player } from '../player/player.ts';
import { type TimeView, useMoment } from './usePlayer.ts';

/** A run longer than this opens zoomed in. */
const COMFORTABLE_US = 20_000_000;
const CLOSEST_US = 1_000;

export interface Zoom {
  readonly view: TimeView;
  readonly canZoomIn: boolean;
  readonly canZoomOut: boolean;
  zoomIn(): void;
  zoomOut(): void;
}

/** The stretch of the run that the plots show. It follows the moment page by page, like a score. */
export function useTimeView(player: Player, endUs: number): Zoom {
  const [level, setLevel] = useState(() =>
    Math.max(0, Math.ceil(Math.log2(Math.max(endUs, 1) / COMFORTABLE_US))),
  );
  const [startUs, setStartUs] = useState(0);
  const spanUs = endUs / 2 ** level;
  const fromUs = Math.min(Math.max(startUs, 0), Math.max(endUs - spanUs, 0));

  const startFor = (atUs: number, wideUs: number) =>
    Math.min(Math.max(atUs - wideUs * 0.2, 0), Math.max(endUs - wideUs, 0));

  useMoment(player, ({ atUs }) => {
    const isInView = atUs >= fromUs && (atUs <= fromUs + spanUs * 0.97 || fromUs + spanUs >= endUs);
    if (!isInView) setStartUs(startFor(atUs, spanUs));
  });

  const zoomTo = (next: number) => {
    setLevel(next);
    setStartUs(startFor(player.get().atUs, endUs / 2 ** next));
  };
  return {
    view: { fromUs, untilUs: fromUs + spanUs },
    canZoomIn: spanUs / 2 >= CLOSEST_US,
    canZoomOut: level > 0,
    zoomIn: () => zoomTo(level + 1),
    zoomOut: () => zoomTo(Math.max(level - 1, 0)),
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
