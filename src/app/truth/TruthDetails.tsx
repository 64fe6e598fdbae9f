import { t } from '../../language/t.ts';
import { rich } from '../../stage/rich.ts';

import { routeHash } from '../route.ts';
import type { FidelityMiss, FidelityTable, ToldCase } from './fidelityTable.ts';
import { msText } from './msText.ts';
import { errorText, VERSION_WORDS } from './TruthTable.tsx';

/** The requests the simulator does not meet, by the reason why. */
export function KnownMisses({ table }: { table: FidelityTable }) {
  const reasons = [...new Set(table.misses.map((miss) => miss.reason))];
  return (
    <section aria-labelledby="truth-misses">
      <h2 id="truth-misses">
        {t(
          '{count, plural, one {What comes out wrong: # request} other {What comes out wrong: # requests}}',
          { count: table.requests - table.right },
        )}
      </h2>
      <div className="app-truthReasons">
        {reasons.map((reason) => (
          <section key={reason} className="app-card app-truthReason" aria-label={reason} lang="en">
            <h3>{sentence(reason)}</h3>
            <ul>
              {table.misses
                .filter((miss) => miss.reason === reason)
                .map((miss) => (
                  <Miss key={miss.case} miss={miss} table={table} />
                ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );
}

function Miss({ miss, table }: { miss: FidelityMiss; table: FidelityTable }) {
  const own = table.cases.find((one) => one.name === miss.case);
  return (
    <li>
      <span lang="en">{own?.title}</span> ({own && t(VERSION_WORDS[own.version])})
      <code translate="no">{miss.case}</code>
      <a className="app-truthWatch" href={routeHash({ page: 'case', name: miss.case })}>
        {t('Watch it')}
        <span className="app-hidden" translate="no">
          : {miss.case}
        </span>
      </a>
      {miss.requests.map((request) => (
        <span key={request.number} className="app-truthMiss">
          <span aria-hidden="true">✗</span> {missText(request, own?.requests ?? 0)}
        </span>
      ))}
    </li>
  );
}

/** `request 3 of 7: measured 12.0 ms, simulated 26.5 ms (+14.5 ms)`, and the statuses where they are not the same. */
function missText(request: FidelityMiss['requests'][number], all: number): string {
  const { measuredStatus, simulatedStatus } = request;
  const values = {
    number: String(request.number),
    all: String(all),
    measured: msText(request.measuredMs),
    simulated: msText(request.simulatedMs),
    error: errorText(request.simulatedMs - request.measuredMs),
  };
  if (measuredStatus === simulatedStatus)
    return t(
      'request {number} of {all}: measured {measured} ms, simulated {simulated} ms ({error} ms)',
      values,
    );
  const statusText = (status: number | null): string =>
    status === null ? t('none##no status') : String(status);
  return t(
    'request {number} of {all}: measured {measured} ms, simulated {simulated} ms ({error} ms), status {measuredStatus} measured, {simulatedStatus} simulated',
    {
      ...values,
      measuredStatus: statusText(measuredStatus),
      simulatedStatus: statusText(simulatedStatus),
    },
  );
}

/** Which server the simulator meets how well. */
export function ByServer({ table }: { table: FidelityTable }) {
  return (
    <section aria-labelledby="truth-servers">
      <h2 id="truth-servers">{t('Server by server')}</h2>
      <p className="app-truthText">
        {t(
          'The same two bars for each: {right} of its requests right, {outcomes} with the right outcome.',
          { right: percent(ASKED.right), outcomes: percent(ASKED.outcomes) },
        )}
      </p>
      <dl className="app-truthPairs app-card">
        {table.servers.map((server) => {
          const { name, cases, requests, right, outcomes } = server;
          const isMet = right >= ASKED.right * requests && outcomes >= ASKED.outcomes * requests;
          return (
            <div key={name}>
              <dt translate="no">{name}</dt>
              <dd>
                {rich(
                  '{cases, plural, one {{right} of {all} requests of # case right, {outcomes} with the right outcome: {verdict}} other {{right} of {all} requests of # cases right, {outcomes} with the right outcome: {verdict}}}',
                  {
                    cases,
                    right: String(right),
                    all: String(requests),
                    outcomes: String(outcomes),
                    verdict: isMet ? (
                      t('both bars met')
                    ) : (
                      <strong className="app-truthWrong">{t('✗ below a bar')}</strong>
                    ),
                  },
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** Shares that are asked for. */
export const ASKED = { right: 0.95, outcomes: 0.99 } as const;

const percent = (share: number) => `${Math.round(100 * share)} %`;

/** Where the real programs are random: ranges against ranges. */
export function RandomOutcomes({ table }: { table: FidelityTable }) {
  return (
    <section aria-labelledby="truth-random">
      <h2 id="truth-random">{t('Where the real programs are random')}</h2>
      <p className="app-truthText">
        {t(
          'No single figure is right there. The range of many simulated runs stands beside what was seen.',
        )}
      </p>
      <ToldCases cases={table.random} />
    </section>
  );
}

/** Where one request follows from the last: figures of whole runs. */
export function WholeRuns({ table }: { table: FidelityTable }) {
  const right = table.runs.filter((one) => !one.isMiss).length;
  return (
    <section aria-labelledby="truth-runs">
      <h2 id="truth-runs">
        {t('Clients who ask again at once, pages, idle connections: {right} of {all} right', {
          right: String(right),
          all: String(table.runs.length),
        })}
      </h2>
      <p className="app-truthText">
        {t(
          'When the next request comes depends on the last one there, so counts, medians and lengths are compared: counts must agree, medians within 1 ms or 10 %, pages within 5 %.',
        )}
      </p>
      <ToldCases cases={table.runs} />
    </section>
  );
}

function ToldCases({ cases }: { cases: readonly ToldCase[] }) {
  return (
    <dl className="app-truthPairs app-card">
      {cases.map((one) => (
        <div key={one.name}>
          <dt>
            <span lang="en">{one.title}</span>
            <code translate="no">{one.name}</code>
          </dt>
          <dd>
            {rich('Measured: {measured}. Simulated: {simulated}.', {
              measured: <span lang="en">{one.measured}</span>,
              simulated: <span lang="en">{one.simulated}</span>,
            })}
            {one.isMiss && <strong className="app-truthWrong">{t('✗ known miss')}</strong>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Loads replayed as they came, and what single requests cost. */
export function LoadsAndCosts({ table }: { table: FidelityTable }) {
  return (
    <section aria-labelledby="truth-loads">
      <h2 id="truth-loads">{t('Under load, and what one request costs')}</h2>
      <p className="app-truthText">
        {t(
          'Loads: random arrivals at nginx before four workers, replayed as they came. A mean error of at most 3 ms is asked for. Costs: the median of one request after another; within 1 ms or 10 % is asked for.',
        )}
      </p>
      <dl className="app-truthPairs app-card">
        {table.loads.map((load) => (
          <div key={load.name}>
            <dt>
              {t('{requests} requests, {percent} % of what the workers can do', {
                requests: String(load.requests),
                percent: Math.round(load.utilisation * 100),
              })}
              <code translate="no">{load.name}</code>
            </dt>
            <dd>
              {t('Error per request: mean {mean} ms, largest {largest} ms.', {
                mean: msText(load.meanErrorMs),
                largest: msText(load.largestErrorMs),
              })}
            </dd>
          </div>
        ))}
        {table.costs.map((cost) => (
          <div key={cost.name}>
            <dt>
              <span lang="en">{cost.title}</span>
              <code translate="no">{cost.name}</code>
            </dt>
            <dd>
              {t('Measured: {measured} ms. Simulated: {simulated} ms.', {
                measured: msText(cost.measuredMs),
                simulated: msText(cost.simulatedMs),
              })}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Measured cases that no scenario can say. */
export function NotExpressed({ table }: { table: FidelityTable }) {
  return (
    <section aria-labelledby="truth-unsaid">
      <h2 id="truth-unsaid">{t('Measured, but not replayed')}</h2>
      <p className="app-truthText">
        {t('Cases of the same programs that a scenario cannot express; * stands for any ending.')}
      </p>
      <dl className="app-truthPairs app-card">
        {table.notExpressed.map((left) => (
          <div key={left.cases}>
            <dt>
              <code translate="no">{left.cases}</code>
            </dt>
            <dd lang="en">{sentence(left.reason)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Reasons are written as parts of sentences. A name in the field's spelling keeps its first letter. */
function sentence(reason: string): string {
  const first = /^nginx\b/.test(reason) ? reason[0] : reason[0]?.toUpperCase();
  return `${first}${reason.slice(1)}.`;
}
