import { draftOf } from './drafts.ts';
import { Editor } from './Editor.tsx';
import { PreviewPage } from './PreviewPage.tsx';
import { StartPage } from './StartPage.tsx';
import './prepare.css';

interface Props {
  /** Name of a draft on this device, `preview` for the frame beside the form, or null for the choice of what to begin with. */
  readonly draft: string | null;
}

/** Lessons prepared without code: begun with a lesson, a scenario, a file or nothing; changed in a form; handed out. */
export default function PreparePage({ draft }: Props) {
  if (draft === 'preview') return <PreviewPage />;
  const kept = draft === null ? null : draftOf(draft);
  if (!kept) return <StartPage missing={draft} />;
  return <Editor key={kept.id} id={kept.id} first={kept.draft} />;
}
