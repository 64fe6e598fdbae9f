import { t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';

/** The stage as a chunk of its own, in a place kept for it: the words beside it can be read meanwhile. */
export const LaterStage = later(
  () => import('../../stage/Stage.tsx').then((m) => m.Stage),
  <StageToCome />,
);

function StageToCome() {
  return <p className="app-stageComing">{t('The stage is coming …')}</p>;
}
