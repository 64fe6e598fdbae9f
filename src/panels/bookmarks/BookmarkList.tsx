import { t } from '../../language/t.ts';
import type { Player } from '../../player/player.ts';
import { secondsText as momentText } from '../../stage/secondsText.ts';
import { type Bookmark, NAME_LENGTH, renamedBookmark, withoutBookmark } from './bookmarks.ts';
import './bookmarks.css';

interface BookmarkListProps {
  readonly player: Player;
  readonly bookmarks: readonly Bookmark[];
  onBookmarks(next: readonly Bookmark[]): void;
  /** A bookmark at the present moment. */
  onAdd(): void;
}

/** Moments that somebody marked: go there, give them another name, take them out. */
export function BookmarkList({ player, bookmarks, onBookmarks, onAdd }: BookmarkListProps) {
  return (
    <div className="panel-bookmarks">
      <button type="button" className="panel-button" onClick={onAdd}>
        {t('Bookmark this moment (b)')}
      </button>
      {bookmarks.length === 0 ? (
        <p className="panel-quiet">{t('No bookmarks yet.')}</p>
      ) : (
        <ol aria-label={t('Bookmarks')}>
          {bookmarks.map(({ atUs, name }) => (
            <li key={atUs}>
              <button
                type="button"
                className="panel-link panel-number"
                aria-label={t('Go to {name}, {at}', { name, at: placeText(atUs) })}
                onClick={() => player.seek(atUs)}
              >
                {placeText(atUs)}
              </button>
              <input
                aria-label={t('Name of the bookmark at {at}', { at: placeText(atUs) })}
                defaultValue={name}
                maxLength={NAME_LENGTH}
                onChange={(event) =>
                  onBookmarks(renamedBookmark(bookmarks, atUs, event.currentTarget.value))
                }
              />
              <button
                type="button"
                className="panel-step"
                aria-label={t('Remove the bookmark {name}', { name })}
                title={t('Remove')}
                onClick={() => onBookmarks(withoutBookmark(bookmarks, atUs))}
              >
                ×
              </button>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

function placeText(atUs: number): string {
  return momentText(atUs, 3);
}
