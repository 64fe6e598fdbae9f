import { useMemo, useState } from 'react';
import { byLoss, differences, type RequestDifference } from '../../insight/compare/differences.ts';
import { pairRequests } from '../../insight/compare/pairRequests.ts';
import { durationText, requestName } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { numberText } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import { WindowedTable } from '../../panels/WindowedTable.tsx';
import type { Player } from '../../player/player.ts';
import { rich } from '../../stage/rich.ts';
import type { CompareView } from './CompareBench.tsx';
import { DifferenceChart } from './DifferenceChart.tsx';
import { FATES, fateOf } from './drawDifferences.ts';
import { Segments } from './Segments.tsx';
import '../../panels/tables.css';

type Order = 'lost' | 'gained' | 'asked';

/** Who gained and who lost: a count of each, a picture of all, and all as a table. */
export function RequestDifferences({
  other,
  hasChart,
  ...view
}: CompareView & { readonly other: number; readonly hasChart: boolean }) {
  const { runs, titles, players, selected, onSelect } = view;
  const [a, b] = [runs[0] as Run, runs[other] as Run];
  const [nameA, nameB] = [String(titles[0]), String(titles[other])];
  const player = players[0] as Player;
  const all = useMemo(() => differences(a, b), [a, b]);
  const whole = useMemo(() => ({ fromUs: 0, untilUs: Math.max(a.endUs, b.endUs) }), [a, b]);
  return (
    <div className="app-compareRequests">
      <FateCounts all={all} nameA={nameA} nameB={nameB} />
      {hasChart && (
        <DifferenceChart
          all={all}
          nameA={nameA}
          nameB={nameB}
          run={a}
          player={player}
          view={whole}
          selected={selected[0] ?? null}
          onSelect={(request) => onSelect(0, request, true)}
        />
      )}
      <OnlyInOne a={a} b={b} nameA={nameA} nameB={nameB} other={other} onSelect={onSelect} />
      <DifferenceTable
        all={all}
        a={a}
        player={player}
        selected={selected[0] ?? null}
        onSelect={(request) => onSelect(0, request, true)}
      />
    </div>
  );
}

/** `With “B” 62 ▲ slower, 3 ▼ faster, 40 • the same`: the glance, and the legend of the picture. */
export function FateCounts({
  all,
  nameA,
  nameB,
}: {
  all: readonly RequestDifference[];
  nameA: string;
  nameB: string;
}) {
  const counts = useMemo(() => {
    const sums = new Map<string, number>();
    for (const each of all) sums.set(fateOf(each), (sums.get(fateOf(each)) ?? 0) + 1);
    return sums;
  }, [all]);
  return (
    <div className="app-fates">
      <p>
        {rich(
          '{count, plural, one {Of # request, with <b>B {nameB}</b> instead of <b>A {nameA}</b>:} other {Of # requests, with <b>B {nameB}</b> instead of <b>A {nameA}</b>:}}',
          { count: all.length, nameA, nameB, b: (words) => <b>{words}</b> },
        )}
      </p>
      <ul>
        {FATES.map(({ fate, mark, words }) => {
          const count = counts.get(fate) ?? 0;
          return (
            count > 0 && (
              <li key={fate} data-fate={fate}>
                <i aria-hidden="true">{mark}</i> <b>{numberText(count)}</b> {t(words)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface OnlyProps {
  a: Run;
  b: Run;
  nameA: string;
  nameB: string;
  other: number;
  onSelect(side: number, request: number): void;
}

/** Requests that one run has and the other has not: listed, for nothing can be said against them. */
function OnlyInOne({ a, b, nameA, nameB, other, onSelect }: OnlyProps) {
  const { onlyA, onlyB } = useMemo(() => pairRequests(a, b), [a, b]);
  if (onlyA.length + onlyB.length === 0) return null;
  const list = (side: number, name: string, requests: readonly number[]) =>
    requests.length > 0 && (
      <p>
        {rich(
          '{count, plural, one {Only in “{name}”: # request {list}} other {Only in “{name}”: # requests {list}}}',
          {
            count: requests.length,
            name,
            list: requests.slice(0, 6).map((request) => (
              <button
                key={request}
                type="button"
                className="panel-link"
                onClick={() => onSelect(side, request)}
              >
                {requestName(request)}
              </button>
            )),
          },
        )}
        {requests.length > 6 &&
          ` ${t('… to {request}##after a list of requests', { request: requestName(requests.at(-1) as number) })}`}
      </p>
    );
  return (
    <details className="app-compareOnly">
      <summary>
        {t('{count, plural, one {# request in one run only} other {# requests in one run only}}', {
          count: onlyA.length + onlyB.length,
        })}
      </summary>
      <p className="app-quiet">
        {t(
          'Clients that wait for their answer ask more often where it comes sooner, and some ask again what failed.',
        )}
      </p>
      {list(0, nameA, onlyA)}
      {list(other, nameB, onlyB)}
    </details>
  );
}

interface TableProps {
  all: readonly RequestDifference[];
  a: Run;
  player: Player;
  selected: number | null;
  onSelect(request: number): void;
}

function DifferenceTable({ all, a, player, selected, onSelect }: TableProps) {
  // Where nobody lost, those who gained are the news.
  const [order, setOrder] = useState<Order>(() =>
    all.some(({ verdict }) => verdict === 'lost') ? 'lost' : 'gained',
  );
  const rows = useMemo(() => {
    if (order === 'asked') return all;
    const sorted = byLoss(all);
    return order === 'lost' ? sorted : sorted.reverse();
  }, [all, order]);
  return (
    <>
      <Segments
        label={t('Order of the table')}
        options={[
          { key: 'lost', words: t('lost most') },
          { key: 'gained', words: t('gained most') },
          { key: 'asked', words: t('as asked') },
        ]}
        chosen={order}
        onChoose={(key) => setOrder(key as Order)}
      />
      <WindowedTable
        caption={t('Requests of A and B')}
        columns={[
          t('request##column'),
          'B − A',
          'A',
          'B',
          t('of##column: of whom, and for which page, a request is'),
        ]}
        count={rows.length}
        tall={8}
        cells={(index) => {
          const each = rows[index] as RequestDifference;
          const { request } = each.a;
          const { population, route } = a.seed(request);
          const point = (isOn: boolean) => player.pointer.point(isOn ? { request } : {});
          return [
            <button
              key="request"
              type="button"
              className="panel-link"
              aria-pressed={request === selected}
              onClick={() => onSelect(request)}
              onFocus={() => point(true)}
              onBlur={() => point(false)}
              onPointerEnter={() => point(true)}
              onPointerLeave={() => point(false)}
            >
              {requestName(request)}
            </button>,
            changeText(each),
            each.a.words,
            each.b.words,
            `${a.scenario.clients[population]?.name ?? ''}: ${a.scenario.routes[route]?.name ?? ''}`,
          ];
        }}
      />
    </>
  );
}

/** The mark of its fate, and the difference where both were served. */
function changeText(each: RequestDifference): string {
  const fate = fateOf(each);
  const mark = FATES.find((known) => known.fate === fate)?.mark ?? '';
  if (fate === 'open') return `${mark} –`;
  if (fate === 'lostAnswer') return `${mark} ${t('no answer')}`;
  if (fate === 'gotAnswer') return `${mark} ${t('answer##one that only the other run has')}`;
  const { differenceUs } = each;
  const atLeast = each.a.endUs === null || each.b.endUs === null ? '≥ ' : '';
  return `${mark} ${atLeast}${differenceUs > 0 ? '+' : ''}${durationText(differenceUs)}`;
}
