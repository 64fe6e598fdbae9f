const furthest = new WeakMap<object, number>();

/**
 * Notes that a run has been watched until the moment and tells how far it has been watched at all. What was seen once may
 * be seen again after stepping back; what nobody has seen stays hidden.
 */
export function seenUntil(run: object, atUs: number): number {
  const seenUs = Math.max(furthest.get(run) ?? 0, atUs);
  furthest.set(run, seenUs);
  return seenUs;
}

/**
 * Takes back what was noted beyond the moment. A player that is handed another run keeps its time until it is put elsewhere:
 * that instant is not watching.
 */
export function unsee(run: object, beyondUs: number): void {
  const seenUs = furthest.get(run);
  if (seenUs !== undefined && seenUs > beyondUs) furthest.set(run, beyondUs);
}
