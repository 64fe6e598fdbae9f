import { hasNoBearing } from '../../config/noBearing.ts';
import { t } from '../../language/t.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { rich } from '../../stage/rich.ts';
import type { Imported } from './importConfig.ts';
import './config.css';

/** Said once per kind: the same reason for twenty log lines is one line to read. */
function byReason(items: readonly { file: string; line: number; name: string; why: string }[]) {
  const groups = new Map<string, { names: string[]; why: string }>();
  for (const { file, line, name, why } of items) {
    const group = groups.get(why) ?? { names: [], why };
    group.names.push(`${file}:${line} ${name}`);
    groups.set(why, group);
  }
  return [...groups.values()].toSorted(
    (a, b) => Number(hasNoBearing(a.why)) - Number(hasNoBearing(b.why)),
  );
}

interface ImportedNoticeProps {
  readonly imported: Imported;
  /** What is wrong with the scenario as it is now. */
  readonly problems?: readonly Problem[];
  onClose?(): void;
}

/** What was taken over, what is beyond the model, with file and line, or what is wrong. */
export function ImportedNotice({
  imported: { files, answer },
  problems = [],
  onClose,
}: ImportedNoticeProps) {
  const isBad = Array.isArray(answer);
  return (
    <section className="panel-imported" aria-label={t('What was read')} data-bad={isBad}>
      <div role={isBad ? 'alert' : 'status'}>
        {isBad ? (
          <p>
            {rich('<b>{files} could not be read.</b> Nothing was changed.', {
              b: (words) => <strong>{words}</strong>,
              files: files.join(', '),
            })}
          </p>
        ) : (
          <p>
            {rich(
              '<b>Took over {settings, plural, one {# setting} other {# settings}}</b> from {files}; {lines, plural, one {# line has} other {# lines have}} no or only part effect here.',
              {
                b: (words) => <strong>{words}</strong>,
                settings: answer.taken.length,
                lines: answer.unsupported.length,
                files: files.join(', '),
              },
            )}
          </p>
        )}
      </div>
      {isBad ? (
        <ul>
          {answer.map(({ at, value, message }) => (
            <li key={`${at}${message}`}>
              <code translate="no">{at}</code> <q translate="no">{value}</q> {message}
            </li>
          ))}
        </ul>
      ) : (
        <>
          {problems.length > 0 && (
            <ul role="alert">
              {problems.map(({ at, value, message }) => (
                <li key={`${at}${message}`}>
                  <code translate="no">{at || 'scenario'}</code> <q translate="no">{value}</q>{' '}
                  {message}
                </li>
              ))}
            </ul>
          )}
          {answer.unsupported.length > 0 && (
            <details open>
              <summary>
                {t('Not modelled here ({unsupported})', { unsupported: answer.unsupported.length })}
              </summary>
              <ul>
                {byReason(answer.unsupported).map(({ names, why }) => (
                  <li key={why}>
                    {names.map((name, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the same line may be named twice
                      <code key={index} translate="no">
                        {name}
                      </code>
                    ))}{' '}
                    {why}
                  </li>
                ))}
              </ul>
            </details>
          )}
          {answer.taken.length > 0 && (
            <details>
              <summary>{t('Taken over ({taken})', { taken: answer.taken.length })}</summary>
              <ul>
                {answer.taken.map(({ file, line, text }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same line may say two things
                  <li key={index}>
                    <code translate="no">
                      {file}:{line}
                    </code>{' '}
                    <code translate="no">{text}</code>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
      {onClose && (
        <button type="button" className="panel-button" onClick={onClose}>
          {t('Close')}
        </button>
      )}
    </section>
  );
}
