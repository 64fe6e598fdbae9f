import { isRecord } from '../../scenario/isRecord.ts';
import type { Written } from '../settings.ts';

/** What has to be laid over `base` so that it says what `next` says: the way back of `merged`. Empty where they say the same. */
export function overlayOf(base: Written, next: Written): Written {
  const overlay: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(base), ...Object.keys(next)])) {
    const [was, is] = [base[key], next[key]];
    if (isSameData(was, is)) continue;
    // What is not written any more stands at its default, as an empty value does.
    if (is === undefined) overlay[key] = null;
    else if (isRecord(was) && isRecord(is) && (was.server === is.server || is.server === undefined))
      overlay[key] = overlayOf(was, is);
    else overlay[key] = membersOverlay(was, is) ?? is;
  }
  return overlay;
}

/** By the members' names, where a list has the same ones in the same order; null elsewhere. */
function membersOverlay(was: unknown, is: unknown): Written | null {
  if (!Array.isArray(was) || !Array.isArray(is) || was.length !== is.length) return null;
  const overlay: Record<string, unknown> = {};
  for (const [index, member] of is.entries()) {
    const before: unknown = was[index];
    if (!isRecord(before) || !isRecord(member)) return null;
    if (typeof member.name !== 'string' || member.name !== before.name) return null;
    const own = overlayOf(before, member);
    if (Object.keys(own).length > 0) overlay[member.name] = own;
  }
  return overlay;
}

function isSameData(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, i) => isSameData(each, b[i]));
  if (!isRecord(a) || !isRecord(b)) return Object.is(a ?? undefined, b ?? undefined);
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.every((key) => isSameData(a[key], b[key]));
}
