import { useId } from 'react';
import { t } from '../../language/t.ts';
import { lengthText } from '../clockText.ts';
import type { Written } from '../written.ts';
import { DeedFields } from './DeedFields.tsx';
import { FinishedText } from './FinishedText.tsx';
import { MomentSlider } from './MomentSlider.tsx';
import { type ScriptLine, writtenMoment } from './scriptLines.ts';

interface RowProps {
  readonly line: ScriptLine;
  /** The scenario spelled out. */
  readonly full: Written;
  readonly endUs: number;
  /** The player has come past it. */
  readonly isDone: boolean;
  onSeek(atUs: number): void;
  readonly edit: null | {
    onMove(at: string): void;
    onSet(set: Written): void;
    onRemove(): void;
  };
}

/** One line: when, what, and where it may be changed the ways to do so. What is wrong with it stands under it. */
export function ScriptRow({ line, full, endUs, isDone, onSeek, edit }: RowProps) {
  const id = useId();
  const { atUs, words, deed, problems } = line;
  const isFaulty = problems.length > 0;
  const signal = deed?.signal(full);
  return (
    <li className="panel-script-line" data-done={isDone} aria-describedby={`${id}-problems`}>
      <div className="panel-script-what">
        {edit === null ? (
          <span className="panel-script-at">{atUs === null ? line.at : lengthText(atUs)}</span>
        ) : (
          <FinishedText
            className="panel-script-at"
            label={t('Moment of “{words}”', { words })}
            written={line.at}
            isFaulty={isFaulty && atUs === null}
            onFinish={edit.onMove}
          />
        )}
        <button
          type="button"
          className="panel-script-words"
          disabled={atUs === null}
          title={t('Go to this moment')}
          onClick={() => atUs !== null && onSeek(atUs)}
        >
          {words} {signal && <code translate="no">{signal}</code>}
        </button>
        {edit !== null && deed !== null && deed.fields.length > 0 && (
          <DeedFields deed={deed} set={line.set} full={full} onSet={edit.onSet} />
        )}
        {edit !== null && (
          <button
            type="button"
            className="panel-step"
            aria-label={t('Remove “{words}”', { words })}
            onClick={edit.onRemove}
          >
            ×
          </button>
        )}
      </div>
      {edit !== null && (
        <div className="panel-script-track">
          <span className="panel-script-way" aria-hidden="true">
            <i className="panel-script-now" />
          </span>
          <MomentSlider
            label={t('Move “{words}” in time', { words })}
            atUs={atUs ?? 0}
            endUs={endUs}
            onFinish={(next) => edit.onMove(writtenMoment(next))}
          />
        </div>
      )}
      {isFaulty && (
        <ul id={`${id}-problems`} className="panel-script-problems" role="alert">
          {problems.map(({ at, value, message }) => (
            <li key={`${at} ${message}`}>
              <q translate="no">{value}</q> {message}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
