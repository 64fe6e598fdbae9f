import { EVENT, NONE } from '../recording/vocabulary.ts';
import { requestName, workerName } from './plainWords.ts';
import type { Lane, Run, Span } from './shapes.ts';
import { holdingOf } from './state/holding.ts';
import { runIndex } from './state/runIndex.ts';
import { newWorld, step, type WorkerFold } from './state/world.ts';

const known = new WeakMap<Run, Lane[]>();

/**
 * One lane per worker in order, then the backlog, nginx, and the database sessions. A worker's stretches follow one
 * another without gaps; those of backlog and nginx are the stays of single requests and overlap. All are in order of
 * their beginning, and end at the latest where the run was observed until. Worked out once per recording.
 */
export function lanes(run: Run): Lane[] {
  const before = known.get(run);
  if (before) return before;
  const made = [...workerLanes(run), backlogLane(run), ...frontLanes(run), ...sessionLanes(run)];
  known.set(run, made);
  return made;
}

function workerLanes(run: Run): Lane[] {
  const index = runIndex(run);
  const workerOf = index.worker;
  const world = newWorld(run);
  const spans: Span[][] = [];
  const open: (WorkerFold | undefined)[] = [];
  const close = (was: WorkerFold, untilUs: number): void => {
    if (untilUs > was.sinceUs) spans[was.worker]?.push(spanOf(run, was, untilUs));
  };
  for (let i = 0; i < run.length; i++) {
    step(world, run, i, index);
    const type = run.type(i);
    if (type < EVENT['worker/forked'] || type > EVENT['query/failed']) continue;
    const r = run.request(i);
    const isSession = type >= EVENT['session/connecting'];
    const actor = isSession ? NONE : run.actor(i);
    const w = world.workers[actor !== NONE ? actor : r === NONE ? NONE : (workerOf[r] as number)];
    if (!w) continue;
    spans[w.worker] ??= [];
    const was = open[w.worker];
    if (was && was.state === w.state && was.request === w.request && was.sinceUs === w.sinceUs)
      continue;
    // Between connecting and the first query the worker waits on.
    if (was && was.state === w.state && was.request === w.request) continue;
    if (was) close(was, run.at(i));
    open[w.worker] = { ...w, sinceUs: run.at(i) };
  }
  for (const was of open) if (was) close(was, run.endUs);
  return spans.map((list, w) => ({
    key: `worker-${w}`,
    label: workerName(w),
    kind: 'worker',
    actor: w,
    spans: list,
  }));
}

const DOING: Record<WorkerFold['state'], string> = {
  booting: 'starting',
  idle: 'idle',
  reading: 'reading the request',
  running: 'in the view',
  database: 'waiting for the database',
  writing: 'writing the answer',
  lingering: 'waiting for the client to close',
  stopping: 'stopping',
  dead: 'gone',
};

function spanOf(run: Run, was: WorkerFold, untilUs: number): Span {
  const request = was.request === NONE ? null : was.request;
  const heldByClient =
    request !== null && holdingOf(run, request, was.state, untilUs - was.sinceUs);
  const doing =
    heldByClient && was.state === 'reading'
      ? 'held by a client that sends slowly'
      : heldByClient && was.state === 'writing'
        ? 'held by a client that reads slowly'
        : DOING[was.state];
  return {
    fromUs: was.sinceUs,
    untilUs,
    state: was.state,
    request,
    heldByClient,
    words: request === null ? doing : `${requestName(request)}: ${doing}`,
  };
}

function backlogLane(run: Run): Lane {
  const spans = stays(
    run,
    [EVENT['socket/queued']],
    [EVENT['worker/accepted']],
    'backlog',
    'waiting for a worker',
  );
  return { key: 'backlog', label: 'backlog', kind: 'backlog', actor: null, spans };
}

/** What nginx keeps for its clients: bodies until they are whole, answers until they are read. */
function frontLanes(run: Run): Lane[] {
  if (!run.scenario.front) return [];
  const ends = [EVENT['request/answered'], EVENT['request/failed'], EVENT['request/abandoned']];
  const bodies = run.scenario.front.proxy_request_buffering
    ? stays(
        run,
        [EVENT['body/receiving']],
        [EVENT['body/buffered'], ...ends],
        'buffering',
        'nginx collects the body',
      )
    : [];
  const answers = stays(
    run,
    [EVENT['response/buffered']],
    ends,
    'buffering',
    'nginx holds the answer',
  );
  const spans = [...bodies, ...answers].sort((a, b) => a.fromUs - b.fromUs);
  return [{ key: 'front', label: 'nginx', kind: 'front', actor: null, spans }];
}

function stays(
  run: Run,
  enters: readonly number[],
  leaves: readonly number[],
  state: Span['state'],
  doing: string,
): Span[] {
  const since = new Map<number, number>();
  const spans: Span[] = [];
  const close = (r: number, untilUs: number): void => {
    const fromUs = since.get(r);
    if (fromUs === undefined) return;
    since.delete(r);
    if (untilUs > fromUs)
      spans.push({
        fromUs,
        untilUs,
        state,
        request: r,
        heldByClient: false,
        words: `${requestName(r)}: ${doing}`,
      });
  };
  for (let i = 0; i < run.length; i++) {
    const type = run.type(i);
    if (enters.includes(type)) since.set(run.request(i), run.at(i));
    else if (leaves.includes(type)) close(run.request(i), run.at(i));
  }
  for (const r of [...since.keys()]) close(r, run.endUs);
  return spans.sort((a, b) => a.fromUs - b.fromUs);
}

function sessionLanes(run: Run): Lane[] {
  const spans = new Map<number, Span[]>();
  const open = new Map<
    number,
    { state: 'connecting' | 'querying' | 'idle'; fromUs: number; request: number }
  >();
  const turn = (
    session: number,
    at: number,
    next: 'connecting' | 'querying' | 'idle' | null,
    request: number,
  ): void => {
    const was = open.get(session);
    if (was && at > was.fromUs) {
      const list = spans.get(session) ?? [];
      spans.set(session, list);
      const of = was.request === NONE ? '' : ` for ${requestName(was.request)}`;
      const doing = { connecting: 'connecting', querying: 'query runs', idle: 'open' }[was.state];
      list.push({
        fromUs: was.fromUs,
        untilUs: at,
        state: was.state,
        request: was.request === NONE ? null : was.request,
        heldByClient: false,
        words: doing + of,
      });
    }
    if (next) open.set(session, { state: next, fromUs: at, request });
    else open.delete(session);
  };
  for (let i = 0; i < run.length; i++) {
    const type = run.type(i);
    if (type < EVENT['session/connecting'] || type > EVENT['query/failed']) continue;
    const session = run.actor(i);
    if (session === NONE) continue;
    if (type === EVENT['session/connecting'])
      turn(session, run.at(i), 'connecting', run.request(i));
    else if (type === EVENT['query/started']) turn(session, run.at(i), 'querying', run.request(i));
    else if (
      type === EVENT['session/closed'] ||
      type === EVENT['session/refused'] ||
      type === EVENT['query/failed']
    )
      turn(session, run.at(i), null, NONE);
    else turn(session, run.at(i), 'idle', run.request(i));
  }
  for (const session of [...open.keys()]) turn(session, run.endUs, null, NONE);
  return [...spans.keys()]
    .sort((a, b) => a - b)
    .map((s) => ({
      key: `session-${s}`,
      label: `session ${s + 1}`,
      kind: 'session' as const,
      actor: s,
      spans: spans.get(s) ?? [],
    }));
}
