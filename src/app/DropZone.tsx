import { useEffect, useRef, useState } from 'react';
import { type Opened, openText } from './openText.ts';

/** Larger files are no scenario of ours; reading them would only freeze the page. */
const FILE_MAX_BYTES = 2_000_000;

/** Reads a file that someone chose or dropped. Every failure is an answer that says why. */
export async function openFile(file: File): Promise<Opened> {
  if (file.size > FILE_MAX_BYTES)
    return {
      is: 'trouble',
      trouble: {
        summary: `“${file.name}” was not opened.`,
        problems: [
          {
            at: file.name,
            value: `${file.size} bytes`,
            message: `A lesson or scenario file has at most ${FILE_MAX_BYTES} bytes.`,
          },
        ],
      },
    };
  try {
    return openText(await file.text(), file.name);
  } catch (thrown) {
    return {
      is: 'trouble',
      trouble: { summary: `“${file.name}” could not be read: ${String(thrown)}`, problems: [] },
    };
  }
}

/** The whole window takes a lesson or scenario file dropped on it. */
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
    const drop = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) void openFile(file).then((opened) => latest.current(opened));
    };
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
    <div className="app-dropHint">Drop a lesson or scenario file (JSON) to open it</div>
  ) : null;
}
