import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import type { Player, PlayerState } from '../player/player.ts';
import { secondsText } from '../stage/secondsText.ts';
import { toldEvent } from './toldEvent.ts';
import { usePlayerState } from './usePlayer.ts';
import './panel.css';

/** Words that somebody wrote for a stretch of a run; while it lasts they stand in the narrator's place. */
export interface AuthoredCaption {
  readonly fromUs: number;
  readonly untilUs: number;
  /** The event they begin with: of all that happens in its microsecond, what comes before is not theirs. Null: none. */
  readonly event: number | null;
  /** For the eye, and to be spoken. */
  readonly words: ReactNode;
  readonly text: string;
}

const NONE: readonly AuthoredCaption[] = [];

/** The caption that was written for the moment, or null. */
function authoredAt(
  captions: readonly AuthoredCaption[],
  { atUs, eventIndex }: PlayerState,
): AuthoredCaption | null {
  return (
    captions.findLast(
      ({ fromUs, untilUs, event }) =>
        atUs <= untilUs && (atUs > fromUs || (atUs === fromUs && eventIndex >= (event ?? -1))),
    ) ?? null
  );
}

/** Time without a change before it is spoken: held arrow keys are one announcement, not fifty. */
const QUIET_MS = 400;

/** The heading that has the focus, in its words: somebody has arrived there, and is about to read. */
const headingInFocus = (): string | null =>
  /^H[1-6]$/.test(document.activeElement?.tagName ?? '')
    ? (document.activeElement?.textContent ?? null)
    : null;

/**
 * The present event in a sentence, or what was written for the moment. For the eye it changes with time; it is spoken, politely and once, when time rests:
 * the page's one live region. Where somebody arrives at a heading, the moment that the stage takes with it can be read, and does not speak across it.
 */
export function Caption({
  run,
  player,
  captions = NONE,
}: {
  run: Run;
  player: Player;
  captions?: readonly AuthoredCaption[];
}) {
  const state = usePlayerState(player);
  const { eventIndex, playing } = state;
  const [spoken, setSpoken] = useState({ words: '', isQuiet: true });
  const arrived = useRef<string | null>(null);
  const event = toldEvent(run, eventIndex);
  const authored = authoredAt(captions, state);
  const text = authored?.text ?? event?.text ?? t('Nothing has happened yet.');
  const atUs = authored?.fromUs ?? event?.atUs;
  const moment = atUs === undefined ? '' : secondsText(atUs, 3);

  useEffect(() => {
    if (playing) {
      arrived.current = headingInFocus();
      return;
    }
    const timer = setTimeout(() => {
      const heading = headingInFocus();
      const isQuiet = heading !== null && heading !== arrived.current;
      if (heading !== null) arrived.current = heading;
      setSpoken({ words: moment ? `${moment}: ${text}` : text, isQuiet });
    }, QUIET_MS);
    return () => clearTimeout(timer);
  }, [playing, moment, text]);

  return (
    <div className="panel-caption">
      <p aria-hidden="true">
        {moment && (
          <b>
            <bdi>{moment}</bdi>
          </b>
        )}{' '}
        {authored ? authored.words : text}
      </p>
      <p role="status" aria-live={spoken.isQuiet ? 'off' : 'polite'} className="panel-unseen">
        {spoken.words}
      </p>
    </div>
  );
}
