import type { Run } from '../../insight/shapes.ts';
import { numberText } from '../../language/numbers.ts';
import { toldEvent } from '../../panels/toldEvent.ts';
import { usePlayerState } from '../../panels/usePlayer.ts';
import type { Player } from '../../player/player.ts';

/** What happened last in this run. For the eye: the side in focus is spoken by the page's caption. */
export function LastEvent({ run, player }: { readonly run: Run; readonly player: Player }) {
  const { eventIndex } = usePlayerState(player);
  const event = toldEvent(run, eventIndex);
  if (!event) return null;
  return (
    <p className="app-compareLast" aria-hidden="true" title={event.text}>
      <b>
        <bdi>{numberText(Number((event.atUs / 1e6).toFixed(3)), 3)} s</bdi>
      </b>{' '}
      {event.text}
    </p>
  );
}
