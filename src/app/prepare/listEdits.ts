/** A copy with the member moved by so many places; the same list where it cannot go there. */
export function moved<T>(list: readonly T[], index: number, by: number): readonly T[] {
  const to = index + by;
  if (to < 0 || to >= list.length || index < 0 || index >= list.length) return list;
  const rest = list.filter((_, i) => i !== index);
  return [...rest.slice(0, to), list[index] as T, ...rest.slice(to)];
}

export const without = <T>(list: readonly T[], index: number): readonly T[] =>
  list.filter((_, i) => i !== index);

export const inserted = <T>(list: readonly T[], index: number, member: T): readonly T[] => [
  ...list.slice(0, index),
  member,
  ...list.slice(index),
];

/** A name that none of these has yet: `guess`, `guess-2`, `guess-3`. Never longer than `most`. */
export function freeName(wanted: string, taken: readonly string[], most = 32): string {
  const base = wanted.replace(/-\d+$/, '').slice(0, most - 4);
  if (!taken.includes(wanted) && wanted.length <= most) return wanted;
  for (let number = 2; ; number++)
    if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`;
}
