import { msg, t } from '../../language/t.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { LaterFirstRequest } from './LaterFirstRequest.tsx';

/** What a visitor sees first: one request on its way. */
export function FirstLook() {
  return (
    <section className="app-firstLook" aria-label={t('One request')}>
      <ErrorBoundary what={msg('the stage')}>
        <LaterFirstRequest />
      </ErrorBoundary>
    </section>
  );
}
