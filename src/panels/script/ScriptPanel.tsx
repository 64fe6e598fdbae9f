import { useId, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { writeScenario } from '../../scenario/writeScenario.ts';
import { clockText } from '../clockText.ts';
import type { InstrumentView } from '../instrument.ts';
import { usePlayerState, usePlayhead } from '../usePlayer.ts';
import { spelledOut } from '../written.ts';
import { DEEDS, type DeedKind, deedOf, inItsWords } from './deeds.ts';
import { ScriptRow } from './ScriptRow.tsx';
import { scriptLines, withDeed, withMoment, withoutLine, withSet } from './scriptLines.ts';
import '../panel.css';
import './script.css';

/** What is done to the running world and when: lines that can be moved in time, changed, removed and added. */
export function ScriptPanel({ run, player, edit }: InstrumentView) {
  const id = useId();
  const state = usePlayerState(player);
  const [kind, setKind] = useState<DeedKind>('kill-worker');
  const list = useRef<HTMLOListElement>(null);
  usePlayhead(run, player, list, { fromUs: 0, untilUs: run.scenario.durationUs });
  const written = edit?.written ?? writeScenario(run.scenario);
  const full = spelledOut(written);
  const lines = scriptLines(written, edit?.problems);
  const fitting = DEEDS.filter((deed) => deed.fits(full));
  const chosen = fitting.some((deed) => deed.kind === kind) ? kind : (fitting[0]?.kind ?? kind);

  return (
    <section className="panel-script" aria-label={t('Script: what is done to the world, and when')}>
      {edit !== null && (
        <form
          className="panel-script-add"
          onSubmit={(event) => {
            event.preventDefault();
            const deed = deedOf(chosen);
            edit.onWrite(withDeed(written, state.atUs, deed, deed.fresh(full)));
          }}
        >
          <label htmlFor={`${id}-kind`}>{t('Do##before a list of what can be done')}</label>
          <select
            id={`${id}-kind`}
            value={chosen}
            onChange={(event) => setKind(event.currentTarget.value as DeedKind)}
          >
            {fitting.map((deed) => (
              <option key={deed.kind} value={deed.kind}>
                {inItsWords(deed.title, full)}
              </option>
            ))}
          </select>
          <button type="submit" className="panel-button">
            {t('Add at {state}', { state: clockText(state) })}
          </button>
        </form>
      )}
      {lines.length === 0 ? (
        <p className="panel-quiet panel-script-none">
          {edit === null
            ? t('Nothing is done to this world from outside.')
            : t(
                'Nothing is done to this world yet. Add a line here, or choose something on the stage and act on it.',
              )}
        </p>
      ) : (
        <ol ref={list} className="panel-script-lines">
          {lines.map((line) => (
            <ScriptRow
              key={line.index}
              line={line}
              full={full}
              endUs={run.scenario.durationUs}
              isDone={line.atUs !== null && line.atUs <= state.atUs}
              onSeek={(atUs) => player.seek(atUs)}
              edit={
                edit && {
                  onMove: (at) => edit.onWrite(withMoment(written, line.index, at)),
                  onSet: (set) =>
                    line.deed && edit.onWrite(withSet(written, line.index, line.deed, set)),
                  onRemove: () => edit.onWrite(withoutLine(written, line.index)),
                }
              }
            />
          ))}
        </ol>
      )}
    </section>
  );
}
