import { useMemo, useRef, useState } from 'react';
import { bytesText, durationText, requestName } from '../../insight/plainWords.ts';
import { msg, t } from '../../language/t.ts';
import { secondsText } from '../../stage/secondsText.ts';
import type { InstrumentView } from '../instrument.ts';
import { seenUntil } from '../seen.ts';
import { usePlayerState, usePlayhead } from '../usePlayer.ts';
import { type TableColumn, type TableSort, WindowedTable } from '../WindowedTable.tsx';
import { knownLife } from './knownLife.ts';
import { RequestBars } from './RequestBars.tsx';
import { type BarScale, RequestFilters } from './RequestFilters.tsx';
import { RequestTotals } from './RequestTotals.tsx';
import {
  factsOf,
  listRequests,
  NO_FILTER,
  type RequestFacts,
  type RequestKey,
  startedBy,
} from './requestList.ts';
import '../panel.css';
import '../tables.css';
import '../inspector.css';
import './requests.css';

/** While time runs, a filtered or sorted list is worked out anew this many times over the run, not with every frame. */
const RENEWALS = 240;

const KINDS: Record<RequestFacts['kind'], string> = {
  page: msg('page'),
  static: msg('file'),
  upload: msg('upload'),
  api: msg('API'),
};

const BY_NUMBER: TableSort = { key: 'number', descending: false };

/** Every request that has started, as in a browser's network panel: who asked for what, how it went, and where its time goes. */
export function RequestsPanel({ run, player, selected, onSelect, ghost }: InstrumentView) {
  const { atUs, playing } = usePlayerState(player);
  const root = useRef<HTMLElement>(null);
  const [filter, setFilter] = useState(NO_FILTER);
  const [sort, setSort] = useState(BY_NUMBER);
  const [scale, setScale] = useState<BarScale>('clock');
  const [follows, setFollows] = useState(true);
  const [sight, setSight] = useState<readonly [number, number]>([0, 20]);
  // What was seen once stays readable after stepping back.
  const seenUs = seenUntil(run, atUs);
  const isPlain = filter === NO_FILTER && sort === BY_NUMBER;
  const stepUs = run.endUs / RENEWALS;
  const listUs = playing && !isPlain ? Math.floor(seenUs / stepUs) * stepUs : seenUs;
  const started = startedBy(run, listUs);
  const listed = useMemo(
    () =>
      filter === NO_FILTER && sort === BY_NUMBER
        ? null
        : listRequests(run, listUs, filter, {
            key: sort.key as RequestKey,
            descending: sort.descending,
          }),
    [run, listUs, filter, sort],
  );
  const requestAt = (row: number) => (listed ? (listed[row] as number) : row);
  const count = listed ? listed.length : started;
  const current = isPlain ? startedBy(run, atUs) - 1 : undefined;
  const chosen = selected === null ? null : listed ? listed.indexOf(selected) : selected;

  const clock = clockOf(run, requestAt, sight, count, seenUs);
  usePlayhead(run, player, root, { fromUs: clock.fromUs, untilUs: clock.fromUs + clock.spanUs });
  const ghostRows = ghost && startedBy(ghost, ghost.endUs);

  const cells = (row: number) => {
    const request = requestAt(row);
    const facts = factsOf(run, request, seenUs);
    const { kind, route, clients, outcome, tookUs, isOver, isFailed } = facts;
    const before =
      ghost && ghostRows !== null && request < ghostRows ? factsOf(ghost, request, seenUs) : null;
    const life = knownLife(run, request, seenUs).text;
    const isOther = before?.isOver && isOver && before.tookUs !== tookUs;
    return [
      <span key="number" className="panel-requests-number">
        {requestName(request)}
      </span>,
      <span key="kind" className="panel-requests-kind" title={t(KINDS[kind])}>
        <i className="panel-shape" data-kind={kind} aria-hidden="true" />
        {t(KINDS[kind])}
      </span>,
      <code key="path" translate="no" title={`${route.method} ${route.path} (${route.name})`}>
        {route.method} {route.path}
      </code>,
      <span key="clients" translate="no" title={clients}>
        {clients}
      </span>,
      <span key="outcome" className="panel-outcome" data-failed={isFailed || undefined}>
        {isFailed && <i aria-hidden="true">✕ </i>}
        {outcome}
      </span>,
      sizeText(facts),
      <span
        key="time"
        title={isOther ? t('before: {took}', { took: durationText(before.tookUs) }) : undefined}
      >
        {durationText(tookUs)}
        {isOver ? '' : ' …'}
        {isOther && <small> {t('was {took}', { took: durationText(before.tookUs) })}</small>}
      </span>,
      <span key="bars" title={life}>
        <RequestBars
          run={run}
          request={request}
          untilUs={seenUs}
          fromUs={scale === 'clock' ? clock.fromUs : facts.row.startUs}
          spanUs={scale === 'own' ? tookUs : scale === 'start' ? clock.longestUs : clock.spanUs}
        />
        <span className="panel-unseen">{life}</span>
      </span>,
    ];
  };

  return (
    <section
      ref={root}
      className="panel-fill panel-requests"
      aria-label={t('Requests')}
      data-scale={scale}
    >
      <RequestFilters
        run={run}
        filter={filter}
        onFilter={(next) => setFilter(isSame(next) ? NO_FILTER : next)}
        scale={scale}
        onScale={setScale}
        outcomes={useOutcomes(run, listUs)}
        follows={follows}
        onFollows={setFollows}
      />
      <WindowedTable
        caption={t('Requests and where their time goes')}
        columns={columnsOf(scale, clock)}
        count={count}
        cells={cells}
        player={player}
        requestOf={requestAt}
        {...(current === undefined ? {} : { current })}
        follows={follows}
        chosen={chosen === -1 ? null : chosen}
        sort={sort}
        onSort={(next) => setSort(next.key === 'number' && !next.descending ? BY_NUMBER : next)}
        onChoose={(row) => onSelect(requestAt(row))}
        onSight={(from, until) =>
          setSight((before) => (before[0] === from && before[1] === until ? before : [from, until]))
        }
      />
      <RequestTotals
        run={run}
        untilUs={seenUs}
        atUs={atUs}
        playing={playing}
        shown={filter === NO_FILTER ? null : count}
      />
    </section>
  );
}

/** A filter that filters nothing is the one that costs nothing. */
function isSame(filter: typeof NO_FILTER): boolean {
  return (Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[]).every(
    (key) => filter[key] === NO_FILTER[key],
  );
}

interface Clock {
  readonly fromUs: number;
  readonly spanUs: number;
  readonly longestUs: number;
}

/** The time that the rows in sight took together, with a little room before it. */
function clockOf(
  run: InstrumentView['run'],
  requestAt: (row: number) => number,
  [from, until]: readonly [number, number],
  count: number,
  seenUs: number,
): Clock {
  let fromUs = Number.POSITIVE_INFINITY;
  let endUs = 0;
  let longestUs = 1;
  for (let row = from; row < Math.min(until, count); row++) {
    const { row: life, tookUs } = factsOf(run, requestAt(row), seenUs);
    fromUs = Math.min(fromUs, life.startUs);
    endUs = Math.max(endUs, life.startUs + tookUs);
    longestUs = Math.max(longestUs, tookUs);
  }
  if (fromUs === Number.POSITIVE_INFINITY) return { fromUs: 0, spanUs: 1, longestUs };
  return { fromUs, spanUs: Math.max(endUs - fromUs, 1), longestUs };
}

function columnsOf(scale: BarScale, clock: Clock): readonly TableColumn[] {
  const bars = {
    clock: t('{from} to {until}', {
      from: placeText(clock.fromUs),
      until: placeText(clock.fromUs + clock.spanUs),
    }),
    start: t('from its start, {longest} wide', { longest: durationText(clock.longestUs) }),
    own: t('shares of its own time'),
  }[scale];
  return [
    { key: 'number', label: '#', sortable: true, width: '70px' },
    { key: 'kind', label: t('kind'), sortable: true, width: '84px' },
    { key: 'path', label: t('asks for'), sortable: true, width: '19%' },
    { key: 'clients', label: t('clients'), sortable: true, width: '11%' },
    { key: 'outcome', label: t('outcome'), sortable: true, width: '98px' },
    { key: 'size', label: t('size'), sortable: true, isNumber: true, width: '84px' },
    { key: 'time', label: t('time'), sortable: true, isNumber: true, width: '92px' },
    { key: 'bars', label: <>{t('where it goes: {bars}', { bars })}</> },
  ];
}

function placeText(us: number): string {
  return secondsText(us, us < 10e6 ? 2 : 1);
}

function sizeText({ upBytes, downBytes }: RequestFacts): string {
  const up = upBytes > 0 ? `↑ ${bytesText(upBytes)}` : '';
  const down = downBytes > 0 ? bytesText(downBytes) : '';
  return upBytes > downBytes ? up : down || up || '–';
}

/** Outcomes of those that have ended, for the choice. */
function useOutcomes(run: InstrumentView['run'], untilUs: number): readonly string[] {
  const roundUs = Math.floor(untilUs / (run.endUs / 40)) * (run.endUs / 40);
  // biome-ignore lint/correctness/useExhaustiveDependencies: renewed forty times over the run
  return useMemo(() => {
    const found = new Set<string>();
    const count = startedBy(run, untilUs);
    for (let r = 0; r < count; r++) found.add(factsOf(run, r, untilUs).outcome);
    return [...found].sort();
  }, [run, roundUs]);
}
