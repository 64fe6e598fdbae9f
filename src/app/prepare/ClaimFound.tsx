import { t } from '../../language/t.ts';
import type { ClaimReport } from './checkLesson.ts';

/** What the check found of a claim: whether it holds, what the run shows, and in how many other seeds. */
export function ClaimFound({ report }: { report: ClaimReport }) {
  const { holds, found, held, of, fault } = report;
  return (
    <p className="app-claimFound" data-holds={fault === null}>
      <strong>{holds ? t('✓ holds') : t('✗ does not hold')}</strong>{' '}
      {t('the run shows {found}', { found })}
      {of > 0 && `; ${t('held in {held} of {of} other seeds', { held, of })}`}
      {holds && fault !== null && (
        <>
          {' '}
          <strong>{t('✗ less often than it says')}</strong>
        </>
      )}
    </p>
  );
}
