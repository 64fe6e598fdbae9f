import { useEffect, useRef, useState } from 'react';
import { START } from './firstSandbox.ts';
import { type Opened, openTexts } from './openText.ts';
import { presentSandbox } from './presentSandbox.ts';

/** Larger files are no scenario of ours; reading them would only freeze the page. */
const FILE_MAX_BYTES = 2_000_000;
/** Logs and HAR files are long by nature. */
const RECORD_MAX_BYTES = 60_000_000;

const isScenarioName = (name: string) => /\.(?:json|ya?ml)$/i.test(name);

/** Reads files that someone chose or dropped, together. Every failure is an answer that says why. */
export async function openFiles(files: readonly File[]): Promise<Opened> {
  const tooLarge = files.find(
    ({ name, size }) => size > (isScenarioName(name) ? FILE_MAX_BYTES : RECORD_MAX_BYTES),
  );
  if (tooLarge)
    return {
      is: 'trouble',
      trouble: {
        summary: `“${tooLarge.name}” was not opened.`,
        problems: [
          {
            at: tooLarge.name,
            value: `${tooLarge.size} bytes`,
            message: isScenarioName(tooLarge.name)
              ? `A lesson or scenario file has at most ${FILE_MAX_BYTES} bytes.`
              : `A log, HAR or configuration file has at most ${RECORD_MAX_BYTES} bytes.`,
          },
        ],
      },
    };
  try {
    const texts = await Promise.all(
      files.map(async (file) => ({ name: file.name, text: await file.text() })),
    );
    return await openTexts(texts, presentSandbox() ?? START);
  } catch (thrown) {
    const names = files.map(({ name }) => name).join('”, “');
    return {
      is: 'trouble',
      trouble: { summary: `“${names}” could not be read: ${String(thrown)}`, problems: [] },
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
    const drop = (event: DragEvent) => {
      if (!carriesFile(event)) return;
      event.preventDefault();
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) void openFiles(files).then((opened) => latest.current(opened));
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
    <div className="app-dropHint">
      Drop a lesson, a scenario, nginx.conf, gunicorn.conf.py, an access log or a HAR file to open
      it
    </div>
  ) : null;
}
