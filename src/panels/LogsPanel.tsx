import { useId, useMemo, useState } from 'react';
import { logs } from '../insight/logs/logs.ts';
import { requestName } from '../insight/plainWords.ts';
import type { LogLine, Run } from '../insight/shapes.ts';
import { unmeasuredText } from '../insight/unmeasured.ts';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { secondsText } from '../stage/secondsText.ts';
import { seenUntil } from './seen.ts';
import { lastAtOrBefore } from './spanLook.ts';
import { usePlayerState } from './usePlayer.ts';
import { WindowedTable } from './WindowedTable.tsx';
import './panel.css';
import './tables.css';

export interface LogsPanelProps {
  readonly run: Run;
  readonly player: Player;
  readonly selected?: number | null;
  onSelect?(request: number): void;
}

/** What the programs write, as they write it, as far as it has been watched; all files together or one of them. */
export function LogsPanel({ run, player, selected = null, onSelect }: LogsPanelProps) {
  const id = useId();
  const { atUs } = usePlayerState(player);
  const [file, setFile] = useState<LogLine['file'] | 'all'>('all');
  const [text, setText] = useState('');
  const [isNarrow, setNarrow] = useState(false);
  const [follows, setFollows] = useState(true);
  const all = useMemo(() => logs(run), [run]);
  const files = useMemo(() => [...new Set(all.map((line) => line.file))], [all]);
  const only = isNarrow ? selected : null;
  const unmeasured = unmeasuredText(run.scenario);
  const lines = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return all.filter(
      (line) =>
        (file === 'all' || line.file === file) &&
        (only === null || line.request === only) &&
        (wanted === '' || line.text.toLowerCase().includes(wanted)),
    );
  }, [all, file, only, text]);
  const moments = useMemo(() => lines.map((line) => line.atUs), [lines]);
  const written = lastAtOrBefore(moments, atUs) + 1;
  // What was seen once stays readable after stepping back, paled.
  const count = lastAtOrBefore(moments, seenUntil(run, atUs)) + 1;

  return (
    <section className="panel-logs panel-fill" aria-label={t('Logs')}>
      <div className="panel-filter">
        <label htmlFor={`${id}-file`}>{t('File')}</label>
        <select
          id={`${id}-file`}
          value={file}
          onChange={(event) => setFile(event.currentTarget.value as LogLine['file'] | 'all')}
        >
          <option value="all">{t('all files')}</option>
          {files.map((each) => (
            <option key={each} value={each} translate="no">
              {each}
            </option>
          ))}
        </select>
        <input
          type="search"
          aria-label={t('Filter lines by text')}
          placeholder={t('text of a line')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <label>
          <input
            type="checkbox"
            checked={isNarrow}
            disabled={selected === null}
            onChange={(event) => setNarrow(event.currentTarget.checked)}
          />
          {selected === null
            ? t('only the selected request')
            : t('only {request}', { request: requestName(selected) })}
        </label>
        <label>
          <input
            type="checkbox"
            checked={follows}
            onChange={(event) => setFollows(event.currentTarget.checked)}
          />
          {t('follow##keep the present row in sight')}
        </label>
        <span className="panel-quiet">
          {t('{written, plural, one {# line} other {# lines}} so far', { written })}
        </span>
        {unmeasured !== null && <span className="panel-quiet">{unmeasured}</span>}
      </div>
      <WindowedTable
        caption={t('Log lines')}
        columns={[t('time'), t('request'), t('file'), t('line##of a log')]}
        count={count}
        current={written - 1}
        follows={follows}
        player={player}
        requestOf={(row) => lines[row]?.request ?? null}
        cells={(row) => {
          const line = lines[row] as LogLine;
          return [
            <button
              key="go"
              type="button"
              className="panel-link panel-number"
              onClick={() => player.seek(line.atUs)}
            >
              {secondsText(line.atUs, 4)}
            </button>,
            line.request === null ? (
              ''
            ) : (
              <button
                key="select"
                type="button"
                className="panel-link"
                aria-label={t('Select request {request}', { request: requestName(line.request) })}
                onClick={() => onSelect?.(line.request as number)}
              >
                {requestName(line.request)}
              </button>
            ),
            <span key="file" className="panel-quiet" translate="no">
              {line.file}
            </span>,
            <button
              key="line"
              type="button"
              className="panel-line"
              tabIndex={-1}
              title={t('Go to the moment at which it was written')}
              onClick={() => player.seek(line.atUs)}
            >
              <code translate="no">{line.text}</code>
            </button>,
          ];
        }}
      />
    </section>
  );
}
