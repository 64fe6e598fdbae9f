import { useCallback, useEffect, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { isLineId, type Line, openLine } from './line.ts';
import { readFromPresentation, type Standing, written } from './messages.ts';
import type { Deed } from './presentation.ts';

export interface PresentationLine {
  /** How the presentation stands, or null: nothing was heard of it yet. */
  readonly standing: Standing | null;
  readonly is: 'waiting' | 'joined' | 'gone' | 'nowhere';
  readonly way: Line['way'];
  /** What was not understood, in words; empty: nothing. */
  readonly note: string;
  ask(deed: Deed): void;
}

/** Until the presentation answers, it is greeted again so often, ms: it may still be on its way. */
const GREETS_EVERY_MS = 1_000;

/** The speaker's end of the line. A window that joins late is told at once how things stand. */
export function usePresentationLine(lesson: Lesson, id: string): PresentationLine {
  const line = useRef<Line | null>(null);
  const [standing, setStanding] = useState<Standing | null>(null);
  const [is, setIs] = useState<PresentationLine['is']>(isLineId(id) ? 'waiting' : 'nowhere');
  const [way, setWay] = useState<Line['way']>('none');
  const [note, setNote] = useState('');

  useEffect(() => {
    if (!isLineId(id)) return;
    let hasHeard = false;
    const open = openLine(
      id,
      () => window.opener as Window | null,
      (message) => {
        const read = readFromPresentation(lesson, message);
        if (!read) return;
        if ('wrong' in read)
          return setNote(
            t('A message from another window was ignored: {wrong}.', { wrong: read.wrong }),
          );
        hasHeard = read.message.says === 'standing';
        setIs(hasHeard ? 'joined' : 'gone');
        if (read.message.says === 'standing') setStanding(read.message.standing);
      },
    );
    line.current = open;
    setWay(open.way);
    const greet = (): void => {
      if (!hasHeard) open.send(written('speaker', lesson.id, { says: 'hello' }));
    };
    greet();
    const timer = setInterval(greet, GREETS_EVERY_MS);
    return () => {
      clearInterval(timer);
      open.close();
      line.current = null;
    };
  }, [id, lesson]);

  const ask = useCallback(
    (deed: Deed) => line.current?.send(written('speaker', lesson.id, { says: 'deed', deed })),
    [lesson],
  );
  return { standing, is, way, note, ask };
}
