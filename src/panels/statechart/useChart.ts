import { useEffect, useState } from 'react';
import type { ActorRef, ChartPicture, ChartStep } from '../../recording/chartShape.ts';
import { type ChartLayout, layOutChart } from './layOutChart.ts';

/** What is known of an actor that is being watched. */
export interface Watched {
  /** Its transitions, or null while they are not there. */
  readonly steps: readonly ChartStep[] | null;
  /** 0..1 of the run that is simulated once more for them. */
  readonly progress: number;
  /** Why there will be none, or null. */
  readonly failure: string | null;
}

/** Watches an actor: `onWatched` is told now or later how far it is. Returns the way to stop. */
export type Watch = (actor: ActorRef, onWatched: (watched: Watched) => void) => () => void;

const COMING: Watched = { steps: null, progress: 0, failure: null };

/** The transitions of an actor, as they come. */
export function useWatched(watch: Watch, kind: ActorRef['kind'], index: number): Watched {
  const key = `${kind} ${index}`;
  const [told, setTold] = useState({ watch, key, watched: COMING });
  useEffect(
    () => watch({ kind, index }, (watched) => setTold({ watch, key: `${kind} ${index}`, watched })),
    [watch, kind, index],
  );
  return told.watch === watch && told.key === key ? told.watched : COMING;
}

/** The layout of a chart; null until it is worked out, `failed` where the library could not be loaded. */
export function useLayout(
  picture: ChartPicture,
  withLabels: boolean,
): ChartLayout | null | 'failed' {
  const [laidOut, setLaidOut] = useState<{
    readonly picture: ChartPicture;
    readonly withLabels: boolean;
    readonly layout: ChartLayout | 'failed';
  } | null>(null);
  useEffect(() => {
    let isGone = false;
    const show = (layout: ChartLayout | 'failed') => {
      if (!isGone) setLaidOut({ picture, withLabels, layout });
    };
    layOutChart(picture, withLabels).then(show, () => show('failed'));
    return () => {
      isGone = true;
    };
  }, [picture, withLabels]);
  const isOwn = laidOut?.picture === picture && laidOut.withLabels === withLabels;
  return isOwn ? laidOut.layout : null;
}
