import { useId, useMemo, useState } from 'react';
import { logs } from '../insight/logs/logs.ts';
import { requestName } from '../insight/plainWords.ts';
import type { LogLine, Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { lastAtOrBefore } from './spanLook.ts';
import { usePlayerState } from './usePlayer.ts';
import { WindowedTable } from './WindowedTable.tsx';
import './panel.css';
import './tables.css';

export interface LogsPanelProps {
  readonly run: Run;
  readonly player: Player;
  onSelect?(request: number): void;
}

/** What the programs write, as they write it, up to the moment; all files together or one of them. */
export function LogsPanel({ run, player, onSelect }: LogsPanelProps) {
  const id = useId();
  const { atUs } = usePlayerState(player);
  const [file, setFile] = useState<LogLine['file'] | 'all'>('all');
  const all = useMemo(() => logs(run), [run]);
  const files = useMemo(() => [...new Set(all.map((line) => line.file))], [all]);
  const lines = useMemo(
    () => (file === 'all' ? all : all.filter((line) => line.file === file)),
    [all, file],
  );
  const moments = useMemo(() => lines.map((line) => line.atUs), [lines]);
  const count = lastAtOrBefore(moments, atUs) + 1;

  return (
    <section className="panel-logs" aria-label="Logs">
      <p className="panel-filter">
        <label htmlFor={`${id}-file`}>File</label>
        <select
          id={`${id}-file`}
          value={file}
          onChange={(event) => setFile(event.currentTarget.value as LogLine['file'] | 'all')}
        >
          <option value="all">all files</option>
          {files.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
        <span className="panel-quiet">
          {count} {count === 1 ? 'line' : 'lines'} so far
        </span>
      </p>
      <WindowedTable
        caption="Log lines so far"
        columns={['request', 'file', 'line']}
        count={count}
        current={count - 1}
        cells={(row) => {
          const line = lines[row] as LogLine;
          return [
            line.request === null ? (
              ''
            ) : (
              <button
                key="select"
                type="button"
                className="panel-link"
                aria-label={`Select request ${requestName(line.request)}`}
                onClick={() => onSelect?.(line.request as number)}
              >
                {requestName(line.request)}
              </button>
            ),
            <span key="file" className="panel-quiet">
              {line.file}
            </span>,
            <code key="line">{line.text}</code>,
          ];
        }}
      />
    </section>
  );
}
