/** What cannot stand together: each server may be right by itself. */
import { t } from '../language/t.ts';
import type { Problems } from './problems.ts';
import { type AppServer, entryOf } from './servers/appServers.ts';
import { type Front, frontEntryOf } from './servers/fronts.ts';

/** Says what the front server and the app server cannot do for one another. */
export function checkServers(problems: Problems, front: Front | null, app: AppServer): void {
  checkPlace(problems, front, app);
  checkInstances(problems, front, app);
  checkUpstream(problems, front, app);
}

function checkPlace(problems: Problems, front: Front | null, app: AppServer): void {
  const needs = entryOf(app).fronts?.(app as never) ?? null;
  if (needs === null || needs.names.includes(front?.kind ?? 'none')) return;
  const allowed = needs.names.map((name) => `front: ${name}`).join(' or ');
  problems.add(
    `app.${needs.at}`,
    needs.value,
    t('{why}; allowed with {allowed}', { why: t(needs.why), allowed }),
  );
}

function checkInstances(problems: Problems, front: Front | null, app: AppServer): void {
  const { instances } = app;
  if (instances === 1) return;
  if (front === null) {
    problems.add(
      'app.instances',
      instances,
      t('needs a front server to share the requests out; allowed without a front server: 1'),
    );
  } else if (!frontEntryOf(front).parts.includes('upstream')) {
    problems.add(
      'app.instances',
      instances,
      t('is more than {name} passes requests to; allowed behind it: 1', {
        name: frontEntryOf(front).name,
      }),
    );
  }
}

function checkUpstream(problems: Problems, front: Front | null, { instances }: AppServer): void {
  const upstream = front?.upstream ?? null;
  if (front === null || upstream === null) return;
  const { weights, method } = upstream;
  if (weights.length > instances) {
    problems.add(
      'front.upstream.weights',
      weights,
      t('are more than the app server has instances; allowed: at most {instances}', {
        instances: String(instances),
      }),
    );
  }
  const { methods, name } = frontEntryOf(front);
  if (methods !== undefined && !methods.includes(method))
    problems.add(
      'front.upstream.method',
      method,
      t('is not something that {name} can do; allowed there: {methods}', {
        name,
        methods: methods.join(', '),
      }),
    );
}
