import { type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { msg, t } from '../../language/t.ts';
import { readBookmarks } from '../../panels/bookmarks/bookmarks.ts';
import { Inspector, RequestInDepth } from '../../panels/Inspector.tsx';
import type { InstrumentView } from '../../panels/instrument.ts';
import { later } from '../../panels/later.tsx';
import { HelpFrom } from '../../panels/why/helpSource.ts';
import type { Player } from '../../player/player.ts';
import type { Stage } from '../../stage/Stage.tsx';
import type { OnAct } from '../../stage/target.ts';
import { keep, recall } from '../shell/deviceMemory.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { fetchWhenIdle } from '../shell/fetchAhead.ts';
import { BenchPartsContext } from './benchParts.ts';
import { InstrumentTabs, type Offer } from './InstrumentTabs.tsx';
import { INSTRUMENTS } from './instruments.tsx';
import { LaterCaption } from './LaterCaption.tsx';
import { LaterStage } from './LaterStage.tsx';
import { LaterTransport } from './LaterTransport.tsx';
import { PaneDivider, usePaneShare } from './PaneDivider.tsx';
import { useHelp } from './useHelp.ts';
import './workbench.css';

const Help = later(() => import('../accessibility/Help.tsx').then((m) => m.Help), null);
const ShortcutKeys = later(() => import('./ShortcutKeys.tsx').then((m) => m.ShortcutKeys), null);
const ActMenu = later(() => import('../../panels/act/ActMenu.tsx').then((m) => m.ActMenu), null);

const EVENTS = INSTRUMENTS.find(({ key }) => key === 'events');

export interface WorkbenchProps {
  readonly run: Run;
  readonly player: Player;
  /** The request lit on the stage and opened in the inspector, or null. */
  readonly selected: number | null;
  onSelect(request: number | null): void;
  /** What matters now, for the stage to light; see Stage. */
  readonly spotlight?: Parameters<typeof Stage>[0]['spotlight'];
  /** The run before the last change, drawn faintly behind this one. */
  readonly ghost?: Run | null;
  /** How the scenario is changed, where it may be. */
  readonly edit?: InstrumentView['edit'];
  /** Above the stage: progress of a long run, for instance. */
  readonly notice?: ReactNode;
  /** Why the run may not be played or looked into yet, or null: before a guess is made, say. */
  readonly locked?: string | null;
  /** Which instruments are offered, and which would tell too much; null: all, open as they were left. */
  readonly offer?: Offer | null;
  /** In the narrator's place, or nothing. */
  readonly caption?: ReactNode;
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
  ghost = null,
  edit = null,
  notice,
  locked = null,
  offer = null,
  caption,
  wordsFirst = false,
  children,
}: WorkbenchProps) {
  const parts = useContext(BenchPartsContext);
  const root = useRef<HTMLElement>(null);
  const [helpOpen, setHelpOpen] = useState(false);
  const [hasMore, setMore] = useState(false);
  const [share, setShare] = usePaneShare();
  const [acting, setActing] = useState<{ on: Parameters<OnAct>[0]; at: Parameters<OnAct>[1] }>();
  const [done, setDone] = useState('');
  const nowhere = useRef<HTMLElement>(null);
  const onAct: OnAct = useCallback((on, at) => setActing({ on, at }), []);
  const helps = useHelp(run, edit);
  // What would have helped is said in settings and their values.
  const isTelling = !offer?.withheld.includes('causes');
  useEffect(
    () =>
      fetchWhenIdle([
        RequestInDepth.load,
        Help.load,
        ...(parts.hasInstruments ? INSTRUMENTS.flatMap(({ load }) => load ?? []) : []),
      ]),
    [parts],
  );
  const keeping = useBookmarksOf(run);
  const view = { run, player, selected, onSelect };
  const onSeek = (atUs: number) => player.seek(atUs);

  const side = (
    <div className="app-side" data-selected={selected !== null}>
      {children}
      {parts.hasInspector && (locked === null || selected !== null) && (
        <div className="app-card app-inspect app-scroll">
          <ErrorBoundary what={msg('the inspector')}>
            <HelpFrom.Provider value={isTelling ? helps : null}>
              <Inspector
                run={run}
                player={player}
                request={selected}
                onSelect={onSelect}
                onSeek={onSeek}
              />
            </HelpFrom.Provider>
          </ErrorBoundary>
        </div>
      )}
    </div>
  );

  return (
    <main
      className="app-work"
      ref={root}
      style={{ '--app-share': `${share}%` } as React.CSSProperties}
    >
      {wordsFirst && side}
      <section className="app-stagePane" aria-label={t('The stage')}>
        {notice}
        <div className="app-stageHold">
          <ErrorBoundary what={msg('the stage')}>
            {parts.isTable ? (
              EVENTS?.show({ ...view, ghost, edit })
            ) : (
              <LaterStage {...view} spotlight={spotlight} {...(edit ? { onAct } : {})} />
            )}
          </ErrorBoundary>
        </div>
        <div className="app-caption">
          <ErrorBoundary what={msg('the caption')}>
            {caption || <LaterCaption run={run} player={player} />}
          </ErrorBoundary>
        </div>
      </section>
      {!wordsFirst && side}
      {parts.hasInstruments && <PaneDivider share={share} onShare={setShare} />}
      {(parts.hasTransport || parts.hasInstruments) && (
        <section className="app-card app-instruments" aria-label={t('Instruments')}>
          {locked !== null && <p className="app-locked">{locked}</p>}
          {parts.hasTransport && (
            <div className="app-transport" data-more={hasMore} inert={locked !== null}>
              <LaterTransport
                player={player}
                run={run}
                selected={selected}
                ghost={ghost}
                {...keeping}
                onHelp={() => setHelpOpen(true)}
              />
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
          )}
          {parts.hasInstruments && (
            <div className="app-tabHold" inert={locked !== null}>
              <ErrorBoundary what={msg('the instruments')}>
                <InstrumentTabs
                  {...view}
                  ghost={ghost}
                  edit={edit}
                  offer={offer}
                  // Nothing but the past is drawn in the lanes: they cannot give away what is to be guessed.
                  only={locked === null ? null : 'lanes'}
                />
              </ErrorBoundary>
            </div>
          )}
        </section>
      )}
      <ShortcutKeys
        root={locked === null ? root : nowhere}
        player={player}
        run={run}
        onHelp={() => setHelpOpen(true)}
      />
      {acting && (
        <ActMenu
          target={acting.on}
          at={acting.at}
          run={run}
          player={player}
          edit={edit}
          onClose={() => setActing(undefined)}
          onDone={setDone}
        />
      )}
      <p className="app-hidden" role="status">
        {done}
      </p>
      {helpOpen && <Help open onClose={() => setHelpOpen(false)} />}
    </main>
  );
}

/** The bookmarks of a scenario, by its title, on this device. */
function useBookmarksOf(run: Run) {
  const key = `bookmarks.${run.scenario.title}`;
  const [kept, set] = useState(() => ({ key, bookmarks: readBookmarks(recall(key)) }));
  const bookmarks = kept.key === key ? kept.bookmarks : readBookmarks(recall(key));
  return {
    bookmarks,
    onBookmarks(next: typeof bookmarks) {
      keep(key, next.length === 0 ? null : next);
      set({ key, bookmarks: next });
    },
  };
}
