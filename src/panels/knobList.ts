import { isRecord } from '../scenario/fields.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { clientKnobs } from './clientKnobs.ts';
import { type Knob, knob } from './knob.ts';
import {
  appKnobs,
  databaseKnobs,
  FRONT,
  frontKnobs,
  hasFront,
  socketKnobs,
  VERSION,
} from './serverKnobs.ts';
import { valueIn, type Written } from './written.ts';

export type { Knob } from './knob.ts';

const { host, route, scenario: world } = SETTINGS;

const WAITS = ['0s', '10ms', '50ms', '100ms', '200ms', '500ms', '1s', '2s', '5s', '10s', '30s'];
const WORK = ['0s', '1ms', '2ms', '4ms', '10ms', '20ms', '50ms', '100ms', '200ms', '500ms', '1s'];
const MEMORY = ['256MB', '512MB', '1GB', '2GB', '4GB', '8GB', 'unlimited'];

/** The main knobs of a scenario that is spelled out; those of a part that is absent are absent. */
export function knobsOf(scenario: Written, view: number): Knob[] {
  const hasDatabase = valueIn(scenario, ['database', 'server']) !== 'none';
  return [
    ...clientKnobs(scenario),
    FRONT,
    ...(hasFront(scenario) ? frontKnobs(scenario) : []),
    ...socketKnobs(scenario),
    ...appKnobs(scenario),
    ...routeKnobs(view, hasDatabase),
    ...(hasDatabase ? databaseKnobs(scenario) : []),
    ...hostKnobs(scenario),
    VERSION,
    knob('World', ['duration'], world.durationUs, ['1s', '2s', '5s', '10s', '20s', '60s', '2min']),
    knob('World', ['seed'], world.seed, []),
  ];
}

function routeKnobs(view: number, hasDatabase: boolean): Knob[] {
  const at = (key: string) => ['routes', view, key] as const;
  const counts = [0, 1, 2, 5, 10, 20, 50, 100];
  return [
    knob('Django', at('cpu'), route.cpuUs, WORK, { words: 'Python’s own work in the view' }),
    knob('Django', at('wait'), route.waitUs, WAITS),
    ...(hasDatabase
      ? [
          knob('Django', at('queries'), route.queries, counts),
          knob('Django', at('query'), route.queryUs, WORK),
          knob('Django', at('locks'), route.locks, []),
          knob('Django', at('writes'), route.writes, []),
        ]
      : []),
    knob('Django', at('async'), route.isAsync, []),
    knob('Django', at('memory'), route.memoryBytes, ['0B', '1MB', '10MB', '50MB', '200MB', '1GB'], {
      name: 'view: memory',
    }),
    knob('Django', at('effect'), route.effect, []),
  ];
}

function hostKnobs(scenario: Written): Knob[] {
  const names = Object.keys(isRecord(scenario.hosts) ? scenario.hosts : {});
  return names.flatMap((name) => [
    knob('World', ['hosts', name, 'cores'], host.cores, [1, 2, 4, 8, 16], {
      name: `${name}: cores`,
      words: `processor cores of the host “${name}”`,
    }),
    knob('World', ['hosts', name, 'memory'], host.memoryBytes, MEMORY, {
      name: `${name}: memory`,
      words: `memory of the host “${name}”, which its processes share`,
    }),
  ]);
}
