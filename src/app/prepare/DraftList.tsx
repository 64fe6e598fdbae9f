import { useState } from 'react';
import { localeTag } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import { routeHash } from '../route.ts';
import { stepsOf } from './choices.ts';
import { forgetDraft, type KeptDraft, keepDraft, keptDrafts } from './drafts.ts';

/** The drafts on this device, the one changed last first; one that is deleted can be brought back. */
export function DraftList() {
  const [drafts, setDrafts] = useState(keptDrafts);
  const [gone, setGone] = useState<KeptDraft | null>(null);
  if (drafts.length === 0 && !gone) return null;
  const titleOf = ({ id, draft }: KeptDraft) => {
    const { title } = draft.source;
    return typeof title === 'string' && title !== '' ? title : id;
  };
  return (
    <section className="app-card app-startCard" aria-labelledby="prepare-drafts">
      <h2 id="prepare-drafts">{t('Go on with a draft')}</h2>
      <ul className="app-draftList">
        {drafts.map((kept) => (
          <li key={kept.id}>
            <a href={routeHash({ page: 'prepare', draft: kept.id })}>{titleOf(kept)}</a>
            <span className="app-quiet">
              {t('{count, plural, one {# step} other {# steps}}', {
                count: stepsOf(kept.draft.source).length,
              })}
              {kept.changedMs > 0 && ` · ${timeText(kept.changedMs)}`}
            </span>
            <button
              type="button"
              className="app-button app-small"
              aria-label={t('Delete the draft: {title}', { title: titleOf(kept) })}
              onClick={() => {
                forgetDraft(kept.id);
                setGone(kept);
                setDrafts(keptDrafts());
              }}
            >
              {t('Delete')}
            </button>
          </li>
        ))}
      </ul>
      <p role="status">
        {gone && (
          <>
            {t('“{title}” is deleted.', { title: titleOf(gone) })}{' '}
            <button
              type="button"
              className="app-button app-small"
              onClick={() => {
                keepDraft(gone.id, gone.draft);
                setGone(null);
                setDrafts(keptDrafts());
              }}
            >
              {t('Undo')}
            </button>
          </>
        )}
      </p>
    </section>
  );
}

const timeText = (ms: number): string =>
  new Intl.DateTimeFormat(localeTag(), { dateStyle: 'medium', timeStyle: 'short' }).format(ms);
