import { type MouseEvent, useId, useState } from 'react';
import { bytesText } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { Popover } from '../Popover.tsx';
import { SAVE_FORMATS, type SaveFormat } from './formats.ts';
import { fileNameOf, saveText } from './saveText.ts';
import '../panel.css';
import './exchange.css';

interface ExportMenuProps {
  readonly run: Run;
  /** Gets the file instead of the browser's downloads. */
  readonly onSave?: (name: string, type: string, text: string) => void;
}

/** “Save…”: the whole run as a file that other programs open. */
export function ExportMenu({ run, onSave = saveText }: ExportMenuProps) {
  const id = useId();
  const [said, setSaid] = useState('');

  async function save(format: SaveFormat, sheet: HTMLElement | null) {
    setSaid(`Writing ${format.name} …`);
    // A long run takes a moment to write; what was said must be seen before.
    await new Promise((resolve) => setTimeout(resolve, 30));
    try {
      const text = await format.write(run);
      const name = `${fileNameOf(run.scenario.title)}.${format.ending}`;
      onSave(name, format.type, text);
      setSaid(`Saved ${name}, ${bytesText(text.length)}`);
      if (sheet?.matches(':popover-open')) sheet.hidePopover();
    } catch (error) {
      setSaid(`${format.name} could not be written: ${messageOf(error)}`);
    }
  }

  return (
    <>
      <Popover label="Save…" title="Save the run as a file for other programs" mark="Save…">
        <p className="panel-exchange-lead" id={id}>
          The whole run as a file
        </p>
        <ul className="panel-exchange-list" aria-labelledby={id}>
          {SAVE_FORMATS.map((format) => (
            <li key={format.name}>
              <button
                type="button"
                className="panel-exchange-item"
                onClick={(event: MouseEvent<HTMLElement>) =>
                  save(format, event.currentTarget.closest<HTMLElement>('[popover]'))
                }
              >
                <b>{format.name}</b> <small>{format.opens}</small>
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
