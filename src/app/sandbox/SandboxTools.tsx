import { type ChangeEvent, type ReactNode, useId, useRef } from 'react';
import type { Written } from '../../panels/written.ts';
import { isSame } from '../../scenario/isSame.ts';
import { PRESET_GROUPS, PRESET_WORDS, PRESETS, type PresetName } from '../../scenario/presets.ts';
import { ToolIcon } from '../shell/ToolIcon.tsx';
import { openFiles } from './DropZone.tsx';
import type { Opened } from './openText.ts';
import type { SandboxChange, SandboxState } from './sandboxState.ts';

interface ToolsProps {
  readonly sandbox: SandboxState;
  onChange(change: SandboxChange): void;
  onPreset(written: Written): void;
  onOpen(opened: Opened): void;
  /** What stands beside them in their row. */
  readonly children: ReactNode;
}

/** Where the scenario comes from, and the turns taken back: presets, files, undo and redo. */
export function SandboxTools({ sandbox, onChange, onPreset, onOpen, children }: ToolsProps) {
  const words = useId();
  const picker = useRef<HTMLInputElement>(null);
  const { written, past, future } = sandbox;

  const names = Object.keys(PRESETS) as PresetName[];
  const present = names.find((name) => PRESETS[name].title === written.title);
  const about = present && PRESET_WORDS[present];
  // One that was changed can be chosen again; one that was not stays chosen, so that arrow keys go on from it.
  const chosen = present && isSame(written, PRESETS[present]) ? present : '';

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
            if (preset) onPreset(preset as Written);
          }}
        >
          {chosen === '' && (
            <option value="">{`${present ? 'Changed: ' : ''}${String(written.title ?? 'a preset')}`}</option>
          )}
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
      <div className="app-toolRow">
        <button
          type="button"
          className="app-button"
          aria-disabled={past.length === 0}
          onClick={() => onChange({ do: 'undo' })}
        >
          <ToolIcon of="undo" />
          Undo
        </button>
        <button
          type="button"
          className="app-button"
          aria-disabled={future.length === 0}
          onClick={() => onChange({ do: 'redo' })}
        >
          <ToolIcon of="redo" />
          Redo
        </button>
        <button
          type="button"
          className="app-button"
          aria-label="Open file"
          title="A scenario, a lesson, nginx.conf, gunicorn.conf.py, an access log or a HAR file; or drop it anywhere"
          onClick={() => picker.current?.click()}
        >
          <ToolIcon of="open" />
          Open
        </button>
        <input ref={picker} type="file" multiple hidden onChange={pick} />
        {children}
      </div>
    </div>
  );
}
