import { countText } from '../insight/plainWords.ts';
import type { Scene } from '../insight/scene/scene.ts';
import { clock } from './wording.ts';

/** `2 of 3 workers held by slow clients`, or what else is worth a glance. */
function workersInWords(scene: Scene): string | null {
  const alive = scene.workers.filter((w) => w.state !== 'dead');
  if (alive.length === 0) return null;
  const held = alive.filter((w) => w.heldByClient);
  if (held.length > 0) {
    // A client need not be slow to keep a worker until it has closed.
    const isClosing = held.every((w) => w.state === 'lingering');
    const what = isClosing ? 'waiting for clients to close' : 'held by slow clients';
    return `${held.length} of ${countText(alive.length, 'worker')} ${what}`;
  }
  const busy = alive.filter((w) => w.request !== null).length;
  return `${busy} of ${countText(alive.length, 'worker')} busy`;
}

/** The moment, and the whole in one line. */
export function StageHeader({ scene }: { scene: Scene }) {
  const { counts } = scene;
  const workers = workersInWords(scene);
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
