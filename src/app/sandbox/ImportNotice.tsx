import { ImportedNotice } from '../../panels/config/ImportedNotice.tsx';
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
    <section className="app-card app-import" aria-label="What was read">
      <p role="status">
        <strong>{requests.toLocaleString('en')} requests</strong> of {from.file} are the traffic
        now; {leftOutCount === 0 ? 'nothing was left out.' : `${leftOutCount} were left out.`}
      </p>
      {assumed.length > 0 && (
        <details open>
          <summary>Assumed, because the record does not tell ({assumed.length})</summary>
          <ul>
            {assumed.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </details>
      )}
      {leftOut.length > 0 && (
        <details>
          <summary>Left out ({leftOutCount})</summary>
          <ul>
            {leftOut.map(({ line, why }) => (
              <li key={`${line} ${why}`}>
                <code>{`${from.file}:${line}`}</code> {why}
              </li>
            ))}
            {leftOutCount > leftOut.length && <li>… and {leftOutCount - leftOut.length} more.</li>}
          </ul>
        </details>
      )}
      <button type="button" className="app-button" onClick={onClose}>
        Close
      </button>
    </section>
  );
}
