import { useEffect, useState } from 'react';
import { t } from '../../language/t.ts';
import { CompareRoom } from '../compare/CompareRoom.tsx';
import type { SharedComparison } from '../compare/compareLink.ts';
import type { ReadyMade } from '../compare/readyMade.ts';
import type { Moment } from '../route.ts';
import { UnknownPage } from '../shell/UnknownPage.tsx';
import { replaceRoute } from '../shell/useRoute.ts';
import type { FidelityTable } from '../truth/fidelityTable.ts';
import { simulateRun } from '../workbench/simulateRun.ts';
import { sidesOfCase, wordsOfCase } from './caseComparison.ts';
import { openCase, runOfMeasured } from './measuredCases.ts';
import '../compare/compare.css';

type State =
  | { readonly is: 'coming' | 'failed' | 'unknown' }
  | {
      readonly is: 'here';
      readonly comparison: SharedComparison;
      readonly words: ReadyMade;
    };

interface Props {
  readonly name: string;
  /** Where to look, or nothing. */
  readonly moment?: Moment;
}

/** A measured case: the simulated run of its scenario and what the real servers did, side by side in lockstep. */
export default function CasePage({ name, moment }: Props) {
  const state = useCase(name, moment);
  if (state.is === 'unknown')
    return <UnknownPage asked={name} heading={t('There is no such measured case')} />;
  if (state.is !== 'here')
    return (
      <main className="app-plain">
        <h1>{t('Reality beside the model')}</h1>
        {state.is === 'coming' ? (
          <p role="status">{t('The measured case is coming …')}</p>
        ) : (
          <div role="alert">
            <p>{t('The measured case could not be loaded.')}</p>
            <button type="button" className="app-button" onClick={() => window.location.reload()}>
              {t('Load the page again')}
            </button>
          </div>
        )}
        <p>
          <a href="#/truth">{t('All measured cases')}</a>
        </p>
      </main>
    );
  return (
    <CompareRoom
      first={state.comparison}
      readyMade={state.words}
      runOfMeasured={runOfMeasured}
      onState={(packed) =>
        replaceRoute({ page: 'compare', readyMade: null, state: packed }, 'case')
      }
    />
  );
}

function useCase(name: string, moment: Moment | undefined): State {
  const [state, setState] = useState<State>({ is: 'coming' });
  useEffect(() => {
    let isGone = false;
    const show = (next: State) => {
      if (!isGone) setState(next);
    };
    show({ is: 'coming' });
    load(name, moment).then(show, () => show({ is: 'failed' }));
    return () => {
      isGone = true;
    };
  }, [name, moment]);
  return state;
}

async function load(name: string, moment: Moment | undefined): Promise<State> {
  const [opened, title] = await Promise.all([openCase(name), titleOf(name)]);
  if (!opened) return { is: 'unknown' };
  const words = wordsOfCase(opened, simulateRun(opened.scenario), title);
  return {
    is: 'here',
    words,
    comparison: {
      sides: sidesOfCase(opened),
      focus: 0,
      atUs: moment?.atUs ?? null,
      selected: moment?.request ?? null,
    },
  };
}

/** The plain words of a case; the page does without where they cannot be fetched. */
async function titleOf(name: string): Promise<string | null> {
  try {
    const { default: table } = await import('../truth/fidelity.json');
    return (table as FidelityTable).cases.find((one) => one.name === name)?.title ?? null;
  } catch {
    return null;
  }
}
