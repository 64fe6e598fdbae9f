import { vi } from 'vitest';
import { APP_SERVERS } from '../../src/scenario/servers/appServers.ts';
import { FRONTS } from '../../src/scenario/servers/fronts.ts';
import { Backlog } from '../../src/sim/resources/backlog.ts';
import { Delivery } from '../../src/sim/resources/delivery.ts';
import { World } from '../../src/sim/world.ts';

/** A model that is wrong in one thing, as a slip in the engine would make it. */
export interface Mutant {
  readonly name: string;
  /** Puts the mistake into the engine; `vi.restoreAllMocks()` takes it out. Scenarios are to be read anew: what servers make of their settings is remembered. */
  apply(): void;
}

/** What servers make of their settings, and never mind which. */
type Registry = Readonly<
  Record<string, { traits: (settings: never) => Readonly<Record<string, unknown>> }>
>;

/** A registry's `traits`, changed. */
function spoil(
  registry: Registry,
  change: (traits: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): void {
  for (const entry of Object.values(registry)) {
    const { traits } = entry;
    vi.spyOn(entry, 'traits').mockImplementation((settings) => {
      const made = traits(settings);
      return { ...made, ...change(made) };
    });
  }
}

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'no request buffering: a front server passes every body on as it comes',
    apply: () => spoil(FRONTS as unknown as Registry, () => ({ requestBufferBytes: 0 })),
  },
  {
    name: 'LIFO backlog: whoever came last is taken first',
    apply() {
      vi.spyOn(Backlog.prototype, 'shift').mockImplementation(function (this: Backlog<unknown>) {
        const own = this as unknown as { ring: unknown[]; first: number; length: number };
        if (own.length === 0) return null;
        const last = (own.first + --own.length) & (own.ring.length - 1);
        const item = own.ring[last];
        own.ring[last] = null;
        return item;
      });
    },
  },
  {
    name: 'timeout off by 2×: a silent worker is borne for twice --timeout',
    apply: () =>
      spoil(APP_SERVERS as unknown as Registry, (traits) => ({
        heartbeatUs: 2 * Number(traits.heartbeatUs),
      })),
  },
  {
    name: 'socket buffers infinite: every write returns at once',
    apply() {
      vi.spyOn(Delivery.prototype, 'takenUs').mockImplementation(function (this: Delivery) {
        return (this as unknown as { fromUs: number }).fromUs;
      });
      vi.spyOn(Delivery.prototype, 'takenBytes').mockImplementation((bytes) => bytes);
      vi.spyOn(Delivery.prototype, 'stallUs').mockReturnValue(0);
    },
  },
  {
    name: 'static files through workers: the front server has no door for files',
    apply() {
      const { locationOf } = World.prototype;
      vi.spyOn(World.prototype, 'locationOf').mockImplementation(function (this: World, route) {
        const location = locationOf.call(this, route);
        return location?.does === 'static' ? { ...location, does: 'proxy' } : location;
      });
    },
  },
];
