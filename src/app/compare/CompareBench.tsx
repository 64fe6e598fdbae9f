import { type ReactNode, useMemo, useRef, useState } from 'react';
import { counterpart } from '../../insight/compare/pairRequests.ts';
import { requestName } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { msg, t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';
import { useShortcuts } from '../../panels/useShortcuts.ts';
import type { Player } from '../../player/player.ts';
import { rich } from '../../stage/rich.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { LaterCaption } from '../workbench/LaterCaption.tsx';
import { LaterTransport } from '../workbench/LaterTransport.tsx';
import { Tabs } from '../workbench/Tabs.tsx';
import { CompareHead } from './CompareHead.tsx';
import type { Choice } from './CompareRoom.tsx';
import type { ReadyMade } from './readyMade.ts';
import { Segments } from './Segments.tsx';
import { Stages } from './Stages.tsx';
import '../workbench/workbench.css';

const Help = later(() => import('../accessibility/Help.tsx').then((m) => m.Help), null);
const OverTime = later(() => import('./OverTime.tsx').then((m) => m.OverTime));
const RequestDifferences = later(() =>
  import('./RequestDifferences.tsx').then((m) => m.RequestDifferences),
);
const CompareInspector = later(() =>
  import('./CompareInspector.tsx').then((m) => m.CompareInspector),
);
const CompareNumbers = later(() => import('./CompareNumbers.tsx').then((m) => m.CompareNumbers));

const BOLD = { b: (words: ReactNode) => <b>{words}</b> };

export interface BenchProps {
  readonly question: string;
  readonly readyMade: ReadyMade | null;
  /** Whether a side comes from real servers, who know no seed. */
  readonly hasMeasured: boolean;
  readonly titles: readonly string[];
  readonly runs: readonly Run[];
  /** The one clock, over the events of all runs, and those as marks for its scrubber. */
  readonly player: Player;
  readonly steps: Run;
  /** The same clock as each side sees it. */
  readonly players: readonly Player[];
  readonly focus: number;
  onFocus(side: number): void;
  readonly choice: Choice | null;
  onChoose(choice: Choice | null): void;
  /** Where sides are added, named and taken away. */
  readonly editor: ReactNode;
}

/** What every view of a comparison gets. */
export interface CompareView
  extends Pick<BenchProps, 'titles' | 'runs' | 'player' | 'players' | 'focus' | 'onFocus'> {
  /** The selected request in each run, by its own number; null where it was never asked or none is selected. */
  readonly selected: readonly (number | null)[];
  /** Selects a request in all sides, by its number in one, and opens the inspector unless what is open is to stay. */
  onSelect(side: number, request: number | null, stays?: boolean): void;
}

/** Stages in lockstep, one transport, and at the side who gained, the numbers and the sides. */
export function CompareBench(props: BenchProps) {
  const { question, readyMade, titles, runs, player, players, steps, focus, choice } = props;
  const root = useRef<HTMLElement>(null);
  const stages = useRef<HTMLElement>(null);
  const [shows, setShows] = useState<'stages' | 'time'>('stages');
  const [tab, setTab] = useState('requests');
  const [against, setAgainst] = useState(1);
  const [helpOpen, setHelpOpen] = useState(false);
  const [hasMore, setMore] = useState(false);
  useShortcuts(root, player, { run: steps, onHelp: () => setHelpOpen(true) });

  const selected = useMemo(() => {
    const from = choice && runs[choice.side];
    if (!choice || !from) return runs.map(() => null);
    return runs.map((run) => counterpart(from, run, choice.request));
  }, [runs, choice]);
  const view: CompareView = {
    titles,
    runs,
    player,
    players,
    focus,
    onFocus: props.onFocus,
    selected,
    onSelect(side, request, stays = false) {
      props.onChoose(request === null ? null : { side, request });
      if (request !== null && !stays) setTab('request');
    },
  };
  const chosen = selected.find((each) => each !== null) ?? null;
  const openTab = tab === 'request' && chosen === null ? 'requests' : tab;
  const other = Math.min(against, runs.length - 1);

  return (
    <main className="app-compare" ref={root} data-sides={runs.length}>
      <div className="app-compareMain">
        <header className="app-compareBar" ref={stages}>
          <p>
            {props.hasMeasured
              ? rich('Same traffic, <b>one clock</b>', BOLD)
              : rich('Same traffic, same seed, <b>one clock</b>', BOLD)}
          </p>
          <Segments
            label={t('What is shown of the runs')}
            options={[
              { key: 'stages', words: t('Stages') },
              { key: 'time', words: t('Over time') },
            ]}
            chosen={shows}
            onChoose={(key) => setShows(key === 'time' ? 'time' : 'stages')}
          />
        </header>
        <ErrorBoundary key={shows} what={msg('the comparison')}>
          {shows === 'stages' ? <Stages {...view} /> : <OverTime {...view} other={other} />}
        </ErrorBoundary>
        <div className="app-hidden">
          <ErrorBoundary what={msg('the caption')}>
            <LaterCaption run={runs[focus] as Run} player={players[focus] as Player} />
          </ErrorBoundary>
        </div>
        <div className="app-card app-transport app-compareTransport" data-more={hasMore}>
          <ErrorBoundary what={msg('the transport##the controls of playback')}>
            <LaterTransport player={player} run={steps} onHelp={() => setHelpOpen(true)} />
          </ErrorBoundary>
          <button
            type="button"
            className="app-button app-more"
            aria-expanded={hasMore}
            aria-label={t('Speed and style of playback')}
            onClick={() => setMore(!hasMore)}
          >
            ⋯
          </button>
        </div>
      </div>
      <div className="app-compareAside">
        <CompareHead
          {...view}
          question={question}
          readyMade={readyMade}
          other={other}
          onOther={setAgainst}
          onGone={() => stages.current?.scrollIntoView({ block: 'nearest' })}
        />
        <section className="app-card app-compareTabs" aria-label={t('Compared')}>
          <ErrorBoundary what={msg('the comparison’s instruments')}>
            <Tabs
              label={t('Compared')}
              open={openTab}
              onOpen={setTab}
              tabs={[
                {
                  key: 'requests',
                  label: t('Who gained'),
                  show: () => (
                    <RequestDifferences {...view} other={other} hasChart={shows === 'stages'} />
                  ),
                },
                {
                  key: 'numbers',
                  label: t('Numbers'),
                  show: () => <CompareNumbers titles={titles} runs={runs} />,
                },
                { key: 'sides', label: t('Settings'), show: () => props.editor },
                ...(chosen === null
                  ? []
                  : [
                      {
                        key: 'request',
                        label: t('Request {name}', {
                          name: requestName(selected[focus] ?? chosen),
                        }),
                        show: () => <CompareInspector {...view} />,
                      },
                    ]),
              ]}
            />
          </ErrorBoundary>
        </section>
      </div>
      {helpOpen && <Help open onClose={() => setHelpOpen(false)} />}
    </main>
  );
}
