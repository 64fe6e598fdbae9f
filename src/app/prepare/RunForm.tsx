import { useMemo } from 'react';
import { t } from '../../language/t.ts';
import { changesOf } from '../../lesson/changes.ts';
import { RUN } from '../../lesson/shape.ts';
import { later } from '../../panels/later.tsx';
import type { Written } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { isProblems } from '../../scenario/problems.ts';
import { routeHash } from '../route.ts';
import { packSandbox } from '../sandbox/sandboxLink.ts';
import { Field } from './Field.tsx';
import { fieldId } from './fieldId.ts';
import { useForm } from './formContext.ts';
import { Fields } from './Group.tsx';
import { FieldProblems } from './Problems.tsx';
import { runWithScenario, scenarioOfRun } from './runScenario.ts';
import { sandboxScenario } from './startDraft.ts';

/** All knobs of the sandbox, once somebody wants to turn them here. */
const Knobs = later(() => import('../../panels/Knobs.tsx').then((m) => m.Knobs));

/** A run: its name, its scenario with every knob, and what it must show. */
export function RunForm({ name }: { name: string }) {
  const { source, write } = useForm();
  const runs = source.runs;
  const run = isRecord(runs) && isRecord(runs[name]) ? (runs[name] as Written) : {};
  const path = ['runs', name];
  const scenario = scenarioOfRun(runs, name);
  const problems = useMemo(() => {
    const read = scenario ? parseScenario(scenario) : [];
    return isProblems(read) ? read : [];
  }, [scenario]);
  const way = ['use', 'extends'].find((key) => run[key] !== undefined);
  const put = (next: Written) => write(path, runWithScenario(runs, run, next));
  const packed = scenario ? packSandbox(scenario) : null;

  return (
    <>
      <Fields
        keys={RUN}
        path={path}
        value={run}
        skip={['scenario', 'use', 'extends', 'change', 'expect']}
      />
      <fieldset className="app-prepareGroup" id={fieldId([...path, 'scenario'])} tabIndex={-1}>
        <legend>{t('Scenario')}</legend>
        {way && (
          <Field
            name={way}
            spec={{ words: '', is: 'name', isNeeded: true }}
            path={[...path, way]}
            value={run[way]}
            empty=""
          />
        )}
        {way && run.change !== undefined && (
          <dl className="app-changes">
            {changesOf(run.change).map((change) => (
              <div key={change.path}>
                <dt translate="no">{change.path}</dt>
                <dd translate="no">{change.value}</dd>
              </div>
            ))}
          </dl>
        )}
        {(['scenario', 'use', 'extends', 'change'] as const).map((key) => (
          <FieldProblems
            key={key}
            id={fieldId([...path, key, 'wrong'])}
            path={[...path, key]}
            within
          />
        ))}
        <FieldProblems id={fieldId([...path, 'wrong'])} path={path} />
        <p className="app-prepareTools">
          {packed !== null && (
            <a
              className="app-button app-small"
              href={routeHash({ page: 'sandbox', state: packed })}
            >
              {t('Open it in the sandbox')}
            </a>
          )}
          <button
            type="button"
            className="app-button app-small"
            onClick={() => put(sandboxScenario())}
          >
            {t('Take over what the sandbox shows')}
          </button>
          {way && scenario && (
            <button
              type="button"
              className="app-button app-small"
              onClick={() => {
                const { use: _, extends: __, change: ___, ...rest } = run;
                write(path, { ...rest, scenario });
              }}
            >
              {t('Make it a scenario of its own')}
            </button>
          )}
        </p>
        {scenario && (
          <details className="app-prepareKnobs">
            <summary>{t('Every knob of this run')}</summary>
            <Knobs scenario={scenario} problems={problems} onChange={put} />
          </details>
        )}
      </fieldset>
      <Field
        name="expect"
        spec={RUN.expect as (typeof RUN)[string]}
        path={[...path, 'expect']}
        value={run.expect}
      />
    </>
  );
}
