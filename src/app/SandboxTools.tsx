import { type ChangeEvent, type ReactNode, useId, useRef } from 'react';
import type { Written } from '../panels/written.ts';
import { isSame } from '../scenario/isSame.ts';
import { PRESET_GROUPS, PRESET_WORDS, PRESETS, type PresetName } from '../scenario/presets.ts';
import { openFiles } from './DropZone.tsx';
import type { Opened } from './openText.ts';
import type { SandboxState } from './sandboxState.ts';
import { saveFile } from './saveFile.ts';

interface ToolsProps {
  readonly sandbox: SandboxState;
  onOpen(opened: Opened): void;
  onWrite(written: Written): void;
  readonly children: ReactNode;
}

/** Where the scenario comes from and goes to: presets, files, and the turns taken back. */
export function SandboxTools({ sandbox, onOpen, onWrite, children }: ToolsProps) {
  const words = useId();
  const picker = useRef<HTMLInputElement>(null);

  const names = Object.keys(PRESETS) as PresetName[];
  const present = names.find((name) => PRESETS[name].title === sandbox.written.title);
  const about = present && PRESET_WORDS[present];
  // One that was changed can be chosen again; one that was not stays chosen, so that arrow keys go on from it.
  const chosen = present && isSame(sandbox.written, PRESETS[present]) ? present : '';

  function pick(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = ''; // the same file can be chosen again after mending it
    if (files.length > 0) void openFiles(files).then(onOpen);
  }

  return (
    <div className="app-tools">
      <label className="app-preset">
        <span>Start from</span>
        <select
          className="app-select"
          value={chosen}
          aria-describedby={about ? words : undefined}
          onChange={(event) => {
            const preset = PRESETS[event.currentTarget.value as keyof typeof PRESETS];
            if (preset) onWrite(preset as Written);
          }}
        >
          {chosen === '' && <option value="">{String(sandbox.written.title ?? 'a preset')}</option>}
          {PRESET_GROUPS.map((group) => (
            <optgroup key={group.title} label={group.title}>
              {group.names.map((name) => (
                <option key={name} value={name}>
                  {PRESETS[name].title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {about && (
        <p id={words} className="app-preset-words">
          {about}
        </p>
      )}
      {children}
      <button
        type="button"
        className="app-button"
        title="A scenario, a lesson, nginx.conf, gunicorn.conf.py, an access log or a HAR file; or drop it anywhere"
        onClick={() => picker.current?.click()}
      >
        Open …
      </button>
      <input ref={picker} type="file" multiple hidden onChange={pick} />
      <button
        type="button"
        className="app-button"
        onClick={() => saveFile('scenario.json', `${JSON.stringify(sandbox.written, null, 2)}\n`)}
      >
        Save file
      </button>
    </div>
  );
}
