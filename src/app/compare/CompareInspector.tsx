import { differences } from '../../insight/compare/differences.ts';
import { requestName } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { msg, t } from '../../language/t.ts';
import { Inspector } from '../../panels/Inspector.tsx';
import type { Player } from '../../player/player.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import type { CompareView } from './CompareBench.tsx';
import { Segments } from './Segments.tsx';
import { sideLetter } from './side.ts';

/** The selected request, looked into in the run of the side in focus. Nothing while none is selected. */
export function CompareInspector(view: CompareView) {
  const { runs, players, titles, selected, focus, onFocus, onSelect, player } = view;
  if (selected.every((each) => each === null)) return null;
  const request = selected[focus] ?? null;
  return (
    <section className="app-compareInspect" aria-label={t('The selected request')}>
      <header>
        <Segments
          label={t('In whose run')}
          options={titles.map((title, side) => ({
            key: String(side),
            words: `${sideLetter(side)}: ${endOf(view, side)}`,
            title,
          }))}
          chosen={String(focus)}
          onChoose={(key) => onFocus(Number(key))}
        />
        <button
          type="button"
          className="panel-step"
          aria-label={t('Select no request')}
          onClick={() => onSelect(focus, null)}
        >
          ✕
        </button>
      </header>
      <div>
        {request === null ? (
          <p className="app-quiet">
            {t(
              'In the run of “{name}” this request was never asked: its client came back less often there, or had nothing to ask again.',
              { name: String(titles[focus]) },
            )}
          </p>
        ) : (
          <ErrorBoundary key={focus} what={msg('the inspector')}>
            <Inspector
              run={runs[focus] as Run}
              player={players[focus] as Player}
              request={request}
              onSelect={(next) => onSelect(focus, next)}
              onSeek={(atUs) => player.seek(atUs)}
            />
          </ErrorBoundary>
        )}
      </div>
    </section>
  );
}

/** `200 after 62 ms`, or that it is not asked; with its number where that is another one than in the run looked into. */
function endOf({ runs, selected, focus }: CompareView, side: number): string {
  const run = runs[side];
  const request = selected[side] ?? null;
  if (!run || request === null) return t('not asked');
  const own = differences(run, run)[request];
  const name = request === selected[focus] ? '' : `${requestName(request)} `;
  return `${name}${own?.a.words ?? t('under way')}`;
}
