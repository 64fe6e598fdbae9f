import { t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';

/** The transport comes with the stage, which is what it plays: in a place kept for it. */
export const LaterTransport = later(
  () => import('../../panels/Transport.tsx').then((m) => m.Transport),
  <TransportToCome />,
);

function TransportToCome() {
  return <p className="app-transportComing">{t('The playback controls are coming …')}</p>;
}
