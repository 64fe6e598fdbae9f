import { useMemo, useRef } from 'react';
import { bundleSlots } from '../../insight/lanes/bundleSlots.ts';
import { lanes as lanesOf } from '../../insight/lanes.ts';
import { sceneAfter } from '../../insight/scene/sceneAt.ts';
import type { Lane, Run } from '../../insight/shapes.ts';
import { numberText } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import { drawLanes, drawTracks, laneSizePx } from '../../panels/drawLanes.ts';
import { type Sheet, useCanvas } from '../../panels/useCanvas.ts';
import { usePlayerState, usePlayhead } from '../../panels/usePlayer.ts';
import type { Player } from '../../player/player.ts';
import { SideLetter } from './SideLetter.tsx';

interface Props {
  readonly side: number;
  readonly title: string;
  readonly run: Run;
  readonly player: Player;
  readonly isShown: boolean;
  onShow(): void;
}

/** What a side is at, in short: counts, queue, and its workers over time. Pressed, its stage is shown. */
export function SideSummary({ side, title, run, player, isShown, onShow }: Props) {
  const { atUs, eventIndex } = usePlayerState(player);
  const { counts, backlog } = sceneAfter(run, eventIndex + 1, atUs);
  const lost = counts.failed + counts.refused + counts.abandoned;
  return (
    <button
      type="button"
      className="app-card app-compareSummary"
      aria-pressed={isShown}
      onClick={onShow}
    >
      <span className="app-compareSummaryTitle">
        <SideLetter side={side} /> <b>{title}</b>
        <small>{isShown ? t('on stage') : t('show stage')}</small>
      </span>
      <span className="app-compareFigures">
        <Figure words={t('answered')} value={counts.answered} />
        <Figure words={t('in flight')} value={counts.inFlight} />
        <Figure words={t('queue')} value={backlog.requests.length} />
        <Figure words={t('lost')} value={lost} isBad={lost > 0} />
      </span>
      <MiniLanes run={run} player={player} />
    </button>
  );
}

function Figure({
  words,
  value,
  isBad = false,
}: {
  words: string;
  value: number;
  isBad?: boolean;
}) {
  return (
    <span data-bad={isBad || undefined}>
      <b>{numberText(value)}</b> {words}
    </span>
  );
}

/** Queue and workers over the whole run, a few pixels each: their table is that of the lanes. */
function MiniLanes({ run, player }: { run: Run; player: Player }) {
  const plot = useRef<HTMLSpanElement>(null);
  const lanes = useMemo(
    () =>
      bundleSlots(
        lanesOf(run).filter(({ kind }) => kind !== 'session' && kind !== 'front'),
      ).toSorted((a, b) => Number(b.kind === 'backlog') - Number(a.kind === 'backlog')),
    [run],
  );
  const view = useMemo(() => ({ fromUs: 0, untilUs: run.endUs }), [run]);
  const tracks = useCanvas((sheet) => squeezed(sheet, lanes, drawTracks), [lanes]);
  const spans = useCanvas(
    (sheet) => squeezed(sheet, lanes, (each) => drawLanes(each, { lanes, before: null, view })),
    [lanes, view],
  );
  usePlayhead(run, player, plot, view);
  return (
    <span ref={plot} className="panel-plot app-compareMini" aria-hidden="true">
      <canvas ref={tracks} />
      <span className="panel-plot-past">
        <canvas ref={spans} />
      </span>
      <i className="panel-playhead" />
    </span>
  );
}

/** Draws lanes at their own height, into whatever height there is. */
function squeezed(
  sheet: Sheet,
  lanes: readonly Lane[],
  draw: (sheet: Sheet, lanes: readonly Lane[]) => void,
): void {
  const { heightPx, gapPx } = laneSizePx(lanes.length);
  const ownPx = Math.max(lanes.length * (heightPx + gapPx) - gapPx, 1);
  sheet.pen.save();
  sheet.pen.scale(1, Math.min(1, sheet.heightPx / ownPx));
  draw({ ...sheet, heightPx: Math.max(ownPx, sheet.heightPx) }, lanes);
  sheet.pen.restore();
}
