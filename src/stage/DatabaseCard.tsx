import { durationText } from '../insight/plainWords.ts';
import type { Scene, SessionView } from '../insight/scene/scene.ts';
import { TierCard } from './TierCard.tsx';

/** What a session does; which request it does it for, its token says. */
function wordsOf(session: SessionView): string {
  if (session.state === 'querying') return 'query runs';
  if (session.state === 'connecting') return 'connecting';
  return session.request === null ? 'idle' : 'between queries';
}

/** PostgreSQL: its sessions, each with the query it runs. */
export function DatabaseCard(props: {
  scene: Scene;
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
      title="PostgreSQL"
      subtitle={database.up ? `${open.length}/${database.usable} connections` : 'down'}
      hint="The database: one session for each connection from Django"
      lit={props.lit}
    >
      {!database.up && <p className="stage-alarm">not running</p>}
      <ul className="stage-sessions" data-close={props.rows.length > 6 || undefined}>
        {props.rows.map((session, row) => (
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
              {session?.state === 'querying' && (
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
    </TierCard>
  );
}
