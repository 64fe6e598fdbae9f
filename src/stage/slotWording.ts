import { durationText } from '../insight/plainWords.ts';
import { many } from '../insight/programs.ts';
import type { ProcessView, Scene, WorkerView } from '../insight/scene/scene.ts';
import type { AppServer, Database } from '../scenario/scenario.ts';
import { entryOf, traitsOf } from '../scenario/servers/appServers.ts';
import { counted } from './wording.ts';

export const DATABASE_NAMES: Record<Database['kind'], string> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  sqlite: 'SQLite',
};

/** `sync · 3 workers`, `gthread · 2 × 4 threads`, `2 processes`, `10 threads`, `a thread for each`. */
export function shapeOf(app: AppServer): string {
  const { processes, slotsPerProcess, processWord, slotWord } = traitsOf(app);
  const copies = app.instances > 1 ? `${app.instances} × ` : '';
  const kind = app.kind === 'gunicorn' ? `${app.worker_class} · ` : '';
  const slots =
    slotsPerProcess === 0 && processWord === 'server'
      ? `a ${slotWord} for each connection`
      : slotsPerProcess < 2
        ? counted(processes, processWord)
        : processWord === 'server'
          ? counted(slotsPerProcess, slotWord)
          : `${processes} × ${counted(slotsPerProcess, slotWord)}`;
  return copies + kind + slots;
}

/** `timeout 30 s`, `harakiri`-like limits as `limit 3 s`, or that nobody looks. */
export function watchInWords(app: AppServer): string {
  const { heartbeatUs, requestLimitUs, respawns } = traitsOf(app);
  if (requestLimitUs > 0) return `limit ${durationText(requestLimitUs)}`;
  if (heartbeatUs > 0) return `timeout ${durationText(heartbeatUs)}`;
  return respawns ? 'no timeout' : 'nobody restarts it';
}

/** What the tier is, for those who point at it. */
export function hintOf(app: AppServer): string {
  const { slotsPerProcess, processWord, slotWord, loopRunsViews, acceptsInLoop } = traitsOf(app);
  const it = `The app server: each ${processWord}`;
  if (slotsPerProcess === 1) return `${it} runs Django for one request at a time`;
  if (loopRunsViews)
    return slotWord === 'greenlet'
      ? `${it} process runs a greenlet per connection; they take turns whenever one waits`
      : `${it} process runs an event loop with a task per request`;
  if (slotsPerProcess === 0) return `${it} begins a ${slotWord} for each connection`;
  return `${it} process accepts connections and hands them to its ${many(slotWord)}${acceptsInLoop ? '' : ' one by one'}; its ${many(slotWord)} share one Python (GIL)`;
}

const GROUPS: readonly { words: string; of: (w: WorkerView) => boolean }[] = [
  { words: 'held by clients', of: (w) => w.heldByClient },
  { words: 'kept for a next request', of: (w) => w.awaits === true },
  { words: 'waiting for a row', of: (w) => w.isLocked },
  {
    words: 'running',
    of: (w) => !w.heldByClient && ['reading', 'running', 'writing'].includes(w.state),
  },
  { words: 'on database', of: (w) => w.state === 'database' && !w.isLocked },
  { words: 'idle', of: (w) => w.state === 'idle' },
];

/** `9 running · 4 idle`: said in words where lanes are too small for them. */
export function tallyOf(workers: readonly WorkerView[]): string {
  return GROUPS.map(({ words, of }) => ({ words, n: workers.filter(of).length }))
    .filter(({ n }) => n > 0)
    .map(({ words, n }) => `${n} ${words}`)
    .join(' · ');
}

/** What a process's pill says; `5/8` where there is little room. */
export function processPill(p: ProcessView, isNarrow: boolean): string {
  if (p.state === 'dead') return p.hasEnded ? 'ended' : 'gone';
  if (p.state === 'serving' && isNarrow)
    return p.slots === null ? `${p.busy}` : `${p.busy}/${p.slots}`;
  if (p.state === 'serving' && p.slots !== null) return `${p.busy} of ${p.slots} busy`;
  if (p.state === 'serving') return `${p.busy} busy`;
  return p.state;
}

/** Beside a process: what its slots do, how many are idle (with the word for one), what is merely open. */
export function processMore(
  p: ProcessView,
  slots: readonly WorkerView[],
  word: string | null,
): string {
  const idle = p.slots === null || word === null ? 0 : p.slots - p.busy;
  return [
    ...(p.blockedBy === null ? [] : [`accepts nobody: waits for #${p.blockedBy + 1} to close`]),
    tallyOf(slots.filter((w) => w.request !== null)),
    ...(idle > 0 ? [`+${counted(idle, `idle ${word}`)}`] : []),
    ...(p.idleConnections > 0 ? [`${p.idleConnections} open, idle`] : []),
    ...(p.recycling ? ['max_requests reached'] : []),
  ]
    .filter((words) => words !== '')
    .join(' · ');
}

/** `2 of 3 workers held by slow clients`, `5 of 8 threads busy`, `12 requests in 2 workers`. */
export function workersInWords(scene: Scene, app: AppServer): string | null {
  if (scene.instances.every((s) => !s.up) && scene.instances.length > 0)
    return `${entryOf(app).name} is ${traitsOf(app).respawns ? 'stopped' : 'gone'}`;
  const { slotsPerProcess, processWord, slotWord: word } = traitsOf(app);
  const alive = scene.workers.filter((w) => w.state !== 'dead');
  const held = alive.filter((w) => w.heldByClient);
  // A client need not be slow to keep a worker until it has closed.
  const kept = alive.filter((w) => w.awaits).length;
  const isClosing = held.every((w) => w.state === 'lingering');
  const what = isClosing ? 'waiting for clients to close' : 'held by slow clients';
  if (slotsPerProcess === 0) {
    const processes = scene.processes.filter((p) => p.state !== 'dead').length;
    if (processes === 0) return null;
    if (held.length > 0) return `${counted(held.length, word)} ${what}`;
    return `${counted(alive.length, 'request')} in ${processWord === 'server' ? 'the server' : counted(processes, processWord)}`;
  }
  if (alive.length === 0) return null;
  if (held.length > 0) return `${held.length} of ${counted(alive.length, word)} ${what}`;
  const busy = alive.filter((w) => w.request !== null).length;
  if (kept > 0 && kept === busy)
    return `${kept} of ${counted(alive.length, word)} kept for a next request`;
  return `${busy} of ${counted(alive.length, word)} busy`;
}
