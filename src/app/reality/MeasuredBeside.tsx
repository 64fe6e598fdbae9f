import { useEffect, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { routeHash } from '../route.ts';

/** Where a scenario is a measured case: the way to what the real servers did. Nothing otherwise. */
export function MeasuredBeside({ scenario }: { readonly scenario: Scenario }) {
  const name = useMeasuredCase(scenario);
  if (name === null) return null;
  return (
    <a className="app-truthWatch" href={routeHash({ page: 'case', name })}>
      {t('measured: open beside')}
    </a>
  );
}

function useMeasuredCase(scenario: Scenario): string | null {
  const [found, setFound] = useState<{ scenario: Scenario; name: string | null } | null>(null);
  useEffect(() => {
    let isGone = false;
    // The cases come as a chunk of their own, and without them there is only no link.
    import('./measuredCases.ts')
      .then(({ measuredCaseOf }) => measuredCaseOf(scenario))
      .then(
        (name) => {
          if (!isGone) setFound({ scenario, name });
        },
        () => {},
      );
    return () => {
      isGone = true;
    };
  }, [scenario]);
  return found?.scenario === scenario ? found.name : null;
}
