import { later } from '../../panels/later.tsx';

/** The transport comes with the stage, which is what it plays: in a place kept for it. */
export const LaterTransport = later(
  () => import('../../panels/Transport.tsx').then((m) => m.Transport),
  <p className="app-transportComing">The playback controls are coming …</p>,
);
