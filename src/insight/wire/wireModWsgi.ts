/**
 * How Apache hands a request to a daemon process of mod_wsgi: over a unix socket, in a language of its own (mod_wsgi 4.9, `wsgi_send_request`).
 * Two numbers of eight bytes, lowest byte first, say how long what follows is and how many strings it has; then name and value of
 * every variable, each ended by a zero byte. SIMPLIFIED: in alphabetical order; really in that of Apache's table.
 */
import { type Arrived, apacheVariables, modWsgiVariables } from './wireEnvirons.ts';
import { ascii } from './wireFrames.ts';
import type { Pair } from './wireUwsgi.ts';

/** The variables that Apache sends, sorted. What begins with `wsgi.` the daemon process adds itself. */
export function daemonPairs(of: Arrived): Pair[] {
  return Object.entries({ ...apacheVariables(of), ...modWsgiVariables(of) }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
}

const size = (n: number): number[] =>
  Array.from({ length: 8 }, (_, k) => Math.floor(n / 2 ** (8 * k)) & 255);

/** The message itself. */
export function daemonMessage(pairs: readonly Pair[]): number[] {
  const strings = pairs.flatMap(([name, value]) => [...ascii(name), 0, ...ascii(value), 0]);
  return [...size(strings.length + 8), ...size(pairs.length * 2), ...strings];
}
