import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { NONE } from '../recording/vocabulary.ts';
import { goToEvent } from './goToEvent.ts';
import { clusterMarks, clusterText, type MarkCluster, type ScrubberMark } from './scrubberMarks.ts';

interface ScrubberMarksProps {
  readonly player: Player;
  readonly run: Run;
  readonly marks: readonly ScrubberMark[];
  /** The track's ends lie so far inside, px. */
  readonly insetPx: number;
}

/** The marks as something to point at and to press: one stop for Tab, arrows go from mark to mark. */
export function ScrubberMarks({ player, run, marks, insetPx }: ScrubberMarksProps) {
  const row = useRef<HTMLDivElement>(null);
  const [widthPx, setWidthPx] = useState(0);
  const [at, setAt] = useState(0);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return;
    const size = new ResizeObserver(() => setWidthPx(element.clientWidth));
    size.observe(element);
    return () => size.disconnect();
  }, []);
  const clusters = useMemo(() => {
    const room = widthPx - 2 * insetPx;
    if (room <= 0) return [];
    return clusterMarks(marks, (atUs) => insetPx + (atUs / Math.max(run.endUs, 1)) * room);
  }, [marks, widthPx, insetPx, run]);

  const go = ({ marks: those }: MarkCluster) => {
    const { atUs } = player.get();
    const next = those.find((mark) => mark.atUs > atUs) ?? those[0];
    if (!next) return;
    if (next.index === null) player.seek(next.atUs);
    else goToEvent(player, next.index, next.atUs);
  };
  const point = (cluster: MarkCluster | null) => {
    const index = cluster?.marks[0]?.index ?? null;
    const request = index === null ? NONE : run.request(index);
    player.pointer.point(request === NONE ? {} : { request });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = clusters.length - 1;
    const to = {
      ArrowRight: Math.min(at + 1, last),
      ArrowLeft: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    setAt(to);
    (row.current?.children[to] as HTMLElement | undefined)?.focus();
  };

  return (
    <div
      ref={row}
      role="toolbar"
      aria-label={t('Marks: failures, interventions, bookmarks')}
      aria-hidden={clusters.length === 0 || undefined}
      className="panel-marks"
      onKeyDown={onKeyDown}
    >
      {clusters.map((cluster, index) => (
        <button
          key={`${cluster.marks[0]?.kind} ${cluster.marks[0]?.atUs} ${cluster.marks[0]?.index}`}
          type="button"
          className="panel-marks-one"
          tabIndex={index === Math.min(at, clusters.length - 1) ? 0 : -1}
          style={{ left: cluster.leftPx, width: cluster.rightPx - cluster.leftPx }}
          aria-label={clusterText(run, cluster.marks)}
          title={clusterText(run, cluster.marks)}
          onClick={() => go(cluster)}
          onFocus={() => {
            setAt(index);
            point(cluster);
          }}
          onBlur={() => point(null)}
          onPointerEnter={() => point(cluster)}
          onPointerLeave={() => point(null)}
        />
      ))}
    </div>
  );
}
