import { t } from '../../language/t.ts';
import { EVENT } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import type { Run, WireMessage } from '../shapes.ts';
import { type Dialect, dialectOf, type Turn } from './wireDialects.ts';
import type { Events } from './wireEvents.ts';
import { framesText } from './wireFrames.ts';
import { statementOf } from './wireSql.ts';

export { backendPid } from './wireDialects.ts';

/** What the app (`framework`: Django, or Flask) and the database say to each other for this request, by `atUs`. Nothing for SQLite, which is a file. */
export function databaseMessages(
  run: Run,
  journey: Events,
  route: Route,
  bodyBytes: number,
  framework: string,
  atUs: number,
): WireMessage[] {
  const dialect = dialectOf(run.scenario.database, framework);
  if (!dialect) return [];
  const { routes } = run.scenario;
  const messages: WireMessage[] = [];
  const say = (at: number, turns: readonly Turn[]): void => {
    if (at > atUs) return;
    for (const turn of turns) messages.push(messageOf(dialect, at, turn));
  };
  const closedAt = (at: number, text: string): void => {
    if (at <= atUs) messages.push({ hop: dialect.tell, atUs: at, untilUs: at, bytes: 0, text });
  };
  const isLocking = route.locks !== undefined && route.locks !== '';
  let number = 0;
  let inTransaction = false;
  let isWaiting = false;
  const statement = () => statementOf(routes, route, bodyBytes, number, dialect.quote);
  for (const event of journey.events) {
    const { at } = event;
    switch (event.name) {
      case 'session/connecting':
        if (isDatabaseUp(run, at)) say(at, dialect.connecting(event.actor));
        break;
      case 'session/connected':
        say(at, dialect.connected(event.actor));
        break;
      case 'session/refused':
        if (isDatabaseUp(run, at)) say(at, dialect.refused(event.arg));
        else closedAt(at, t('connection refused: nothing listens there'));
        break;
      case 'query/started':
        if (isLocking && number === 0 && !inTransaction) {
          say(at, dialect.begin());
          inTransaction = true;
        }
        isWaiting = true;
        say(at, dialect.query(statement().sql));
        break;
      case 'query/finished':
        isWaiting = false;
        say(at, dialect.answer(statement().answer, inTransaction));
        number += 1;
        break;
      case 'lock/timedOut':
        isWaiting = false;
        say(at, dialect.lockTimedOut());
        say(at, dialect.end('ROLLBACK'));
        inTransaction = false;
        break;
      case 'query/failed':
        // Behind a lock timeout there is no connection lost.
        if (isWaiting) say(at, dialect.lost());
        isWaiting = false;
        inTransaction = false;
        break;
      case 'lock/released':
        if (inTransaction && !isWaiting) say(at, dialect.end('COMMIT'));
        inTransaction = false;
        break;
      case 'worker/killed':
      case 'worker/exited':
        inTransaction = false;
        break;
      case 'session/closed':
        say(at, dialect.goodbye());
        break;
    }
  }
  return messages;
}

function messageOf(dialect: Dialect, at: number, [from, frames]: Turn): WireMessage {
  const hop = from === 'client' ? dialect.ask : dialect.tell;
  if (frames.length === 0)
    return { hop, atUs: at, untilUs: at, bytes: 0, text: t('connection closed: 0 bytes') };
  const { text, bytes } = framesText(frames);
  return { hop, atUs: at, untilUs: at, bytes, text };
}

const turns = new WeakMap<Run, readonly { readonly at: number; readonly up: boolean }[]>();

/** Whether the database takes connections at a moment: a script may have stopped it. */
export function isDatabaseUp(run: Run, atUs: number): boolean {
  let known = turns.get(run);
  if (!known) {
    const found: { at: number; up: boolean }[] = [];
    for (let i = 0; i < run.length; i++) {
      const type = run.type(i);
      if (type === EVENT['database/stopped']) found.push({ at: run.at(i), up: false });
      if (type === EVENT['database/started']) found.push({ at: run.at(i), up: true });
    }
    known = found;
    turns.set(run, known);
  }
  return known.findLast(({ at }) => at <= atUs)?.up ?? true;
}
