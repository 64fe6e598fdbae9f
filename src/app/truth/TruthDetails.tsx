import { countText } from '../../insight/plainWords.ts';
import { routeHash } from '../route.ts';
import type { FidelityMiss, FidelityTable, ToldCase } from './fidelityTable.ts';
import { errorText } from './TruthTable.tsx';

/** The requests the simulator does not meet, by the reason why. */
export function KnownMisses({ table }: { table: FidelityTable }) {
  const reasons = [...new Set(table.misses.map((miss) => miss.reason))];
  return (
    <section aria-labelledby="truth-misses">
      <h2 id="truth-misses">
        What comes out wrong: {countText(table.requests - table.right, 'request')}
      </h2>
      <div className="app-truthReasons">
        {reasons.map((reason) => (
          <section key={reason} className="app-card app-truthReason" aria-label={reason}>
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
      {own?.title} ({own?.version})<code>{miss.case}</code>
      <a className="app-truthWatch" href={routeHash({ page: 'case', name: miss.case })}>
        Watch it<span className="app-hidden">: {miss.case}</span>
      </a>
      {miss.requests.map((request) => (
        <span key={request.number} className="app-truthMiss">
          <span aria-hidden="true">✗</span> request {request.number} of {own?.requests}: measured{' '}
          {request.measuredMs.toFixed(1)} ms, simulated {request.simulatedMs.toFixed(1)} ms (
          {errorText(request.simulatedMs - request.measuredMs)} ms)
          {request.measuredStatus !== request.simulatedStatus &&
            `, status ${request.measuredStatus ?? 'none'} measured, ${request.simulatedStatus ?? 'none'} simulated`}
        </span>
      ))}
    </li>
  );
}

/** Which server the simulator meets how well. */
export function ByServer({ table }: { table: FidelityTable }) {
  return (
    <section aria-labelledby="truth-servers">
      <h2 id="truth-servers">Server by server</h2>
      <p className="app-truthText">
        The same two bars for each: {percent(ASKED.right)} of its requests right,{' '}
        {percent(ASKED.outcomes)} with the right outcome.
      </p>
      <dl className="app-truthPairs app-card">
        {table.servers.map((server) => {
          const { name, cases, requests, right, outcomes } = server;
          const isMet = right >= ASKED.right * requests && outcomes >= ASKED.outcomes * requests;
          return (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {right} of {requests} requests of {countText(cases, 'case')} right, {outcomes} with
                the right outcome:{' '}
                {isMet ? (
                  'both bars met'
                ) : (
                  <strong className="app-truthWrong">✗ below a bar</strong>
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
      <h2 id="truth-random">Where the real programs are random</h2>
      <p className="app-truthText">
        No single figure is right there. The range of many simulated runs stands beside what was
        seen.
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
        Clients who ask again at once, pages, idle connections: {right} of {table.runs.length} right
      </h2>
      <p className="app-truthText">
        When the next request comes depends on the last one there, so counts, medians and lengths
        are compared: counts must agree, medians within 1 ms or 10 %, pages within 5 %.
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
            {one.title}
            <code>{one.name}</code>
          </dt>
          <dd>
            Measured: {one.measured}. Simulated: {one.simulated}.
            {one.isMiss && <strong className="app-truthWrong">✗ known miss</strong>}
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
      <h2 id="truth-loads">Under load, and what one request costs</h2>
      <p className="app-truthText">
        Loads: random arrivals at nginx before four workers, replayed as they came. A mean error of
        at most 3 ms is asked for. Costs: the median of one request after another; within 1 ms or 10
        % is asked for.
      </p>
      <dl className="app-truthPairs app-card">
        {table.loads.map((load) => (
          <div key={load.name}>
            <dt>
              {load.requests} requests, {Math.round(load.utilisation * 100)} % of what the workers
              can do
              <code>{load.name}</code>
            </dt>
            <dd>
              Error per request: mean {load.meanErrorMs.toFixed(1)} ms, largest{' '}
              {load.largestErrorMs.toFixed(1)} ms.
            </dd>
          </div>
        ))}
        {table.costs.map((cost) => (
          <div key={cost.name}>
            <dt>
              {cost.title}
              <code>{cost.name}</code>
            </dt>
            <dd>
              Measured: {cost.measuredMs.toFixed(1)} ms. Simulated: {cost.simulatedMs.toFixed(1)}{' '}
              ms.
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
      <h2 id="truth-unsaid">Measured, but not replayed</h2>
      <p className="app-truthText">
        Cases of the same programs that a scenario cannot express; * stands for any ending.
      </p>
      <dl className="app-truthPairs app-card">
        {table.notExpressed.map((left) => (
          <div key={left.cases}>
            <dt>
              <code>{left.cases}</code>
            </dt>
            <dd>{sentence(left.reason)}</dd>
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
