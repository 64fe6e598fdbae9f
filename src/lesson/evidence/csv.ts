export type Cell = string | number | boolean | null;

/** What spreadsheets take for the beginning of a formula, also in its wide forms; a tab or line end before it does not hide it. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/**
 * A table as CSV (RFC 4180), safe to open in a spreadsheet: text that would be a formula there gets an apostrophe before it. Numbers are numbers,
 * with a point, also negative ones.
 */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

export function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  // No character of a table but those that mean something in it.
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /["',;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
