import { type ReactNode, useEffect, useRef, useState } from 'react';

const ROW_PX = 28;
const SPARE_ROWS = 6;

export interface WindowedTableProps {
  /** What the table holds, for those who cannot see it. */
  readonly caption: string;
  readonly columns: readonly string[];
  readonly count: number;
  /** Cells of one row, as many as there are columns. */
  cells(row: number): readonly ReactNode[];
  /** The row that is now: marked, and scrolled into sight when it changes; rows after it are paled. None unless given. */
  readonly current?: number;
  /** How tall, in rows, before it scrolls. */
  readonly tall?: number;
}

/** A table of any length of which only the rows in sight exist. Its rows are one line high. */
export function WindowedTable({
  caption,
  columns,
  count,
  cells,
  current,
  tall = 10,
}: WindowedTableProps) {
  const frame = useRef<HTMLElement>(null);
  const [first, setFirst] = useState(0);
  const from = Math.max(0, Math.min(first, count - tall) - SPARE_ROWS);
  const until = Math.min(count, first + tall + SPARE_ROWS);

  useEffect(() => {
    const element = frame.current;
    if (!element || current === undefined || current < 0) return;
    // The table scrolls by itself only while nobody works in it.
    if (element.contains(document.activeElement) && element !== document.activeElement) return;
    const top = current * ROW_PX;
    const seenFrom = element.scrollTop;
    const seenUntil = seenFrom + element.clientHeight - 2 * ROW_PX;
    if (top < seenFrom || top > seenUntil) element.scrollTop = top - element.clientHeight / 2;
  }, [current]);

  const rows = [];
  for (let row = from; row < until; row++) {
    rows.push(
      <tr
        key={row}
        className={current !== undefined && row > current ? 'panel-later' : undefined}
        aria-rowindex={row + 2}
        aria-current={row === current ? 'step' : undefined}
      >
        {cells(row).map((cell, column) => (
          <td key={columns[column]}>{cell}</td>
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
      style={{ maxHeight: (tall + 1) * ROW_PX }}
      onScroll={(event) => setFirst(Math.floor(event.currentTarget.scrollTop / ROW_PX))}
    >
      <table aria-rowcount={count + 1}>
        <caption className="panel-unseen">{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {from > 0 && <Space rows={from} columns={columns.length} />}
          {rows}
          {until < count && <Space rows={count - until} columns={columns.length} />}
        </tbody>
      </table>
      {count === 0 && <p className="panel-quiet">Nothing yet.</p>}
    </section>
  );
}

function Space({ rows, columns }: { rows: number; columns: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row is not focusable; this one only takes room
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height: rows * ROW_PX, padding: 0 }} />
    </tr>
  );
}
