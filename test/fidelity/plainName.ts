import { FAILURE_NAMES } from './failureNames.ts';
import { LIMIT_NAMES } from './limitNames.ts';
import { LOOP_NAMES } from './loopNames.ts';
import { OTHER_NAMES } from './otherNames.ts';
import { SLOW_NAMES } from './slowNames.ts';

/** What the families of measured cases are about, in the order they are told. */
export const FAMILIES: readonly { readonly id: string; readonly title: string }[] = [
  { id: 'A', title: 'Twelve requests of 200 ms' },
  { id: 'B', title: 'Slow clients, at app servers and behind front servers' },
  { id: 'B2', title: 'Slow clients: long silences, large answers' },
  { id: 'C2', title: 'Slow clients behind front servers: large bodies and answers' },
  { id: 'D', title: 'Static files while all workers are held' },
  { id: 'F', title: 'Kills, crashes, full backlogs, aborts, timeouts' },
  { id: 'G', title: 'Signals: a worker added, reloads, stops' },
  { id: 'I', title: 'Other servers: crashes, limits, full queues' },
  { id: 'J', title: 'nginx: limits, its cache, compression' },
  { id: 'K', title: 'Databases: connections and locks' },
  { id: 'L', title: 'Two app servers behind nginx' },
  { id: 'P', title: 'Work for the processor' },
  { id: 'X', title: 'Clients that do not close; reloads with a long request' },
  { id: 'W', title: 'Clients far away' },
];

const NAMES = [...OTHER_NAMES, ...SLOW_NAMES, ...FAILURE_NAMES, ...LIMIT_NAMES, ...LOOP_NAMES];

/** A measured case in plain words. Throws for a name it does not know, so that none goes untold. */
export function plainName(name: string): string {
  const bare = name.replace(/^N2[06]_/, '');
  for (const [pattern, say] of NAMES) {
    const match = pattern.exec(bare);
    if (!match) continue;
    const title = typeof say === 'string' ? say : say(...match.slice(1));
    const reserved = bare.includes('_reserved0') ? ', none of them reserved' : '';
    const again = /^N20_(F_(crash|sigkill|segv)|N_)/.test(name) ? ', measured again' : '';
    if (/undefined/.test(title)) break;
    return title + reserved + again;
  }
  throw new Error(`plainName: no words for the measured case ${name}`);
}
