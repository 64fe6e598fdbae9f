import { t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';

function Opening() {
  return (
    <main className="app-plain" aria-busy="true">
      {t('Opening …')}
    </main>
  );
}
const OPENING = <Opening />;

/** The room of a comparison, as a chunk of its own. */
export const CompareRoom = later(
  () => import('./CompareRoom.tsx').then((m) => m.CompareRoom),
  OPENING,
);

/** What is ready made is more than a link of one’s own needs. */
export const ReadyMadeRoom = later(
  () => import('./ReadyMadeRoom.tsx').then((m) => m.ReadyMadeRoom),
  OPENING,
);

export const CompareGallery = later(
  () => import('./CompareGallery.tsx').then((m) => m.CompareGallery),
  OPENING,
);
