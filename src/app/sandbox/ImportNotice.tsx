import { t } from '../../language/t.ts';
import { ImportedNotice } from '../../panels/config/ImportedNotice.tsx';
import { rich } from '../../stage/rich.ts';
import type { ImportedFrom } from './openText.ts';

interface Props {
  readonly from: ImportedFrom;
  onClose(): void;
}

/** What an opened configuration or record of traffic came to: what was taken, what was left out, what had to be assumed. */
export function ImportNotice({ from, onClose }: Props) {
  if (from.kind === 'config')
    return (
      <div className="app-card app-import">
        <ImportedNotice imported={from.imported} onClose={onClose} />
      </div>
    );
  const { requests, assumed, leftOut, leftOutCount } = from.read;
  return (
    <section className="app-card app-import" aria-label={t('What was read')}>
      <p role="status">
        {rich(
          '{count, plural, one {<b># requests</b> of {file} are the traffic now} other {<b># requests</b> of {file} are the traffic now}}; {left, plural, =0 {nothing was left out} one {# were left out} other {# were left out}}.',
          {
            count: requests,
            left: leftOutCount,
            file: from.file,
            b: (words) => <strong>{words}</strong>,
          },
        )}
      </p>
      {assumed.length > 0 && (
        <details open>
          <summary>
            {t('Assumed, because the record does not tell ({count})', { count: assumed.length })}
          </summary>
          <ul>
            {assumed.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </details>
      )}
      {leftOut.length > 0 && (
        <details>
          <summary>{t('Left out ({count})', { count: leftOutCount })}</summary>
          <ul>
            {leftOut.map(({ line, why }) => (
              <li key={`${line} ${why}`}>
                <code translate="no">{`${from.file}:${line}`}</code> {why}
              </li>
            ))}
            {leftOutCount > leftOut.length && (
              <li>{t('… and {count} more.', { count: leftOutCount - leftOut.length })}</li>
            )}
          </ul>
        </details>
      )}
      <button type="button" className="app-button" onClick={onClose}>
        {t('Close')}
      </button>
    </section>
  );
}
