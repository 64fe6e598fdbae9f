import { t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import { nounsCounted } from '../nouns.ts';
import { requestName } from '../plainWords.ts';
import type { Run } from '../shapes.ts';
import { slotTable } from '../state/slotTable.ts';
import type { InstanceFold, LockFold, ProcessFold } from '../state/world.ts';
import type { InstanceView, LockView, ProcessState, ProcessView, SignalView } from './scene.ts';

/** A worker process as it is drawn. */
export function processView(run: Run, p: ProcessFold, atUs: number): ProcessView {
  const table = slotTable(run);
  const slots = table.fixed ? table.slotsOf(p.process).length : null;
  const state = stateOf(p);
  const slot = traitsOf(run.scenario.app).slotWord;
  const busy =
    slots === null
      ? t('{slots} busy', { slots: nounsCounted(p.busy, slot) })
      : t('{busy} of {slots} busy', { busy: p.busy, slots: nounsCounted(slots, slot) });
  const isBlocked = p.blockedUntilUs > atUs && state !== 'dead';
  const more = [
    ...(isBlocked
      ? [t('waits for {request} to close, accepts nobody', { request: requestName(p.blockedBy) })]
      : []),
    ...(p.pooled.length > 0
      ? [t('{count} wait for one##for a thread', { count: String(p.pooled.length) })]
      : []),
    ...(p.recycling && state !== 'dead' ? [t('max_requests reached')] : []),
    ...(p.timedOutUs !== NONE ? [t('timed out##a worker')] : []),
    ...(p.pausedUs !== NONE && state !== 'dead' ? [t('stands still (SIGSTOP)')] : []),
  ];
  const doing = {
    booting: t('starting: imports Django'),
    dead: p.wasKilled ? t('gone##a worker') : t('ended##a worker'),
    stopping: t('stopping, {busy}##a worker: stopping, 2 of 4 threads busy', { busy }),
  };
  const first = state === 'idle' || state === 'serving' ? busy : doing[state];
  return {
    process: p.process,
    instance: p.instance,
    pid: p.pid,
    state,
    sinceUs: p.sinceUs,
    hasEnded: p.state === 'dead' && !p.wasKilled,
    recycling: p.recycling,
    blockedBy: isBlocked ? p.blockedBy : null,
    slots,
    busy: p.busy,
    pooled: p.pooled,
    idleConnections: p.idle + p.parked.length,
    served: p.served,
    words: [first, ...more].join(', '),
  };
}

function stateOf(p: ProcessFold): ProcessState {
  if (p.state !== 'ready') return p.state;
  if (p.stopping) return 'stopping';
  return p.busy > 0 || p.pooled.length > 0 ? 'serving' : 'idle';
}

/** An app server as it is drawn; `waiting` are the requests in its backlog, oldest first, and since when the first is. */
export function instanceView(
  s: InstanceFold,
  waiting: { requests: readonly number[]; oldestSinceUs: number | null },
  atUs: number,
): InstanceView {
  return {
    instance: s.instance,
    up: s.up,
    sinceUs: s.sinceUs,
    downUntilUs: s.downUntilUs > atUs ? s.downUntilUs : null,
    pool: s.pool,
    backlog: waiting,
    lastSignal: signalView(s),
  };
}

const SIGNALS: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM',
  21: 'SIGTTIN',
  22: 'SIGTTOU',
};

function signalView(s: InstanceFold): SignalView | null {
  if (s.signal === 0) return null;
  return {
    atUs: s.signalUs,
    name: SIGNALS[s.signal] ?? t('signal {number}', { number: String(s.signal) }),
    process: s.signalTo === NONE ? null : s.signalTo,
    cause: s.signalCause,
  };
}

/** A row as it is drawn. */
export function lockView(l: LockFold): LockView {
  return {
    row: l.row,
    holder: l.request === NONE ? null : l.request,
    sinceUs: l.sinceUs,
    waiting: l.waiting.map((x) => x.request),
  };
}
