import { later } from '../../panels/later.tsx';

/** The sentence of the moment comes with the stage: in the line kept for it. */
export const LaterSlideCaption = later(
  () => import('../lesson/LessonCaption.tsx').then((m) => m.LessonCaption),
  <p aria-busy="true">&nbsp;</p>,
);
