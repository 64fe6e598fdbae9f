import { t } from '../../language/t.ts';
import { EVENT } from '../../recording/vocabulary.ts';
import { frontEntryOf, frontTraitsOf } from '../../scenario/servers/fronts.ts';
import { requestName } from '../plainWords.ts';
import { appProgram, takerOf } from '../programs.ts';
import type { Lane, Run, Span } from '../shapes.ts';
import { lifeOf } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { processName } from '../state/slotTable.ts';

/** One for each app server. */
export function backlogLanes(run: Run): Lane[] {
  const index = runIndex(run);
  const { instances } = run.scenario.app;
  const line = stays(
    run,
    [EVENT['socket/queued']],
    [EVENT['worker/accepted'], EVENT['connection/pooled']],
    'backlog',
    t('waiting for {taker}', { taker: takerOf(appProgram(run.scenario)) }),
  );
  if (!(instances > 1))
    return [
      {
        key: 'backlog',
        label: t('backlog'),
        kind: 'backlog',
        actor: null,
        process: null,
        spans: line,
      },
    ];
  const instanceOf = (span: Span): number =>
    span.request === null
      ? 0
      : lifeOf(run, index, span.request, run.countUntil(span.fromUs)).instance;
  const of = line.map(instanceOf);
  return Array.from({ length: instances }, (_, instance) => ({
    key: `backlog-${instance}`,
    label: t('backlog {number}', { number: String(instance + 1) }),
    kind: 'backlog' as const,
    actor: instance,
    process: null,
    spans: line.filter((_, k) => of[k] === instance),
  }));
}

/** What processes have accepted and have no thread for; only where that happened. */
export function poolLanes(run: Run): Lane[] {
  const spans = stays(
    run,
    [EVENT['connection/pooled']],
    [EVENT['worker/accepted'], EVENT['connection/parked'], ...ENDS_OF_CONNECTIONS],
    'pool',
    t('waiting for a thread'),
  );
  const takenBy = new Map<number, number>();
  for (let i = 0; i < run.length; i++)
    if (run.type(i) === EVENT['connection/pooled']) takenBy.set(run.request(i), run.actor(i));
  const of = (span: Span): number => takenBy.get(span.request as number) as number;
  return [...new Set(spans.map(of))]
    .sort((a, b) => a - b)
    .map((p) => ({
      key: `pool-${p}`,
      label: t('{process} · queue##heading of a row', { process: processName(run, p) }),
      kind: 'pool' as const,
      actor: null,
      process: p,
      spans: spans.filter((span) => of(span) === p),
    }));
}

const ENDS_OF_CONNECTIONS = [
  EVENT['connection/closed'],
  EVENT['connection/expired'],
  EVENT['request/failed'],
];

/** What the front server keeps for its clients: bodies until they are whole, answers until they are read. */
export function frontLanes(run: Run): Lane[] {
  const { front } = run.scenario;
  if (!front) return [];
  const { name } = frontEntryOf(front);
  const ends = [EVENT['request/answered'], EVENT['request/failed'], EVENT['request/abandoned']];
  const bodies =
    frontTraitsOf(front, run.scenario.app).requestBufferBytes > 0
      ? stays(
          run,
          [EVENT['body/receiving']],
          [EVENT['body/buffered'], ...ends],
          'buffering',
          t('{front} collects the body', { front: name }),
        )
      : [];
  const answers = stays(
    run,
    [EVENT['response/buffered']],
    ends,
    'buffering',
    t('{front} holds the answer', { front: name }),
  );
  const spans = [...bodies, ...answers].sort((a, b) => a.fromUs - b.fromUs);
  return [{ key: 'front', label: name, kind: 'front', actor: null, process: null, spans }];
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
        words: t('{request}: {doing}##in a row of time: “#4: reading the request”', {
          request: requestName(r),
          doing,
        }),
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
