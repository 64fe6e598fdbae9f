import { createRoot } from 'react-dom/client';
import type { EmbedOptions } from '../../embed/parameters.ts';
import { msg } from '../../language/t.ts';
import { keepNothing } from '../shell/deviceMemory.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import type { Host } from './host.ts';
import { leadLinksOut } from './linksOut.ts';
import { askForLessMotion, keepHostStill } from './quietFrame.ts';
import { speakAsAsked } from './speakAsAsked.ts';
import { startLesson } from './startLesson.tsx';
import { submitByHand } from './submitByHand.ts';
import '../../stage/palette.css';
import '../base.css';
import '../shell/shell.css';
import './embed.css';

export interface Embedding {
  /** Name of the lesson, or `scenario`: one that stands in the address. */
  readonly subject: string;
  readonly options: EmbedOptions;
  readonly host: Host;
  /** Somebody pressed the button: the focus goes on to what comes in its place. */
  readonly wasAsked: boolean;
  /** The `#l=…` that holds the lesson, where it is none of the course. */
  readonly prepared?: string;
}

/** Puts the simulation in the place of the poster. */
export async function startPlayer(embedding: Embedding): Promise<void> {
  const { subject, options, wasAsked } = embedding;
  keepNothing();
  keepHostStill();
  if (options.motion === 'reduced') askForLessMotion();
  submitByHand();
  leadLinksOut(new URL('../../', window.location.href).href);
  await speakAsAsked(options.lang);
  const content =
    subject === 'scenario'
      ? await import('./startScenario.tsx').then((m) => m.startScenario(embedding))
      : subject === 'lesson'
        ? await import('./startPrepared.tsx').then((m) => m.startPrepared(embedding))
        : await startLesson(embedding);
  const root = document.getElementById('embed') as HTMLElement;
  const poster = document.getElementById('poster');
  const hadFocus = wasAsked && poster?.contains(document.activeElement);
  createRoot(root).render(<ErrorBoundary what={msg('the page')}>{content}</ErrorBoundary>);
  poster?.remove();
  root.hidden = false;
  if (hadFocus) {
    root.tabIndex = -1;
    root.focus({ preventScroll: true });
  }
}
