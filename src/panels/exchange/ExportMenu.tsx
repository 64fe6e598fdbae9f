import { type MouseEvent, useId, useState } from 'react';
import { bytesText } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { Popover } from '../Popover.tsx';
import type { Written } from '../written.ts';
import { fileNameOf } from './fileNameOf.ts';
import { SAVE_FORMATS, type SaveFormat, scenarioFormat } from './formats.ts';
import { saveFile } from './saveFile.ts';
import '../panel.css';
import './exchange.css';

interface ExportMenuProps {
  readonly run: Run;
  /** The scenario as written, to be saved too, or nothing where it is not for saving. */
  readonly scenario?: Written;
  /** Gets the file instead of the browser's downloads. */
  readonly onSave?: (name: string, type: string, text: string) => void;
}

/** “Save…”: the scenario as a file to open again, and the whole run as files that other programs open. */
export function ExportMenu({ run, scenario, onSave = saveFile }: ExportMenuProps) {
  const id = useId();
  const formats = scenario ? [scenarioFormat(scenario), ...SAVE_FORMATS] : SAVE_FORMATS;
  const [said, setSaid] = useState('');

  async function save(format: SaveFormat, sheet: HTMLElement | null) {
    setSaid(t('Writing {name} …', { name: t(format.name) }));
    // A long run takes a moment to write; what was said must be seen before.
    await new Promise((resolve) => setTimeout(resolve, 30));
    try {
      const text = await format.write(run);
      const name = `${fileNameOf(run.scenario.title)}.${format.ending}`;
      onSave(name, format.type, text);
      setSaid(t('Saved {name}, {count}', { name, count: bytesText(text.length) }));
      if (sheet?.matches(':popover-open')) sheet.hidePopover();
    } catch (error) {
      setSaid(
        t('{name} could not be written: {error}', {
          name: t(format.name),
          error: messageOf(error),
        }),
      );
    }
  }

  return (
    <>
      <Popover
        label={t('Save…')}
        title={t('Save the scenario, or the run for other programs, as a file')}
        mark={
          <span className="panel-exchange-mark">
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M8 2v8M4.5 6.5 8 10l3.5-3.5M2.5 12v2h11v-2" />
            </svg>
            {t('Save…')}
          </span>
        }
      >
        <p className="panel-exchange-lead" id={id}>
          {scenario ? t('As a file') : t('The whole run as a file')}
        </p>
        <ul className="panel-exchange-list" aria-labelledby={id}>
          {formats.map((format) => (
            <li key={format.name}>
              <button
                type="button"
                className="panel-exchange-item"
                onClick={(event: MouseEvent<HTMLElement>) =>
                  save(format, event.currentTarget.closest<HTMLElement>('[popover]'))
                }
              >
                <b>{t(format.name)}</b> <small>{t(format.opens)}</small>
              </button>
            </li>
          ))}
        </ul>
      </Popover>
      <span role="status" className="panel-exchange-said">
        {said}
      </span>
    </>
  );
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
