import { type ReactNode, useMemo } from 'react';
import type { Scenario } from '../../scenario/scenario.ts';
import { writeScenario } from '../../scenario/writeScenario.ts';
import { routeHash } from '../route.ts';
import { packSandbox } from '../sandbox/sandboxLink.ts';

/** Opens the sandbox with exactly this scenario. */
export function SandboxLink({ scenario, children }: { scenario: Scenario; children: ReactNode }) {
  const state = useMemo(() => packSandbox(writeScenario(scenario)), [scenario]);
  return (
    <a className="app-button" href={routeHash({ page: 'sandbox', state })}>
      {children}
    </a>
  );
}
