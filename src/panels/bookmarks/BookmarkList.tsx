import type { Player } from '../../player/player.ts';
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
        Bookmark this moment (b)
      </button>
      {bookmarks.length === 0 ? (
        <p className="panel-quiet">No bookmarks yet.</p>
      ) : (
        <ol aria-label="Bookmarks">
          {bookmarks.map(({ atUs, name }) => (
            <li key={atUs}>
              <button
                type="button"
                className="panel-link panel-number"
                aria-label={`Go to ${name}, ${secondsText(atUs)}`}
                onClick={() => player.seek(atUs)}
              >
                {secondsText(atUs)}
              </button>
              <input
                aria-label={`Name of the bookmark at ${secondsText(atUs)}`}
                defaultValue={name}
                maxLength={NAME_LENGTH}
                onChange={(event) =>
                  onBookmarks(renamedBookmark(bookmarks, atUs, event.currentTarget.value))
                }
              />
              <button
                type="button"
                className="panel-step"
                aria-label={`Remove the bookmark ${name}`}
                title="Remove"
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

function secondsText(atUs: number): string {
  return `${(atUs / 1e6).toFixed(3)} s`;
}
