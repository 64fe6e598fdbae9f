import { t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';

/** The moving request with all that moves it, in a place kept for it: the questions below can be read meanwhile. */
export const LaterFirstRequest = later(
  () => import('./FirstRequest.tsx').then((m) => m.FirstRequest),
  <RequestToCome />,
);

function RequestToCome() {
  return (
    <div className="app-firstLookStage">
      <div className="app-firstLookHold" />
      <div className="app-firstLookTools">
        <p>{t('The request is coming …')}</p>
      </div>
    </div>
  );
}
