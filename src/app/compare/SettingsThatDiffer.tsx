import { useMemo } from 'react';
import { settingDifferences } from '../../insight/compare/settingDifferences.ts';
import { t } from '../../language/t.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { SideLetter } from './SideLetter.tsx';

interface Props {
  readonly titles: readonly string[];
  readonly scenarios: readonly Scenario[];
}

/** The settings by their real names in which the sides differ, with the value in each. */
export function SettingsThatDiffer({ titles, scenarios }: Props) {
  const all = useMemo(() => settingDifferences(scenarios), [scenarios]);
  if (all.length === 0)
    return <p className="app-quiet">{t('The sides do not differ in any setting.')}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it on narrow screens
    <section className="panel-scrolls" aria-label={t('Settings that differ')} tabIndex={0}>
      <table className="panel-table app-settings">
        <caption>{t('What differs')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('setting')}</th>
            {titles.map((title, side) => (
              <th key={title} scope="col" title={title}>
                <SideLetter side={side} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map(({ at, name, values }) => (
            <tr key={at}>
              <th scope="row" title={at}>
                <code translate="no">{name}</code>
              </th>
              {values.map((value, side) => (
                <td key={titles[side]} translate="no">
                  {value ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
