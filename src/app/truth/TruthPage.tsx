import { useEffect, useState } from 'react';
import { numberText } from '../../language/numbers.ts';
import { msg, t } from '../../language/t.ts';
import { rich } from '../../stage/rich.ts';
import measured from './fidelityCount.json';
import type { FidelityTable } from './fidelityTable.ts';
import {
  ASKED,
  ByServer,
  KnownMisses,
  LoadsAndCosts,
  NotExpressed,
  RandomOutcomes,
  WholeRuns,
} from './TruthDetails.tsx';
import { TruthTable } from './TruthTable.tsx';
import { CONDITIONS, NOT_MODELLED } from './truthWords.ts';
import './truth.css';

/** How well the simulator meets what was measured: what it gets wrong first, then every case, then what it leaves out. */
export function TruthPage() {
  const table = useTable();
  return (
    <main className="app-truth">
      <header className="app-truthText">
        <h1>{t('How true is this?')}</h1>
        <p className="app-truthLead">
          {rich(
            'The simulator was held against real programs, request by request. <b>{right} of {all}</b> measured requests come out right. Nothing is left out here; what is wrong stands first.',
            {
              b: (words) => <strong>{words}</strong>,
              right: String(measured.right),
              all: String(measured.requests),
            },
          )}
        </p>
        <Bars />
      </header>
      {table === 'coming' && <p role="status">{t('The measured cases are coming …')}</p>}
      {table === 'failed' && (
        <div role="alert" className="app-truthText">
          <p>{t('The measured cases could not be loaded.')}</p>
          <button type="button" className="app-button" onClick={() => window.location.reload()}>
            {t('Load the page again')}
          </button>
        </div>
      )}
      {typeof table === 'object' && (
        <>
          <KnownMisses table={table} />
          <ByServer table={table} />
          <TruthTable table={table} />
          <WholeRuns table={table} />
          <RandomOutcomes table={table} />
          <LoadsAndCosts table={table} />
          <NotExpressed table={table} />
        </>
      )}
      <section aria-labelledby="truth-left">
        <h2 id="truth-left">{t('What is not modelled')}</h2>
        <ul className="app-truthList">
          {NOT_MODELLED.map((what) => (
            <li key={what}>{t(what)}</li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="truth-conditions">
        <h2 id="truth-conditions">{t('What was measured on')}</h2>
        <dl className="app-truthPairs app-card">
          {CONDITIONS.map(([what, how]) => (
            <div key={what}>
              <dt>{t(what)}</dt>
              <dd>{t(how)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </main>
  );
}

/** What is asked of the simulator, and how much of it is met. */
const BARS = [
  {
    what: msg('The right outcome'),
    means: msg('the same status, or a failure of the same kind'),
    right: measured.outcomes,
    asked: ASKED.outcomes,
  },
  {
    what: msg('The right end too'),
    means: msg('within 10 ms, or 5 % of what the request took'),
    right: measured.right,
    asked: ASKED.right,
  },
] as const;

function Bars() {
  return (
    <dl className="app-truthBars">
      {BARS.map(({ what, means, right, asked }) => {
        const share = right / measured.requests;
        const shareText = `${floorPercent(share)} %`;
        return (
          <div key={what}>
            <dt>
              {t(what)}: <span>{t(means)}</span>
            </dt>
            <dd>
              <meter min={0} max={1} low={asked} optimum={1} value={share} aria-label={t(what)}>
                {shareText}
              </meter>
              {rich('<b>{share}</b> ({right} of {all}), {asked} % are asked for', {
                b: (words) => <strong>{words}</strong>,
                share: shareText,
                right: String(right),
                all: String(measured.requests),
                asked: 100 * asked,
              })}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

/** Rounded down: 100.0 % is said of nothing but all. */
const floorPercent = (share: number) => numberText(Math.floor(1000 * share) / 10, 1);

/** The table is large and nobody else needs it, so it is fetched with this page. */
function useTable(): FidelityTable | 'coming' | 'failed' {
  const [table, setTable] = useState<FidelityTable | 'coming' | 'failed'>('coming');
  useEffect(() => {
    let isGone = false;
    const show = (arrived: FidelityTable | 'failed') => {
      if (!isGone) setTable(arrived);
    };
    import('./fidelity.json').then(
      // JSON knows `version` only as a string; the test of the table holds it against the type.
      (module) => show(module.default as FidelityTable),
      () => show('failed'),
    );
    return () => {
      isGone = true;
    };
  }, []);
  return table;
}
