import { t } from '../../language/t.ts';
import type { Check } from './useCheck.ts';

/** The button that puts the claims to the runs, how far that is, and what came of it in a sentence. */
export function CheckBox({ check, isReady }: { check: Check; isReady: boolean }) {
  const { progress, found, failure } = check;
  const faults = found?.claims.filter(({ fault }) => fault !== null) ?? [];
  return (
    <section className="app-prepareCheck" aria-label={t('Check##section')}>
      <p className="app-prepareTools">
        {progress === null ? (
          <button
            type="button"
            className="app-button"
            aria-disabled={!isReady}
            onClick={() => isReady && check.start()}
          >
            {t('Check against the runs')}
          </button>
        ) : (
          <>
            <progress value={progress} max={1} aria-label={t('Checking other seeds')} />
            <button type="button" className="app-button" onClick={check.cancel}>
              {t('Cancel')}
            </button>
          </>
        )}
        <span role="status" className="app-quiet">
          {failure !== null && t('The check ended: {why}', { why: failure })}
          {failure === null && found && progress === null && summary()}
          {failure === null &&
            !found &&
            progress === null &&
            !isReady &&
            t('First mend what is to be mended.')}
        </span>
      </p>
      {found && (faults.length > 0 || found.untrue.length > 0) && (
        <ul className="app-fieldProblems">
          {faults.map(({ fault }) => (
            <li key={fault}>{fault}</li>
          ))}
          {found.untrue.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );

  function summary() {
    const count = found?.claims.length ?? 0;
    const wrong = faults.length + (found?.untrue.length ?? 0);
    const of = found?.claims[0]?.of ?? 0;
    if (wrong === 0)
      return t(
        '{count, plural, one {# claim holds} other {All # claims hold}}; put to {of} other seeds.',
        { count, of },
      );
    return t(
      '{wrong, plural, one {# thing is not so} other {# things are not so}}; each claim was put to {of} other seeds.',
      { wrong, of },
    );
  }
}
