import { useState } from 'react';
import { msg, t } from '../../language/t.ts';
import { routeHash } from '../route.ts';
import { type FidelityCase, type FidelityTable, shareOfLimit } from './fidelityTable.ts';
import { msText } from './msText.ts';
import { ALL_CASES, casesOf, pressHeader, SORTS, type TruthView } from './truthRows.ts';

/** Which generation of programs was measured. */
export const VERSION_WORDS: Record<FidelityCase['version'], string> = {
  classic: msg('classic##generation of the programs'),
  current: msg('current##generation of the programs'),
};

/** Every measured case with its worst request; filtered and sorted by whoever reads. */
export function TruthTable({ table }: { table: FidelityTable }) {
  const [view, setView] = useState(ALL_CASES);
  const shown = casesOf(table.cases, view);
  const requests = shown.reduce((sum, one) => sum + one.requests, 0);
  const right = shown.reduce((sum, one) => sum + one.right, 0);
  return (
    <section aria-labelledby="truth-cases">
      <h2 id="truth-cases">{t('Every measured case, worst first')}</h2>
      <p className="app-truthText">
        {t(
          'A case is several requests. Times are those of its worst request, from its start to its end. “Of what is allowed” is its error as a share of 10 ms, or of 5 % of the measured time where that is more; above 100 % it counts as wrong.',
        )}
      </p>
      <Filters table={table} view={view} onView={setView} />
      <p role="status" className="app-quiet">
        {t('{cases} of {allCases} cases, {right} of {requests} requests right', {
          cases: String(shown.length),
          allCases: String(table.cases.length),
          right: String(right),
          requests: String(requests),
        })}
      </p>
      <section
        className="app-truthScroll app-card"
        aria-label={t('The measured cases, as a table')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        tabIndex={0}
      >
        <table className="app-truthTable">
          <thead>
            <tr>
              {(Object.keys(SORTS) as TruthView['sort'][]).map((sort) => (
                <SortHeader
                  key={sort}
                  sort={sort}
                  view={view}
                  onPress={() => setView(pressHeader(view, sort))}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <CaseRow key={one.name} one={one} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="app-truthNone">{t('No case has all that.')}</p>}
      </section>
    </section>
  );
}

function Filters({
  table,
  view,
  onView,
}: {
  table: FidelityTable;
  view: TruthView;
  onView(view: TruthView): void;
}) {
  return (
    <search className="app-truthFilters">
      <label>
        {t('About##which measured cases are shown')}
        <select
          value={view.family}
          onChange={(event) => onView({ ...view, family: event.currentTarget.value })}
        >
          <option value="">{t('everything')}</option>
          {table.families.map((family) => (
            <option key={family.id} value={family.id} lang="en">
              {family.id}: {family.title}{' '}
              {t('({right} of {all})', {
                right: String(family.right),
                all: String(family.requests),
              })}
            </option>
          ))}
        </select>
      </label>
      <label>
        {t('Version')}
        <select
          value={view.version}
          onChange={(event) =>
            onView({ ...view, version: event.currentTarget.value as TruthView['version'] })
          }
        >
          <option value="">{t('both')}</option>
          <option value="classic">{t(VERSION_WORDS.classic)}</option>
          <option value="current">{t(VERSION_WORDS.current)}</option>
        </select>
      </label>
      <label>
        {t('Words in the name')}
        <input
          type="search"
          value={view.text}
          onChange={(event) => onView({ ...view, text: event.currentTarget.value })}
        />
      </label>
      <button type="button" className="app-button" onClick={() => onView(ALL_CASES)}>
        {t('Show all, worst first')}
      </button>
    </search>
  );
}

function SortHeader({
  sort,
  view,
  onPress,
}: {
  sort: TruthView['sort'];
  view: TruthView;
  onPress(): void;
}) {
  const order = view.isDescending ? 'descending' : 'ascending';
  const isSorted = view.sort === sort;
  return (
    <th scope="col" aria-sort={isSorted ? order : undefined}>
      <button type="button" onClick={onPress}>
        {t(SORTS[sort].label)}
        <span aria-hidden="true">
          {isSorted ? (view.isDescending ? '\u00a0▼' : '\u00a0▲') : '\u00a0↕'}
        </span>
      </button>
    </th>
  );
}

function CaseRow({ one }: { one: FidelityCase }) {
  const wrong = one.requests - one.right;
  const { worst } = one;
  return (
    <tr data-wrong={wrong > 0 || undefined}>
      <th scope="row">
        <span lang="en">{one.title}</span>
        <code translate="no">{one.name}</code>
        <a className="app-truthWatch" href={routeHash({ page: 'case', name: one.name })}>
          {t('Watch it')}
          <span className="app-hidden" lang="en">
            : {one.title}, {one.version}
          </span>
        </a>
      </th>
      <td>{t(VERSION_WORDS[one.version])}</td>
      <td>{one.requests}</td>
      <td className="app-truthRight">
        {one.right}
        {wrong > 0 && (
          <strong className="app-truthWrong">{t('✗ {count} wrong', { count: wrong })}</strong>
        )}
      </td>
      <td>{msText(worst.measuredMs)}</td>
      <td>{msText(worst.simulatedMs)}</td>
      <td>{errorText(worst.simulatedMs - worst.measuredMs)}</td>
      <td>{Math.round(100 * shareOfLimit(worst))} %</td>
    </tr>
  );
}

/** `+25.6`: the simulator is late; a true minus where it is early. */
export function errorText(errorMs: number): string {
  const size = msText(Math.abs(errorMs));
  return Math.abs(errorMs).toFixed(1) === '0.0' ? size : `${errorMs > 0 ? '+' : '−'}${size}`;
}
