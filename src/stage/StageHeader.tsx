import type { ReactNode } from 'react';
import { durationText } from '../insight/plainWords.ts';
import type { BadEnding, Scene } from '../insight/scene/scene.ts';
import type { AppServer } from '../scenario/scenario.ts';
import { workersInWords } from './slotWording.ts';
import { clock, counted } from './wording.ts';

/** Kinds of failures that are told one by one. */
const KINDS_TOLD = 3;

/** `3 failed: 2 × 502, 1 × 504`; null where nothing has. */
export function failuresInWords(endings: readonly BadEnding[]): string | null {
  const all = endings.reduce((sum, e) => sum + e.count, 0);
  if (all === 0) return null;
  const told = endings.slice(0, KINDS_TOLD);
  const rest = all - told.reduce((sum, e) => sum + e.count, 0);
  const kinds = told.map(({ count, words }) => `${count.toLocaleString('en')} × ${words}`);
  if (rest > 0) kinds.push(`${rest.toLocaleString('en')} other`);
  return `${all.toLocaleString('en')} failed: ${kinds.join(', ')}`;
}

/** Answers whose status says that something went wrong: they count as failed, not as answered. */
function badAnswers(endings: readonly BadEnding[]): number {
  return endings.reduce((sum, e) => (/^\d+$/.test(e.words) ? sum + e.count : sum), 0);
}

/** The moment, and the whole in one line. */
export function StageHeader(props: { scene: Scene; app: AppServer; children?: ReactNode }) {
  const { scene, app, children } = props;
  const { counts, pages } = scene;
  const workers = workersInWords(scene, app);
  const bad = failuresInWords(scene.badEndings);
  return (
    <div className="stage-header">
      <p className="stage-now">
        <b className="stage-clock">t = {clock(scene.atUs)}</b>
        <span>{counted(counts.inFlight, 'request')} in flight</span>
        {workers && <span>{workers}</span>}
        <span>{counted(counts.answered - badAnswers(scene.badEndings), 'answer')}</span>
        {pages && pages.loaded > 0 && (
          <span>
            {counted(pages.loaded, 'page')} loaded
            {pages.lastUs !== null && `, the last in ${durationText(pages.lastUs)}`}
          </span>
        )}
        {scene.retried > 0 && <span>{scene.retried.toLocaleString('en')} asked again</span>}
        {bad && <b className="stage-bad-text">{bad}</b>}
      </p>
      {children}
    </div>
  );
}

/** Shapes of requests, in the corner of the street that no host takes. `before`: grid line at which the first host begins. */
export function Legend({ before }: { before: number }) {
  return (
    <ul
      className="stage-legend"
      style={{ gridColumn: `1 / ${before}` }}
      aria-label="Shapes of requests"
    >
      <li data-kind="page">page</li>
      <li data-kind="static">static file</li>
      <li data-kind="upload">upload</li>
      <li data-kind="api">API</li>
    </ul>
  );
}
