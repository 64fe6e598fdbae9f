import { useCallback, useEffect, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { Player } from '../../player/player.ts';
import { routeHash } from '../route.ts';
import { type Line, openLine } from './line.ts';
import { readFromSpeaker, type Standing, written } from './messages.ts';
import type { Deed, Presentation } from './presentation.ts';
import { useLineId } from './useLineId.ts';

/** While it plays, the speaker's clock is told the moment so often. */
const TOLD_EVERY_MS = 250;

/**
 * The presentation's end of the line: tells every speaker's window how it stands, at once when one joins, and does what they ask. `note` is told, in words, what
 * was not understood and what could not be done.
 */
export function useSpeakerLine(
  lesson: Lesson,
  now: Presentation,
  player: Player,
  perform: (deed: Deed) => void,
  note: (words: string) => void,
): { openSpeaker(): void } {
  const id = useLineId();
  const [begunMs] = useState(() => Date.now());
  const other = useRef<Window | null>(null);
  const line = useRef<Line | null>(null);
  const latest = useRef({ now, perform, note });
  latest.current = { now, perform, note };

  const tell = useCallback(() => {
    const { playing, atUs } = player.get();
    const { now: presentation } = latest.current;
    const standing: Standing = { presentation, isPlaying: playing, atUs, begunMs };
    line.current?.send(written('presentation', lesson.id, { says: 'standing', standing }));
  }, [lesson, player, begunMs]);

  useEffect(() => {
    const open = openLine(
      id,
      () => other.current,
      (message) => {
        const read = readFromSpeaker(lesson, message);
        if (!read) return;
        if ('wrong' in read)
          return latest.current.note(
            t('A message from another window was ignored: {wrong}.', { wrong: read.wrong }),
          );
        if (read.message.says === 'hello') tell();
        else latest.current.perform(read.message.deed);
      },
    );
    line.current = open;
    tell();
    const leave = (): void => open.send(written('presentation', lesson.id, { says: 'gone' }));
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
      open.close();
      line.current = null;
    };
  }, [id, lesson, tell]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: told anew whenever it changes
  useEffect(tell, [tell, now]);
  useEffect(() => {
    let toldMs = 0;
    let wasPlaying = player.get().playing;
    return player.subscribe(({ playing }) => {
      if (playing === wasPlaying && performance.now() - toldMs < TOLD_EVERY_MS) return;
      toldMs = performance.now();
      wasPlaying = playing;
      tell();
    });
  }, [player, tell]);

  const openSpeaker = useCallback(() => {
    const address = routeHash({ page: 'speaker', lesson: lesson.id, channel: id });
    const opened = window.open(address, `roundtrip-${id}`, 'popup,width=1100,height=760');
    if (opened) {
      other.current = opened;
      opened.focus();
      return;
    }
    latest.current.note(
      t('The browser opened no second window. Allow it, or open this address in one: {address}', {
        address: new URL(address, window.location.href).href,
      }),
    );
  }, [lesson, id]);
  return { openSpeaker };
}
