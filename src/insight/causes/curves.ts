/** A sum over time, as corners: it has this value at this moment, and rises at this rate from then on. */
interface Curve {
  readonly atUs: number[];
  readonly rise: number[];
  readonly sum: number[];
}

/**
 * For groups of slots: how much time each of some names has taken by a moment. Stretches are added first, in any order; after
 * {@link close} any interval is answered by two look-ups for each name.
 */
export class Curves<Name extends string> {
  private readonly names: readonly Name[];
  private readonly groups = new Map<number, Map<Name, Curve>>();

  constructor(names: readonly Name[]) {
    this.names = names;
  }

  /** A stretch in which a slot of the group was taken, to a share. */
  add(group: number, name: Name, fromUs: number, untilUs: number, share: number): void {
    if (!(untilUs > fromUs) || share <= 0) return;
    let curves = this.groups.get(group);
    if (!curves) {
      curves = new Map();
      this.groups.set(group, curves);
    }
    let curve = curves.get(name);
    if (!curve) {
      curve = { atUs: [], rise: [], sum: [] };
      curves.set(name, curve);
    }
    curve.atUs.push(fromUs, untilUs);
    curve.rise.push(share, -share);
  }

  /** Adds the stretches up. */
  close(): void {
    for (const curves of this.groups.values())
      for (const [name, curve] of curves) curves.set(name, addedUp(curve));
  }

  /** What each name took between two moments, in slot-microseconds; those that took nothing are left out. */
  between(group: number, fromUs: number, untilUs: number): { name: Name; us: number }[] {
    const curves = this.groups.get(group);
    if (!curves) return [];
    const found: { name: Name; us: number }[] = [];
    for (const name of this.names) {
      const curve = curves.get(name);
      if (!curve) continue;
      const us = valueAt(curve, untilUs) - valueAt(curve, fromUs);
      // What adding and taking away of shares leaves behind is no time.
      if (us > 0.5) found.push({ name, us });
    }
    return found;
  }
}

function addedUp({ atUs, rise }: Curve): Curve {
  const order = atUs.map((_, i) => i).sort((a, b) => (atUs[a] as number) - (atUs[b] as number));
  const out: Curve = { atUs: [], rise: [], sum: [] };
  let rate = 0;
  let sum = 0;
  let before = 0;
  for (const i of order) {
    const at = atUs[i] as number;
    sum += rate * (at - before);
    rate += rise[i] as number;
    before = at;
    if (out.atUs.at(-1) === at) {
      out.rise[out.rise.length - 1] = rate;
      continue;
    }
    out.atUs.push(at);
    out.rise.push(rate);
    out.sum.push(sum);
  }
  return out;
}

function valueAt({ atUs, rise, sum }: Curve, at: number): number {
  let low = 0;
  let high = atUs.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((atUs[mid] as number) <= at) low = mid + 1;
    else high = mid;
  }
  const i = low - 1;
  return i < 0 ? 0 : (sum[i] as number) + (rise[i] as number) * (at - (atUs[i] as number));
}
