import { useMemo, useState } from 'react';
import { requestName } from '../insight/plainWords.ts';
import type { Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { goToEvent } from './goToEvent.ts';
import { seenUntil } from './seen.ts';
import { toldEvent } from './toldEvent.ts';
import { usePlayerState } from './usePlayer.ts';
import { WindowedTable } from './WindowedTable.tsx';
import './panel.css';
import './tables.css';

export interface EventTableProps {
  readonly run: Run;
  readonly player: Player;
  /** The selected request: the table can be narrowed to it. */
  readonly selected?: number | null;
  onSelect?(request: number): void;
}

/** Everything that happens, as text: the stage for those who read. The present event is marked; a moment is a way to it. */
export function EventTable({ run, player, selected = null, onSelect }: EventTableProps) {
  const { eventIndex, atUs } = usePlayerState(player);
  const [isNarrow, setNarrow] = useState(false);
  const [showsRest, setShowsRest] = useState(false);
  const only = isNarrow ? selected : null;
  const own = useMemo(() => (only === null ? null : eventsOf(run, only)), [run, only]);
  const happened = own ? own.filter((index) => index <= eventIndex).length : eventIndex + 1;
  // What was seen once stays readable after stepping back.
  const lastSeen = Math.max(run.countUntil(seenUntil(run, atUs)) - 1, eventIndex);
  const seen = own ? own.filter((index) => index <= lastSeen).length : lastSeen + 1;
  const count = showsRest ? (own ? own.length : run.length) : seen;

  return (
    <section className="panel-events" aria-label="Events">
      <p className="panel-filter">
        <label>
          <input
            type="checkbox"
            checked={isNarrow}
            disabled={selected === null}
            onChange={(event) => setNarrow(event.currentTarget.checked)}
          />
          only {selected === null ? 'the selected request' : requestName(selected)}
        </label>
        <label>
          <input
            type="checkbox"
            checked={showsRest}
            onChange={(event) => setShowsRest(event.currentTarget.checked)}
          />
          also what nobody has seen yet
        </label>
        <span className="panel-quiet">
          {happened} of {own ? own.length : run.length} events have happened
        </span>
      </p>
      <WindowedTable
        caption="Events in words"
        columns={['time', 'what happens', 'event', 'request']}
        count={count}
        current={happened - 1}
        cells={(row) => {
          const index = own ? (own[row] as number) : row;
          const event = toldEvent(run, index);
          if (!event) return ['', '', '', ''];
          return [
            <button
              key="go"
              type="button"
              className="panel-link panel-number"
              onClick={() => goToEvent(player, index, event.atUs)}
            >
              {(event.atUs / 1e6).toFixed(4)} s
            </button>,
            event.text,
            <code key="name">{event.name}</code>,
            event.request === null ? (
              ''
            ) : (
              <button
                key="select"
                type="button"
                className="panel-link"
                aria-label={`Select request ${requestName(event.request)}`}
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

function eventsOf(run: Run, request: number): number[] {
  const indexes: number[] = [];
  for (let i = 0; i < run.length; i++) if (run.request(i) === request) indexes.push(i);
  return indexes;
}
