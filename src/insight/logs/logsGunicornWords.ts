type Level = 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';

/** A line of Gunicorn's log without date and pid. */
export type Words = readonly [level: Level, text: string];

const SIGKILL = 9;
const SIGTERM = 15;

const SIGNAL_NAMES: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
};

/** What the arbiter says of a worker that a signal has ended. */
export function killedWords(isCurrent: boolean, pid: number, signal: number): Words {
  if (!isCurrent)
    return ['WARNING', `Worker with pid ${pid} was terminated due to signal ${signal}`];
  const name = SIGNAL_NAMES[signal] ?? `signal ${signal}`;
  // Also where Gunicorn itself sent it, after a timeout.
  if (signal === SIGKILL)
    return ['ERROR', `Worker (pid:${pid}) was sent SIGKILL! Perhaps out of memory?`];
  return [signal === SIGTERM ? 'INFO' : 'WARNING', `Worker (pid:${pid}) was sent ${name}!`];
}
