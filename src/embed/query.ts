/** One name with its value, as an address has them. */
export interface Asked {
  readonly name: string;
  readonly value: string;
}

/** More than the contract has names. */
const MOST = 100;

/** Reads `a=1&b=x%20y`, with or without `?`. What is not well encoded stays as it stands. Never throws. */
export function readQuery(query: string): Asked[] {
  return query
    .slice(0, 20_000)
    .replace(/^\?/, '')
    .split('&', MOST)
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const name = at < 0 ? part : part.slice(0, at);
      return { name: decoded(name), value: at < 0 ? '' : decoded(part.slice(at + 1)) };
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}
