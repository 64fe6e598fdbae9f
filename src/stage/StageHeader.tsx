import type { ReactNode } from 'react';
import { durationText } from '../insight/plainWords.ts';
import type { BadEnding, Scene } from '../insight/scene/scene.ts';
import { countOf } from '../language/numbers.ts';
import { t } from '../language/t.ts';
import type { AppServer } from '../scenario/scenario.ts';
import { workersInWords } from './slotWording.ts';
import { clock } from './wording.ts';

/** Kinds of failures that are told one by one. */
const KINDS_TOLD = 3;

/** `3 failed: 2 × 502, 1 × 504`; null where nothing has. */
export function failuresInWords(endings: readonly BadEnding[]): string | null {
  const all = endings.reduce((sum, e) => sum + e.count, 0);
  if (all === 0) return null;
  const told = endings.slice(0, KINDS_TOLD);
  const rest = all - told.reduce((sum, e) => sum + e.count, 0);
  const kinds = told.map(({ count, words }) => `${countOf(count)} × ${words}`);
  if (rest > 0) kinds.push(t('{count} other##failures of other kinds', { count: rest }));
  return t('{count} failed: {kinds}', { count: all, kinds: kinds.join(', ') });
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
        <span>
          {t('{count, plural, one {# request} other {# requests}} in flight', {
            count: counts.inFlight,
          })}
        </span>
        {workers && <span>{workers}</span>}
        <span>
          {t('{count, plural, one {# answer} other {# answers}}', {
            count: counts.answered - badAnswers(scene.badEndings),
          })}
        </span>
        {pages && pages.loaded > 0 && (
          <span>
            {t('{count, plural, one {# page} other {# pages}} loaded', { count: pages.loaded })}
            {pages.lastUs !== null &&
              t(', the last in {last}', { last: durationText(pages.lastUs) })}
          </span>
        )}
        {scene.retried > 0 && <span>{t('{count} asked again', { count: scene.retried })}</span>}
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
      aria-label={t('Shapes of requests')}
    >
      <li data-kind="page">{t('page')}</li>
      <li data-kind="static">{t('static file')}</li>
      <li data-kind="upload">{t('upload')}</li>
      <li data-kind="api">{t('API')}</li>
    </ul>
  );
}
