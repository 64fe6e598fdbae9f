import type { Route } from '../../scenario/scenario.ts';

/** A result set in the words of no database yet: each column with its kind. */
export interface Rows {
  readonly table: string;
  readonly columns: readonly (readonly [name: string, kind: ColumnKind])[];
  readonly values: readonly (readonly string[])[];
  /** PostgreSQL's command tag. */
  readonly tag: string;
}

export type ColumnKind = 'id' | 'text' | 'decimal' | 'integer';

export interface Statement {
  readonly sql: string;
  readonly answer: Rows;
}

/** How a database quotes names: PostgreSQL and SQLite with `"`, MySQL with a backtick. */
export type Quote = '"' | '`';

function names(quote: Quote): (table: string, ...columns: string[]) => string {
  return (table, ...columns) =>
    columns.length === 0
      ? `${quote}${table}${quote}`
      : columns.map((c) => `${quote}${table}${quote}.${quote}${c}${quote}`).join(', ');
}

/** Number of the row that a route locks: routes with the same lock mean the same row. */
function lockedRow(routes: readonly Route[], route: Route): number {
  const rows = [...new Set(routes.map((r) => r.locks).filter(Boolean))];
  return Math.max(0, rows.indexOf(route.locks)) + 1;
}

/** The query with which a route takes its row, as `select_for_update().get(pk=…)` writes it. */
export function lockingSql(routes: readonly Route[], route: Route, quote: Quote): string {
  const n = names(quote);
  return `SELECT ${n('shop_stock', 'id', 'qty')} FROM ${n('shop_stock')} WHERE ${n('shop_stock', 'id')} = ${lockedRow(routes, route)} LIMIT 21 FOR UPDATE`;
}

/** The SQL of the `number`th query (from 0) of a view, as Django's ORM writes it, and what comes back. */
export function statementOf(
  routes: readonly Route[],
  route: Route,
  bodyBytes: number,
  number: number,
  quote: Quote,
): Statement {
  const n = names(quote);
  if (number === 0 && route.locks)
    return {
      sql: lockingSql(routes, route, quote),
      answer: {
        table: 'shop_stock',
        columns: [
          ['id', 'id'],
          ['qty', 'integer'],
        ],
        values: [[String(lockedRow(routes, route)), '33']],
        tag: 'SELECT 1',
      },
    };
  if (number === 0 && route.method !== 'GET')
    return {
      sql: `INSERT INTO ${n('shop_photo')} (${quote}name${quote}, ${quote}size${quote}) VALUES ('photo.jpg', ${bodyBytes}) RETURNING ${n('shop_photo', 'id')}`,
      answer: {
        table: 'shop_photo',
        columns: [['id', 'id']],
        values: [['117']],
        tag: 'INSERT 0 1',
      },
    };
  if (number === 0)
    return {
      sql: `SELECT ${n('shop_product', 'id', 'name', 'price')} FROM ${n('shop_product')} ORDER BY ${n('shop_product', 'id')} ASC LIMIT 3`,
      answer: {
        table: 'shop_product',
        columns: [
          ['id', 'id'],
          ['name', 'text'],
          ['price', 'decimal'],
        ],
        values: [
          ['1', 'Teapot', '24.00'],
          ['2', 'Cup', '6.50'],
          ['3', 'Tray', '18.00'],
        ],
        tag: 'SELECT 3',
      },
    };
  return {
    sql: `SELECT ${n('shop_category', 'id', 'name')} FROM ${n('shop_category')} WHERE ${n('shop_category', 'id')} = ${number} LIMIT 21`,
    answer: {
      table: 'shop_category',
      columns: [
        ['id', 'id'],
        ['name', 'text'],
      ],
      values: [[String(number), 'Tableware']],
      tag: 'SELECT 1',
    },
  };
}
