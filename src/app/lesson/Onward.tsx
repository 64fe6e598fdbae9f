import { useEffect, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { lessonCards } from '../course/catalog.ts';
import { routeHash } from '../route.ts';

export interface OnwardProps {
  /** The lesson that is done. */
  readonly lesson: string;
  /** It comes in place of the button that was pressed, and takes the focus over from it. */
  readonly takesFocus: boolean;
}

/** The way on at the end of a lesson. It comes as a chunk of its own: it knows the whole course. */
export function Onward({ lesson, takesFocus }: OnwardProps) {
  const cards = lessonCards();
  const following = cards[cards.findIndex(({ id }) => id === lesson) + 1];
  const link = useRef<HTMLAnchorElement>(null);
  const [takes] = useState(takesFocus);
  useEffect(() => {
    if (takes) link.current?.focus();
  }, [takes]);
  return (
    <a
      ref={link}
      className="app-button app-next"
      href={
        following
          ? routeHash({ page: 'lesson', lesson: following.id, step: null, moment: null })
          : '#/'
      }
    >
      {following ? t('Next lesson →') : t('All lessons →')}
    </a>
  );
}
