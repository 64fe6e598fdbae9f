import { useMemo } from 'react';
import { durationText, requestName } from '../insight/plainWords.ts';
import type { Lane, Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { interventionText } from './interventionText.ts';
import { isArea, lastAtOrBefore } from './spanLook.ts';
import { usePlayerState } from './usePlayer.ts';
import { WindowedTable } from './WindowedTable.tsx';

interface LanesTableProps {
  readonly run: Run;
  readonly lanes: readonly Lane[];
  readonly player: Player;
  onSelect(request: number | null): void;
}

/** The lanes as text, in order of time: the same stretches, and nothing that is still to come. */
export function LanesTable({ run, lanes, player, onSelect }: LanesTableProps) {
  const { atUs } = usePlayerState(player);
  const all = useMemo(
    () =>
      lanes
        .filter((lane) => !isArea(lane))
        .flatMap((lane) =>
          lane.spans.filter((span) => span.state !== 'idle').map((span) => ({ lane, span })),
        )
        .sort((a, b) => a.span.fromUs - b.span.fromUs),
    [lanes],
  );
  const { script } = run.scenario;
  const starts = useMemo(() => all.map(({ span }) => span.fromUs), [all]);
  const count = lastAtOrBefore(starts, atUs) + 1;

  return (
    <>
      {script.length > 0 && (
        <p className="panel-quiet">
          {t('Interventions: {list}', {
            list: script
              .map((each) =>
                t('{intervention} at {time}', {
                  intervention: interventionText(each),
                  time: durationText(each.atUs),
                }),
              )
              .join(', '),
          })}
        </p>
      )}
      <WindowedTable
        caption={t('What each worker did when')}
        columns={[
          t('from##when it begins'),
          t('for##how long'),
          t('who'),
          t('does what'),
          t('request'),
        ]}
        count={count}
        player={player}
        requestOf={(row) => all[row]?.span.request ?? null}
        workerOf={(row) => {
          const { kind, actor } = all[row]?.lane ?? {};
          return kind === 'worker' ? (actor ?? null) : null;
        }}
        cells={(row) => {
          const { lane, span } = all[row] as (typeof all)[number];
          const isOver = span.untilUs <= atUs;
          return [
            <button
              key="go"
              type="button"
              className="panel-link"
              onClick={() => player.seek(span.fromUs)}
            >
              {durationText(span.fromUs)}
            </button>,
            isOver
              ? durationText(span.untilUs - span.fromUs)
              : t('{time} so far', { time: durationText(atUs - span.fromUs) }),
            lane.label,
            span.words,
            span.request === null ? (
              '–'
            ) : (
              <button
                key="select"
                type="button"
                className="panel-link"
                onClick={() => onSelect(span.request)}
              >
                {requestName(span.request)}
              </button>
            ),
          ];
        }}
      />
    </>
  );
}
