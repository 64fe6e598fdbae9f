import { useState } from 'react';
import type { ConfigFile } from '../../config/configFile.ts';
import { t } from '../../language/t.ts';
import { saveFile } from '../exchange/saveFile.ts';
import { zipOf } from './zip.ts';

const TEXT = 'text/plain;charset=utf-8';

interface ConfigActionsProps {
  readonly file: ConfigFile;
  readonly files: readonly ConfigFile[];
  /** Null where it is not possible, or under way already. */
  readonly onEdit: (() => void) | null;
  readonly onPaste: (() => void) | null;
}

/** What can be done with the files: change them, or take them along. */
export function ConfigActions({ file, files, onEdit, onPaste }: ConfigActionsProps) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(file.text);
      setSaid(t('{name} copied.', { name: file.name }));
    } catch {
      setSaid(t('Copying is not allowed here: select the text, or save the file.'));
    }
  };
  return (
    <div className="panel-configActions">
      {onEdit && (
        <button type="button" className="panel-button" data-opens="edit" onClick={onEdit}>
          {t('Edit')}
        </button>
      )}
      {onPaste && (
        <button type="button" className="panel-button" data-opens="paste" onClick={onPaste}>
          {t('Paste…')}
        </button>
      )}
      <button type="button" className="panel-button" onClick={() => void copy()}>
        {t('Copy')}
      </button>
      <button
        type="button"
        className="panel-button"
        onClick={() => saveFile(file.name, TEXT, file.text)}
      >
        {t('Save file')}
      </button>
      <button
        type="button"
        className="panel-button"
        onClick={() => saveFile('servers.zip', 'application/zip', zipOf(files))}
      >
        {t('Save all (zip)')}
      </button>
      <span role="status" className="panel-quiet">
        {said}
      </span>
    </div>
  );
}
