import { durationText, requestName } from '../insight/plainWords.ts';
import type { LockView, Scene, SessionView } from '../insight/scene/scene.ts';
import type { Database, Scenario } from '../scenario/scenario.ts';
import { DATABASE_NAMES } from './slotWording.ts';
import { TierCard } from './TierCard.tsx';

/** What a session does; which request it does it for, its token says. */
function wordsOf(session: SessionView): string {
  if (session.state === 'querying') return 'query runs';
  if (session.state === 'locked') return 'waits for a row';
  if (session.state === 'connecting') return 'connecting';
  return session.request === null ? 'idle' : 'between queries';
}

/** Whether any route has queries; a database that nobody asks takes little room. */
export function asksDatabase(scenario: Scenario): boolean {
  return scenario.routes.some(
    (route) => route.queries > 0 || route.spans.some((span) => span.queries > 0),
  );
}

/** The database: its sessions, each with the query it runs, and who waits for whose row. */
export function DatabaseCard(props: {
  scene: Scene;
  kind: Database['kind'];
  /** Whether any route asks it. */
  isAsked: boolean;
  rows: readonly (SessionView | null)[];
  lit: boolean | null;
}) {
  const database = props.scene.database;
  if (!database) return null;
  const open = database.sessions.filter((s) => s.state !== 'closed');
  const more = open.length - props.rows.filter((s) => s !== null).length;
  return (
    <TierCard
      tier="database"
      title={DATABASE_NAMES[props.kind]}
      subtitle={
        !database.up
          ? 'down'
          : props.isAsked
            ? connectionsOf(open.length, database.usable)
            : 'no route asks it'
      }
      hint={
        props.kind === 'sqlite'
          ? 'The database: a file on the app server’s host; one writer at a time'
          : 'The database: one session for each connection from Django'
      }
      lit={props.lit}
    >
      {!database.up && <p className="stage-alarm">not running</p>}
      <ul className="stage-sessions" data-close={props.rows.length > 6 || undefined}>
        {(props.isAsked ? props.rows : []).map((session, row) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is a place; sessions come and go in it
            key={`row ${row + 1}`}
            className="stage-session"
            data-state={session?.state ?? 'none'}
            data-zone={`sessionRow:${row}`}
          >
            <span className="stage-session-cell" data-zone={`session:${row}`} aria-hidden="true" />
            <span className="stage-session-words">
              {session && wordsOf(session)}
              {(session?.state === 'querying' || session?.state === 'locked') && (
                <span className="stage-session-since">
                  {' '}
                  {durationText(Math.max(0, props.scene.atUs - session.sinceUs))}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="stage-tally">and {more} more</p>}
      <Locks locks={database.locks} />
    </TierCard>
  );
}

function connectionsOf(open: number, usable: number): string {
  return usable === Infinity ? `a file · ${open} open` : `${open}/${usable} connections`;
}

/** Rows that are waited for: who holds them, who waits. */
function Locks({ locks }: { locks: readonly LockView[] }) {
  const wanted = locks.filter((lock) => lock.waiting.length > 0);
  if (wanted.length === 0) return null;
  return (
    <ul className="stage-locks" aria-label="Locks that are waited for">
      {wanted.slice(0, LOCKS_SHOWN).map((lock) => (
        <li key={lock.row} className="stage-lock">
          <b className="stage-lock-row">{lock.row}</b>
          <span>
            {lock.holder === null ? 'nobody has it' : `${requestName(lock.holder)} has it`} ·{' '}
            {waitersOf(lock)}
          </span>
        </li>
      ))}
    </ul>
  );
}

const LOCKS_SHOWN = 2;
const WAITERS_NAMED = 2;

function waitersOf({ waiting }: LockView): string {
  const named = waiting.slice(0, WAITERS_NAMED).map(requestName).join(', ');
  const more = waiting.length - WAITERS_NAMED;
  return `${named}${more > 0 ? ` and ${more} more` : ''} ${waiting.length === 1 ? 'waits' : 'wait'}`;
}
