import { useMemo } from 'react';
import { compareTable } from '../../insight/compare/compareTable.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { SideLetter } from './SideLetter.tsx';

/** What the runs amount to, side by side; the best of each line is marked by a word and by weight. */
export function CompareNumbers({
  titles,
  runs,
}: {
  titles: readonly string[];
  runs: readonly Run[];
}) {
  const rows = useMemo(() => compareTable(runs), [runs]);
  return (
    <section
      className="panel-scrolls app-compareNumbers"
      aria-label={t('Numbers of the whole runs')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it on narrow screens
      tabIndex={0}
    >
      <table className="panel-table">
        <caption>
          {t(
            'Whole runs. ★ is best. Latencies are of answered requests: who loses requests cannot be best in them.',
          )}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('measure')}</th>
            {titles.map((title, side) => (
              <th key={title} scope="col" title={title}>
                <SideLetter side={side} /> <span>{title}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, words, texts, best }) => (
            <tr key={key}>
              <th scope="row" title={words}>
                {label}
                {key.startsWith('memory') && <small> {words}</small>}
              </th>
              {texts.map((text, side) => (
                <td key={titles[side]} data-best={best.includes(side) || undefined}>
                  {best.includes(side) && (
                    <>
                      <span aria-hidden="true">★ </span>
                      <span className="app-hidden">{t('best:')} </span>
                    </>
                  )}
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
