import type { Problem } from '../../scenario/scenario.ts';
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
    (a, b) => Number(/no bearing/.test(a.why)) - Number(/no bearing/.test(b.why)),
  );
}

const count = (number: number, one: string, many: string) =>
  `${number} ${number === 1 ? one : many}`;

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
    <section className="panel-imported" aria-label="What was read" data-bad={isBad}>
      <div role={isBad ? 'alert' : 'status'}>
        {isBad ? (
          <p>
            <strong>{files.join(', ')} could not be read.</strong> Nothing was changed.
          </p>
        ) : (
          <p>
            <strong>Took over {count(answer.taken.length, 'setting', 'settings')}</strong> from{' '}
            {files.join(', ')}; {count(answer.unsupported.length, 'line has', 'lines have')} no or
            only part effect here.
          </p>
        )}
      </div>
      {isBad ? (
        <ul>
          {answer.map(({ at, value, message }) => (
            <li key={`${at}${message}`}>
              <code>{at}</code> <q>{value}</q> {message}
            </li>
          ))}
        </ul>
      ) : (
        <>
          {problems.length > 0 && (
            <ul role="alert">
              {problems.map(({ at, value, message }) => (
                <li key={`${at}${message}`}>
                  <code>{at || 'scenario'}</code> <q>{value}</q> {message}
                </li>
              ))}
            </ul>
          )}
          {answer.unsupported.length > 0 && (
            <details open>
              <summary>Not modelled here ({answer.unsupported.length})</summary>
              <ul>
                {byReason(answer.unsupported).map(({ names, why }) => (
                  <li key={why}>
                    {names.map((name, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the same line may be named twice
                      <code key={index}>{name}</code>
                    ))}{' '}
                    {why}
                  </li>
                ))}
              </ul>
            </details>
          )}
          {answer.taken.length > 0 && (
            <details>
              <summary>Taken over ({answer.taken.length})</summary>
              <ul>
                {answer.taken.map(({ file, line, text }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same line may say two things
                  <li key={index}>
                    <code>
                      {file}:{line}
                    </code>{' '}
                    <code>{text}</code>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
      {onClose && (
        <button type="button" className="panel-button" onClick={onClose}>
          Close
        </button>
      )}
    </section>
  );
}
