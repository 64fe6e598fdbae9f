import { t } from '../../language/t.ts';
import { workerName } from '../plainWords.ts';
import type { Lane } from '../shapes.ts';

/** Lanes of slots that can still be told apart in a picture. */
const MOST = 48;

/**
 * The same lanes where they are few enough to be drawn; otherwise one for each process of several slots, with all that its slots were busy with:
 * how many at once, rather than which.
 */
export function bundleSlots(lanes: readonly Lane[]): readonly Lane[] {
  const slots = lanes.filter((lane) => lane.kind === 'worker');
  const processes = new Set(slots.map((lane) => lane.process));
  if (slots.length <= MOST || processes.size === slots.length) return lanes;
  const bundles = [...processes].map((process): Lane => {
    const own = slots.filter((lane) => lane.process === process);
    return {
      key: `busy-${process}`,
      label: t('{process} · busy##heading of a row', { process: workerName(process ?? 0) }),
      kind: 'busy',
      actor: null,
      process,
      spans: own
        .flatMap((lane) => lane.spans.filter((span) => span.request !== null))
        .sort((a, b) => a.fromUs - b.fromUs),
    };
  });
  const first = lanes.findIndex((lane) => lane.kind === 'worker');
  return [
    ...lanes.slice(0, first).filter((lane) => lane.kind !== 'worker'),
    ...bundles,
    ...lanes.slice(first).filter((lane) => lane.kind !== 'worker'),
  ];
}
