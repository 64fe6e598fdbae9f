import { msg, t } from '../../language/t.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { requestName } from '../plainWords.ts';
import type { Lane, Run, Span } from '../shapes.ts';
import { OF_SESSIONS } from './workerLanes.ts';

const SESSION_DOING = {
  connecting: msg('{request, select, none {connecting} other {connecting for {request}}}'),
  querying: msg('{request, select, none {query runs} other {query runs for {request}}}'),
  locked: msg('{request, select, none {waits for a row} other {waits for a row for {request}}}'),
  idle: msg('{request, select, none {open} other {open for {request}}}'),
};

export function sessionLanes(run: Run): Lane[] {
  const spans = new Map<number, Span[]>();
  const open = new Map<
    number,
    { state: 'connecting' | 'querying' | 'locked' | 'idle'; fromUs: number; request: number }
  >();
  const turn = (
    session: number,
    at: number,
    next: 'connecting' | 'querying' | 'locked' | 'idle' | null,
    request: number,
  ): void => {
    const was = open.get(session);
    if (was && at > was.fromUs) {
      const list = spans.get(session) ?? [];
      spans.set(session, list);
      list.push({
        fromUs: was.fromUs,
        untilUs: at,
        state: was.state,
        request: was.request === NONE ? null : was.request,
        heldByClient: false,
        words: t(SESSION_DOING[was.state], {
          request: was.request === NONE ? 'none' : requestName(was.request),
        }),
      });
    }
    if (next) open.set(session, { state: next, fromUs: at, request });
    else open.delete(session);
  };
  for (let i = 0; i < run.length; i++) {
    const type = run.type(i);
    if (!OF_SESSIONS[type]) continue;
    const session = run.actor(i);
    if (session === NONE) continue;
    if (type === EVENT['session/connecting'])
      turn(session, run.at(i), 'connecting', run.request(i));
    else if (type === EVENT['query/started']) turn(session, run.at(i), 'querying', run.request(i));
    else if (type === EVENT['lock/waiting']) turn(session, run.at(i), 'locked', run.request(i));
    else if (type === EVENT['lock/taken']) {
      if (open.get(session)?.state === 'locked')
        turn(session, run.at(i), 'querying', run.request(i));
    } else if (type === EVENT['lock/released']) continue;
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
      label: t('session {number}##database session', { number: String(s + 1) }),
      kind: 'session' as const,
      actor: s,
      process: null,
      spans: spans.get(s) ?? [],
    }));
}
