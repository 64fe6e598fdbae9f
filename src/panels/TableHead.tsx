import type { ReactNode } from 'react';

/** A column; by its words alone, or with more. */
export interface TableColumn {
  readonly key: string;
  /** Words of its head. */
  readonly label: ReactNode;
  /** The head is a button that sorts by it. */
  readonly sortable?: boolean;
  /** Numbers stand to the right. */
  readonly isNumber?: boolean;
  /** Share of the width, such as `40%`. */
  readonly width?: string;
}

/** By which column a table is sorted, and which way. */
export interface TableSort {
  readonly key: string;
  readonly descending: boolean;
}

interface TableHeadProps {
  readonly column: TableColumn;
  readonly sort: TableSort | undefined;
  readonly onSort: ((sort: TableSort) => void) | undefined;
}

/** The head of a column; one that sorts is a button that says which way. */
export function TableHead({ column, sort, onSort }: TableHeadProps) {
  const { key, label, sortable, isNumber } = column;
  const className = isNumber ? 'panel-number' : undefined;
  if (!sortable || !onSort)
    return (
      <th scope="col" className={className}>
        {label}
      </th>
    );
  const isOn = sort?.key === key;
  return (
    <th
      scope="col"
      className={className}
      aria-sort={isOn ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className="panel-sort"
        onClick={() => onSort({ key, descending: isOn ? !sort.descending : false })}
      >
        {label}
        <span aria-hidden="true">{isOn ? (sort.descending ? ' ▾' : ' ▴') : ''}</span>
      </button>
    </th>
  );
}
