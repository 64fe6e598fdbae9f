import { msg, t } from '../language/t.ts';
import {
  isRecord,
  readField,
  readTable,
  refuseUnknownKeys,
  type Table,
  under,
  written,
} from './fields.ts';
import { indexOfName, indexOfRoute, itemsOf, type Place, refuseLate, writtenAt } from './place.ts';
import type { AppServer, Intervention, Population } from './scenario.ts';
import { INTERVENTION, MOST_INTERVENTIONS } from './schema.ts';
import { traitsOf } from './servers/appServers.ts';
import { writeQuantity } from './units.ts';

/** What can be done, as it is written. */
export const ACTIONS = [
  'kill-worker',
  'add-worker',
  'remove-worker',
  'reload-app',
  'stop-app',
  'start-app',
  'reload-front',
  'restart-database',
  'slow-database',
  'burst',
  'abort-client',
  'hang-worker',
  'slow-client',
  'unplug-host',
  'busy-host',
  'stop-front',
  'start-front',
] as const;

const SLOW: Table<{ factor: number; forUs: number }> = {
  factor: INTERVENTION.factor,
  forUs: INTERVENTION.for,
};
const BURST: Table<{ count: number }> = { count: INTERVENTION.count };
const HANG: Table<{ worker: number; forUs: number }> = {
  worker: { ...INTERVENTION.worker, key: 'worker' },
  forUs: INTERVENTION.hangFor,
};
const SLOW_LINE: Table<{ factor: number; forUs: number }> = {
  factor: INTERVENTION.slowFactor,
  forUs: INTERVENTION.slowFor,
};
const UNPLUG: Table<{ forUs: number }> = { forUs: INTERVENTION.unplugFor };
const BUSY: Table<{ processes: number; forUs: number }> = {
  processes: INTERVENTION.processes,
  forUs: INTERVENTION.busyFor,
};

interface World {
  readonly app: AppServer;
  /** How many front servers there are. */
  readonly fronts: number;
  readonly hasDatabase: boolean;
  readonly clients: readonly Population[];
}

/** `script:`, what is done to the running world. Workers and requests are counted from 1 as written, from 0 as resolved. */
export function parseScript(place: Place, input: unknown, world: World): Intervention[] {
  const script = itemsOf(place.problems, 'script', input, MOST_INTERVENTIONS).map((item, index) =>
    parseIntervention(place, `script[${index}]`, item, world),
  );
  const { instances } = world.app;
  const most = mostWorkers(world.app, script);
  script.forEach((step, index) => {
    if ('worker' in step && step.worker >= most) {
      place.problems.add(
        `script[${index}].${step.do}`,
        step.worker + 1,
        t('there is no such worker; allowed: 1 to {most}', { most: String(most) }),
      );
    }
    if ('instance' in step && step.instance >= instances) {
      place.problems.add(
        `script[${index}].${step.do}`,
        step.instance + 1,
        t('there is no such instance of the app server; allowed: 1 to {instances}', {
          instances: String(instances),
        }),
      );
    }
  });
  return script;
}

/** Places for workers that a run can come to have: those it begins with, added ones, and after each reload as many again. */
export function mostWorkers(app: AppServer, script: readonly Pick<Intervention, 'do'>[]): number {
  const count = (deed: Intervention['do']) => script.filter((step) => step.do === deed).length;
  const added = count('add-worker');
  const { instances } = app;
  const { processes } = traitsOf(app);
  return processes * instances + added + count('reload-app') * (processes + added);
}

function parseIntervention(place: Place, at: string, input: unknown, world: World): Intervention {
  const { problems } = place;
  const nothing: Intervention = { atUs: 0, do: 'add-worker' };
  if (!isRecord(input)) {
    problems.add(
      at,
      input,
      t('must be an action such as {sample}', { sample: '{ at: 3s, kill-worker: 1 }' }),
    );
    return nothing;
  }
  refuseUnknownKeys(problems, at, input, ['at', ...ACTIONS]);
  const when = written(input, 'at');
  if (when === undefined)
    problems.add(
      under(at, 'at'),
      when,
      t('is missing: when does it happen? allowed: 0s to {limit}', {
        limit: writeQuantity('duration', Math.min(place.durationUs, INTERVENTION.at.max)),
      }),
    );
  const atUs = when === undefined ? 0 : readField(problems, under(at, 'at'), when, INTERVENTION.at);
  refuseLate(place, under(at, 'at'), when, atUs, writeQuantity('duration', place.durationUs));
  const actions = ACTIONS.filter((action) => Object.hasOwn(input, action));
  const [action] = actions;
  if (action === undefined || actions.length > 1) {
    problems.add(
      at,
      input,
      action
        ? t('does several things at once; write a line for each; allowed: one of {actions}', {
            actions: ACTIONS.join(', '),
          })
        : t('does nothing; allowed: one of {actions}', { actions: ACTIONS.join(', ') }),
    );
    return nothing;
  }
  return {
    atUs,
    ...parseAction(place, under(at, action), action, written(input, action), world),
  } as Intervention;
}

type Action = Intervention extends infer I
  ? I extends Intervention
    ? Omit<I, 'atUs'>
    : never
  : never;

function parseAction(
  place: Place,
  at: string,
  action: (typeof ACTIONS)[number],
  value: unknown,
  world: World,
): Action {
  const { problems } = place;
  const needed = (fallback: unknown) => (value === undefined || value === true ? fallback : value);
  if (action.endsWith('-database') && !world.hasDatabase)
    problems.add(at, value, t('needs a database, and this scenario has none'));
  switch (action) {
    case 'kill-worker':
      return { do: action, worker: readField(problems, at, needed(1), INTERVENTION.worker) - 1 };
    case 'add-worker':
    case 'remove-worker':
      if (value !== undefined && value !== true)
        problems.add(at, value, t('must be true: one worker at a time'));
      return { do: action };
    case 'reload-app':
    case 'stop-app':
    case 'start-app':
      return {
        do: action,
        instance: readField(problems, at, needed(1), INTERVENTION.instance) - 1,
      };
    case 'hang-worker': {
      if (!isRecord(value))
        return {
          do: action,
          worker: readField(problems, at, needed(1), INTERVENTION.worker) - 1,
          forUs: INTERVENTION.hangFor.fallback,
        };
      const { worker, forUs } = readTable(problems, at, value, HANG);
      return { do: action, worker: worker - 1, forUs };
    }
    case 'slow-client': {
      const line = readTable(problems, at, needed(undefined), SLOW_LINE, ['clients', 'client']);
      const client = writtenAt(value, 'client');
      return {
        do: action,
        population: populationOf(place, at, value, world),
        client:
          client === undefined
            ? null
            : readField(problems, under(at, 'client'), client, INTERVENTION.client) - 1,
        ...line,
      };
    }
    case 'unplug-host':
      if (!isRecord(value))
        return {
          do: action,
          host: hostOf(place, at, needed(undefined)),
          forUs: INTERVENTION.unplugFor.fallback,
        };
      return {
        do: action,
        host: hostOf(place, under(at, 'host'), written(value, 'host')),
        ...readTable(problems, at, value, UNPLUG, ['host']),
      };
    case 'busy-host': {
      const isName = typeof value === 'string';
      return {
        do: action,
        host: isName
          ? hostOf(place, at, value)
          : hostOf(place, under(at, 'host'), writtenAt(value, 'host')),
        ...readTable(problems, at, isName ? undefined : needed(undefined), BUSY, ['host']),
      };
    }
    case 'stop-front':
    case 'start-front':
    case 'reload-front':
      return { do: action, front: parseWhichFront(place, at, value, world.fronts) };
    case 'restart-database':
      return { do: action, downUs: readField(problems, at, needed('2s'), INTERVENTION.down) };
    case 'slow-database':
      return { do: action, ...readTable(problems, at, needed(undefined), SLOW) };
    case 'abort-client':
      return { do: action, request: readField(problems, at, needed(1), INTERVENTION.request) - 1 };
    case 'burst': {
      const { count } = readTable(problems, at, needed(undefined), BURST, ['clients', 'route']);
      const route = writtenAt(value, 'route');
      const population = populationOf(place, at, value, world);
      const usual = world.clients[population]?.asks[0]?.route ?? 0;
      return {
        do: action,
        population,
        route: route === undefined ? usual : indexOfRoute(place, under(at, 'route'), route),
        count,
      };
    }
  }
}

/** `true`, or nothing, means every front server there is; a number, from 1, means one of them. With one there is nothing to choose. */
function parseWhichFront(
  { problems }: Place,
  at: string,
  value: unknown,
  fronts: number,
): number | null {
  if (fronts === 0) {
    problems.add(at, value, t('needs a front server, and this scenario has none'));
    return null;
  }
  if (value === undefined || value === true) return null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > fronts) {
    problems.add(
      at,
      value,
      fronts === 1
        ? t('must be true, or left out')
        : t('is none of the front servers; allowed: true for all of them, or one: 1 to {fronts}', {
            fronts: String(fronts),
          }),
    );
    return null;
  }
  return fronts === 1 ? null : value - 1;
}

/** The group of clients that is meant; the first where none is named. */
function populationOf({ problems }: Place, at: string, value: unknown, world: World): number {
  const names = world.clients.map((population) => population.name);
  if (names.length === 0) problems.add(at, value, t('needs clients, and this scenario has none'));
  const clients = writtenAt(value, 'clients');
  if (clients === undefined) return 0;
  return indexOfName(
    problems,
    under(at, 'clients'),
    clients,
    names,
    msg('group of clients##there is no … of this name'),
  );
}

/** The host that is meant; the first where none is named. */
function hostOf({ problems, hosts }: Place, at: string, value: unknown): number {
  return value === undefined
    ? 0
    : indexOfName(problems, at, value, hosts, msg('host##there is no … of this name'));
}
