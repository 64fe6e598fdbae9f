import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { type TableColumn, TableHead, type TableSort } from './TableHead.tsx';
import { usePointing } from './usePointing.ts';
import { ROW_PX, useRowsInSight } from './useRowsInSight.ts';

export type { TableColumn, TableSort } from './TableHead.tsx';

export interface WindowedTableProps {
  /** What the table holds, for those who cannot see it. */
  readonly caption: string;
  readonly columns: readonly (string | TableColumn)[];
  readonly count: number;
  /** Cells of one row, as many as there are columns. */
  cells(row: number): readonly ReactNode[];
  /** The row that is now: marked, and scrolled into sight when it changes; rows after it are paled. None unless given. */
  readonly current?: number;
  /** Whether the table scrolls to `current` when that changes. It does unless told otherwise. */
  readonly follows?: boolean;
  /** The selected row: marked, and scrolled into sight when it changes. */
  readonly chosen?: number | null;
  readonly sort?: TableSort;
  onSort?(sort: TableSort): void;
  /** Enter or a click on a row. With it the rows are walked with the arrow keys. */
  onChoose?(row: number): void;
  /** With it, rows of requests and workers point for the whole page, and are lit. */
  readonly player?: Player;
  requestOf?(row: number): number | null;
  workerOf?(row: number): number | null;
  /** Told which rows exist now: those in sight and a few around them. */
  onSight?(from: number, until: number): void;
  /** How tall, in rows, before it scrolls; without it, ten or as many as the place has room for. */
  readonly tall?: number;
}

const NOBODY = {
  pointer: { get: () => ({ request: null, worker: null }), point() {}, subscribe: () => () => {} },
};

/** How long a row that was scrolled to may take to be drawn before the focus stays where it was. */
const PATIENT_FRAMES = 60;

/** A table of any length of which only the rows in sight exist. Its rows are one line high. */
export function WindowedTable(props: WindowedTableProps) {
  const { caption, count, cells, current, follows = true, chosen = null, tall = 10 } = props;
  const columns = props.columns.map(
    (each): TableColumn => (typeof each === 'string' ? { key: each, label: each } : each),
  );
  const frame = useRef<HTMLElement>(null);
  const walked = useRef<number | null>(null);
  const sight = useRowsInSight(frame, count);
  const pointing = usePointing(props.player ?? (NOBODY as unknown as Player), frame);
  const { show } = sight;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another present row moves the table
  useEffect(() => {
    const element = frame.current;
    if (!element || !follows || current === undefined || current < 0) return;
    // The table scrolls by itself only while nobody works in it.
    if (element.contains(document.activeElement) && element !== document.activeElement) return;
    show(current, true);
  }, [current, follows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another selection moves the table
  useEffect(() => {
    if (chosen !== null && chosen >= 0 && !isFocusInside(frame.current)) show(chosen, true);
  }, [chosen]);

  const { from, until } = sight;
  const { onSight } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when the rows change, not when the listener does
  useEffect(() => onSight?.(from, until), [from, until]);

  const sortBy =
    props.onSort &&
    ((sort: TableSort) => {
      // Another order begins at its beginning.
      if (frame.current) frame.current.scrollTop = 0;
      props.onSort?.(sort);
    });

  const walk = (event: KeyboardEvent) => {
    if (!props.onChoose || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = (event.target as Element).closest<HTMLElement>('tr[data-row]');
    // A row that is still being scrolled to has no element yet: keys held down go on from where they lead.
    const at = walked.current ?? (row ? Number(row.dataset.row) : -1);
    const page = Math.max(Math.floor((frame.current?.clientHeight ?? 0) / ROW_PX) - 2, 1);
    const goals: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: count - 1,
    };
    const goal = goals[event.key];
    if (event.key === 'Enter' && event.target === row && at >= 0) props.onChoose(at);
    else if (goal !== undefined && count > 0) focusRow(Math.min(Math.max(goal, 0), count - 1));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const focusRow = (row: number) => {
    walked.current = row;
    show(row);
    let framesLeft = PATIENT_FRAMES;
    // Rows out of sight exist only once the table has been scrolled to them and drawn anew.
    const reach = () => {
      if (walked.current !== row) return;
      const there = frame.current?.querySelector<HTMLElement>(`tr[data-row="${row}"]`);
      if (!there && framesLeft-- > 0) {
        requestAnimationFrame(reach);
        return;
      }
      walked.current = null;
      there?.focus({ preventScroll: true });
    };
    reach();
  };

  const rows = [];
  for (let row = from; row < until; row++) {
    rows.push(
      <tr
        key={row}
        className={current !== undefined && row > current ? 'panel-later' : undefined}
        aria-rowindex={row + 2}
        aria-current={row === current ? 'step' : undefined}
        aria-selected={props.onChoose ? row === chosen : undefined}
        data-chosen={row === chosen || undefined}
        data-row={row}
        data-request={props.requestOf?.(row) ?? undefined}
        data-worker={props.workerOf?.(row) ?? undefined}
        tabIndex={props.onChoose ? -1 : undefined}
        onClick={
          props.onChoose &&
          ((event) => {
            if (!(event.target as Element).closest('button, a, input')) props.onChoose?.(row);
          })
        }
      >
        {cells(row).map((cell, column) => (
          <td
            key={columns[column]?.key}
            className={columns[column]?.isNumber ? 'panel-number' : undefined}
          >
            {cell}
          </td>
        ))}
      </tr>,
    );
  }
  return (
    <section
      ref={frame}
      className="panel-window"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
      tabIndex={0}
      style={{ '--panel-tall': `${(tall + 1) * ROW_PX}px` } as object}
      onScroll={sight.onScroll}
      onKeyDown={walk}
      {...(props.player ? pointing : {})}
    >
      <table aria-rowcount={count + 1} role={props.onChoose ? 'grid' : undefined}>
        <caption className="panel-unseen">{caption}</caption>
        {columns.some((column) => column.width) && (
          <colgroup>
            {columns.map((column) => (
              <col key={column.key} style={{ '--panel-col': column.width } as object} />
            ))}
          </colgroup>
        )}
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <TableHead key={column.key} column={column} sort={props.sort} onSort={sortBy} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sight.beforePx > 0 && <Space px={sight.beforePx} />}
          {rows}
          {sight.behindPx > 0 && <Space px={sight.behindPx} />}
        </tbody>
      </table>
      {count === 0 && <p className="panel-quiet">{t('Nothing yet.')}</p>}
    </section>
  );
}

function isFocusInside(element: HTMLElement | null): boolean {
  return (
    element !== null &&
    element !== document.activeElement &&
    element.contains(document.activeElement)
  );
}

/** Holds the place of rows out of sight. One cell wide: a span over columns that a narrow table hides would make columns of its own. */
function Space({ px }: { px: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row is not focusable; this one only takes room
    <tr aria-hidden="true">
      <td style={{ height: px, padding: 0 }} />
    </tr>
  );
}
