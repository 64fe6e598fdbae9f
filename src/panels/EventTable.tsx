import { useMemo, useState } from 'react';
import { requestName } from '../insight/plainWords.ts';
import type { Run } from '../insight/shapes.ts';
import { msg, t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { EVENTS, type EventName, NONE } from '../recording/vocabulary.ts';
import { secondsText } from '../stage/secondsText.ts';
import {
  countUpTo,
  type EventKey,
  type EventTier,
  filterEvents,
  kindsIn,
  sortEvents,
  tierOf,
} from './eventList.ts';
import { goToEvent } from './goToEvent.ts';
import { seenUntil } from './seen.ts';
import { toldEvent } from './toldEvent.ts';
import { usePlayerState } from './usePlayer.ts';
import { type TableColumn, type TableSort, WindowedTable } from './WindowedTable.tsx';
import './panel.css';
import './tables.css';

export interface EventTableProps {
  readonly run: Run;
  readonly player: Player;
  /** The selected request: the table can be narrowed to it. */
  readonly selected?: number | null;
  onSelect?(request: number): void;
}

const COLUMNS: readonly TableColumn[] = [
  { key: 'time', label: msg('time'), sortable: true },
  { key: 'words', label: msg('what happens') },
  { key: 'event', label: msg('event'), sortable: true },
  { key: 'request', label: msg('request'), sortable: true },
];
const BY_TIME: TableSort = { key: 'time', descending: false };
/** Sorting otherwise than by time is done anew this often over the run while time passes. */
const RENEWALS = 60;

/** Everything that happens, as text: the stage for those who read. The present event is marked; a moment is a way to it. */
export function EventTable({ run, player, selected = null, onSelect }: EventTableProps) {
  const { eventIndex, atUs, playing } = usePlayerState(player);
  const [isNarrow, setNarrow] = useState(false);
  const [showsRest, setShowsRest] = useState(false);
  const [follows, setFollows] = useState(true);
  const [name, setName] = useState<EventName | ''>('');
  const [tier, setTier] = useState<EventTier | ''>('');
  const [sort, setSort] = useState(BY_TIME);
  const only = isNarrow ? selected : null;
  const own = useMemo(
    () => filterEvents(run, { request: only, name, tier }),
    [run, only, name, tier],
  );
  const happened = own ? countUpTo(own, eventIndex) : eventIndex + 1;
  // What was seen once stays readable after stepping back.
  const lastSeen = Math.max(run.countUntil(seenUntil(run, atUs)) - 1, eventIndex);
  const whole = own ? own.length : run.length;
  const seen = showsRest ? whole : own ? countUpTo(own, lastSeen) : lastSeen + 1;
  const step = Math.max(Math.floor(whole / RENEWALS), 1);
  const count = sort.key === 'time' || !playing ? seen : Math.floor(seen / step) * step;
  const sorted = useMemo(() => {
    if (sort.key === 'time') return null;
    const some = own ? own.subarray(0, count) : Int32Array.from({ length: count }, (_, i) => i);
    return sortEvents(run, some, sort.key as Exclude<EventKey, 'time'>, sort.descending);
  }, [run, own, sort, count]);
  const isBackwards = sort.key === 'time' && sort.descending;
  const indexOf = (row: number): number => {
    if (sorted) return sorted[row] as number;
    const place = isBackwards ? count - 1 - row : row;
    return own ? (own[place] as number) : place;
  };
  const kinds = kindsIn(run).filter((each) => tier === '' || tierOf(each) === tier);
  const tiers = useMemo(() => [...new Set(kindsIn(run).map(tierOf))], [run]);
  const present = sorted ? undefined : isBackwards ? count - happened : happened - 1;

  return (
    <section className="panel-events panel-fill" aria-label={t('Events')}>
      <div className="panel-filter">
        <label>
          <input
            type="checkbox"
            checked={isNarrow}
            disabled={selected === null}
            onChange={(event) => setNarrow(event.currentTarget.checked)}
          />
          {selected === null
            ? t('only the selected request')
            : t('only {request}', { request: requestName(selected) })}
        </label>
        <select
          aria-label={t('Tier')}
          value={tier}
          onChange={(event) => {
            setTier(event.currentTarget.value as EventTier | '');
            setName('');
          }}
        >
          <option value="">{t('all tiers')}</option>
          {tiers.map((each) => (
            <option key={each} value={each}>
              {t(each)}
            </option>
          ))}
        </select>
        <select
          aria-label={t('Kind of event')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value as EventName | '')}
        >
          <option value="">{t('all kinds')}</option>
          {kinds.map((each) => (
            <option key={each} translate="no">
              {each}
            </option>
          ))}
        </select>
        <label>
          <input
            type="checkbox"
            checked={follows}
            onChange={(event) => setFollows(event.currentTarget.checked)}
          />
          {t('follow##keep the present row in sight')}
        </label>
        <label>
          <input
            type="checkbox"
            checked={showsRest}
            onChange={(event) => setShowsRest(event.currentTarget.checked)}
          />
          {t('also what nobody has seen yet')}
        </label>
        <span className="panel-quiet" title={t('events that have happened, of all')}>
          {t('{happened} of {whole}', { happened, whole })}
        </span>
      </div>
      <WindowedTable
        caption={t('Events in words')}
        columns={COLUMNS.map((each) => ({ ...each, label: t(String(each.label)) }))}
        count={count}
        {...(present === undefined ? {} : { current: present })}
        follows={follows}
        player={player}
        requestOf={(row) => {
          const request = run.request(indexOf(row));
          return request === NONE ? null : request;
        }}
        sort={sort}
        onSort={setSort}
        cells={(row) => {
          const index = indexOf(row);
          // Sorted otherwise, the rows in sight are far apart in time: their sentences are told one page each, and remembered.
          const event = toldEvent(run, index);
          if (!event) return ['', '', EVENTS[run.type(index)], ''];
          return [
            <button
              key="go"
              type="button"
              className="panel-link panel-number"
              onClick={() => goToEvent(player, index, event.atUs)}
            >
              {secondsText(event.atUs, 4)}
            </button>,
            event.text,
            <code key="name" translate="no">
              {event.name}
            </code>,
            event.request === null ? (
              ''
            ) : (
              <button
                key="select"
                type="button"
                className="panel-link"
                aria-label={t('Select request {request}', { request: requestName(event.request) })}
                onClick={() => onSelect?.(event.request as number)}
              >
                {requestName(event.request)}
              </button>
            ),
          ];
        }}
      />
    </section>
  );
}
