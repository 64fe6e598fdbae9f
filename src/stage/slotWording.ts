import { type Noun, nounsCounted, nounsText, nounText } from '../insight/nouns.ts';
import { durationText, requestName } from '../insight/plainWords.ts';
import type { ProcessView, Scene, WorkerView } from '../insight/scene/scene.ts';
import { msg, t } from '../language/t.ts';
import type { AppServer, Database } from '../scenario/scenario.ts';
import { entryOf, traitsOf } from '../scenario/servers/appServers.ts';

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
      ? t('a {noun} for each connection', { noun: nounText(slotWord) })
      : slotsPerProcess < 2
        ? nounsCounted(processes, processWord)
        : processWord === 'server'
          ? nounsCounted(slotsPerProcess, slotWord)
          : `${processes} × ${nounsCounted(slotsPerProcess, slotWord)}`;
  return copies + kind + slots;
}

/** `timeout 30 s`, `harakiri`-like limits as `limit 3 s`, or that nobody looks. */
export function watchInWords(app: AppServer): string {
  const { heartbeatUs, requestLimitUs, respawns } = traitsOf(app);
  if (requestLimitUs > 0) return t('limit {time}', { time: durationText(requestLimitUs) });
  if (heartbeatUs > 0) return t('timeout {time}', { time: durationText(heartbeatUs) });
  return respawns ? t('no timeout') : t('nobody restarts it');
}

/** What the tier is, for those who point at it. */
export function hintOf(app: AppServer): string {
  const { slotsPerProcess, processWord, slotWord, loopRunsViews, acceptsInLoop } = traitsOf(app);
  const said = {
    process: nounText(processWord),
    slot: nounText(slotWord),
    slots: nounsText(slotWord),
  };
  if (slotsPerProcess === 1)
    return t('The app server: each {process} runs Django for one request at a time', said);
  if (loopRunsViews)
    return slotWord === 'greenlet'
      ? t(
          'The app server: each {process} process runs a greenlet per connection; they take turns whenever one waits',
          said,
        )
      : t(
          'The app server: each {process} process runs an event loop with a task per request',
          said,
        );
  if (slotsPerProcess === 0)
    return t('The app server: each {process} begins a {slot} for each connection', said);
  return acceptsInLoop
    ? t(
        'The app server: each {process} process accepts connections and hands them to its {slots}; its {slots} share one Python (GIL)',
        said,
      )
    : t(
        'The app server: each {process} process accepts connections and hands them to its {slots} one by one; its {slots} share one Python (GIL)',
        said,
      );
}

const GROUPS: readonly { words: string; of: (w: WorkerView) => boolean }[] = [
  { words: msg('held by clients'), of: (w) => w.heldByClient },
  { words: msg('kept for a next request'), of: (w) => w.awaits === true },
  { words: msg('waiting for a row'), of: (w) => w.isLocked },
  {
    words: msg('running'),
    of: (w) => !w.heldByClient && ['reading', 'running', 'writing'].includes(w.state),
  },
  { words: msg('on database'), of: (w) => w.state === 'database' && !w.isLocked },
  { words: msg('idle'), of: (w) => w.state === 'idle' },
];

/** `9 running · 4 idle`: said in words where lanes are too small for them. */
export function tallyOf(workers: readonly WorkerView[]): string {
  return GROUPS.map(({ words, of }) => ({ words, n: workers.filter(of).length }))
    .filter(({ n }) => n > 0)
    .map(({ words, n }) => `${n} ${t(words)}`)
    .join(' · ');
}

/** What a process's pill says; `5/8` where there is little room. */
export function processPill(p: ProcessView, isNarrow: boolean): string {
  if (p.state === 'dead') return p.hasEnded ? t('ended##a worker') : t('gone');
  if (p.state === 'serving' && isNarrow)
    return p.slots === null ? `${p.busy}` : `${p.busy}/${p.slots}`;
  if (p.state === 'serving' && p.slots !== null)
    return t('{busy} of {slots} busy', { busy: p.busy, slots: String(p.slots) });
  if (p.state === 'serving') return t('{busy} busy', { busy: p.busy });
  return t(PILLS[p.state]);
}

const PILLS: Readonly<Record<ProcessView['state'], string>> = {
  booting: msg('booting'),
  idle: msg('idle'),
  serving: msg('serving'),
  stopping: msg('stopping'),
  dead: msg('gone'),
};

const IDLE: Readonly<Record<Noun, string>> = {
  worker: msg('+{idle, plural, one {# idle worker} other {# idle workers}}'),
  process: msg('+{idle, plural, one {# idle process} other {# idle processes}}'),
  child: msg('+{idle, plural, one {# idle child} other {# idle children}}'),
  server: msg('+{idle, plural, one {# idle server} other {# idle servers}}'),
  thread: msg('+{idle, plural, one {# idle thread} other {# idle threads}}'),
  greenlet: msg('+{idle, plural, one {# idle greenlet} other {# idle greenlets}}'),
  task: msg('+{idle, plural, one {# idle task} other {# idle tasks}}'),
};

/** Beside a process: what its slots do, how many are idle (with the word for one), what is merely open. */
export function processMore(
  p: ProcessView,
  slots: readonly WorkerView[],
  word: Noun | null,
): string {
  const idle = p.slots === null || word === null ? 0 : p.slots - p.busy;
  return [
    ...(p.blockedBy === null
      ? []
      : [t('accepts nobody: waits for {request} to close', { request: requestName(p.blockedBy) })]),
    tallyOf(slots.filter((w) => w.request !== null)),
    ...(idle > 0 ? [t(IDLE[word as Noun], { idle })] : []),
    ...(p.idleConnections > 0 ? [t('{count} open, idle', { count: p.idleConnections })] : []),
    ...(p.recycling ? [t('max_requests reached')] : []),
  ]
    .filter((words) => words !== '')
    .join(' · ');
}

/** `2 of 3 workers held by slow clients`, `5 of 8 threads busy`, `12 requests in 2 workers`. */
export function workersInWords(scene: Scene, app: AppServer): string | null {
  if (scene.instances.every((s) => !s.up) && scene.instances.length > 0)
    return traitsOf(app).respawns
      ? t('{server} is stopped', { server: entryOf(app).name })
      : t('{server} is gone', { server: entryOf(app).name });
  const { slotsPerProcess, processWord, slotWord: word } = traitsOf(app);
  const alive = scene.workers.filter((w) => w.state !== 'dead');
  const held = alive.filter((w) => w.heldByClient);
  // A client need not be slow to keep a worker until it has closed.
  const kept = alive.filter((w) => w.awaits).length;
  const isClosing = held.every((w) => w.state === 'lingering');
  if (slotsPerProcess === 0) {
    const processes = scene.processes.filter((p) => p.state !== 'dead').length;
    if (processes === 0) return null;
    const some = { nouns: nounsCounted(held.length, word) };
    if (held.length > 0)
      return isClosing
        ? t('{nouns} waiting for clients to close', some)
        : t('{nouns} held by slow clients', some);
    return processWord === 'server'
      ? t('{count, plural, one {# request} other {# requests}} in the server', {
          count: alive.length,
        })
      : t('{count, plural, one {# request} other {# requests}} in {processes}', {
          count: alive.length,
          processes: nounsCounted(processes, processWord),
        });
  }
  if (alive.length === 0) return null;
  const all = nounsCounted(alive.length, word);
  if (held.length > 0)
    return isClosing
      ? t('{held} of {all} waiting for clients to close', { held: held.length, all })
      : t('{held} of {all} held by slow clients', { held: held.length, all });
  const busy = alive.filter((w) => w.request !== null).length;
  if (kept > 0 && kept === busy) return t('{kept} of {all} kept for a next request', { kept, all });
  return t('{busy} of {all} busy', { busy, all });
}
