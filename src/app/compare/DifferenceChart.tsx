import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import type { RequestDifference } from '../../insight/compare/differences.ts';
import { durationText, requestName } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { useCanvas } from '../../panels/useCanvas.ts';
import { type TimeView, usePlayhead } from '../../panels/usePlayer.ts';
import type { Player } from '../../player/player.ts';
import { differenceScale, drawDifferences } from './drawDifferences.ts';
import '../../panels/lanes.css';

interface Props {
  readonly all: readonly RequestDifference[];
  readonly nameA: string;
  readonly nameB: string;
  /** The run and the clock of A: requests are pointed at and selected by their numbers there. */
  readonly run: Run;
  readonly player: Player;
  readonly view: TimeView;
  readonly selected: number | null;
  onSelect(request: number | null): void;
}

/** A mark this near to the pointer is meant, px. */
const NEAR_PX = 14;

/**
 * Every request at the moment it was asked: above the line it takes longer in B than in A, below less long. What is pointed at is lit on all
 * stages, and what is lit there has a ring here.
 */
export function DifferenceChart(props: Props) {
  const { all, nameA, nameB, run, player, view, selected, onSelect } = props;
  const hint = useId();
  const plot = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ widthPx: 0, heightPx: 0 });
  const pointed = usePointedRequest(player);
  const [spoken, setSpoken] = useState('');
  const canvas = useCanvas(
    (sheet) => drawDifferences(sheet, all, view),
    [all, view.fromUs, view.untilUs],
  );
  usePlayhead(run, player, plot, view);

  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    const watch = new ResizeObserver(() =>
      setSize({ widthPx: element.clientWidth, heightPx: element.clientHeight }),
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const scale = differenceScale(all, view, size.widthPx, size.heightPx);
  const find = (request: number | null) =>
    request === null ? undefined : all.find((each) => each.a.request === request);

  const near = (event: PointerEvent): RequestDifference | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    let best: RequestDifference | null = null;
    let bestPx = NEAR_PX;
    for (const each of all) {
      const px = Math.hypot(scale.x(each.a.startUs) - x, scale.y(each) - y);
      if (px < bestPx) [best, bestPx] = [each, px];
    }
    return best;
  };
  const point = (each: RequestDifference | null | undefined) =>
    player.pointer.point(each ? { request: each.a.request } : {});

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = all.findIndex((each) => each.a.request === (pointed ?? selected));
    const to = {
      ArrowRight: Math.min(at + 1, all.length - 1),
      ArrowLeft: Math.max(at - 1, 0),
      Home: 0,
      End: all.length - 1,
    }[event.key];
    const next = to === undefined ? undefined : all[to];
    if (next) {
      point(next);
      setSpoken(differenceText(next, nameA, nameB));
    } else if ((event.key === 'Enter' || event.key === ' ') && pointed !== null) onSelect(pointed);
    else if (event.key === 'Escape') {
      point(null);
      onSelect(null);
    } else return;
    event.preventDefault();
  };

  const meant = find(pointed) ?? find(selected);
  return (
    <div className="app-differences">
      <div
        ref={plot}
        className="panel-plot app-differencesPlot"
        role="application"
        aria-roledescription={t('chart')}
        aria-label={t('Each request: how much longer with {nameB} than with {nameA}', {
          nameA,
          nameB,
        })}
        aria-describedby={hint}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk the requests
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => point(near(event))}
        onPointerLeave={() => point(null)}
        onBlur={() => point(null)}
        onClick={(event) => {
          const found = near(event as unknown as PointerEvent);
          if (found) onSelect(found.a.request);
        }}
      >
        <div className="panel-plot-past">
          <canvas ref={canvas} />
        </div>
        {[find(selected), find(pointed)].map(
          (each, i) =>
            each && (
              <i
                // biome-ignore lint/suspicious/noArrayIndexKey: one ring for what is selected, one for what is pointed at
                key={i}
                className="app-differencesRing"
                data-pointed={i === 1 || undefined}
                style={{ left: scale.x(each.a.startUs), top: scale.y(each) }}
              />
            ),
        )}
        <span className="app-differencesUp" aria-hidden="true">
          {t('↑ slower with {name}', { name: nameB })}
        </span>
        <span className="app-differencesDown" aria-hidden="true">
          {t('↓ faster with {name}', { name: nameB })}
        </span>
        <i className="panel-playhead" />
      </div>
      <p id={hint} hidden>
        {t(
          'Arrow left and right walk the requests, Enter selects one in all runs. The same stands in the table of requests.',
        )}
      </p>
      <p className="app-differencesWords">
        {meant ? (
          differenceText(meant, nameA, nameB)
        ) : (
          <span className="panel-quiet">
            {t('Point at a request, or walk with the arrow keys; press it to look into it.')}
          </span>
        )}
      </p>
      <p role="status" className="panel-unseen">
        {spoken}
      </p>
    </div>
  );
}

/** `#8: 200 after 62 ms in “A”, 200 after 93 ms in “B”: 31 ms longer.` */
export function differenceText(each: RequestDifference, nameA: string, nameB: string): string {
  const { a, b, differenceUs, verdict } = each;
  const told = {
    request: requestName(a.request),
    wordsA: a.words,
    wordsB: b.words,
    nameA,
    nameB,
    time: durationText(Math.abs(differenceUs)),
  };
  const isTimed = a.isServed && b.isServed && verdict !== 'same';
  if (!isTimed) return t('{request}: {wordsA} in “{nameA}”, {wordsB} in “{nameB}”.', told);
  return differenceUs > 0
    ? t('{request}: {wordsA} in “{nameA}”, {wordsB} in “{nameB}”: {time} longer.', told)
    : t('{request}: {wordsA} in “{nameA}”, {wordsB} in “{nameB}”: {time} shorter.', told);
}

/** The request that is pointed at anywhere, in the numbers of this player's run. */
export function usePointedRequest(player: Player): number | null {
  const [request, setRequest] = useState<number | null>(() => player.pointer.get().request);
  useEffect(() => {
    setRequest(player.pointer.get().request);
    return player.pointer.subscribe((pointed) => setRequest(pointed.request));
  }, [player]);
  return request;
}
