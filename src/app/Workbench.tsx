import { type ReactNode, useRef, useState } from 'react';
import type { Run } from '../insight/shapes.ts';
import { Caption } from '../panels/Caption.tsx';
import { EventTable } from '../panels/EventTable.tsx';
import { Inspector } from '../panels/Inspector.tsx';
import { LanesOverTime } from '../panels/LanesOverTime.tsx';
import { LatencyAndQueue } from '../panels/LatencyAndQueue.tsx';
import { LogsPanel } from '../panels/LogsPanel.tsx';
import { MetricsPanel } from '../panels/MetricsPanel.tsx';
import { Shortcuts } from '../panels/Shortcuts.tsx';
import { Transport } from '../panels/Transport.tsx';
import { useShortcuts } from '../panels/useShortcuts.ts';
import type { Player } from '../player/player.ts';
import { Stage } from '../stage/Stage.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Tabs } from './Tabs.tsx';
import './workbench.css';

export interface WorkbenchProps {
  readonly run: Run;
  readonly player: Player;
  /** The request lit on the stage and opened in the inspector, or null. */
  readonly selected: number | null;
  onSelect(request: number | null): void;
  /** What matters now, for the stage to light; see Stage. */
  readonly spotlight?: Parameters<typeof Stage>[0]['spotlight'];
  /** Above the stage: progress of a long run, for instance. */
  readonly notice?: ReactNode;
  /** Why the run may not be played or looked into yet, or null: before a guess is made, say. */
  readonly locked?: string | null;
  /** Whether the words come before the stage for those who read, tab or scroll from the top. */
  readonly wordsFirst?: boolean;
  /** The words at the side: a step of a lesson, the knobs of the sandbox. */
  readonly children: ReactNode;
}

/** Stage, transport, instruments and inspector around one run: what lesson and sandbox have in common. */
export function Workbench({
  run,
  player,
  selected,
  onSelect,
  spotlight,
  notice,
  locked = null,
  wordsFirst = false,
  children,
}: WorkbenchProps) {
  const root = useRef<HTMLElement>(null);
  const [tab, setTab] = useState('lanes');
  const [helpOpen, setHelpOpen] = useState(false);
  const [hasMore, setMore] = useState(false);
  const nowhere = useRef<HTMLElement>(null);
  useShortcuts(locked === null ? root : nowhere, player, { run, onHelp: () => setHelpOpen(true) });
  const view = { run, player, selected, onSelect };
  const onSeek = (atUs: number) => player.seek(atUs);

  const side = (
    <div className="app-side" data-selected={selected !== null}>
      {children}
      {(locked === null || selected !== null) && (
        <div className="app-card app-inspect app-scroll">
          <ErrorBoundary what="the inspector">
            <Inspector
              run={run}
              player={player}
              request={selected}
              onSelect={onSelect}
              onSeek={onSeek}
            />
          </ErrorBoundary>
        </div>
      )}
    </div>
  );

  return (
    <main className="app-work" ref={root}>
      {wordsFirst && side}
      <section className="app-stagePane" aria-label="The stage">
        {notice}
        <div className="app-stageHold">
          <ErrorBoundary what="the stage">
            <Stage {...view} spotlight={spotlight} />
          </ErrorBoundary>
        </div>
        <div className="app-caption">
          <Caption run={run} player={player} />
        </div>
      </section>
      {!wordsFirst && side}
      <section className="app-card app-instruments" aria-label="Instruments">
        {locked !== null && <p className="app-locked">{locked}</p>}
        <div className="app-transport" data-more={hasMore} inert={locked !== null}>
          <Transport player={player} run={run} onHelp={() => setHelpOpen(true)} />
          <button
            type="button"
            className="app-button app-more"
            aria-expanded={hasMore}
            aria-label="Speed and style of playback"
            onClick={() => setMore(!hasMore)}
          >
            ⋯
          </button>
        </div>
        <div className="app-tabHold" inert={locked !== null}>
          <ErrorBoundary what="the instruments">
            <Tabs
              label="Instruments"
              // Nothing but the past is drawn in the lanes: they cannot give away what is to be guessed.
              open={locked === null ? tab : 'lanes'}
              onOpen={setTab}
              tabs={[
                {
                  key: 'lanes',
                  label: 'Workers over time',
                  show: () => <LanesOverTime {...view} />,
                },
                {
                  key: 'latency',
                  label: 'Latency and queue',
                  show: () => <LatencyAndQueue run={run} player={player} />,
                },
                { key: 'events', label: 'Events', show: () => <EventTable {...view} /> },
                { key: 'logs', label: 'Logs', show: () => <LogsPanel {...view} /> },
                { key: 'metrics', label: 'Numbers', show: () => <MetricsPanel {...view} /> },
              ]}
            />
          </ErrorBoundary>
        </div>
      </section>
      <Shortcuts open={helpOpen} onClose={() => setHelpOpen(false)} />
    </main>
  );
}
