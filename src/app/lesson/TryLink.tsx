import { useMemo } from 'react';
import { t } from '../../language/t.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { writeScenario } from '../../scenario/writeScenario.ts';
import { routeHash } from '../route.ts';
import { packSandbox } from '../sandbox/sandboxLink.ts';

/** Opens the sandbox with exactly the scenario of the lesson. */
export function TryLink({ scenario }: { scenario: Scenario }) {
  const state = useMemo(() => packSandbox(writeScenario(scenario)), [scenario]);
  return (
    <a className="app-primary app-wide" href={routeHash({ page: 'sandbox', state })}>
      {t('Open it in the sandbox')}
    </a>
  );
}
