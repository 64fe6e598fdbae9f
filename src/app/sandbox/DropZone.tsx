import { useEffect, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { takeHeld } from '../shell/earlyDrop.ts';
import type { Opened } from './openText.ts';

/** Reads files that someone chose or dropped, together; the readers are fetched for it. Every failure is an answer that says why. */
export async function openFiles(files: readonly File[]): Promise<Opened> {
  try {
    const { readFiles } = await import('./readFiles.ts');
    return await readFiles(files);
  } catch (thrown) {
    const names = files.map(({ name }) => name).join('”, “');
    return {
      is: 'trouble',
      trouble: {
        summary: t('“{files}” could not be read: {why}', { files: names, why: String(thrown) }),
        problems: [],
      },
    };
  }
}

/** The whole window takes lessons, scenarios, configurations, logs and HAR files dropped on it. */
export function DropZone({ onOpen }: { onOpen(opened: Opened): void }) {
  const [over, setOver] = useState(false);
  const latest = useRef(onOpen);
  latest.current = onOpen;

  useEffect(() => {
    const carriesFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const take = (files: readonly File[]) => {
      if (files.length > 0) void openFiles(files).then((opened) => latest.current(opened));
    };
    const drop = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(false);
      take([...(event.dataTransfer?.files ?? [])]);
    };
    take(takeHeld());
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);

  return over ? (
    <div className="app-dropHint">
      {t(
        'Drop a lesson, a scenario, a server’s configuration (nginx, Apache, IIS, Gunicorn, uWSGI, CherryPy), an access log or a HAR file to open it',
      )}
    </div>
  ) : null;
}
