import { guardWords, stateName } from '../../insight/chartMoment.ts';
import type { ChartPicture } from '../../recording/chartShape.ts';
import { WindowedTable } from '../WindowedTable.tsx';

/** The whole chart as text: every transition that it allows, in the order in which they are tried. */
export function ArrowTable({ picture }: { readonly picture: ChartPicture }) {
  const { arrows } = picture;
  return (
    <WindowedTable
      caption={`${picture.title}: every transition`}
      columns={['in', 'when', 'event', 'only if', 'goes to', 'and does']}
      count={arrows.length}
      cells={(row) => {
        const arrow = arrows[row];
        if (!arrow) return [];
        const { from, words, event, isDelay, guard, to, actions } = arrow;
        return [
          <code key="in">{from}</code>,
          words,
          <code key="event">{isDelay ? `after ${event}` : event}</code>,
          guard === null ? '' : guardWords(guard),
          to === null ? 'stays' : <code key="to">{stateName(to)}</code>,
          <code key="does">{actions.join(', ')}</code>,
        ];
      }}
    />
  );
}
