import { useEffect, useState } from 'react';
import type { Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { toldEvent } from './toldEvent.ts';
import { usePlayerState } from './usePlayer.ts';
import './panel.css';

/** Time without a change before it is spoken: held arrow keys are one announcement, not fifty. */
const QUIET_MS = 400;

/**
 * The present event in a sentence. For the eye it changes with time; it is spoken, politely and once, when time rests:
 * the page's one live region.
 */
export function Caption({ run, player }: { run: Run; player: Player }) {
  const { eventIndex, playing } = usePlayerState(player);
  const [spoken, setSpoken] = useState('');
  const event = toldEvent(run, eventIndex);
  const text = event?.text ?? 'Nothing has happened yet.';
  const moment = event ? `${(event.atUs / 1e6).toFixed(3)} s` : '';

  useEffect(() => {
    if (playing) return;
    const timer = setTimeout(() => setSpoken(moment ? `${moment}: ${text}` : text), QUIET_MS);
    return () => clearTimeout(timer);
  }, [playing, moment, text]);

  return (
    <div className="panel-caption">
      <p aria-hidden="true">
        {moment && <b>{moment}</b>} {text}
      </p>
      <p role="status" className="panel-unseen">
        {spoken}
      </p>
    </div>
  );
}
