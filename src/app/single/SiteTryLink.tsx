/** In the place of `lesson/TryLink.tsx` and `lesson/MySolutions.tsx`: a single file has no sandbox, the site it comes from has. */
import { useContext, useMemo } from 'react';
import { t } from '../../language/t.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { writeScenario } from '../../scenario/writeScenario.ts';
import { routeHash } from '../route.ts';
import { packSandbox } from '../sandbox/sandboxLink.ts';
import { SiteContext } from './site.ts';

export function TryLink({ scenario }: { scenario: Scenario }) {
  const site = useContext(SiteContext);
  const state = useMemo(() => packSandbox(writeScenario(scenario)), [scenario]);
  if (site === null)
    return (
      <p className="app-quiet">
        {t(
          'The sandbox, with every setting, is on the site of Roundtrip; it is no part of this file.',
        )}
      </p>
    );
  return (
    <a
      className="app-primary app-wide"
      href={`${site}${routeHash({ page: 'sandbox', state })}`}
      target="_blank"
      rel="noreferrer"
    >
      {t('Open it in the sandbox (on the site, in a new tab)')}
    </a>
  );
}
