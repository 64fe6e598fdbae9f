import { later } from '../../panels/later.tsx';

/** The caption comes with the stage, whose sentences it speaks: in the line kept for it. */
export const LaterCaption = later(
  () => import('../../panels/Caption.tsx').then((m) => m.Caption),
  <p aria-busy="true">&nbsp;</p>,
);
