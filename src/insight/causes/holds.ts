import { requestTable } from '../../recording/requestTable.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { lanes } from '../lanes.ts';
import { appProgram, hasPool } from '../programs.ts';
import type { Run, Span } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { holdingOf } from '../state/holding.ts';
import { slotTable } from '../state/slotTable.ts';
import { hangs } from '../why/whyHeld.ts';
import { hasSyncThread } from '../why/whyShared.ts';
import { type Deed, deedsOf } from './deeds.ts';

/** What keeps a slot, or the main thread of a process, from taking somebody. */
export type HoldKind =
  | 'sending' //    a client sends its request slowly
  | 'reading' //    a client reads the answer slowly
  | 'lingering' //  a client has not closed
  | 'blocked' //    a gthread worker's main thread waits for a client to close
  | 'database'
  | 'lock'
  | 'hang'
  | 'syncThread'
  | 'view'
  | 'kept' //       it waits for the next request of a connection
  | 'paused' //     its process stands still
  | 'booting'
  | 'gone';

/** One stretch in which a slot was kept. Ends where the recording ends at the latest; ask {@link clip} for less. */
export interface Hold {
  /** `blocked`: a main thread; `threadless`: it has been read, and waits for the one thread of its process for sync code. */
  readonly state: Span['state'] | 'blocked' | 'threadless' | 'paused' | 'kept';
  readonly slot: number;
  readonly process: number;
  readonly instance: number;
  /** The request that keeps it, or NONE. */
  readonly request: number;
  readonly fromUs: number;
  readonly untilUs: number;
  /** Since when its request keeps the slot. */
  readonly sinceUs: number;
}

const known = new WeakMap<Run, { length: number; holds: readonly Hold[] }>();

/** All stretches in which slots and main threads were kept, in order of beginning. Worked out once per recording, from its lanes. */
export function holdsOf(run: Run): readonly Hold[] {
  const before = known.get(run);
  if (before && before.length === run.length) return before.holds;
  let holds: Hold[] = blockedThreads(run);
  for (const lane of lanes(run)) {
    if (lane.kind !== 'worker' || lane.actor === null) continue;
    addHolds(run, lane.actor, lane.spans, holds);
  }
  if (appProgram(run.scenario).traits.limits.keptHoldsSlot) holds = kept(run, holds);
  for (const deed of deedsOf(run)) if (deed.kind === 'paused') holds = paused(run, holds, deed);
  holds.sort((a, b) => a.fromUs - b.fromUs || a.slot - b.slot);
  known.set(run, { length: run.length, holds });
  return holds;
}

function addHolds(run: Run, slot: number, spans: readonly Span[], holds: Hold[]): void {
  const slots = slotTable(run);
  const process = slots.processOf(slot);
  const instance = slots.instanceOf(process);
  const rows = requestTable(run);
  const startOf = (request: number) => rows[request]?.viewStartUs ?? Infinity;
  let sinceUs = 0;
  let before: Span | undefined;
  for (const span of spans) {
    if (!before || before.request !== span.request) sinceUs = span.fromUs;
    before = span;
    // What a process is at is told once, not for each of its threads.
    if (span.request === null && (!NOBODYS.has(span.state) || slots.nthOf(slot) > 0)) continue;
    const { state, fromUs, untilUs } = span;
    const request = span.request ?? NONE;
    // One literal for all: tens of thousands of these are made.
    const add = (as: Hold['state'], from: number, until: number): void => {
      if (until > from)
        holds.push({
          state: as,
          slot,
          process,
          instance,
          request,
          fromUs: from,
          untilUs: until,
          sinceUs,
        });
    };
    const viewUs = state === 'running' && hasSyncThread(run, request) ? startOf(request) : fromUs;
    const cutUs = Math.max(fromUs, Math.min(untilUs, viewUs));
    add('threadless', fromUs, cutUs);
    add(state, cutUs, untilUs);
  }
}

/** States in which a process keeps others waiting although nobody has it. */
const NOBODYS = new Set<Span['state']>(['booting', 'dead']);

/** What keeps a slot during a stretch, as far as can be known at a moment of it. */
export function kindOf(run: Run, hold: Hold, atUs: number): HoldKind {
  const { request, state } = hold;
  const spentUs = Math.min(hold.untilUs, atUs) - hold.fromUs;
  switch (state) {
    case 'blocked':
    case 'booting':
    case 'lingering':
    case 'database':
    case 'paused':
    case 'kept':
      return state;
    case 'dead':
      return 'gone';
    case 'locked':
      return 'lock';
    case 'writing':
      return holdingOf(run, request, 'writing', spentUs) ? 'reading' : 'view';
    case 'threadless':
      return 'syncThread';
    case 'reading':
      return holdingOf(run, request, 'reading', spentUs) ? 'sending' : 'view';
    default:
      return hangs(circumstances(run, request).route) ? 'hang' : 'view';
  }
}

/** The same with what a process did while it stood still taken out: then it keeps all whom its slots keep, and whoever comes. */
function paused(
  run: Run,
  holds: readonly Hold[],
  { actor: process, fromUs, untilUs }: Deed,
): Hold[] {
  const slots = slotTable(run);
  const out: Hold[] = [];
  let coveredUs = 0;
  for (const hold of holds) {
    if (hold.process !== process || clip(hold, fromUs, untilUs) === 0) {
      out.push(hold);
      continue;
    }
    const from = Math.max(fromUs, hold.fromUs);
    const until = Math.min(untilUs, hold.untilUs);
    if (from > hold.fromUs) out.push({ ...hold, untilUs: from });
    out.push({ ...hold, state: 'paused', fromUs: from, untilUs: until });
    if (until < hold.untilUs) out.push({ ...hold, fromUs: until });
    coveredUs += until - from;
  }
  if (coveredUs === 0) {
    const slot = slots.slotsOf(process)[0] ?? process;
    const instance = slots.instanceOf(process);
    const of = { slot, process, instance, request: NONE, sinceUs: fromUs };
    out.push({ ...of, state: 'paused', fromUs, untilUs });
  }
  return out;
}

/** The same with what a slot did after its answer taken out: it waited for the next request of the connection. */
function kept(run: Run, holds: readonly Hold[]): Hold[] {
  const awaited = new Map<number, number[]>();
  for (let i = 0; i < run.length; i++)
    if (run.type(i) === EVENT['connection/awaited'])
      awaited.set(run.actor(i), [...(awaited.get(run.actor(i)) ?? []), run.at(i)]);
  return holds.flatMap((hold) => {
    const fromUs = awaited.get(hold.slot)?.find((at) => at >= hold.fromUs && at < hold.untilUs);
    if (fromUs === undefined || hold.request === NONE) return [hold];
    const rest: Hold = { ...hold, state: 'kept', fromUs };
    return fromUs > hold.fromUs ? [{ ...hold, untilUs: fromUs }, rest] : [rest];
  });
}

/** gthread: stretches in which the main thread of a process accepts nobody. */
function blockedThreads(run: Run): Hold[] {
  const slots = slotTable(run);
  const found: Hold[] = [];
  if (!hasPool(appProgram(run.scenario))) return found;
  for (let i = 0; i < run.length; i++) {
    if (run.type(i) !== EVENT['worker/blocked']) continue;
    const process = run.actor(i);
    const fromUs = run.at(i);
    found.push({
      state: 'blocked',
      slot: slots.slotsOf(process)[0] ?? process,
      process,
      instance: slots.instanceOf(process),
      request: run.request(i),
      fromUs,
      untilUs: Math.min(run.endUs, fromUs + run.arg(i)),
      sinceUs: fromUs,
    });
  }
  return found;
}

/** What of a stretch lies between two moments, µs; 0 where nothing does. */
export function clip(hold: Hold, fromUs: number, untilUs: number): number {
  return Math.max(0, Math.min(hold.untilUs, untilUs) - Math.max(hold.fromUs, fromUs));
}
