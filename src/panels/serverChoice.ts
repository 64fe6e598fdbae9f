import { UNMEASURED } from '../insight/unmeasured.ts';
import { t } from '../language/t.ts';
import type { Knob } from './knob.ts';

interface Entry {
  readonly name: string;
  readonly isMeasured: boolean;
}

/** The choice of a program, without what it writes: each by its name, and whether anybody has measured it. */
export function serverChoice(
  group: string,
  part: 'app' | 'front',
  registry: Readonly<Record<string, Entry>>,
  chosen: string | null,
): Pick<Knob, 'group' | 'name' | 'path' | 'stops' | 'isMain' | 'labels' | 'note'> {
  const entry = chosen === null ? undefined : registry[chosen];
  return {
    group,
    name: part,
    path: [part, 'server'],
    stops: [],
    isMain: true,
    labels: Object.fromEntries(
      Object.entries(registry).map(([kind, { name, isMeasured }]) => [
        kind,
        isMeasured ? name : t('{name} (not measured)', { name }),
      ]),
    ),
    ...(entry && !entry.isMeasured ? { note: `${entry.name}: ${t(UNMEASURED)}` } : {}),
  };
}
