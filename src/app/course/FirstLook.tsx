import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { LaterFirstRequest } from './LaterFirstRequest.tsx';

/** What a visitor sees first: one request on its way. */
export function FirstLook() {
  return (
    <section className="app-firstLook" aria-label="One request">
      <ErrorBoundary what="the stage">
        <LaterFirstRequest />
      </ErrorBoundary>
    </section>
  );
}
