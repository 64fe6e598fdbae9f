import { countText, durationText } from '../insight/plainWords.ts';
import type { Scene } from '../insight/scene/scene.ts';
import type { Gunicorn } from '../scenario/scenario.ts';
import { workersInWords } from './slotWording.ts';
import { clock } from './wording.ts';

/** The moment, and the whole in one line. */
export function StageHeader({ scene, gunicorn }: { scene: Scene; gunicorn: Gunicorn }) {
  const { counts, pages } = scene;
  const workers = workersInWords(scene, gunicorn);
  const bad = [
    { n: counts.failed, words: 'failed' },
    { n: counts.refused, words: 'refused' },
    { n: counts.abandoned, words: 'given up' },
  ].filter(({ n }) => n > 0);
  return (
    <div className="stage-header">
      <p className="stage-now">
        <b className="stage-clock">t = {clock(scene.atUs)}</b>
        <span>{countText(counts.inFlight, 'request')} in flight</span>
        {workers && <span>{workers}</span>}
        <span>{countText(counts.answered, 'answer')}</span>
        {pages && pages.loaded > 0 && (
          <span>
            {countText(pages.loaded, 'page')} loaded
            {pages.lastUs !== null && `, the last in ${durationText(pages.lastUs)}`}
          </span>
        )}
        {scene.retried > 0 && <span>{scene.retried.toLocaleString('en')} asked again</span>}
        {bad.map(({ n, words }) => (
          <b key={words} className="stage-bad-text">
            {n.toLocaleString('en')} {words}
          </b>
        ))}
      </p>
      <ul className="stage-legend" aria-label="Shapes of requests">
        <li data-kind="page">page</li>
        <li data-kind="static">static file</li>
        <li data-kind="upload">upload</li>
        <li data-kind="api">API</li>
      </ul>
    </div>
  );
}
