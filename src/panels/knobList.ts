import { msg, t } from '../language/t.ts';
import { isRecord } from '../scenario/fields.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { appKnobs } from './appKnobs.ts';
import { clientKnobs, usualPopulation } from './clientKnobs.ts';
import { databaseKnobs } from './databaseKnobs.ts';
import { frontKnobs } from './frontKnobs.ts';
import { type Knob, knob, less } from './knob.ts';
import { inWordsOf } from './knobWords.ts';
import { routeKnobs } from './routeKnobs.ts';
import { socketKnobs, versionKnob } from './serverKnobs.ts';
import { valueIn, type Written } from './written.ts';

export type { Knob } from './knob.ts';

const { host, scenario: world } = SETTINGS;
const MEMORY = ['256MB', '512MB', '1GB', '2GB', '4GB', '8GB', 'unlimited'];

/**
 * The knobs of a scenario that is spelled out; those of a part that is absent are absent.
 * @param view index of the route whose knobs are wanted
 * @param population of the clients whose knobs are wanted; those who ask most where it is left out
 */
export function knobsOf(
  scenario: Written,
  view: number,
  population = usualPopulation(scenario),
): Knob[] {
  const hasDatabase = valueIn(scenario, ['database', 'server']) !== 'none';
  return namedApart(
    [
      ...clientKnobs(scenario, population),
      ...frontKnobs(scenario),
      ...socketKnobs(scenario),
      ...appKnobs(scenario),
      ...routeKnobs(scenario, view, hasDatabase),
      ...databaseKnobs(scenario),
      ...hostKnobs(scenario),
      versionKnob(scenario),
      knob(msg('World'), ['duration'], world.durationUs, [
        '1s',
        '2s',
        '5s',
        '10s',
        '20s',
        '60s',
        '2min',
      ]),
      knob(msg('World'), ['seed'], world.seed, []),
      less(knob(msg('World'), ['title'], world.title, [])),
    ].map(inWordsOf(scenario)),
  );
}

/** A program may call a setting as something else is called: the second of one name says whose it is. */
function namedApart(knobs: readonly Knob[]): Knob[] {
  const taken = new Set<string>();
  return knobs.map((each) => {
    const name = taken.has(each.name) ? `${t(each.group)}: ${each.name}` : each.name;
    taken.add(name);
    return name === each.name ? each : { ...each, name };
  });
}

function hostKnobs(scenario: Written): Knob[] {
  const names = Object.keys(isRecord(scenario.hosts) ? scenario.hosts : {});
  return names.flatMap((name) => [
    knob(msg('World'), ['hosts', name, 'cores'], host.cores, [1, 2, 4, 8, 16], {
      name: `${name}: cores`,
      words: t('processor cores of the host “{name}”', { name }),
    }),
    knob(msg('World'), ['hosts', name, 'memory'], host.memoryBytes, MEMORY, {
      name: `${name}: memory`,
      words: t('memory of the host “{name}”, which its processes share', { name }),
    }),
  ]);
}
