import { useId } from 'react';
import { failureText } from '../insight/failureText.ts';
import { durationText, requestName } from '../insight/plainWords.ts';
import type { Run } from '../insight/shapes.ts';
import { circumstances } from '../insight/state/circumstances.ts';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { type RequestRow, requestTable } from '../recording/requestTable.ts';
import { linkLabel } from '../scenario/linkPresets.ts';
import { later } from './later.tsx';
import { seenUntil } from './seen.ts';
import { usePlayerState } from './usePlayer.ts';
import './panel.css';
import './inspector.css';

/** All that the inspector says of a request but its name; fetched when one is looked into, or before by the page. */
function Opening() {
  return <p className="panel-quiet">{t('Opening …')}</p>;
}

export const RequestInDepth = later(
  () => import('./RequestInDepth.tsx').then((m) => m.RequestInDepth),
  <Opening />,
);

export interface InspectorProps {
  readonly run: Run;
  readonly player: Player;
  /** The request to look into, or null for none. */
  readonly request: number | null;
  onSelect(request: number | null): void;
  /** Where a followed link leads; the player seeks there unless given. */
  onSeek?(atUs: number): void;
}

/** One request: where its time went, why it waits, and the bytes on every hop. All of it as of the moment. */
export function Inspector({ run, player, request, onSelect, onSeek }: InspectorProps) {
  const seek = onSeek ?? player.seek;
  const title = useId();
  const { atUs } = usePlayerState(player);
  const row = request === null ? undefined : requestTable(run)[request];
  if (request === null || !row) {
    const oldest = longestUnderWay(requestTable(run), atUs);
    return (
      <section className="panel-inspector" aria-label={t('Request')}>
        <p className="panel-quiet">
          {run.requests === 0
            ? t('This run has no requests.')
            : t(
                'Press any request, on the stage or in the lanes: where does its time go, and why does it wait?',
              )}
        </p>
        {run.requests > 0 && (
          <button type="button" className="panel-button" onClick={() => onSelect(oldest ?? 0)}>
            {oldest === null
              ? t('Look at {request}, the first', { request: requestName(0) })
              : t('Look at {request}, the longest under way', { request: requestName(oldest) })}
          </button>
        )}
      </section>
    );
  }
  const { route, link } = circumstances(run, request);
  return (
    <section className="panel-inspector" aria-labelledby={title}>
      <header className="panel-inspector-head">
        <h2 id={title}>
          {t('Request {request}', { request: requestName(request) })}{' '}
          <small>
            <code translate="no">
              {route.method} {route.path}
            </code>{' '}
            · {linkLabel(link)}
          </small>
        </h2>
        <span className="panel-steps">
          <Turn
            label={t('Previous request')}
            mark="‹"
            to={request > 0 ? request - 1 : null}
            onSelect={onSelect}
          />
          <Turn
            label={t('Next request')}
            mark="›"
            to={hasBegun(run, request + 1, atUs) ? request + 1 : null}
            onSelect={onSelect}
          />
        </span>
      </header>
      <p className="panel-inspector-fate">{fateOf(row, atUs)}</p>
      <RequestInDepth
        run={run}
        player={player}
        request={request}
        atUs={atUs}
        onSelect={onSelect}
        onSeek={seek}
      />
    </section>
  );
}

/** Whether there is such a request as far as anybody has watched: what comes later is nobody's to look into yet. */
function hasBegun(run: Run, request: number, atUs: number): boolean {
  const row = requestTable(run)[request];
  return row !== undefined && row.startUs <= seenUntil(run, atUs);
}

interface TurnProps {
  label: string;
  mark: string;
  to: number | null;
  onSelect(request: number): void;
}

function Turn({ label, mark, to, onSelect }: TurnProps) {
  return (
    <button
      type="button"
      className="panel-step"
      aria-label={label}
      aria-disabled={to === null}
      onClick={() => to !== null && onSelect(to)}
    >
      {mark}
    </button>
  );
}

/** The request that has been under way the longest at the moment, or null where none is. */
function longestUnderWay(rows: readonly RequestRow[], atUs: number): number | null {
  let oldest: RequestRow | null = null;
  for (const row of rows) {
    if (row.startUs > atUs || (row.endUs !== null && row.endUs <= atUs)) continue;
    if (oldest === null || row.startUs < oldest.startUs) oldest = row;
  }
  return oldest?.id ?? null;
}

/** How it stands with the request at the moment; never what will become of it. */
function fateOf(row: RequestRow, atUs: number): string {
  if (atUs < row.startUs) return t('Starts at {start}.', { start: durationText(row.startUs) });
  if (row.endUs === null || atUs < row.endUs) {
    return t('Under way for {start}.', { start: durationText(atUs - row.startUs) });
  }
  const took = durationText(row.endUs - row.startUs);
  switch (row.outcome) {
    case 'answered':
      return (row.status ?? 0) < 400
        ? t('✓ Answered {status} after {took}.', { status: String(row.status), took })
        : t('✗ Answered {status} after {took}.', { status: String(row.status), took });
    case 'refused':
      return t('✗ Connection refused after {took}.', { took });
    case 'abandoned':
      return t('✗ The client gave up after {took}.', { took });
    default:
      return t('✗ Failed after {took}: {error}.', {
        took,
        error: failureText(row.error),
      });
  }
}
