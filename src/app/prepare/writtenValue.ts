/** A value of a setting as one line, and back: 4, 200ms, on, [1s, 3s]. What is neither number, list nor yes and no is a text. */
export function valueLine(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return meansOther(value) ? JSON.stringify(value) : value;
  if (Array.isArray(value)) return `[${value.map(valueLine).join(', ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Reads what {@link valueLine} wrote, or a person. An empty line is nothing at all. Never throws. */
export function readValueLine(line: string): unknown {
  const text = line.trim();
  if (text === '') return undefined;
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^["{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
  const [, inner] = /^\[(.*)\]$/s.exec(text) ?? [];
  if (inner === undefined) return text;
  return inner.split(',').map((part) => readValueLine(part) ?? '');
}

/** A text that would be read as something else. */
const meansOther = (text: string): boolean =>
  typeof readValueLine(text) !== 'string' || /^["]/.test(text);
