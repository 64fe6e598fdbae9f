import { type ChangeEvent, type ReactNode, useRef } from 'react';
import { t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';
import type { Written } from '../../panels/written.ts';
import { routeHash } from '../route.ts';
import { ToolIcon } from '../shell/ToolIcon.tsx';
import { openFiles } from './DropZone.tsx';
import type { Opened } from './openText.ts';
import type { SandboxChange, SandboxState } from './sandboxState.ts';

/** All presets are far more than a page needs to begin with; a place is kept for them. */
const PresetChoice = later(
  () => import('./PresetChoice.tsx').then((m) => m.PresetChoice),
  <PresetsToCome />,
);

function PresetsToCome() {
  return (
    <label className="app-preset">
      <span>{t('Start from')}</span>
      <select className="app-select" disabled>
        <option>{t('Opening …')}</option>
      </select>
    </label>
  );
}

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
  const picker = useRef<HTMLInputElement>(null);
  const { written, past, future } = sandbox;

  function pick(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = ''; // the same file can be chosen again after mending it
    if (files.length > 0) void openFiles(files).then(onOpen);
  }

  return (
    <div className="app-tools">
      <PresetChoice written={written} onPreset={onPreset} />
      <div className="app-toolRow">
        <button
          type="button"
          className="app-button"
          aria-disabled={past.length === 0}
          onClick={() => onChange({ do: 'undo' })}
        >
          <ToolIcon of="undo" />
          {t('Undo')}
        </button>
        <button
          type="button"
          className="app-button"
          aria-disabled={future.length === 0}
          onClick={() => onChange({ do: 'redo' })}
        >
          <ToolIcon of="redo" />
          {t('Redo')}
        </button>
        <button
          type="button"
          className="app-button"
          aria-label={t('Open file')}
          title={t(
            'A scenario, a lesson, a server’s configuration (nginx, Apache, IIS, Gunicorn, uWSGI, CherryPy), an access log or a HAR file; or drop it anywhere',
          )}
          onClick={() => picker.current?.click()}
        >
          <ToolIcon of="open" />
          {t('Open')}
        </button>
        <input ref={picker} type="file" multiple hidden onChange={pick} />
        {children}
        <a
          className="app-button"
          href={routeHash({ page: 'prepare', draft: null })}
          title={t('Make a lesson of this scenario, without code')}
        >
          {t('Prepare a lesson')}
        </a>
      </div>
    </div>
  );
}
