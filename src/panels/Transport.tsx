import { useEffect, useRef } from 'react';
import { requestName } from '../insight/plainWords.ts';
import type { Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { BookmarkList } from './bookmarks/BookmarkList.tsx';
import { withBookmark } from './bookmarks/bookmarks.ts';
import { type BookmarkKeeping, useBookmarks } from './bookmarks/useBookmarks.ts';
import { clockText, lengthText } from './clockText.ts';
import { goToEvent } from './goToEvent.ts';
import { InterestMenu } from './InterestMenu.tsx';
import { interestText, nextInterest } from './interests.ts';
import { perform, stepOwn, useWays } from './navigation.ts';
import { Popover } from './Popover.tsx';
import { Scrubber } from './Scrubber.tsx';
import { SpeedControl } from './SpeedControl.tsx';
import { TransportStep } from './TransportStep.tsx';
import { usePlayerState } from './usePlayer.ts';
import './panel.css';
import './transport.css';

export interface TransportProps extends BookmarkKeeping {
  readonly player: Player;
  readonly run: Run;
  /** The selected request: its life is marked on the scrubber, and steps may be its alone. */
  readonly selected?: number | null;
  /** The run before: the first difference from it is a place to jump to. */
  readonly ghost?: Run | null;
  /** Shows the list of keys. */
  onHelp(): void;
}

/** Play, pause, steps, jumps, bookmarks, speed and the scrubber: all there is to say about when. Nothing plays by itself. */
export function Transport({
  player,
  run,
  selected = null,
  ghost = null,
  onHelp,
  ...keeping
}: TransportProps) {
  const state = usePlayerState(player);
  const [ways] = useWays(player);
  const [bookmarks, setBookmarks] = useBookmarks(keeping);
  const isAtStart = state.atUs <= 0 && state.eventIndex < 0;
  const isAtEnd = state.atUs >= state.endUs;
  const stepsOwn = ways.stepsOwn && selected !== null;
  const asked = { kinds: ways.kinds, selected, ghost };
  const after = nextInterest(run, asked, state.atUs, 1);
  const before = nextInterest(run, asked, state.atUs, -1);

  const jump = (way: 1 | -1) => {
    const goal = nextInterest(run, asked, player.get().atUs, way);
    if (goal) goToEvent(player, goal.index, goal.atUs);
    else player.seek(way > 0 ? player.get().endUs : 0);
  };
  const step = (way: 1 | -1, own = stepsOwn) => {
    if (own && selected !== null) stepOwn(player, run, selected, way);
    else if (way > 0) player.stepForward();
    else player.stepBack();
  };
  const bookmark = () =>
    setBookmarks(withBookmark(bookmarks, { atUs: player.get().atUs, name: '' }));

  const deeds = useRef({ jump, step, bookmark });
  deeds.current = { jump, step, bookmark };
  useEffect(
    () =>
      perform(player, {
        jump: (way) => deeds.current.jump(way),
        step: (way, own) => deeds.current.step(way, own || undefined),
        bookmark: () => deeds.current.bookmark(),
      }),
    [player],
  );

  const own = stepsOwn ? requestName(selected ?? 0) : null;
  return (
    <section className="panel-transport" aria-label={t('Playback')}>
      <div className="panel-transport-row">
        <button
          type="button"
          className="panel-play"
          aria-label={state.playing ? t('Pause') : isAtEnd ? t('Play again') : t('Play')}
          aria-description={t('Space')}
          title={state.playing ? t('Pause (space)') : t('Play (space)')}
          onClick={() => player.toggle()}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d={state.playing ? 'M7 5h4v14H7zM13 5h4v14h-4z' : 'M8 5v14l11-7z'} />
          </svg>
        </button>
        <div className="panel-steps">
          <TransportStep
            label={t('Jump to the start')}
            keys={t('Home')}
            mark="|‹"
            onPress={() => player.seek(0)}
          />
          <TransportStep
            label={
              before
                ? t('Previous turning point: {point}', { point: interestText(run, before) })
                : t('Previous turning point: the start')
            }
            keys={t('Shift+←')}
            mark="‹‹"
            onPress={() => jump(-1)}
          />
          <TransportStep
            label={
              own === null
                ? t('Step back one event, −1')
                : t('Step back one event of {request}, −1', { request: own })
            }
            keys={stepsOwn ? '←' : t('←, with Alt of the selected request')}
            mark="−1"
            isOff={isAtStart}
            onPress={(event) => step(-1, event.altKey || undefined)}
          />
          <TransportStep
            label={
              own === null
                ? t('Step forward one event, +1')
                : t('Step forward one event of {request}, +1', { request: own })
            }
            keys={stepsOwn ? '→' : t('→, with Alt of the selected request')}
            mark="+1"
            isOff={isAtEnd}
            onPress={(event) => step(1, event.altKey || undefined)}
          />
          <TransportStep
            label={
              after
                ? t('Next turning point: {point}', { point: interestText(run, after) })
                : t('Next turning point: the end')
            }
            keys={t('Shift+→')}
            mark="››"
            onPress={() => jump(1)}
          />
          <InterestMenu player={player} run={run} selected={selected} ghost={ghost} />
          <Popover
            label={
              bookmarks.length > 0
                ? t('Bookmarks, {count}', { count: bookmarks.length })
                : t('Bookmarks')
            }
            title={t('Bookmarks (b marks this moment)')}
            mark={
              <svg viewBox="0 0 12 16" className="panel-mark-icon" aria-hidden="true">
                <path d="M1.5 1.5h9v13L6 11l-4.5 3.5z" />
              </svg>
            }
          >
            <BookmarkList
              player={player}
              bookmarks={bookmarks}
              onBookmarks={setBookmarks}
              onAdd={bookmark}
            />
          </Popover>
        </div>
        <p className="panel-clock">
          <b>t = {clockText(state)}</b>
          <span className="panel-clockEnd"> {t('of {end}', { end: lengthText(state.endUs) })}</span>
        </p>
        <SpeedControl player={player} />
        <TransportStep label={t('Keyboard shortcuts')} keys="?" mark="?" onPress={onHelp} />
      </div>
      <Scrubber player={player} run={run} selected={selected} ghost={ghost} bookmarks={bookmarks} />
    </section>
  );
}
