import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { LaterFirstRequest } from './LaterFirstRequest.tsx';

/** The first thing a visitor sees: what this is, and one request on its way. */
export function FirstLook() {
  return (
    <section className="app-firstLook" aria-label="One request">
      <h1>What happens to a web request between the browser and the database?</h1>
      <p className="app-firstLookLine">
        Roundtrip simulates the whole way through nginx, Gunicorn, Django and PostgreSQL: stop at
        any moment, step back, and ask any request why it is waiting.
      </p>
      <ErrorBoundary what="the stage">
        <LaterFirstRequest />
      </ErrorBoundary>
    </section>
  );
}
