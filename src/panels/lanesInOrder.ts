import type { Lane } from '../insight/shapes.ts';

/** From the door inwards, as on the stage. */
const ORDER: readonly Lane['kind'][] = ['front', 'backlog', 'pool', 'busy', 'worker', 'session'];

/** When a worker is gone for good, µs; Infinity for lanes of anything else. */
function goneUs(lane: Lane): number {
  const last = lane.kind === 'worker' ? lane.spans.at(-1) : undefined;
  return last?.state === 'dead' || last?.state === 'ended' ? last.fromUs : Number.POSITIVE_INFINITY;
}

/** Lanes from the door inwards. Those of workers that are gone for good by `atUs` stand behind the others of their kind. */
export function lanesInOrder(lanes: readonly Lane[], atUs: number): Lane[] {
  return ORDER.flatMap((kind) => {
    const own = lanes.filter((lane) => lane.kind === kind);
    const isGone = (lane: Lane): boolean => goneUs(lane) <= atUs;
    return [...own.filter((lane) => !isGone(lane)), ...own.filter(isGone)];
  });
}
