import { memo } from 'react';
import { durationText, requestName } from '../insight/plainWords.ts';
import type { LockView, Scene, SessionView } from '../insight/scene/scene.ts';
import { numberText } from '../language/numbers.ts';
import { t } from '../language/t.ts';
import type { Database } from '../scenario/scenario.ts';
import { DATABASE_NAMES } from './slotWording.ts';
import { TierCard, type TierState } from './TierCard.tsx';

/** Rows above which each has one line. */
const CLOSE_FROM = 6;

/** What a session does; which request it does it for, its token says. */
function wordsOf(session: SessionView, isClose: boolean): string {
  if (session.state === 'querying') return t('query##what a session does');
  if (session.state === 'locked') return t('on a row##what a session does: waits for a row');
  if (session.state === 'connecting') return t('connects##what a session does');
  if (session.request === null) return t('idle');
  return isClose ? t('between##between two queries') : t('between queries');
}

/** The database: its sessions, each with the query it runs, and who waits for whose row. */
export function DatabaseCard(props: {
  scene: Scene;
  kind: Database['kind'];
  rows: readonly (SessionView | null)[];
  state: TierState;
}) {
  const database = props.scene.database;
  if (!database) return null;
  const { atUs } = props.scene;
  const open = database.sessions.filter((s) => s.state !== 'closed');
  const more = open.length - props.rows.filter((s) => s !== null).length;
  return (
    <TierCard
      {...props.state}
      tier="database"
      title={DATABASE_NAMES[props.kind]}
      subtitle={
        !database.up ? t('down##the database') : connectionsOf(open.length, database.usable)
      }
      hint={
        props.kind === 'sqlite'
          ? t('The database: a file on the app server’s host; one writer at a time')
          : t('The database: one session for each connection from Django')
      }
      target="database"
    >
      {!database.up && <p className="stage-alarm">{t('not running')}</p>}
      {database.up && database.slowedBy !== 1 && (
        <p className="stage-alarm" data-slow>
          {t('{factor} × as slow', { factor: numberText(database.slowedBy, 0, 1) })}
        </p>
      )}
      <ul className="stage-sessions" data-close={props.rows.length > CLOSE_FROM || undefined}>
        {props.rows.map((session, row) => (
          <Session
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is a place; sessions come and go in it
            key={`row ${row + 1}`}
            row={row}
            state={session?.state ?? 'none'}
            request={session?.request ?? null}
            words={session ? wordsOf(session, props.rows.length > CLOSE_FROM) : ''}
            title={session?.words}
            since={session ? sinceOf(session, atUs) : ''}
          />
        ))}
      </ul>
      {more > 0 && <p className="stage-tally">{t('and {more} more', { more })}</p>}
      <Locks locks={database.locks} />
    </TierCard>
  );
}

function sinceOf(session: SessionView, atUs: number): string {
  return session.state === 'querying' || session.state === 'locked'
    ? durationText(Math.max(0, atUs - session.sinceUs))
    : '';
}

const Session = memo(function Session(props: {
  row: number;
  state: SessionView['state'] | 'none';
  request: number | null;
  words: string;
  title: string | undefined;
  since: string;
}) {
  return (
    <li
      className="stage-session"
      data-state={props.state}
      data-for={props.request ?? undefined}
      data-zone={`sessionRow:${props.row}`}
      title={props.title}
      aria-hidden={props.state === 'none' || undefined}
    >
      <span className="stage-session-cell" data-zone={`session:${props.row}`} aria-hidden="true">
        {props.request !== null && (
          <span className="stage-session-number">{props.request + 1}</span>
        )}
      </span>
      <span className="stage-session-words">
        {props.words}
        {props.since && <span className="stage-session-since"> {props.since}</span>}
      </span>
    </li>
  );
});

function connectionsOf(open: number, usable: number): string {
  return usable === Infinity
    ? t('a file · {open} open', { open })
    : t('{open}/{usable} connections', { open, usable });
}

/** Rows that are waited for: who holds them, who waits. */
function Locks({ locks }: { locks: readonly LockView[] }) {
  const wanted = locks.filter((lock) => lock.waiting.length > 0);
  if (wanted.length === 0) return null;
  return (
    <ul className="stage-locks" aria-label={t('Locks that are waited for')}>
      {wanted.slice(0, LOCKS_SHOWN).map((lock) => (
        <li key={lock.row} className="stage-lock">
          <b className="stage-lock-row">{lock.row}</b>
          <span>
            {lock.holder === null
              ? t('nobody has it · {waiters}', { waiters: waitersOf(lock) })
              : t('{holder} has it · {waiters}', {
                  holder: requestName(lock.holder),
                  waiters: waitersOf(lock),
                })}
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
  return more > 0
    ? t('{named} and {more} more wait', { named, more })
    : t('{count, plural, one {{named} waits} other {{named} wait}}', {
        count: waiting.length,
        named,
      });
}
