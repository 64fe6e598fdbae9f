import { guardWords, stateName } from '../../insight/chartMoment.ts';
import { t } from '../../language/t.ts';
import type { ChartPicture } from '../../recording/chartShape.ts';
import { WindowedTable } from '../WindowedTable.tsx';

/** The whole chart as text: every transition that it allows, in the order in which they are tried. */
export function ArrowTable({ picture }: { readonly picture: ChartPicture }) {
  const { arrows } = picture;
  return (
    <WindowedTable
      caption={t('{title}: every transition', { title: picture.title })}
      columns={[
        t('in##a state'),
        t('when##why it happens'),
        t('event'),
        t('only if'),
        t('goes to'),
        t('and does'),
      ]}
      count={arrows.length}
      cells={(row) => {
        const arrow = arrows[row];
        if (!arrow) return [];
        const { from, words, event, isDelay, guard, to, actions } = arrow;
        return [
          <code key="in" translate="no">
            {from}
          </code>,
          words,
          <code key="event" translate="no">
            {isDelay ? t('after {event}', { event }) : event}
          </code>,
          guard === null ? (
            ''
          ) : (
            // Of the machine's own names, as state and message are.
            <span key="only if" lang="en" translate="no">
              {guardWords(guard)}
            </span>
          ),
          to === null ? (
            t('stays')
          ) : (
            <code key="to" translate="no">
              {stateName(to)}
            </code>
          ),
          <code key="does" translate="no">
            {actions.join(', ')}
          </code>,
        ];
      }}
    />
  );
}
