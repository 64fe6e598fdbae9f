/** One value of a table. Null is an empty cell. */
export type Cell = string | number | null;

/** A number as such does no harm, whatever its sign. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;
/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A table by RFC 4180: lines end in CR LF, cells with commas, quotes or line breaks are quoted. A text that a spreadsheet would run as a formula is
 * written behind an apostrophe.
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
