import type { ProcessView, Scene, WorkerView } from '../insight/scene/scene.ts';
import type { Database, Gunicorn } from '../scenario/scenario.ts';
import { counted } from './wording.ts';

/** What deals with one request at a time, by worker class. */
export const SLOT: Record<Gunicorn['worker_class'], string> = {
  sync: 'worker',
  gthread: 'thread',
  gevent: 'greenlet',
  asgi: 'task',
};

export const DATABASE_NAMES: Record<Database['kind'], string> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  sqlite: 'SQLite',
};

/** `sync · 3 workers`, `gthread · 2 × 4 threads`. */
export function shapeOf(gunicorn: Gunicorn): string {
  const { worker_class, workers, threads, instances } = gunicorn;
  const copies = instances > 1 ? `${instances} × ` : '';
  return worker_class === 'gthread'
    ? `${copies}${worker_class} · ${workers} × ${counted(threads, 'thread')}`
    : `${copies}${worker_class} · ${counted(workers, 'worker')}`;
}

/** What the tier is, for those who point at it. */
export const HINTS: Record<Gunicorn['worker_class'], string> = {
  sync: 'The app server: each sync worker runs Django for one request at a time',
  gthread:
    'The app server: each worker process accepts connections and hands them to its threads; its threads share one Python (GIL)',
  gevent:
    'The app server: each worker process runs a greenlet per connection; they take turns whenever one waits',
  asgi: 'The app server: each worker process runs an event loop with a task per request',
};

const GROUPS: readonly { words: string; of: (w: WorkerView) => boolean }[] = [
  { words: 'held by clients', of: (w) => w.heldByClient },
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
export function workersInWords(scene: Scene, gunicorn: Gunicorn): string | null {
  if (scene.instances.every((s) => !s.up) && scene.instances.length > 0)
    return 'Gunicorn is stopped';
  const word = SLOT[gunicorn.worker_class];
  const alive = scene.workers.filter((w) => w.state !== 'dead');
  const held = alive.filter((w) => w.heldByClient);
  // A client need not be slow to keep a worker until it has closed.
  const isClosing = held.every((w) => w.state === 'lingering');
  const what = isClosing ? 'waiting for clients to close' : 'held by slow clients';
  if (gunicorn.worker_class === 'gevent' || gunicorn.worker_class === 'asgi') {
    const processes = scene.processes.filter((p) => p.state !== 'dead').length;
    if (processes === 0) return null;
    if (held.length > 0) return `${counted(held.length, word)} ${what}`;
    return `${counted(alive.length, 'request')} in ${counted(processes, 'worker')}`;
  }
  if (alive.length === 0) return null;
  if (held.length > 0) return `${held.length} of ${counted(alive.length, word)} ${what}`;
  const busy = alive.filter((w) => w.request !== null).length;
  return `${busy} of ${counted(alive.length, word)} busy`;
}
