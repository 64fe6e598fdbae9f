import { msg, t } from '../language/t.ts';
import { WEIGHT } from '../scenario/frontSchema.ts';
import { hostKnob } from './hostKnob.ts';
import { type AnyField, type Knob, knob, less } from './knob.ts';
import { hostNames } from './script/deeds.ts';
import { instancesOf } from './servers.ts';
import { stopsOf } from './worthTrying.ts';
import { valueIn, type Written, withValue } from './written.ts';

type Part = 'app' | 'front';
const listIn = (scenario: Written, path: readonly string[]): readonly unknown[] => {
  const value = valueIn(scenario, path);
  return Array.isArray(value) ? value : [];
};

/** On which host instance `nth` runs: of the list in turn, or the one host of all. */
function hostAt(scenario: Written, part: Part, nth: number): unknown {
  const hosts = listIn(scenario, [part, 'hosts']);
  if (hosts.length > 0) return hosts[nth % hosts.length];
  return valueIn(scenario, [part, 'host']);
}

/** Which instance runs where: a knob for each of them. One host for all is written as one. */
export function hostKnobs(scenario: Written, part: Part, group: string, program: string): Knob[] {
  const count = instancesOf(scenario, part);
  const names = hostNames(scenario);
  const usual = names.includes('web') ? 'web' : (names[0] ?? 'web');
  return Array.from({ length: count }, (_, nth) => nth).flatMap((nth) =>
    hostKnob(scenario, part, group, program).map(
      (own): Knob => ({
        ...own,
        name: count > 1 ? `${program} ${nth + 1}: host` : own.name,
        path: count > 1 ? [part, 'hosts', nth] : own.path,
        words:
          count > 1
            ? t('the box that the {nth} of them runs on', { nth: ordinal(nth) })
            : own.words,
        read: (from) => hostAt(from, part, nth),
        write: (from, value) => {
          const hosts = Array.from({ length: instancesOf(from, part) }, (_, i) =>
            i === nth ? (value ?? usual) : (hostAt(from, part, i) ?? usual),
          );
          const isOne = new Set(hosts).size === 1;
          const bare = withValue(from, [part, 'hosts'], isOne ? undefined : hosts);
          return withValue(bare, [part, 'host'], isOne ? hosts[0] : undefined);
        },
      }),
    ),
  );
}

const ORDINALS = [msg('first'), msg('second'), msg('third'), msg('fourth'), msg('fifth')];
const ordinal = (nth: number) => t(ORDINALS[nth] ?? OTHER_ORDINAL, { number: String(nth + 1) });
const OTHER_ORDINAL = msg('{number}th');

/** How many there are of a server: fewer of them take along what was said of the others. */
export function withInstances(from: Written, part: Part, count: unknown): Written {
  const next = withValue(from, [part, 'instances'], count);
  const left = instancesOf(next, part);
  const cut = (scenario: Written, path: readonly string[]) => {
    const list = listIn(scenario, path);
    return list.length > left ? withValue(scenario, path, list.slice(0, left)) : scenario;
  };
  const own = cut(next, [part, 'hosts']);
  return part === 'app' ? cut(own, ['front', 'upstream', 'weights']) : own;
}

/** The share of each app server, where there are several. */
export function weightKnobs(
  scenario: Written,
  group: string,
  block: (from: Written) => Written,
): Knob[] {
  const count = instancesOf(scenario, 'app');
  if (count < 2) return [];
  return Array.from({ length: count }, (_, nth) =>
    less(
      knob(
        group,
        ['front', 'upstream', 'weights', nth],
        WEIGHT as AnyField,
        stopsOf('', WEIGHT as AnyField),
        {
          name: `upstream: weight of ${nth + 1}`,
          words: t('share of the {nth} app server', { nth: ordinal(nth) }),
          write: (from, value) => {
            const weights = listIn(from, ['front', 'upstream', 'weights']);
            const next = Array.from({ length: instancesOf(from, 'app') }, (_, i) =>
              i === nth ? (value ?? 1) : (weights[i] ?? 1),
            );
            const isEven = next.every((weight) => weight === 1);
            const { weights: _, ...set } = block(from);
            return withValue(from, ['front', 'upstream'], isEven ? set : { ...set, weights: next });
          },
        },
      ),
    ),
  );
}
