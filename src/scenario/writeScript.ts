import { type Draft, writeField } from './fields.ts';
import type { Intervention, Scenario } from './scenario.ts';
import { INTERVENTION } from './schema.ts';
import { routeName } from './writeClients.ts';

/** One line of the script. Workers, instances and requests are counted from 1 there. */
export function writeIntervention(scenario: Scenario, step: Intervention): Draft {
  const at = writeField(step.atUs, INTERVENTION.at);
  switch (step.do) {
    case 'kill-worker':
      return { at, [step.do]: step.worker + 1 };
    case 'add-worker':
    case 'remove-worker':
      return { at, [step.do]: true };
    case 'reload-front':
    case 'stop-front':
    case 'start-front':
      return { at, [step.do]: step.front === null ? true : step.front + 1 };
    case 'reload-app':
    case 'stop-app':
    case 'start-app':
      return { at, [step.do]: step.instance === 0 ? true : step.instance + 1 };
    case 'restart-database':
      return { at, [step.do]: writeField(step.downUs, INTERVENTION.down) };
    case 'slow-database':
      return {
        at,
        [step.do]: { factor: step.factor, for: writeField(step.forUs, INTERVENTION.for) },
      };
    case 'abort-client':
      return { at, [step.do]: step.request + 1 };
    case 'hang-worker':
      return {
        at,
        [step.do]:
          step.forUs === INTERVENTION.hangFor.fallback
            ? step.worker + 1
            : { worker: step.worker + 1, for: writeField(step.forUs, INTERVENTION.hangFor) },
      };
    case 'slow-client':
      return {
        at,
        [step.do]: {
          clients: scenario.clients[step.population]?.name,
          ...(step.client === null ? {} : { client: step.client + 1 }),
          factor: step.factor,
          for: writeField(step.forUs, INTERVENTION.slowFor),
        },
      };
    case 'unplug-host': {
      const host = scenario.hosts[step.host]?.name;
      return {
        at,
        [step.do]:
          step.forUs === INTERVENTION.unplugFor.fallback
            ? host
            : { host, for: writeField(step.forUs, INTERVENTION.unplugFor) },
      };
    }
    case 'busy-host':
      return {
        at,
        [step.do]: {
          host: scenario.hosts[step.host]?.name,
          processes: step.processes,
          for: writeField(step.forUs, INTERVENTION.busyFor),
        },
      };
    case 'burst': {
      const { name } = scenario.clients[step.population] ?? {};
      return {
        at,
        [step.do]: { clients: name, route: routeName(scenario, step.route), count: step.count },
      };
    }
  }
}
