/**
 * What is kept on this device, and nowhere else. Storage may be missing, full or forbidden (private windows, sandboxed
 * frames): then things are remembered until the page closes, and nothing breaks.
 */
const PREFIX = 'roundtrip.';
const whilePageLives = new Map<string, string>();

let keepsNothing = false;

/** From now on things are remembered until the page closes, and no longer: two lessons embedded in one page are none of each other's business. */
export function keepNothing(): void {
  keepsNothing = true;
}

function storage(): Storage | null {
  try {
    return keepsNothing ? null : window.localStorage;
  } catch {
    return null;
  }
}

/** The value kept under the key, or null if there is none or it cannot be read as JSON. */
export function recall(key: string): unknown {
  let text: string | null | undefined;
  try {
    text = storage()?.getItem(PREFIX + key);
  } catch {
    text = null;
  }
  text ??= whilePageLives.get(key) ?? null;
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The keys that begin so and have something kept under them, in no particular order. */
export function keptKeys(beginning: string): string[] {
  const keys = new Set(whilePageLives.keys());
  try {
    const kept = storage();
    for (let i = 0; i < (kept?.length ?? 0); i++) {
      const key = kept?.key(i) ?? '';
      if (key.startsWith(PREFIX)) keys.add(key.slice(PREFIX.length));
    }
  } catch {
    // Forbidden: what is remembered while the page lives is all there is.
  }
  return [...keys].filter((key) => key.startsWith(beginning));
}

/** Keeps a JSON value under the key; null forgets it. */
export function keep(key: string, value: unknown): void {
  const text = value === null ? null : JSON.stringify(value);
  if (text === null) whilePageLives.delete(key);
  else whilePageLives.set(key, text);
  try {
    if (text === null) storage()?.removeItem(PREFIX + key);
    else storage()?.setItem(PREFIX + key, text);
  } catch {
    // Full or forbidden: the copy in memory has to do.
  }
}
